"""Kills the server and its processes at ten moments; prints what became of every job.

    python tests/web/kill_proof.py [--write] [FOLDER]

Takes five minutes, more on a machine that does other things; `--write` puts the table into
docs/load.md. A clip is analysed once undisturbed; then the same for ten other
runners, while the server or its process is ended with -9, and begun again. In the end every job
must be done, every analysis be in the history once, nothing be half written, and the results be
those of the undisturbed one, byte for byte.
"""

from __future__ import annotations

import hashlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx2 as httpx
import psutil

sys.path[:0] = [str(Path(__file__).parent)]
from job_makers import VIDEOS, arrived  # noqa: E402

from formcheck import store  # noqa: E402
from formcheck.batch.wire import from_json  # noqa: E402
from formcheck.child import environment  # noqa: E402
from formcheck.folder import FETCHED, PART  # noqa: E402
from formcheck.store import accounts, jobs  # noqa: E402
from formcheck.store.uploads import all_uploads, upload  # noqa: E402
from formcheck.store.web_nouns import Job, JobKind, Upload  # noqa: E402
from formcheck.web.config import Config  # noqa: E402
from formcheck.web.places import Places  # noqa: E402
from formcheck.web.sessions import cookie_name  # noqa: E402
from formcheck.web.visitor import CSRF_HEADER  # noqa: E402

CLIP: Final = VIDEOS / "side_overstride.mp4"
OTHER: Final = VIDEOS / "side_good.mp4"
LATE: Final = 0.75  # of the pictures
PAGE: Final = Path(__file__).resolve().parents[2] / "docs" / "load.md"
BEGIN, END = "<!-- kill -->", "<!-- end of kill -->"
MOST_S: Final = 900.0  # for one job; a machine that does other things too
LOOK_S: Final = 0.003
GOOD: Final = ("done", "all bytes are there")


class Server:
    """The server as people start it, on loopback."""

    def __init__(self, data: Path) -> None:
        self.data, self.starts = data, 0
        self.process: subprocess.Popen[bytes] | None = None
        self.url = ""

    def start(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "formcheck", "serve", "--data", str(self.data)]
        command += ["--port", str(port), "--workers", "1"]
        log = (self.data.parent / "server.log").open("ab")
        self.process = subprocess.Popen(
            command, env=environment(), stdout=log, stderr=log, start_new_session=True
        )
        log.close()
        self.url, self.starts = f"http://127.0.0.1:{port}", self.starts + 1
        wait(lambda: self.process.poll() is not None or answers(self.url))  # type: ignore[union-attr]
        assert self.process.poll() is None, "the server did not start: see server.log"

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def kill_child(self) -> None:
        assert self.process is not None
        for one in psutil.Process(self.process.pid).children(recursive=True):
            if "formcheck.web.at_work" in " ".join(one.cmdline()):
                os.kill(one.pid, signal.SIGKILL)

    def end(self) -> float:
        assert self.process is not None
        started_s = time.monotonic()
        self.process.terminate()
        self.process.wait(30)
        return time.monotonic() - started_s


def answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/health", timeout=5).status_code in (200, 503)
    except httpx.HTTPError:
        time.sleep(0.1)
        return False


def wait(is_so: Callable[[], object], look_s: float = LOOK_S) -> None:
    due_s = time.monotonic() + MOST_S
    while not is_so():
        if time.monotonic() > due_s:
            raise TimeoutError
        time.sleep(look_s)


@dataclass(frozen=True, slots=True)
class Row:
    """What was killed, what went on at that moment, what became of it."""

    words: str
    at: str
    became: str
    begun: str


