"""Writes docs/article.md: every point of the article, and where the program answers it."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from formcheck.advice.catalogue import catalogue
from formcheck.advice.questionnaire import questionnaire
from formcheck.advice.tables import toml

HERE = Path(__file__).resolve().parent
TABLE = HERE.parents[1] / "docs" / "article.md"
KINDS = {
    "topics": "topic",
    "exercises": "exercise",
    "questions": "questionnaire",
    "answers": "question and answer",
}
HEAD = """# From the article to the program

Every heading and point of the article on running and the lower back, in a few words, and where
formcheck answers it. Made by `python tests/advice/article_table.py --write`.
"""


def items() -> list[dict]:
    """Every point, as ``article.toml`` has it."""
    return tomllib.loads((HERE / "article.toml").read_text(encoding="utf-8"))["item"]


def known() -> dict[str, set[str]]:
    """Every id there is, by kind."""
    return {
        "topics": {topic.id for topic in catalogue().topics},
        "exercises": {row["id"] for row in toml("exercises.toml")["exercise"]},
        "questions": {question.id for question in questionnaire().all},
        "answers": {row["id"] for row in toml("faq.toml")["answer"]},
    }


def table() -> str:
    """The whole page."""
    lines, section = [HEAD], ""
    for item in items():
        if item["section"] != section:
            section = item["section"]
            lines += [f"\n## {section}\n", "| point | where |", "|---|---|"]
        lines.append(f"| {item['name']} | {_where(item)} |")
    return "\n".join(lines) + "\n"


def _where(item: dict) -> str:
    places = [
        f"{word} {', '.join(f'`{id}`' for id in item[kind])}"
        for kind, word in KINDS.items()
        if item.get(kind)
    ]
    return "; ".join([*places, *([item["why_not"]] if "why_not" in item else [])])


if __name__ == "__main__":
    if "--write" in sys.argv:
        TABLE.write_text(table(), encoding="utf-8")
    else:
        print(table(), end="")
