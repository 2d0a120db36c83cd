"""The commands that tell about formcheck itself: networks, metrics, schema, machine, cache."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from formcheck.doctor import examine

out = Console(highlight=False)
WIDE = 110  # characters; narrower tables leave out what is least needed


def say_json(text: str) -> None:
    """Print JSON: in UTF-8 with plain new lines, whatever the terminal speaks."""
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()


def models() -> None:
    """List the pose networks and check that they are intact."""
    from formcheck.pose import SHA256, inspect_model

    table = Table("network", "size", "state", "file")
    states = [inspect_model(name) for name in SHA256]
    for state in states:
        colour = "green" if state.problem is None else "red"
        size = f"{state.size_bytes / 1e6:.1f} MB"
        table.add_row(
            state.name, size, f"[{colour}]{state.problem or 'intact'}[/]", escape(str(state.path))
        )
    out.print(table)
    if any(state.problem for state in states):
        raise typer.Exit(2)


def metrics() -> None:
    """List every number formcheck measures, with its unit and the views that show it."""
    from formcheck.metrics import DERIVED, METRICS, Derived, Metric

    wide = out.width >= WIDE
    table = Table("id", "what", "unit", "views", *(["source"] if wide else []))
    table.columns[0].no_wrap = True
    rows: tuple[Metric | Derived, ...] = (*METRICS, *DERIVED)
    for row in rows:
        views = "all" if len(row.views) == 4 else ", ".join(sorted(row.views))
        source = [row.source] if wide else []
        shown = "withheld" if row.withheld else views
        table.add_row(row.id, row.label, row.unit, shown, *source)
    out.print(table)
    if not wide:
        out.print(f"Sources show where the window is {WIDE} characters wide or more.")


def schema(
    of: Annotated[Literal["analysis", "comparison"], typer.Option(help="Of which file.")] = (
        "analysis"
    ),
) -> None:
    """Print the JSON Schema of the analysis file, or of the comparison file."""
    import json

    from formcheck.report.compared.json_file import schema as comparison_schema
    from formcheck.report.json_file import schema as analysis_schema

    made = analysis_schema() if of == "analysis" else comparison_schema()
    say_json(json.dumps(made, indent=1) + "\n")


def doctor() -> None:
    """Check this machine: libraries, networks, video, cache; say what is missing."""
    checks = examine()
    for check in checks:
        mark = "[green]ok[/]" if check.ok else "[red]missing[/]"
        out.print(f"{mark:<20} {check.what}: {escape(check.detail)}", soft_wrap=True, emoji=False)
    if not all(check.ok for check in checks):
        raise typer.Exit(2)


def cache(
    clear: Annotated[bool, typer.Option("--clear", help="Delete all kept landmarks.")] = False,
) -> None:
    """Show where landmarks of analysed clips are kept, or delete them."""
    from formcheck import pose

    if clear:
        out.print(f"Deleted {pose.clear()} files.")
        return
    folder = pose.cache_folder()
    sizes = [f.stat().st_size for f in folder.glob("*.npz")] if folder.is_dir() else []
    words = f"{folder}: {len(sizes)} files, {sum(sizes) / 1e6:.1f} MB"
    out.print(words, soft_wrap=True, markup=False, emoji=False)
