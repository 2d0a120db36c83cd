"""One JSON file with people in COCO's, Halpe's or COCO-WholeBody's points, frame by frame.

    MMPose, --save-predictions   {"instance_info": [{"frame_id": 1, "instances": [...]}, ...]}
    MMPose, inferencer           [{"frame_id": 0, "instances": [...]}, ...]
    AlphaPose                    [{"image_id": "0.jpg", "keypoints": [x, y, c, ...], ...}, ...]
    RTMLib, as arrays            {"keypoints": [[[[x, y], ...], ...], ...], "scores": [...]}
    by hand                      [[{"keypoints": ..., "keypoint_scores": ...}, ...], ...]

An instance has "keypoints" (triples, flat or not, or pairs) and "keypoint_scores".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np

from formcheck.pose.imports.json_text import load, sheet, triples
from formcheck.pose.imports.nouns import Progress, Sheet, damaged
from formcheck.types.said import Said

_PEOPLE: Final = ("instances", "people", "persons", "predictions")
_FRAME: Final = ("frame_id", "frame_index", "frame")
_SCORES: Final = ("keypoint_scores", "scores")
Told = tuple[Any, Any]
_KEYS: Final = (b'"keypoints"', b'"instance_info"', b'"instances"')


def is_coco(path: Path, start: bytes) -> bool:
    """Whether it is a JSON file that speaks of key points."""
    return path.is_file() and start.lstrip()[:1] in b"[{" and any(key in start for key in _KEYS)


def read_coco(path: Path, progress: Progress) -> Sheet:
    """Everybody in every frame.

    Raises
    ------
    TrackError : the file is damaged, or has points that no known layout has
    """
    frame, poses, frames = [], [], []
    for row, (number, people) in enumerate(_frames(path, load(path))):
        frames.append(number)
        for one, scores in people:
            try:
                pose = triples(one, scores)
            except ValueError as error:
                raise damaged(path, Said("frame {n}", n=number), str(error)) from error
            frame.append(number)
            poses.append(pose)
        progress(row + 1, None)
    return sheet(path, frame, poses, np.unique(np.array(frames, np.int64)))


def _frames(path: Path, told: Any) -> Iterator[tuple[int, list[Told]]]:
    """Number and people of each frame; people as points and confidences."""
    if isinstance(told, dict) and "instance_info" in told:
        told = told["instance_info"]
    if isinstance(told, dict) and "keypoints" in told:
        told = _from_arrays(path, told)
    if not isinstance(told, list):
        raise damaged(path, Said("its beginning"), Said("no list of frames"))
    for row, item in enumerate(told):
        try:
            yield _frame(row, item)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            why = f"no {error}" if isinstance(error, KeyError) else str(error)
            raise damaged(path, Said("entry {n}", n=row + 1), why) from error


def _frame(row: int, item: Any) -> tuple[int, list[Told]]:
    if isinstance(item, dict) and "image_id" in item:
        return _number(item["image_id"]), [_person(item)]
    if isinstance(item, dict):
        named = next((item[key] for key in _FRAME if key in item), row)
        people = next((item[key] for key in _PEOPLE if key in item), None)
        if people is None:
            raise ValueError(f"none of {', '.join(_PEOPLE)}")
        return _number(named), [_person(one) for one in people]
    if isinstance(item, list):
        return row, [_person(one) for one in item]
    raise ValueError("neither a frame nor a person")


def _person(one: Any) -> Told:
    if isinstance(one, dict):
        return one["keypoints"], next((one[key] for key in _SCORES if key in one), None)
    return one, None


def _number(named: Any) -> int:
    """The frame's number, of a name the last one in it.

    >>> _number("monday_0012.jpg"), _number(7)
    (12, 7)
    """
    if isinstance(named, int) and not isinstance(named, bool):
        return named
    found = re.findall(r"\d+", Path(str(named)).stem)
    if not found:
        raise ValueError(f"{str(named)!r} names no frame")
    return int(found[-1])


def _from_arrays(path: Path, told: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """Arrays (frames, people, points, 2) and (frames, people, points) as frames of people."""
    scores: Any = next((told[key] for key in _SCORES if key in told), None)
    try:
        return [
            [
                {"keypoints": one, "scores": None if scores is None else scores[row][k]}
                for k, one in enumerate(people)
            ]
            for row, people in enumerate(told["keypoints"])
        ]
    except (IndexError, TypeError, KeyError) as error:
        raise damaged(path, Said("its scores"), str(error)) from error
