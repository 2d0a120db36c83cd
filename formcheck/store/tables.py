"""What is kept, as tables: runners, their clips, and the analyses of these.

A change here wants a file in `migrations/versions`; a test compares the two.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

# Every constraint has a name, so that a later migration can change it.
NAMES: Final = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ix": "ix_%(table_name)s_%(column_0_name)s",
}
metadata: Final = MetaData(naming_convention=NAMES)

# A person: a code, no name.
runners: Final = Table(
    "runners",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("added_at", DateTime, nullable=False),  # UTC
)

# A clip as one runner's; two people in one clip have a row each.
clips: Final = Table(
    "clips",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("runner", ForeignKey("runners.id", ondelete="CASCADE"), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("given_day", Date),  # as somebody said it
    Column("filmed_day", Date),  # as the clip says it
    Column("first_made", DateTime),  # UTC; of its first analysis, also when that was deleted
    UniqueConstraint("runner", "sha256"),
    sqlite_autoincrement=True,
)

# An analysis of a clip; `identity` says what made it, `text` is the whole analysis file.
analyses: Final = Table(
    "analyses",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("clip", ForeignKey("clips.id", ondelete="CASCADE"), nullable=False),
    Column("identity", String(64), nullable=False),
    Column("made_at", DateTime, nullable=False),  # UTC
    Column("version", String(40), nullable=False),
    Column("settings", Text, nullable=False),
    Column("folder", Text, nullable=False),
    Column("mark", String(64), nullable=False),
    Column("note", Text, nullable=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("clip", "identity"),
    sqlite_autoincrement=True,
)
