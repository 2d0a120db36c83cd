"""Clips know when they were first analysed: their day, where nobody knows a better one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

FILL = """
UPDATE clips SET first_made =
    (SELECT MIN(analyses.made_at) FROM analyses WHERE analyses.clip = clips.id)
"""


def upgrade() -> None:
    """Add the column, and fill it from the analyses that are there."""
    op.add_column("clips", sa.Column("first_made", sa.DateTime))
    op.execute(FILL)
