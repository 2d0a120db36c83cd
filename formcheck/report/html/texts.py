"""Says in sentences what a page needs beside the findings: the clip, how sure, how it was made."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.report import hand_lines
from formcheck.report.chosen import is_beyond
from formcheck.report.contradiction import is_speed_doubted
from formcheck.report.origin import version_words
from formcheck.report.words import _
from formcheck.types import Analysis, Contact, Finding, GaitSummary


@dataclass(frozen=True, slots=True)
class Touch:
    """A contact to jump to: when, since the start of the film, and in words."""

    at_s: float
    off_s: float | None
    side: str
    words: str
    is_by_hand: bool = False


def head(analysis: Analysis) -> list[tuple[str, str]]:
    """Facts about the clip and the runner, a name and what it is."""
    clip, gait, runner = analysis.clip, analysis.gait, analysis.runner
    facts = [
        (_("Clip"), clip.name),
        (_("Seen from"), _view(gait)),
        (_("Length"), _("{seconds:.1f} s").format(seconds=clip.duration_s)),
        (_("Landings measured"), hand_lines.sides(gait.contacts)),
    ]  # fmt: skip
    if runner.speed_mps is not None:
        speed = _("{kmh:.1f} km/h").format(kmh=3.6 * runner.speed_mps)
        if runner.speed_source == "estimated":
            speed = _("about {kmh:.1f} km/h").format(kmh=3.6 * runner.speed_mps)
        elif is_speed_doubted(analysis):
            speed = _("{kmh:.1f} km/h, in doubt").format(kmh=3.6 * runner.speed_mps)
        facts.append((_("Speed"), speed))
    if runner.incline_source != "none":
        facts.append((_("Slope"), _slope(runner.incline_pct)))
    return facts


def _slope(incline_pct: float) -> str:
    """The slope with its sign; what reads as zero has none."""
    level = round(incline_pct, 1) == 0
    return _("level") if level else _("{slope:+.1f} %").format(slope=incline_pct)


def _view(gait: GaitSummary) -> str:
    if gait.view == "side" and gait.near_side is not None:
        return _("the left side") if gait.near_side == "left" else _("the right side")
    return {
        "side": _("the side"),
        "rear": _("behind"),
        "front": _("the front"),
        "oblique": _("an angle"),
    }[gait.view]


def sureness(analysis: Analysis) -> str:
    """How much of what can be told from here is told for sure."""
    told = [m for m in analysis.measurements if m.value is not None]
    if not told:
        return _("No number could be measured from this clip.")
    solid = sum(m.status == "measured" for m in told)
    return _(
        "{solid} of the {told} numbers found are sure enough to judge by; "
        "each one is shown with its margin."
    ).format(solid=solid, told=len(told))


def typical_note(analysis: Analysis) -> str:
    """What the margin and the typical range of a table are."""
    if analysis.runner.speed_mps is None:
        return _(
            "The margin behind ± holds the true value in 95 of 100 cases. Your speed is not known, "
            "so typical is what runners show at all usual speeds, where studies say so."
        )
    return _(
        "The margin behind ± holds the true value in 95 of 100 cases. Typical is what runners at "
        "your speed show, or at all usual speeds, where studies say so."
    )


def level_words() -> dict[str, str]:
    """What each level is called."""
    return {
        "ok": _("Going well"),
        "borderline": _("Not clear enough to call"),
        "mild": _("Worth trying"),
        "marked": _("Worth working on first"),
        "not_measurable": _("Not judged"),
    }


def beside_word(finding: Finding) -> str:
    """What a finding is called where nothing need be done about it now."""
    if finding.level in ("mild", "marked") or is_beyond(finding):
        return _("Outside what is typical")
    if finding.level == "ok" and finding.place != "good":
        return _("Nothing that stands out")
    return level_words()[finding.level]


def claim_words() -> dict[str, str]:
    """What a finding rests on."""
    return {
        "measured": _("Measured in this clip"),
        "indicative": _("An indication, not a measurement"),
        "asked": _("From your answers"),
    }


def contacts(analysis: Analysis, span_s: tuple[float, float]) -> list[Touch]:
    """The contacts within the film."""
    start_s, end_s = span_s
    return [
        _touch(contact, start_s)
        for contact in analysis.gait.contacts
        if start_s <= contact.strike_s <= end_s
    ]


def _touch(contact: Contact, start_s: float) -> Touch:
    at_s = contact.strike_s - start_s
    words = (
        _("Left foot lands at {seconds:.2f} s")
        if contact.side == "left"
        else _("Right foot lands at {seconds:.2f} s")
    ).format(seconds=at_s)
    off_s = None if contact.off_s is None else contact.off_s - start_s
    is_by_hand = contact.by == "user"
    if is_by_hand:
        words = _("{words}, set by hand").format(words=words)
    return Touch(round(at_s, 4), off_s, contact.side, words, is_by_hand)


def made(analysis: Analysis) -> list[tuple[str, str]]:
    """What made the analysis, so that it can be made again."""
    origin = analysis.provenance
    facts = [
        (_("formcheck"), origin.formcheck),
        (_("Pose network"), f"{origin.model} ({origin.backend})"),
        (_("SHA-256 of the network"), origin.model_sha256 or _("not known: stored landmarks")),
        (_("SHA-256 of the clip"), analysis.clip.sha256),
    ]
    told = {k: v for k, v in analysis.settings.items() if v not in (None, "", [])}
    facts.append((_("Settings"), ", ".join(f"{name} = {value}" for name, value in told.items())))
    return facts + [(name, version_words(v)) for name, v in origin.libraries.items()]


def clock(time_s: float) -> str:
    """A moment to two digits."""
    return _("{seconds:.2f} s").format(seconds=time_s)
