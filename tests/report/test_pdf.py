from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import pytest
from pypdf import PdfReader
from report_makers import Films, make_study, plain_frames

from formcheck.report import write
from formcheck.report.pdf import pictured, report_pdf
from formcheck.report.pdf.letters import HELD, INSTEAD, printable
from formcheck.report.pdf.measured_table import labels
from formcheck.report.pdf.typeset import FONTS
from formcheck.report.pictures import draw_moment
from formcheck.types import AskedEntry, Exercise, Finding, Handbook, Pixels, RedFlag, Study

LONG = "Let each foot touch down softly and closer to you than it does now, every single step. "


def pictures(study: Study) -> Mapping[str, Pixels]:
    frames = {frame.index: frame.rgb for frame in plain_frames(study)}
    return {t: draw_moment(study, m, frames[m.frame]) for t, m in pictured(study).items()}


def made(study: Study) -> PdfReader:
    return PdfReader(io.BytesIO(report_pdf(study, pictures(study))))


def with_analysis(study: Study, **more: object) -> Study:
    return replace(study, analysis=replace(study.analysis, **more))  # type: ignore[arg-type]


def words(text: str) -> str:
    """Without line breaks, which stand where lines happen to end."""
    return "".join(text.split()).replace("-", "")


def text_of(reader: PdfReader, *pages: int) -> str:
    chosen = [reader.pages[k] for k in pages] if pages else reader.pages
    return words(" ".join(page.extract_text() for page in chosen))


@cache
def plain() -> tuple[Study, PdfReader]:
    study = make_study()
    return study, made(study)


def worst() -> Study:
    """Three long findings, two red flags that are not urgent, an exercise for each finding."""
    exercises = tuple(
        Exercise(f"{name}", name, LONG, (LONG,), LONG, LONG, LONG)
        for name in ("hip_hinge", "cat_camel", "single_leg_stand")
    )
    found = tuple(
        Finding(f"topic_{k}", "marked", 0.9, ("overstride:left",), LONG * 3, LONG * 2,
                (exercises[k].id,), title=f"Topic {k}", place="act", why=LONG * 4,
                drill=LONG * 3, refilm=LONG)
        for k in range(3)
    )  # fmt: skip
    flags = tuple(RedFlag(f"flag_{k}", LONG, LONG * 3) for k in range(2))
    study = with_analysis(make_study(), findings=found, red_flags=flags)
    return replace(study, handbook=Handbook("en", exercises=exercises, what_it_is_not=LONG * 3))


def test_there_are_three_pages_at_most_and_each_says_which_it_is() -> None:
    _study, reader = plain()
    total = len(reader.pages)
    assert 2 <= total <= 3
    for k in range(total):
        assert f"{k + 1}/{total}" in text_of(reader, k)
        assert words("stick.mp4 · clip abababababab") in text_of(reader, k)


def test_every_measurement_and_every_finding_is_told() -> None:
    study, reader = plain()
    told = text_of(reader, *range(1, len(reader.pages)))
    for label in labels(study).values():
        assert words(label) in told
    for finding in study.analysis.findings:
        assert words(finding.headline) in told
    assert words("24 ± 4 % leg length") in told
    assert words("the far leg is hidden behind the near one") in told


def test_the_runner_reads_the_cue_first() -> None:
    study, reader = plain()
    told = text_of(reader, 0)
    assert words(study.analysis.findings[0].cue or "") in told
    assert words("Your arms swing in rhythm.") in told
    assert len(reader.pages[0].images) == 1


def test_red_flags_come_before_everything_else() -> None:
    flag = RedFlag("stiff", "Your back is stiff.", "Make an appointment.")
    reader = made(with_analysis(make_study(), red_flags=(flag,)))
    told = text_of(reader, 0)
    order = (flag.said, flag.advice, "One thing is worth working on", "Your arms swing")
    places = [told.index(words(one)) for one in order]
    assert places == sorted(places)
    clinic = text_of(reader, 1)
    assert clinic.index(words(flag.said)) < clinic.index(words("Clip and runner"))


def test_with_an_urgent_flag_only_a_doctor_is_advised() -> None:
    flag = RedFlag("numb", "You have lost feeling.", "See a doctor today.", is_urgent=True)
    study = with_analysis(make_study(), red_flags=(flag,))
    told = text_of(made(study), 0)
    assert told.index(words(flag.advice)) < told.index(words("No technique advice now: first talk"))
    assert set(pictured(study)) == {"lead"}
    for silent in ("Going well", "Nothing that could be judged", "Take quicker", "Does your back"):
        assert words(silent) not in told


def test_answers_stand_behind_their_questions_in_the_language() -> None:
    asked = (AskedEntry("numb", "Is there numbness?"), AskedEntry("rest", "How many days?"),
             AskedEntry("side", "On which side?", {"left": "the left one"}))  # fmt: skip
    answers = {"numb": False, "rest": 2.5, "side": "left", "odd_one": True}
    study = with_analysis(make_study(), questionnaire=answers)
    told = text_of(made(replace(study, handbook=Handbook("en", questions=asked))), 1)
    for said in ("Is there numbness? no", "How many days? 2.5", "On which side? the left one",
                 "odd one: yes"):  # fmt: skip
        assert words(said) in told


