"""The whole of formcheck on one screen: the only file that knows the order of the stages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, Literal, cast

from formcheck import advice, bursts, by_hand, gait, importing, metrics, report, seeing, video
from formcheck.clean import clean, drop_unseen, smooth
from formcheck.errors import NoRunnerError, SettingsError
from formcheck.gait.verdict import verdict
from formcheck.provenance import listed, provenance, settings_told
from formcheck.seeing import LANDMARK_FILE, Seen, default_folder
from formcheck.settings import DEFAULTS, Language, Settings
from formcheck.types import (
    Analysis,
    Clip,
    Corrections,
    Gait,
    Handbook,
    Progress,
    Runner,
    SlowMotion,
    Source,
    Study,
    Track,
)
from formcheck.types.people import lived
from formcheck.types.said import Said
from formcheck.writing import FORMATS, as_seen, refuse_unmade, refuse_unwritable, write

# Of the frames: networks exchange fewer legs, a rhythm made half as fast needs nearly half; by us.
MOST_EXCHANGED: Final = 0.3
LITE: Final = Said(
    "the lite network is off by more than its margins say; the best quality is surer"
)


def analyze(path: str | Path, **options: Any) -> Analysis:
    """All that is said about one clip; options are those of `Settings`.

    >>> analyze("side.mp4", height_m=1.78).measurement("cadence").value  # doctest: +SKIP
    172.4

    Raises
    ------
    FormcheckError : the clip cannot be read, nobody runs in it, an option makes no sense
    """
    return study(path, Settings(**options)).analysis


def study(
    path: str | Path,
    settings: Settings = DEFAULTS,
    progress: Progress = lambda stage, done, total: None,
) -> Study:
    """An analysis with the tracks and curves it was made from, for pictures and exports.

    `progress` is told the stage, how many frames are done, and of how many (None: unknown).
    """
    advice.answers(settings.questionnaire)  # refuses nonsense before anything is looked at
    if importing.is_track(Path(path)):
        return _of_track(Path(path), settings, progress)
    importing.refuse_for_clip(settings)
    source = video.open_source(Path(path))
    settings = by_hand.of_clip(source, settings)
    seeing.refuse_outside(source, settings)
    source = video.thinned(bursts.narrowed(source, settings, progress), settings.most_per_s)
    seen = seeing.look(source, settings, progress)
    try:
        return after_landmarks(source, settings, seen)
    except NoRunnerError as error:
        if settings.quality == "best":
            raise
        hint = Said("A closer look may see more: --quality best. Else: {hint}", hint=error.hint)
        raise NoRunnerError(error.problem, hint) from error


def again(
    before: Study, settings: Settings, progress: Progress = lambda stage, done, total: None
) -> Study:
    """The study of the same clip after other corrections, which looks at no picture again.

    Only where they choose another runner the clip is looked at anew.
    """
    whole = by_hand.of_clip(before.source, settings)
    told = before.analysis.settings
    if (whole.person, listed(whole.point)) != (told["person"], told["point"]):
        return study(before.source.path, settings, progress)
    seen = replace(as_seen(before), heads=before.heads)
    return after_landmarks(before.source, whole, seen)


def _of_track(path: Path, settings: Settings, progress: Progress) -> Study:
    """The study of another program's pose track."""
    source, seen = importing.look(path, settings, progress)
    settings = by_hand.of_clip(source, settings)
    seeing.refuse_outside(source, settings)
    try:
        return after_landmarks(source, settings, seen)
    except NoRunnerError as error:
        if settings.fps is None:
            raise
        hint = Said(
            "Check the frame rate you gave: --fps {fps:g}. Else: {hint}",
            fps=settings.fps,
            hint=error.hint,
        )
        raise NoRunnerError(error.problem, hint) from error


def after_landmarks(source: Source, settings: Settings, seen: Seen) -> Study:
    """The study of what was seen: all that comes after the pictures."""
    shown = gait.evened(seen.raw, video.count_in(seen.notes))
    slow_motion = _slow_motion(source, shown, settings)
    raw = gait.one_speed(shown, slow_motion)
    exact = clean(raw)
    calm = smooth(exact)
    level = _level(source, settings, seen)
    still = gait.unshaken(exact)
    still_calm = calm if still is exact else smooth(still)
    changed = _corrections(source, settings, exact, slow_motion)
    said: dict[str, Any] = {"view": settings.view, "level": level, "corrections": changed}
    found = gait.find_gait(still, still_calm, _runner(settings), **said)
    found = replace(gait.with_parts(found, still_calm, settings.view), slow_motion=slow_motion)
    analysis = _analysis(source, settings, seen, found, (exact, slow_motion))
    rolled = (seen.roll_deg, seen.roll_sd_deg)
    joints = gait.at_joints(calm, found)
    analysis, courses = report.in_language(analysis, settings.lang), gait.curves(found)
    book = handbook(settings.lang)
    known = (rolled, seen.looks, courses, book, seen.heads)
    return Study(analysis, found, joints, seen.raw, source, *known)


def handbook(lang: str = "en") -> Handbook:
    """What is true of every clip: definitions with their limits, topics, exercises, answers."""
    book = advice.handbook(lang, metrics.entries(advice.translator(lang)))
    return report.in_language(book, lang)


