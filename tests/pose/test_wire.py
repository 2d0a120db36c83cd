"""What goes through the pipes comes out as it went in, or not at all."""

from __future__ import annotations

from io import BytesIO

import numpy as np

from formcheck.pose.wire import as_people, receive, receive_picture, send, send_picture


def _picture() -> np.ndarray:
    return np.random.default_rng(1).integers(0, 255, (6, 9, 3), np.uint8)


def test_a_picture_goes_through_whole():
    pipe = BytesIO()
    send_picture(pipe, _picture())
    pipe.seek(0)
    assert np.array_equal(receive_picture(pipe), _picture())
    assert receive_picture(pipe) is None


def test_a_picture_cut_out_of_another_keeps_its_rows():
    pipe, part = BytesIO(), _picture()[1:5, 2:8]
    assert not part.flags.c_contiguous
    send_picture(pipe, part)
    pipe.seek(0)
    assert np.array_equal(receive_picture(pipe), part)


def test_people_go_through_whole():
    pipe = BytesIO()
    people = np.random.default_rng(2).normal(size=(2, 33, 8)).astype(np.float32)
    send(pipe, b"P", people.tobytes())
    pipe.seek(0)
    kind, payload = receive(pipe)
    assert kind == b"P"
    assert np.array_equal(as_people(payload), people)


def test_half_a_message_is_no_message():
    for sent in (send_picture, lambda pipe, _: send(pipe, b"P", bytes(1056))):
        pipe = BytesIO()
        sent(pipe, _picture())
        for n in (0, 3, 12, len(pipe.getvalue()) - 1):
            half = BytesIO(pipe.getvalue()[:n])
            assert (receive_picture(half) if sent is send_picture else receive(half)[0]) in (
                None, b"",
            )  # fmt: skip


def test_nobody_is_an_answer_too():
    assert as_people(b"").shape == (0, 33, 8)
