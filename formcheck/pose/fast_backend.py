"""The fast backend: the networks of BlazePose run directly, on every core."""

from __future__ import annotations

from formcheck.errors import ModelError, SettingsError
from formcheck.pose.blaze import BlazePool, Runtime, find_runtime
from formcheck.pose.mediapipe_backend import MOST_PEOPLE
from formcheck.pose.models import model_path
from formcheck.settings import Model, Precision
from formcheck.types.said import Said


def open_fast(model: Model, precision: Precision = "exact", people: int = MOST_PEOPLE) -> BlazePool:
    """Threads that look for people in pictures; close them, or use it with ``with``.

    Raises
    ------
    ModelError : the network, or every library that could run it, cannot be used
    SettingsError : this computer has no less exact way
    """
    if precision == "fast" and not find_runtime().has_bf16():
        raise SettingsError(
            Said("This computer does not calculate in bfloat16."),
            Said("Leave out --precision fast; the numbers are the more exact ones."),
        )
    return BlazePool(model_path(model), people, is_bf16=precision == "fast")


def fast_runtime() -> Runtime | None:
    """The library that runs the networks here; None where there is none."""
    try:
        return find_runtime()
    except ModelError:
        return None