def exercises(out: str | Path, lang: str = "en") -> Path:
    """The page with a card for every exercise, written to `out`.

    Raises
    ------
    SettingsError : the language is not known, or `out` cannot be written to
    """
    known = Settings(lang=cast(Language, lang))
    out, page = Path(out), report.all_cards(handbook(known.lang))
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        raise SettingsError(
            Said("Cannot write {out}: {strerror}.", out=out, strerror=error.strerror or error),
            Said("Choose another file with --out."),
        ) from error
    return out


def _level(source: Source, settings: Settings, seen: Seen) -> gait.Level:
    """The camera's roll, as the user shows it or else as found, and the known length.

    The user's points are those of the picture as stored; landmarks may be of a smaller one.
    """
    way = None if seen.scale is None else gait.Way("imported", *seen.scale)
    level = gait.Level(seen.roll_deg, seen.roll_sd_deg, imported=way)
    if settings.vertical is not None:
        roll = video.given_roll(
            tuple(source.shrink * px for px in settings.vertical),
            (source.width, source.height),
            (seen.roll_deg, seen.roll_sd_deg),
        )
        level = gait.Level(*roll, imported=way)
    if settings.known_length is not None:
        x1, y1, x2, y2 = (source.shrink * px for px in settings.known_length[:4])
        metres = settings.known_length[4]
        level = replace(level, known_length=gait.KnownLength((x1, y1), (x2, y2), metres))
    return level


def _slow_motion(source: Source, raw: Track, settings: Settings) -> SlowMotion:
    """How much slower than life the clip plays.

    Legs can be told apart by a rhythm of real time only, so first they are taken as they are.
    A leg that is exchanged with the other at every step beats twice as fast as it should: who
    seems faster than anybody runs is looked at again with legs told apart, unless that takes
    so many exchanges that they would make any rhythm half as fast.
    """
    how = (settings.slow_motion, settings.view, source.capture)
    try:
        return gait.find_slow_motion(smooth(drop_unseen(raw)), *how)
    except NoRunnerError:
        told_apart = clean(raw)
        if told_apart.swaps_repaired > MOST_EXCHANGED * len(raw.times_s):
            raise
        return gait.find_slow_motion(smooth(told_apart), *how)


def _runner(settings: Settings) -> Runner:
    height = settings.height_m
    return Runner(
        height_cm=None if height is None else round(100 * height, 3),
        speed_mps=settings.speed_mps,
        speed_source="none" if settings.speed_mps is None else "given",
        incline_pct=settings.incline_pct or 0.0,
        incline_source="none" if settings.incline_pct is None else "given",
        surface=settings.surface,
    )


def _analysis(
    source: Source,
    settings: Settings,
    seen: Seen,
    found: Gait,
    base: tuple[Track, SlowMotion],
) -> Analysis:
    exact, slow_motion = base
    measured = metrics.doubted(metrics.measure(found), _too_coarse(settings, seen.backend))
    measured = report.in_language(measured, settings.lang)  # findings quote their reasons
    judged = gait.undoubted(found)
    told = advice.answers(settings.questionnaire)
    quality = gait.check_quality(found, exact, seen.looks, len(seen.people), source.every)
    return Analysis(
        clip=_clip(source, settings, exact, slow_motion, seen.notes),
        runner=found.runner,
        gait=found.summary,
        measurements=advice.with_expected(measured, judged),
        findings=advice.judge(measured, judged, settings.lang, told),
        questionnaire=told,
        red_flags=advice.red_flags(told, advice.translator(settings.lang)),
        quality=quality,
        settings=settings_told(settings),
        provenance=provenance(settings, seen.backend, _imported(seen)),
        verdict=verdict(quality),
        people=tuple(lived(one, slow_motion.factor) for one in seen.people),
        corrections=found.corrections,
    )


def _corrections(
    source: Source, settings: Settings, track: Track, slow_motion: SlowMotion
) -> Corrections | None:
    """What was changed by hand, in real time; None where nothing was."""
    if not isinstance(settings.corrections, Corrections):
        return None
    end_s = max(source.duration_s or 0.0, source.part_s[1] if source.part_s else 0.0)
    end_s = max(end_s / slow_motion.factor, float(track.times_s[-1]))
    changed = settings.corrections.in_time_of(slow_motion.factor)
    by_hand.refuse_outside(changed, end_s)
    return changed


def _too_coarse(settings: Settings, backend: str) -> str | None:
    """Why numbers of this network carry no verdict; docs/speed.md has its errors."""
    return LITE if settings.network == "lite" and not importing.is_imported(backend) else None


def _imported(seen: Seen) -> str | None:
    """Whose points another system's track has; None where the landmarks are our own."""
    return seen.raw.points.name if importing.is_imported(seen.backend) else None


def _clip(
    source: Source,
    settings: Settings,
    track: Track,
    slow_motion: SlowMotion,
    notes: Sequence[str],
) -> Clip:
    """What was read, and of what part."""
    clip = video.describe(source, track.times_s, slow_motion, notes)
    how: Literal["whole", "given", "surveyed"] = "given" if settings.part else "surveyed"
    return replace(clip, part_s=source.part_s, part_how=how if source.part_s else "whole")


__all__ = [
    "FORMATS",
    "LANDMARK_FILE",
    "Progress",
    "again",
    "analyze",
    "default_folder",
    "exercises",
    "handbook",
    "refuse_unmade",
    "refuse_unwritable",
    "study",
    "write",
]