class Proof:
    """What is killed when, and what became of it."""

    def __init__(self, home: Path) -> None:
        self.places = Places(home / "data")
        self.engine = store.opened(self.places.store, make=True)
        self.server = Server(self.places.data)
        self.rows: list[Row] = []
        self.undisturbed = self.arrived("r00")

    def arrived(self, runner: str, clip: Path = CLIP) -> Upload:
        said = {"height_m": 1.78, "day": "2026-11-20", "quality": "quick"}
        return arrived(self.places, self.engine, runner, clip, **said)

    def ask(self, kind: JobKind, *clips: Upload, lang: str = "en") -> Job:
        return jobs.ask(kind, [one.id for one in clips], {}, lang, self.engine)

    def now(self, job: Job) -> Job:
        found = jobs.job(job.id, self.engine)
        assert found is not None
        return found

    def ended(self, job: Job) -> Job:
        wait(lambda: self.now(job).has_ended, 0.1)
        return self.now(job)

    def killed(
        self, words: str, job: Job, when: Callable[[Job], object], *, child: bool = False
    ) -> None:
        """Nothing; the row says what became of the job, which was killed then."""
        wait(lambda: self.now(job).has_ended or when(self.now(job)))
        met = self.now(job)
        if child:
            self.server.kill_child()
        else:
            self.server.kill()
            self.server.start()
        done = self.ended(job)
        at = "too late" if met.has_ended else " ".join(filter(None, [met.state, met.stage]))
        at += f", {met.n_done} pictures" if met.stage == "pose" else ""
        begun = f"{done.tries} times" if done.tries > 1 else "once, in a second process"
        self.rows.append(Row(words, at, done.state, begun))
        told = from_json(done.outcome).reason if done.outcome else ""
        print(f"{words:34} {at:22} {done.state:8} begun {done.tries}x {told}", flush=True)

    def blind(self) -> None:
        """Nothing; clips have to be looked at anew."""
        for file in self.places.landmarks.glob("*"):
            file.unlink()

    def results(self, clip: Upload, lang: str = "en") -> dict[str, str]:
        folder = self.places.results(clip.id, lang)
        return {
            file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
            for file in sorted(folder.rglob("*"))
            if file.is_file()
        }


def main(home: Path) -> int:
    proof = Proof(home)
    server = proof.server
    server.start()
    try:
        first = proof.ended(proof.ask("analyze", proof.undisturbed))
        assert first.state == "done", first
        print("undisturbed: done", flush=True)
        clips = kill_in_analyses(proof)
        kill_in_quick_jobs(proof, clips)
        kill_in_arrival(proof)
    finally:
        took_s = server.end()
    print(f"\nstarts of the server: {server.starts}; its last end took {took_s:.1f} s")
    n_wrong = judge(proof, clips)
    if "--write" in sys.argv:
        write(proof.rows)
    return n_wrong


def write(rows: Sequence[Row]) -> None:
    """Nothing; the table is in its place in docs/load.md."""
    lines = ["| what was ended, when | the job at that moment | what became of it | begun |",
             "|---|---|---|---|"]  # fmt: skip
    lines += [f"| {one.words} | {one.at} | {one.became} | {one.begun} |" for one in rows]
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    text = "\n".join(["", "", *lines, "", ""])
    PAGE.write_text(f"{before}{BEGIN}{text}{END}{after}", encoding="utf-8", newline="\n")


def kill_in_analyses(proof: Proof) -> list[Upload]:
    clips = [proof.arrived(f"r{k:02}") for k in range(1, 8)]

    def folder_of(clip: Upload) -> Path:
        return proof.places.results(clip.id, "en")

    moments: list[tuple[str, bool, bool, Callable[[Job, Upload], object]]] = [
        ("server, as it is taken", True, False, lambda job, clip: job.state == "running"),
        ("server, analysing early", True, False, lambda job, clip: job.n_done > 3),
        ("process, analysing early", True, True, lambda job, clip: job.n_done > 3),
        (
            "server, analysing late",
            True,
            False,
            lambda job, clip: job.n_done > LATE * (job.n_total or 1e9),
        ),
        ("server, writing", False, False, lambda job, clip: (folder_of(clip) / PART).exists()),
        ("process, writing", False, True, lambda job, clip: (folder_of(clip) / PART).exists()),
        (
            "server, ending",
            False,
            False,
            lambda job, clip: (folder_of(clip) / "report.html").exists(),
        ),
    ]
    for clip, (words, blind, child, when) in zip(clips, moments, strict=True):
        if blind:
            proof.blind()
        job = proof.ask("analyze", clip)
        proof.killed(words, job, lambda job, clip=clip, when=when: when(job, clip), child=child)  # type: ignore[misc]
    return clips


def kill_in_quick_jobs(proof: Proof, clips: list[Upload]) -> None:
    dutch = proof.places.results(clips[0].id, "nl") / PART
    again = proof.ask("again", clips[0], lang="nl")
    proof.killed("server, in another language", again, lambda job: dutch.exists())
    kill_comparing(proof, clips[0])


