"""On whole clips the fast backend gives MediaPipe's landmarks."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from same_landmarks import apart

from formcheck.pose import BACKENDS
from formcheck.video import open_source, read

pytestmark = pytest.mark.slow

CLIPS = ("side_overstride", "rear_drop", "front_twist", "male_side")
PICTURES = 150


@pytest.mark.parametrize("name", CLIPS)
def test_both_backends_say_the_same_of_a_clip(name, repository, request):
    real = name == "male_side"
    clip: Path = request.getfixturevalue(name) if real else repository / "videos" / f"{name}.mp4"
    pictures = [frame.rgb for frame in islice(read(open_source(clip)), PICTURES)]
    found = {}
    for backend in ("fast", "mediapipe"):
        with BACKENDS[backend]("heavy") as looker:
            found[backend] = list(looker.look(pictures))
    counts = [[len(people) for people in each] for each in found.values()]
    assert counts[0] == counts[1]
    assert np.mean([count > 0 for count in counts[0]]) >= 0.95
    px = apart(*found.values()).px
    middle, high = np.median(px), np.percentile(px, 95)
    print(f"\n{name}: {len(px) // 33} poses, median {middle:.4f} px, 95 % {high:.4f} px")
    assert middle <= 0.02
    assert high <= 0.1
