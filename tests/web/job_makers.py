"""Clips that have arrived, and processes that do to themselves what a job asks."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from formcheck import folder
from formcheck.batch.at_work import serve
from formcheck.errors import SettingsError
from formcheck.store.uploads import begin_upload, change_upload, upload
from formcheck.store.web_nouns import Upload
from formcheck.types import Progress
from formcheck.web.places import Places
from formcheck.web.work.nouns import Work

FAKE = (sys.executable, str(Path(__file__)))
VIDEOS = Path(__file__).resolve().parents[2] / "videos"


def arrived(
    places: Places, engine: Engine, runner: str = "r07", clip: Path | None = None, **asked: Any
) -> Upload:
    """An upload that is ready, its clip in its place."""
    one = begin_upload(runner, "monday.mp4", 4, engine)
    file = "2026-11-27-a3f1.mp4"
    place = places.folder(one.id) / file
    place.parent.mkdir(parents=True)
    if clip is None:
        place.write_text("clip")
    else:
        shutil.copy(clip, place)
    sha256 = hashlib.sha256(place.read_bytes()).hexdigest()
    facts = {"state": "ready", "file": file, "sha256": sha256, "n_received": 4}
    change_upload(one.id, engine, asked=asked, **facts)
    found = upload(one.id, engine)
    assert found is not None
    return found


def do(work: Work, progress: Progress) -> Mapping[str, Any]:
    """What `asked["do"]` says; every begin is noted in the data folder."""
    asked = work.asked
    with (work.data / "log").open("a") as log:
        log.write(f"{work.name}\n")
    for k in range(asked.get("steps", 0)):
        progress("pose", k + 1, asked["steps"])
        time.sleep(asked.get("pause_s", 0.0))
    kind = asked.get("do")
    if kind == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    if kind == "once" and (work.data / "log").read_text().count(work.name) == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    if kind == "refuse":
        raise SettingsError("No.", "Give --this.")
    if kind == "mistake":
        raise KeyError("a secret")
    with folder.whole(work.out, work.name) as part:
        (part / "a.txt").write_text(os.environ["FORMCHECK_CACHE"])
        if kind == "hang":
            (work.data / "hangs").write_text(str(os.getpid()))
            time.sleep(600)
    return {"entry": 3}


if __name__ == "__main__":
    serve(do, lambda work: {}, sys.argv[1])
