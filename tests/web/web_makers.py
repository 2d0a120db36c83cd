"""Visits that are there already: a clip in the data folder, its results, its analysis in the store.

`ready_visit` makes one of a runner made of lines, in no time; given a real clip it analyses it,
which takes seconds where its landmarks are kept (`FORMCHECK_CACHE`) and a minute where not.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from html_makers import full_media, full_study, handbook
from report_makers import Films, plain_frames
from sqlalchemy import Engine

from formcheck import __version__, api, folder, report, store
from formcheck.batch.nouns import Outcome
from formcheck.batch.wire import as_json
from formcheck.report.html.page import page
from formcheck.report.words import speaking
from formcheck.settings import Settings
from formcheck.store import jobs, uploads
from formcheck.store.web_nouns import Upload
from formcheck.types import Study
from formcheck.web.places import Places

QUICK = ("json", "csv", "cards")  # what a runner made of lines is written as, beside its page
WHOLE = ("json", "csv", "html", "pdf", "cards", "mp4", "npz")


def ready_visit(  # noqa: PLR0913 - what tests want to differ
    engine: Engine,
    places: Places,
    runner: str = "me",
    day: str = "2026-11-27",
    *,
    lang: str = "en",
    clip: Path | None = None,
    name: str = "clip.mp4",
    answers: dict[str, Any] | None = None,
    formats: tuple[str, ...] = WHOLE,
    **changes: Any,
) -> Upload:
    """The upload of a clip whose results are there.

    `changes` are of the analysis of a runner made of lines (`findings`, `red_flags`, `verdict`).
    `formats` are those of a real clip.
    """
    made = uploads.begin_upload(runner, name, 0, engine)
    file = f"{day}-{made.id[:4]}.mp4"
    kept = places.folder(made.id) / file
    kept.parent.mkdir(parents=True)
    if clip is None:
        kept.write_bytes(made.id.encode())  # another content each time
    else:
        shutil.copyfile(clip, kept)
    n_bytes = kept.stat().st_size
    content = sha256(kept.read_bytes()).hexdigest()
    said: dict[str, Any] = {"n_bytes": n_bytes, "n_received": n_bytes, "state": "ready"}
    said |= {"file": file, "sha256": content, "asked": {"day": day}, "answers": answers or {}}
    uploads.change_upload(made.id, engine, **said)
    results = places.results(made.id, lang)
    if clip is None:
        study = lines_study(kept, content, lang, day, **changes)
        write_lines(study, results)
    else:
        study = api.study(kept, Settings(lang=lang, questionnaire=answers))  # type: ignore[arg-type]
        api.write(study, results, formats)
    origin = store.Origin(day=day, folder=results)
    entry = store.add(study.analysis, runner, origin, engine).id
    job = jobs.ask("analyze", [made.id], {}, lang, engine)
    jobs.end(job.id, "done", as_json(Outcome(file)), entry, engine)
    found = uploads.upload(made.id, engine)
    assert found is not None
    return found


def lines_study(kept: Path, content: str, lang: str, day: str, **changes: Any) -> Study:
    """A study of a runner made of lines, as if it were of that clip."""
    study = full_study(**changes)
    clip = replace(study.analysis.clip, name=kept.name, sha256=content, filmed_on=day)
    settings = {**study.analysis.settings, "lang": lang}
    made_by = replace(study.analysis.provenance, formcheck=__version__)
    analysis = replace(study.analysis, clip=clip, settings=settings, provenance=made_by)
    source = replace(study.source, path=kept, sha256=content)
    known = replace(handbook(study), lang=lang)
    return replace(study, analysis=analysis, source=source, handbook=known)


def write_lines(study: Study, results: Path) -> None:
    """Nothing; the folder of results is there, with a page whose film is four bytes."""
    with folder.whole(
        results, "lines", shows=[study.source.sha256], clip=study.source.path
    ) as part:
        frames = lambda: plain_frames(study)  # noqa: E731
        report.write(study, part, QUICK, frames=frames, open_writer=Films())
        with speaking(study.handbook.lang if study.handbook else "en"):
            text = page(study, full_media(study))
        (part / "report.html").write_text(text, encoding="utf-8")
        (part / "report.pdf").write_bytes(b"%PDF-1.7 made of lines")
        (part / "overlay.mp4").write_bytes(bytes(range(256)) * 4)
