"""Makes the formula runner importable from every test folder, and keeps hypothesis quick."""

from __future__ import annotations

from hypothesis import Phase, settings

# no shrinking: an example is a whole analysis, and its first failure says enough
settings.register_profile(
    "quick",
    deadline=None,
    derandomize=True,
    max_examples=3,
    phases=(Phase.explicit, Phase.generate),
)
settings.load_profile("quick")
