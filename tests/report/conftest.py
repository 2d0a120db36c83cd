"""What every test of the reports starts from."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from report_makers import Films, make_study, plain_frames

from formcheck.types import Frame, Study


@pytest.fixture
def study() -> Study:
    return make_study()


@pytest.fixture
def frames(study: Study) -> Iterator[Frame]:
    return plain_frames(study)


@pytest.fixture
def films() -> Films:
    return Films()