def kill_comparing(proof: Proof, first: Upload) -> None:
    """The same runner's second visit is analysed, undisturbed; then both are compared."""
    second = proof.arrived(first.runner, OTHER)
    assert proof.ended(proof.ask("analyze", second)).state == "done"
    both = proof.ask("compare", first, second)
    proof.killed("server, comparing", both, lambda job: job.stage == "writing")


def kill_in_arrival(proof: Proof) -> None:
    """Half of a clip has come when the server is killed; the phone goes on where it was."""
    content = CLIP.read_bytes()
    account = accounts.desk(proof.engine)
    token, csrf = accounts.let_in(account.id, proof.engine)
    with httpx.Client(
        cookies={cookie_name(Config(proof.places.data)): token},
        headers={CSRF_HEADER: csrf},
        timeout=60,
    ) as phone:
        api = lambda: f"{proof.server.url}/api/v1/uploads"  # noqa: E731
        origin = {"origin": proof.server.url}
        said = {"name": "monday.mp4", "n_bytes": len(content), "runner": "r20"}
        made: dict[str, Any] = phone.post(api(), json=said, headers=origin).json()
        one = f"/{made['id']}"
        half = len(content) // 2
        send(phone, api() + one, content[:half], 0)
        proof.server.kill()
        proof.server.start()
        at = phone.get(api() + one).json()["n_received"]
        send(phone, api() + one, content[at:], at)
    found = upload(made["id"], proof.engine)
    assert found is not None
    came = proof.places.incoming(found.id)
    same = came.exists() and came.read_bytes() == content  # until it was looked at and taken in
    same = same or found.state in ("arrived", "ready")
    whole = "all bytes are there" if same else "NOT WHOLE"
    proof.rows.append(Row("server, arriving", f"{at} of {len(content)} bytes", whole, ""))
    print(f"{'server, arriving':34} {f'{at} of {len(content)} bytes':22} {whole}")
    (job,) = jobs.jobs_of(found.id, proof.engine)
    proof.killed("server, checking", job, lambda job: job.state == "running")
    print(f"{'':34} the clip is {upload(found.id, proof.engine).state}")  # type: ignore[union-attr]


def send(phone: httpx.Client, url: str, content: bytes, at: int) -> None:
    headers = {"upload-offset": str(at), "content-type": "application/octet-stream"}
    headers["origin"] = url.split("/api")[0]
    phone.patch(url, content=content, headers=headers).raise_for_status()


def judge(proof: Proof, clips: list[Upload]) -> int:
    """How much is wrong; all of it is printed."""
    wrong: list[str] = []
    wrong += [f"{one.words}: {one.became}" for one in proof.rows if one.became not in GOOD]
    wrong += [f"half written: {one}" for half in (PART, FETCHED)
              for one in proof.places.data.rglob(half)]  # fmt: skip
    wrong += [f"open: {job.id}" for job in jobs.open_jobs(proof.engine)]
    known = proof.results(proof.undisturbed)
    entries = store.entries(place=proof.engine)
    for clip in (proof.undisturbed, *clips):
        for lang in ("en", "nl"):
            folder = str(proof.places.results(clip.id, lang).absolute())
            mine = [e for e in entries if e.folder == folder]
            wanted = int(proof.places.results(clip.id, lang).is_dir())
            if len(mine) != wanted:
                wrong.append(f"{clip.runner}: {len(mine)} analyses in {lang}, not {wanted}")
        found = proof.results(clip)
        other = sorted({k for k, v in (found.items() ^ known.items())})
        if other:
            wrong.append(f"{clip.runner}: other files than undisturbed: {other}")
    kept = sum(len(jobs.jobs_of(one.id, proof.engine)) for one in all_uploads(place=proof.engine))
    print(f"jobs: {kept}; analyses in the history: {len(entries)}; files of each: {len(known)}")
    print("\n".join(["WRONG", *wrong]) if wrong else "all as it should be")
    return len(wrong)


if __name__ == "__main__":
    homes = [Path(word) for word in sys.argv[1:] if word != "--write"]
    if homes:
        sys.exit(main(homes[0].absolute()))
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(main(Path(folder)))