def test_questions_that_were_left_open_are_not_said_to_be_all_of_them() -> None:
    one = Finding("recovery", "not_measurable", None, (), "Rest could not be judged.",
                  claim="asked", place="unjudged")  # fmt: skip
    for answers, is_open in (({}, True), ({"pain_side": "left"}, False)):
        study = with_analysis(make_study(), findings=(one,), questionnaire=answers)
        told = text_of(made(study), 0)
        assert (words("Advice about your training needs your answers") in told) is is_open
        assert (words(one.headline) in told) is not is_open
        assert (words("Does your back bother you?") in told) is is_open


def test_the_worst_case_still_is_one_page_for_the_runner_with_nothing_left_out() -> None:
    study = worst()
    reader = made(study)
    assert words("For the clinician") in text_of(reader, 1)
    told = text_of(reader, 0)
    item = 3 + 2 + 3 + 4 + 1 + 3  # headline, cue, drill, why, refilm; three of the exercise
    assert told.count(words(LONG)) == 3 * item + 2 * 4 + 3  # and of flags, and what it is not
    assert "1/" in told and words("Topic 2") in told
    assert len(reader.pages) <= 3


def test_the_clinician_gets_another_page_rather_than_letters_too_small() -> None:
    many = tuple(
        replace(m, id=f"{m.id}_{k}") for k in range(25) for m in make_study().analysis.measurements
    )
    study = with_analysis(make_study(), measurements=many)
    reader = made(study)
    told = text_of(reader)
    assert len(reader.pages) > 3
    assert all(words(label) in told for label in labels(study).values())
    heads = [
        k for k in range(len(reader.pages)) if words("Limits and status") in text_of(reader, k)
    ]
    assert len(heads) > 2  # the head of the table comes back on each page


def test_a_clip_that_shows_nothing_says_so_kindly_and_how_to_film() -> None:
    study = make_study()
    nothing = tuple(f for f in study.analysis.findings if f.level == "not_measurable")
    dark = tuple(replace(c, advice="Film in better light.") for c in study.analysis.quality)
    told = text_of(made(with_analysis(study, findings=nothing, quality=dark)), 0)
    assert words("That says nothing about how you run") in told
    assert words("Film in better light.") in told
    assert words("Worth working on") not in told


@pytest.mark.parametrize(
    "name",
    ['a#b*c_d$e"f\\g.mp4', "#panic(1)[x] *bold* @ref <label>.mp4", "$x^2$ // /* `raw`.mp4"],
)
def test_names_are_never_read_as_markup(name: str) -> None:
    study = make_study()
    named = with_analysis(study, clip=replace(study.analysis.clip, name=name))
    reader = made(named)
    assert words(name) in text_of(reader, 1)
    assert reader.metadata is not None and name in (reader.metadata.title or "")


def test_letters_that_no_font_holds_are_replaced() -> None:
    study = make_study()
    named = with_analysis(study, clip=replace(study.analysis.clip, name="走る🏃\n\x07.mp4"))
    assert f"{INSTEAD * 3}" in text_of(made(named), 0)


def test_the_letters_listed_are_those_that_the_fonts_hold() -> None:
    font_tools = pytest.importorskip("fontTools.ttLib")
    listed = {code for first, last in HELD for code in range(first, last + 1)}
    for path in FONTS.glob("*.ttf"):
        held = set(font_tools.TTFont(path).getBestCmap())
        assert listed == held
    assert printable("ë ± ≤ – “1”") == "ë ± ≤ – “1”"


def test_the_same_study_gives_the_same_bytes_without_a_date() -> None:
    study = make_study()
    first = report_pdf(study, pictures(study))
    assert first == report_pdf(study, pictures(study))
    assert b"CreationDate" not in first and b"ModDate" not in first


def test_it_is_tagged_titled_a4_and_in_its_language() -> None:
    _study, reader = plain()
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert root["/Lang"] == "en"  # type: ignore[index]
    assert reader.metadata is not None
    assert reader.metadata.title == "Running form in stick.mp4"
    for page in reader.pages:
        size = (float(page.mediabox.width), float(page.mediabox.height))
        assert size == pytest.approx((595.3, 841.9), abs=0.1)


def test_fonts_are_our_own_and_embedded() -> None:
    _study, reader = plain()
    names = set()
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            (inner,) = font.get_object()["/DescendantFonts"]
            described = inner.get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(described)
            names.add(str(described["/FontName"]).split("+")[-1])
    assert names and all(name.startswith("Roboto") for name in names)


def test_nothing_in_it_leads_elsewhere() -> None:
    study = make_study()
    data = report_pdf(study, pictures(study))
    reader = PdfReader(io.BytesIO(data))
    assert all("/Annots" not in page for page in reader.pages)
    assert b"/URI" not in data and b"/JavaScript" not in data


def test_the_exporter_writes_it_from_one_pass(tmp_path_factory: pytest.TempPathFactory) -> None:
    study, out = make_study(), tmp_path_factory.mktemp("pdf")
    (path,) = write(study, out, ["pdf"], frames=lambda: plain_frames(study), open_writer=Films())
    assert path.name == "report.pdf"
    assert path.stat().st_size < 3_000_000


def test_what_was_not_judged_is_not_passed_over_on_the_first_page() -> None:
    study = make_study()
    noticed = replace(study.analysis.findings[0], level="borderline", place="also")
    told = text_of(made(with_analysis(study, findings=(noticed, *study.analysis.findings[1:]))), 0)
    assert words("Nothing that could be judged in this clip asks to be changed.") in told
    assert words("Also seen • Your foot lands far ahead of your hip.") in told
    assert words("The hip could not be judged.") in told
