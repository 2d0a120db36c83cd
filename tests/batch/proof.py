"""Kills a batch with -9 at random moments and compares its end with one that ran through.

``python tests/batch/proof.py FOLDER [--clips 200] [--kills 10] [--limit-s 180]``

FOLDER gets the clips (30 versions of the bundled ones and copies of those, a tenth damaged in the
ways of `tests/fuzz`, five whose decoder or process crashes, hangs or is ended), both results, and
`proof.md`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE), str(HERE.parent / "fuzz")]

import polars as pl  # noqa: E402
from faults import ROWS  # noqa: E402
from proof_clips import versions  # noqa: E402

from formcheck.batch.crew import LocalCrew, usual_workers  # noqa: E402
from formcheck.batch.isolated import Limits  # noqa: E402
from formcheck.batch.journal import HOME  # noqa: E402
from formcheck.batch.run import Order, run  # noqa: E402
from formcheck.batch.walk import ENDINGS  # noqa: E402
from formcheck.child import environment  # noqa: E402
from formcheck.pose.cores import cores  # noqa: E402
from formcheck.settings import Settings  # noqa: E402

HOSTILE = (
    "decoder_hang-1.mp4", "decoder_crash-1.mov", "crash-1.mp4", "killed-1.mp4", "hang-1.mp4",
)  # fmt: skip
TABLES = ("summary.csv", "summary.parquet", "summary.xlsx", "index.html")


def make_clips(folder: Path, count: int) -> Path:
    """Good, damaged and hostile clips, in folders of thirty."""
    n_damaged = count // 10
    n_good = count - n_damaged - len(HOSTILE)
    made = [*versions(folder / "versions")]
    for k in range(n_good - len(made)):
        source = made[k % len(made)]
        place = folder / f"day-{k // 30 + 1}"
        place.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, place / f"{source.stem}-{k}{('.mp4', '.MOV')[k % 2]}")
    (folder / "damaged").mkdir()
    names = iter(ROWS)
    while n_damaged:
        draft = folder / "draft"
        draft.mkdir()
        path = ROWS[next(names)](draft)
        if path.is_file() and path.suffix in ENDINGS:
            n_damaged -= 1
            path.rename(folder / "damaged" / f"{n_damaged:02}{path.suffix}")
        shutil.rmtree(draft)
    for name in HOSTILE:
        shutil.copy(made[0], folder / name)
    return folder


def batch(clips: Path, out: Path, log: Path, quality: str, limit_s: float) -> None:
    command = [sys.executable, str(HERE / "hostile_at_work.py"), str(log)]
    workers = usual_workers()
    limits = Limits(limit_s, None, max(1, cores() // workers))
    order = Order((clips,), out, Settings(quality=quality), ("json", "csv"))  # type: ignore[arg-type]
    run(order, lambda locks: LocalCrew(workers, limits, locks, command))


def start(clips: Path, out: Path, log: Path, way: argparse.Namespace) -> subprocess.Popen[bytes]:
    words = ["--batch", str(clips), str(out), str(log), way.quality, str(way.limit_s)]
    return subprocess.Popen([sys.executable, __file__, *words], env=environment())


def done(out: Path) -> set[str]:
    entries = (out / HOME).glob("done/*.json")
    return {json.loads(path.read_text(encoding="utf-8"))["clip"] for path in entries}


def begun(log: Path) -> list[str]:
    return log.read_text(encoding="utf-8").splitlines() if log.exists() else []


def killed(clips: Path, out: Path, log: Path, way: argparse.Namespace) -> int:
    """How many clips were done again that the journal knew when the batch was killed."""
    again, moments = 0, random.Random(way.seed)
    n_each = way.clips / (way.kills + 1)
    for _ in range(way.kills):
        known, n = done(out), len(begun(log))
        process = start(clips, out, log, way)
        wanted = min(way.clips - 1, len(known) + moments.uniform(0, 2 * n_each))
        while process.poll() is None and len(done(out)) < wanted:
            time.sleep(moments.uniform(0.01, 0.3))
        process.kill()
        process.wait()
        again += len(known & set(begun(log)[n:]))
        print(f"killed with {len(done(out))} of {way.clips} done", flush=True)
    known, n = done(out), len(begun(log))
    if start(clips, out, log, way).wait():
        raise SystemExit("the last run failed")
    return again + len(known & set(begun(log)[n:]))


def hashes(out: Path) -> dict[str, str]:
    """What each file of the clips' results holds."""
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file() and HOME not in path.parts and path.name != "timings.csv"
    }


def report(whole: Path, out: Path, again: int, way: argparse.Namespace) -> str:
    a, b = hashes(whole), hashes(out)
    table = pl.read_parquet(out / "summary.parquet")
    kinds = Counter("analysed" if t is None else t for t in table["trouble"])
    other = sorted(name for name in a.keys() | b.keys() if a.get(name) != b.get(name))
    same = {name: a.get(name) == b.get(name) for name in TABLES}
    lines = [
        f"{way.clips} clips, killed {way.kills} times with -9 and started again.",
        f"Outcomes: {', '.join(f'{kind} {n}' for kind, n in sorted(kinds.items()))}.",
        f"Finished clips done again: {again}.",
        f"The same, byte for byte: {', '.join(name for name, is_same in same.items() if is_same)}.",
        f"Files of results: {len(a)}; other ones: {len(other)} {other[:5]}.",
        f"Left half done: {len([*out.rglob('*.part'), *out.rglob('.*.part.*')])}.",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    if sys.argv[1:2] == ["--batch"]:
        clips, out, log, quality, limit_s = sys.argv[2:]
        batch(Path(clips), Path(out), Path(log), quality, float(limit_s))
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    for name, usual in (("clips", 200), ("kills", 10), ("seed", 1), ("limit-s", 180)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--quality", default="best")
    way = parser.parse_args()
    os.environ.setdefault("FORMCHECK_CACHE", str(way.folder / "landmarks"))
    clips = make_clips(way.folder / "clips", way.clips)
    whole, out = way.folder / "whole", way.folder / "killed"
    started_s = time.monotonic()
    if start(clips, whole, way.folder / "whole.log", way).wait():
        raise SystemExit("the whole run failed")
    print(f"ran through in {time.monotonic() - started_s:.0f} s", flush=True)
    again = killed(clips, out, way.folder / "killed.log", way)
    text = report(whole, out, again, way)
    (way.folder / "proof.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
