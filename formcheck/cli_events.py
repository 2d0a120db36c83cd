"""The command that lists the contacts of a clip, and changes by hand what was found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Final, cast

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from formcheck.cli_asking import agreed
from formcheck.cli_errors import err, say
from formcheck.cli_options import Blurred, Formats, Out
from formcheck.errors import SettingsError
from formcheck.progress import Bar
from formcheck.report.words import _, speak, told
from formcheck.settings import Language, Settings
from formcheck.types import Analysis, Corrections, Measurement, Span, Study

out = Console(highlight=False)
FRAMES: Final = "events"  # the folder of pictures, in that of results
MARGIN: Final = 1.96  # standard errors; 95 %

OneClip = Annotated[Path, typer.Argument(help="A video file.", show_default=False)]
Setting = Annotated[
    list[str] | None, typer.Option("--set", help="New moments: left:2=1.234-1.480.")
]
Moving = Annotated[
    list[str] | None,
    typer.Option("--move", help="Later by seconds: left:2=+0.02; all of a foot: left=+0.02."),
]
Adding = Annotated[
    list[str] | None, typer.Option("--add", help="One more contact: left:1.234-1.480.")
]
Removing = Annotated[list[str] | None, typer.Option("--remove", help="A contact: left:2.")]
Excluding = Annotated[
    list[str] | None, typer.Option("--exclude", help="A part to leave out, seconds: 3.2-4.5.")
]
Noting = Annotated[str | None, typer.Option("--note", help="A short text that goes along.")]
Editing = Annotated[bool, typer.Option("--edit", help="Open the file in your editor.")]
Resetting = Annotated[bool, typer.Option("--reset", help="Forget all corrections first.")]
Framed = Annotated[
    list[str] | None,
    typer.Option("--frames", help="Pictures around contacts: left:2, left, hand (yours), all."),
]
Writing = Annotated[bool, typer.Option("--write", help="Write the results anew.")]
TheFile = Annotated[
    Path | None, typer.Option("--corrections", help="File of corrections; one beside the clip.")
]
Tongue = Annotated[
    str | None, typer.Option("--lang", help="Language: en or nl; that of the results.")
]


def events(  # noqa: PLR0913, PLR0917 - each is an option of the command line
    clip: OneClip,
    set_: Setting = None,
    move: Moving = None,
    add: Adding = None,
    remove: Removing = None,
    exclude: Excluding = None,
    note: Noting = None,
    edit: Editing = False,
    reset: Resetting = False,
    frames: Framed = None,
    blur_faces: Blurred = False,
    write: Writing = False,
    formats: Formats = None,
    out_folder: Out = None,
    corrections: TheFile = None,
    lang: Tongue = None,
) -> None:
    """List every contact of the feet; change, add or remove one, or leave a part out."""
    from formcheck import by_hand
    from formcheck.api import default_folder

    folder, path = out_folder or default_folder(clip), corrections or by_hand.beside(clip)
    settings = _settings(clip, folder, lang)
    settings = replace(settings, blur_faces=settings.blur_faces or blur_faces)
    speak(settings.lang)
    if reset and by_hand.erase(path):
        _tell(_("All corrections are forgotten: {path} is gone.").format(path=path))
    study, current = _found(clip, settings, path)
    asked = {"set": set_, "move": move, "add": add, "remove": remove, "exclude": exclude}
    wanted = by_hand.asked(current, asked, study.analysis.gait.contacts)
    wanted = wanted if note is None else replace(wanted, note=note.strip())
    if edit:
        after, wanted = _edited(study, settings, wanted, path)
    else:
        after = study if wanted == current else _again(study, settings, wanted)
    if wanted != current:
        by_hand.save(path, _text(after, wanted, path))
    _show(study, after)
    _end(after, (folder, path), formats if write else "", is_changed=wanted != current)
    _write_frames(after, frames or [], folder / FRAMES)


def _settings(clip: Path, folder: Path, lang: str | None) -> Settings:
    """Those of the results that are there, or plain ones."""
    from formcheck import reopened

    settings = reopened.settings_in(folder, clip.name) or Settings()
    settings = reopened.with_video(settings, folder, clip)
    return replace(settings, lang=cast(Language, lang)) if lang else settings


def _found(clip: Path, settings: Settings, path: Path) -> tuple[Study, Corrections]:
    """The study with the corrections as they are, and these, in its own time."""
    from formcheck import api, by_hand

    settings = replace(settings, corrections=path if path.is_file() else False)
    with Bar(err, _("Looking at {name}").format(name=clip.name)) as bar:
        study = api.study(clip, settings, bar.update)
    known = by_hand.loaded(study.source, settings) or Corrections()
    known = known.in_time_of(study.analysis.clip.slow_motion.factor)
    return study, replace(known, clip_sha256=study.source.sha256)


def _again(study: Study, settings: Settings, wanted: Corrections) -> Study:
    from formcheck import api

    with Bar(err, _("Measuring again")) as bar:
        return api.again(study, replace(settings, corrections=wanted), bar.update)


def _text(study: Study, wanted: Corrections, path: Path) -> str:
    from formcheck import by_hand

    return by_hand.file_text(wanted, study.analysis.gait.contacts, told, name=path.name)


def _edited(
    study: Study, settings: Settings, wanted: Corrections, path: Path
) -> tuple[Study, Corrections]:
    """The study and corrections after an editor was closed; asked again until they make sense."""
    import click

    from formcheck import by_hand

    text = _text(study, wanted, path)
    while True:
        written = click.edit(text, extension=path.suffix or ".toml")
        if written is None:
            _tell(_("The editor was closed without saving; nothing was changed."))
            return _again(study, settings, wanted), wanted
        text = written
        try:
            found = by_hand.parsed(text, path.name)
            found = replace(found, clip_sha256=found.clip_sha256 or study.source.sha256)
            return _again(study, settings, found), found
        except SettingsError as error:
            say(error)
            if not agreed(_("Open it again?"), default=True, err=True):
                raise typer.Exit(error.exit_code) from error


def _show(before: Study, after: Study) -> None:
    """Nothing; contacts, what was changed, and what that did stand on the screen."""
    from formcheck import metrics

    out.print(_contacts(after.analysis))
    _tell(_measured(before.analysis.gait.steady_s, after.analysis.gait.steady_s))
    changed = after.analysis.corrections
    if changed is not None:
        for line in changed.changes:
            _tell(f"- {told(line)}")
        if changed.note:
            _tell(_("Note: {note}").format(note=changed.note))
    _show_effects(before.analysis, after.analysis, metrics.LABELS)


def _measured(before_s: Span, after_s: Span) -> str:
    """Which part is measured, and what it was where a change moved it."""
    span = _("{start_s:.1f} to {end_s:.1f} s")
    was, now = (span.format(start_s=start, end_s=end) for start, end in (before_s, after_s))
    if was == now:
        return _("Measured part: {now}.").format(now=now)
    return _("Measured part: {now}; before this change {was}.").format(now=now, was=was)


def _write_frames(study: Study, asked: list[str], out_folder: Path) -> None:
    """Nothing; the pictures around the contacts asked for are there."""
    from formcheck import by_hand, writing

    named = by_hand.shown(asked, study.analysis.gait.contacts)
    if named:
        with Bar(err, _("Writing pictures")):
            files = writing.write_contacts(study, named, out_folder)
        names = ", ".join(file.name for file in files)
        _tell(_("Written to {folder}: {files}").format(folder=out_folder, files=names))


def _contacts(analysis: Analysis) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in (_("Contact"), _("Lands"), _("Leaves"), _("Lasts"), _("Margin"), _("Found by")):
        table.add_column(title, justify="left" if title == _("Contact") else "right")
    count = {"left": 0, "right": 0}
    for one in analysis.gait.contacts:
        count[one.side] += 1
        lasts = None if one.off_s is None else one.off_s - one.strike_s
        moments = (_seconds(moment) for moment in (one.strike_s, one.off_s, lasts))
        margin = f"± {_seconds(MARGIN * one.strike_se_s)}"
        by, style = (_("hand"), "bold") if one.by == "user" else ("formcheck", "")
        table.add_row(f"{one.side}:{count[one.side]}", *moments, margin, by, style=style)
    return table


def _seconds(moment_s: float | None) -> str:
    return "" if moment_s is None else _("{moment_s:.3f} s").format(moment_s=moment_s)


def _show_effects(before: Analysis, after: Analysis, labels: dict[str, str]) -> None:
    from formcheck import by_hand
    from formcheck.report.numbers import value_text

    found = by_hand.effects(before, after)
    shown = [e for e in found if value_text(e.before) != value_text(e.after)]
    if shown:
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
        for title in (_("Measurement"), _("Side"), _("Before"), _("Now"), _("Strides")):
            table.add_column(title)
        for e in shown:
            name = _(labels.get(e.after.id, e.after.id))
            strides = str(e.after.n) if e.before.n == e.after.n else f"{e.before.n} → {e.after.n}"
            table.add_row(name, _(e.after.side), _value(e.before), _value(e.after), strides)
        out.print(table)
    fewer = len(found) - len(shown)
    if fewer:
        _tell(_("Numbers that read the same, from other strides: {n}.").format(n=fewer))


def _value(measurement: Measurement) -> str:
    from formcheck.report.numbers import value_text

    return value_text(measurement) or _("none")


def _end(study: Study, places: tuple[Path, Path], formats: str | None, *, is_changed: bool) -> None:
    """Nothing; results are written where asked for, and it is said which are older."""
    from formcheck import api
    from formcheck.cli_run import formats as chosen
    from formcheck.cli_run import listed

    folder, path = places
    if is_changed:
        _tell(_("Written to {path}. Every analysis of the clip uses it.").format(path=path))
    if formats != "":
        with Bar(err, _("Writing results")):
            files = api.write(study, folder, chosen(formats, False, folder))
        words = _("Written to {folder}: {files}")
        _tell(words.format(folder=files[0].parent, files=", ".join(listed(files))))
        _tell_history(folder)
    elif is_changed and folder.is_dir():
        words = _("The results in {folder} are those of before; --write makes them anew.")
        _tell(words.format(folder=folder))


def _tell_history(folder: Path) -> None:
    """Nothing; it is said that a history keeps the analysis of before, and what to do about it."""
    from formcheck.cli_history_keep import addable, quoted

    if addable(folder):
        words = _(
            "If this runner is in your history, add these results to it: "
            "formcheck history add {folder} --runner CODE"
        )
        _tell(words.format(folder=quoted(folder)))


def _tell(text: str) -> None:
    out.print(text, soft_wrap=True, markup=False, emoji=False)
