"""Thousands of uploads: the newest, those of a runner, and the jobs of one are found at once."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the indexes."""
    op.create_index("ix_uploads_made_at", "uploads", ["made_at"])
    op.create_index("ix_uploads_runner", "uploads", ["runner", "made_at"])
    op.create_index("ix_job_uploads_upload", "job_uploads", ["upload"])
