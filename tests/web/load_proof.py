"""A hundred visitors read while eight clips come in at once and are measured.

    python tests/web/load_proof.py [--visitors 100] [--uploads 8] [--seconds 60] [--write]

Three stretches: nobody hands anything in; clips come in and jobs run; nobody does again. Each
visitor is a connection of its own that reads pages and reports to their last byte, with a pause
between two. It prints how long each page took, errors (there may be none), and how much memory
the server held; it ends by itself, and only this machine is spoken to. With FORMCHECK_STORY_CACHE
landmarks of the visits that are read are known; those of the clips that come in never are.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import httpx2
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent / "story"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "speed"))
from asking import Asker
from sections import put
from serving import REPOSITORY, VIDEOS, Server, serving

DOCUMENT: Final = REPOSITORY / "docs" / "load.md"
PAUSE_S: Final = (0.5, 1.5)  # between two pages of one visitor: people read slower
MOST_S: Final = 1200.0  # of the middle stretch, whatever is still to be done then
# how often a page is read, of all pages that are
WEIGHTS: Final = {
    "start": 4, "help": 2, "visits": 4, "visit": 6, "report (whole file)": 1, "questions": 2,
    "comparison": 2, "clip list (API)": 4, "analysis (API)": 2, "style": 3,
}  # fmt: skip


@dataclass
class Read:
    """What visitors saw in one stretch: seconds by page, and what went wrong."""

    taken_s: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    n_bytes: int = 0
    lasted_s: float = 0.0

    @property
    def n(self) -> int:
        return sum(map(len, self.taken_s.values()))


@dataclass(frozen=True, slots=True)
class Memory:
    """Resident memory of the server, in MB, every half second, with the stretch."""

    seen: list[tuple[str, float]]
    stop: threading.Event


# ------------------------------------------------------------ readers


async def visitor(server: Server, paths: dict[str, str], until: asyncio.Event, read: Read) -> None:
    """Nothing; pages are read until the stretch is over."""
    names = list(paths)
    weights = [WEIGHTS[name] for name in names]
    headers = {"accept-language": "nl", "accept": "text/html,*/*"}
    async with httpx2.AsyncClient(base_url=server.address, timeout=60, headers=headers) as http:
        await asyncio.sleep(random.uniform(0, PAUSE_S[1]))
        while not until.is_set():
            (name,) = random.choices(names, weights)
            await one_page(http, name, paths[name], read)
            await asyncio.sleep(random.uniform(*PAUSE_S))


async def one_page(http: httpx2.AsyncClient, name: str, path: str, read: Read) -> None:
    start = time.perf_counter()
    try:
        async with http.stream("GET", path) as answer:
            async for part in answer.aiter_raw():
                read.n_bytes += len(part)
        if answer.status_code != 200:
            read.errors.append(f"{answer.status_code} {name}")
    except httpx2.HTTPError as error:
        read.errors.append(f"{type(error).__name__} {name}")
    read.taken_s[name].append(time.perf_counter() - start)


async def stretch(server: Server, paths: dict[str, str], n: int, work: object) -> Read:
    """What so many visitors saw while that coroutine ran."""
    read, until = Read(), asyncio.Event()
    start = time.perf_counter()
    readers = [asyncio.create_task(visitor(server, paths, until, read)) for _ in range(n)]
    await work  # type: ignore[misc]
    until.set()
    await asyncio.gather(*readers)
    read.lasted_s = time.perf_counter() - start
    return read


# ------------------------------------------------------------ those who hand in


def hand_in(server: Server, clip: Path, pieces: int, errors: list[str]) -> str:
    """The state in which the analysis of this clip ended."""
    try:
        with Asker(server.address) as asker:
            upload = asker.begin(clip)
            asker.send(upload, clip, max(1, clip.stat().st_size // pieces))
            asker.until_idle(upload, MOST_S)
            job = asker.ask("POST", f"/uploads/{upload}/analyses", json={})
            ended = asker.until_ended(job["id"], MOST_S)
            if ended["trouble"]:
                errors.append(f"hand in: {ended['trouble']['problem']}")
            return str(ended["state"])
    except (RuntimeError, TimeoutError, httpx2.HTTPError) as error:
        errors.append(f"hand in: {error}")
        return "error"


async def hand_all_in(server: Server, clips: Sequence[Path], errors: list[str]) -> list[str]:
    """The states in which analyses ended."""
    tasks = [asyncio.to_thread(hand_in, server, clip, 20, errors) for clip in clips]
    return list(await asyncio.gather(*tasks))


def unknown_clips(n: int, folder: Path) -> list[Path]:
    """So many clips of which no landmarks are known: their bytes are new, their pictures not."""
    import av

    made = []
    known = sorted(VIDEOS.glob("[!t]*.mp4"))  # the trail is short: half of it is too little
    for k in range(n):
        source = known[k % len(known)]
        path = folder / f"clip-{k}.mp4"
        with av.open(str(source)) as old, av.open(str(path), "w") as new:
            stream = old.streams.video[0]
            copy = new.add_stream_from_template(stream)
            packets = [p for p in old.demux(stream) if p.dts is not None]
            for packet in packets[: len(packets) // 2 - k]:  # some seconds; each another
                packet.stream = copy
                new.mux(packet)
        made.append(path)
    return made


# ------------------------------------------------------------ the whole


def prepared(server: Server) -> dict[str, str]:
    """Addresses of pages that show something: two visits and a comparison are there."""
    asker = Asker(server.address)
    first, then = (asker.visit(VIDEOS / f"{name}.mp4") for name in ("side_overstride", "side_good"))
    job = asker.ask("POST", "/comparisons", json={"before": first, "after": then})["id"]
    asker.until_ended(job)
    return {
        "start": "/", "help": "/help", "visits": "/visits", "visit": f"/visits/{first}",
        "report (whole file)": f"/api/v1/visits/{first}/files/html",
        "questions": f"/visits/{first}/questions", "comparison": f"/comparisons/{job}",
        "clip list (API)": "/api/v1/uploads", "analysis (API)": f"/api/v1/visits/{first}/analysis",
        "style": "/static/formcheck.css",
    }  # fmt: skip


def watched(server: Server, now: list[str]) -> tuple[threading.Thread, Memory]:
    memory = Memory([], threading.Event())

    def look() -> None:
        while not memory.stop.wait(0.5):
            memory.seen.append((now[0], server.memory_mb))

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    return thread, memory


STRETCHES: Final = ("before", "clips come in, jobs run", "after")


def run(server: Server, args: argparse.Namespace) -> tuple[dict[str, Read], Memory, list[str]]:
    paths = prepared(server)
    now = [STRETCHES[0]]
    thread, memory = watched(server, now)
    folder = server.data.parent / "new"
    folder.mkdir()
    clips = unknown_clips(args.uploads, folder)
    errors: list[str] = []

    async def all_three() -> tuple[dict[str, Read], list[str]]:
        reads, states = {}, []
        reads[now[0]] = await stretch(server, paths, args.visitors, asyncio.sleep(args.seconds))
        now[0] = STRETCHES[1]

        async def busy() -> None:
            states.extend(await hand_all_in(server, clips, errors))

        reads[now[0]] = await stretch(server, paths, args.visitors, busy())
        now[0] = STRETCHES[2]
        reads[now[0]] = await stretch(server, paths, args.visitors, asyncio.sleep(args.seconds))
        return reads, states

    reads, states = asyncio.run(all_three())
    reads[STRETCHES[1]].errors.extend(errors)
    memory.stop.set()
    thread.join()
    return reads, memory, states


# ------------------------------------------------------------ figures


def figures(reads: dict[str, Read], memory: Memory, states: list[str]) -> str:
    lines = ["| | " + " | ".join(reads) + " |", "|---|" + "--:|" * len(reads)]
    lines += [
        _line("requests", (str(r.n) for r in reads.values())),
        _line("requests a second", (f"{r.n / r.lasted_s:.0f}" for r in reads.values())),
        _line("MB a second", (f"{r.n_bytes / r.lasted_s / 1e6:.0f}" for r in reads.values())),
        _line("lasted, s", (f"{r.lasted_s:.0f}" for r in reads.values())),
        _line("errors", (str(len(r.errors)) for r in reads.values())),
    ]
    for which, k in (("first", 0), ("middle", None), ("last", -1)):
        lines.append(_line(f"memory, {which}, MB", (_memory(memory, s, k) for s in reads)))
    lines += ["", "Milliseconds to the last byte, median / 95 of 100 / longest:", ""]
    lines += ["| page | " + " | ".join(reads) + " |", "|---|" + "--:|" * len(reads)]
    for name in WEIGHTS:
        lines.append(_line(name, (_taken(r.taken_s[name]) for r in reads.values())))
    ended = ", ".join(f"{states.count(one)} {one}" for one in sorted(set(states)))
    return "\n".join([*lines, "", f"Of {len(states)} clips handed in at once: {ended}."])


def _line(name: str, values: object) -> str:
    return f"| {name} | " + " | ".join(values) + " |"  # type: ignore[arg-type]


def _taken(seconds: list[float]) -> str:
    if not seconds:
        return "–"
    low, high = np.percentile(seconds, [50, 95])
    return f"{1000 * low:.0f} / {1000 * high:.0f} / {1000 * max(seconds):.0f}"


def _memory(memory: Memory, stretch: str, k: int | None) -> str:
    seen = [mb for name, mb in memory.seen if name == stretch]
    if not seen:
        return "–"
    return f"{seen[len(seen) // 2 if k is None else k]:.0f}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visitors", type=int, default=100)
    parser.add_argument("--uploads", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--write", action="store_true", help="into docs/load.md")
    args = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    try:
        with serving(folder / "data") as server:
            reads, memory, states = run(server, args)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    text = figures(reads, memory, states)
    print(text)
    errors = [error for read in reads.values() for error in read.errors]
    print(*sorted(set(errors)), sep="\n")
    if args.write:
        put("load", f"{_where(args)}\n\n{text}", DOCUMENT)
    return int(bool(errors) or set(states) != {"done"})


def _where(args: argparse.Namespace) -> str:
    model = subprocess.run(["lscpu"], capture_output=True, text=True, check=False).stdout
    name = next((x.split(":")[1].strip() for x in model.splitlines() if "Model name" in x), "")
    return f"{args.visitors} visitors, {args.uploads} clips at once; {name}, 2 cores."


if __name__ == "__main__":
    sys.exit(main())
