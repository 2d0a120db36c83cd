"""Measures how near formcheck comes to the truth and writes docs/accuracy.md.

    python tests/accuracy/report.py            everything; needs the landmarks of every clip
    python tests/accuracy/report.py --quick    the clips of the repository and the formula runners

FORMCHECK_FIT_CLIPS and FORMCHECK_TEST_CLIPS name the folders of rendered clips. The words of the
page stand in ``accuracy.template.md`` beside this file; figures come from the rows, which go to
docs/accuracy/results.csv.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))
import degrade
import degraded_table
import phone
import plots
import rbds
import rendered
import tables
from formula_rows import score_formula
from phone_clip import score_phone_clip
from rows import Row, write_csv

import formcheck

HERE = Path(__file__).parent
DOCS = HERE.parents[1] / "docs"
TEMPLATE = HERE / "accuracy.template.md"


def all_rows(quick: bool = False) -> Iterator[Row]:
    """Every row of every truth at hand, said aloud as it goes."""
    for path, which in rendered.clips().items():
        if not quick or path.parent == rendered.VIDEOS:
            say(f"{which} {path.stem}")
            yield from rendered.score_clip(path, which)
    if rbds.is_here() and not quick:
        for film in phone.PHONES:
            say(f"force plates, {film.name}")
            yield from phone.score_phone(film)
    say("formula runners")
    yield from score_formula()
    if not quick:
        yield from score_phone_clip()


def page(rows: list[Row], worse: list[degrade.Worse]) -> str:
    """The template with its figures filled in."""
    text = TEMPLATE.read_text(encoding="utf-8")
    for name, lines in sections(rows, worse).items():
        text = text.replace(f"<!-- {name} -->", "\n".join(lines))
    return text


def sections(rows: list[Row], worse: list[degrade.Worse]) -> dict[str, list[str]]:
    """What stands in the place of each mark of the template."""
    clips = {which: len({r.clip for r in rows if (r.source, r.set) == ("rendered", which)})
             for which in ("fit", "test")}  # fmt: skip
    made = f"formcheck {formcheck.__version__}, {date.today():%Y-%m-%d}"
    return {
        "made": [f"{made}: {clips['fit']} rendered clips that constants were chosen on, "
                 f"{clips['test']} that they were not."],
        "goals": tables.goals_table(rows),
        "fit and test": tables.fit_and_test_table(rows),
        "rates": tables.rates_table(rows),
        "plates": tables.plates_table(rows),
        "rivals": tables.rivals_table(rows),
        "slopes": tables.slopes_table(rows),
        "degraded": degraded_table.degraded_table(worse),
        "phone": [phone_cadence(rows)],
        "reasons": degraded_table.reasons_list(worse),
    }  # fmt: skip


def phone_cadence(rows: list[Row]) -> str:
    """The cadence of the phone clip as printed."""
    found = [r for r in rows if r.source == "phone"]
    return f"{found[0].found:.1f}" if found and found[0].found is not None else "not measured here"


def say(words: str) -> None:
    """Progress, on the error stream."""
    print(words, file=sys.stderr, flush=True)


def main() -> None:
    """Measure, write the table of rows, the plots and the page."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="only what the repository holds")
    parser.add_argument("--out", type=Path, default=DOCS, help="folder to write to")
    args = parser.parse_args()
    rows = list(all_rows(args.quick))
    say("degraded clips")
    with tempfile.TemporaryDirectory() as folder:
        worse = degrade.all_worse(Path(folder))
    (args.out / "accuracy").mkdir(parents=True, exist_ok=True)
    write_csv(rows, args.out / "accuracy" / "results.csv")
    plots.draw_all(rows, args.out / "accuracy")
    (args.out / "accuracy.md").write_text(page(rows, worse), encoding="utf-8")


if __name__ == "__main__":
    main()
