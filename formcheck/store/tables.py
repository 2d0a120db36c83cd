"""What is kept, as tables: runners, their clips, analyses of these; what the web page needs.

A change here wants a file in `migrations/versions`; a test compares the two.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
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

# ------------------------------------------------------------ of the web page

# Who may come in: a clinician's desk that sees everybody, or one runner who sees what is theirs.
accounts: Final = Table(
    "accounts",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("role", String(10), nullable=False),
    Column("runner", String(40), unique=True),  # a runner's code; none for a desk
    Column("key_hash", Text),  # none: only by invitation
    Column("made_at", DateTime, nullable=False),  # UTC
)

# Browsers that are let in, by the hash of what their cookie says.
sessions: Final = Table(
    "sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("account", ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("csrf", String(64), nullable=False),
    Column("made_at", DateTime, nullable=False),  # UTC
    Column("seen_at", DateTime, nullable=False),  # UTC
)

# Codes that let one browser in once, as a QR code on a screen.
invitations: Final = Table(
    "invitations",
    metadata,
    Column("code_hash", String(64), primary_key=True),
    Column("account", ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("ends_at", DateTime, nullable=False),  # UTC
)

# What somebody handed in, from its first byte on; the file lies in a folder named by the id.
uploads: Final = Table(
    "uploads",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("runner", String(40), nullable=False),
    Column("name", Text, nullable=False),  # as the phone called it; never part of a path
    Column("n_bytes", BigInteger, nullable=False),
    Column("n_received", BigInteger, nullable=False),
    Column("state", String(10), nullable=False),
    Column("file", String(40), nullable=False),  # as the kept file is called, by us
    Column("sha256", String(64), nullable=False),
    Column("asked", Text, nullable=False),  # JSON: what was said about the clip
    Column("answers", Text, nullable=False),  # JSON: of the questionnaire
    Column("looked", Text, nullable=False),  # JSON: what the quick look saw
    Column("trouble", Text, nullable=False),  # JSON: why it was refused
    Column("note", Text, nullable=False),
    Column("made_at", DateTime, nullable=False),  # UTC
    Column("used_at", DateTime, nullable=False),  # UTC
    Index(None, "made_at"),
    Index(None, "runner", "made_at"),
)

# What is to be done, is being done, or was done.
jobs: Final = Table(
    "jobs",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("lang", String(5), nullable=False),
    Column("asked", Text, nullable=False),  # JSON
    Column("state", String(10), nullable=False),
    Column("stage", String(20), nullable=False),
    Column("n_done", Integer, nullable=False),
    Column("n_total", Integer),
    Column("tries", Integer, nullable=False),
    Column("outcome", Text, nullable=False),  # JSON of `batch.wire.as_json`
    Column("entry", Integer),  # the analysis in this history
    Column("made_at", DateTime, nullable=False),  # UTC
    Column("begun_at", DateTime),  # UTC
    Column("told_at", DateTime),  # UTC; when its worker was last heard of
    Column("ended_at", DateTime),  # UTC
)

# The clips of a job, in order; a comparison has several.
job_uploads: Final = Table(
    "job_uploads",
    metadata,
    Column("job", ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("upload", ForeignKey("uploads.id", ondelete="CASCADE"), nullable=False),
    Index(None, "upload"),
)
