"""Makes ready what the desk looks at: a still, everybody in the clip, the film with its curves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from formcheck import api, crowding, reopened, writing
from formcheck.report.pictures import png
from formcheck.settings import Settings
from formcheck.store.uploads import upload
from formcheck.types import Analysis, Progress, Somebody
from formcheck.types.said import to_text
from formcheck.web.desk import prepared
from formcheck.web.desk.latest import latest
from formcheck.web.work.nouns import Work


def prepare(work: Work, progress: Progress) -> Mapping[str, Any]:
    """Nothing; what the desk looks at is there. What still fits stays as it is."""
    places = work.places
    clip = upload(work.uploads[0], work.kept)
    if clip is None:
        return {}
    out, analysis = places.desk(clip.id), latest(clip, places)
    out.mkdir(parents=True, exist_ok=True)
    if prepared.pictures(clip.id, places) is None:
        _pictures(places.clip(clip), out, analysis, progress)
    if analysis is not None and prepared.film(clip.id, places, analysis) is None:
        _film(places.clip(clip), out, analysis, progress)
    return {}


def _pictures(clip: Path, out: Path, analysis: Analysis | None, progress: Progress) -> None:
    """Nothing; the still and the pictures of everybody are there, and the facts about them."""
    settings = Settings() if analysis is None else _as_found(analysis)
    listing = crowding.list_people(clip, settings, progress)
    crowding.write_people(listing, out, blur_faces=settings.blur_faces)
    people, source = listing.choice.people, listing.source
    at_s = _still_s(people, analysis)
    still = crowding.frame_at(listing, at_s, blur_faces=settings.blur_faces)
    (out / prepared.STILL).write_bytes(png(still.rgb))
    told = {"stored": (source.stored_width, source.stored_height), "at_s": at_s}
    who = [asdict(one) | {"why": to_text([one.why])} for one in people]
    prepared.write(out / prepared.PICTURES, told | {"people": who})


def _still_s(people: Sequence[Somebody], analysis: Analysis | None) -> float:
    """The middle of what was measured, else when the likeliest runner is seen; clip's own time."""
    if analysis is not None:
        return sum(analysis.gait.steady_s) / 2 * analysis.clip.slow_motion.factor
    return next((one.box_s for one in people if one.is_measured), people[0].box_s)


def _film(clip: Path, out: Path, analysis: Analysis, progress: Progress) -> None:
    """Nothing; the film is there, and the curves of what it shows."""
    study = api.study(clip, _as_found(analysis), progress)
    told = writing.write_desk_film(study, out / prepared.FILM, progress)
    prepared.write(out / prepared.CURVES, told | {"mark": prepared.mark(analysis)})


def _as_found(analysis: Analysis) -> Settings:
    """Its settings without what was changed by hand, but for who is measured."""
    by_hand = analysis.corrections
    settings = replace(reopened.settings_of(analysis), corrections=False)
    if by_hand is None:
        return settings
    return replace(
        settings,
        person=settings.person or by_hand.person,
        point=settings.point or by_hand.point,
    )
