"""Makes the formula runner importable from every test folder, and keeps hypothesis quick."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("quick", deadline=None, derandomize=True, max_examples=6)
settings.load_profile("quick")
