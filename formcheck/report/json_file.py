"""Writes an analysis as JSON and reads it back.

The written text is the contract with other programs: one key per field of the
nouns in `formcheck.types`, numbers or null, never NaN; floats with six digits,
so that the same analysis gives the same bytes. What was written reads back
without loss. `schema` says the same in JSON Schema.
"""

from __future__ import annotations

import json
import math
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from formcheck.errors import SettingsError
from formcheck.report import foot_strike
from formcheck.report.numbers import significant
from formcheck.types import Analysis, Measurement, StandardError
from formcheck.types.said import Said

if TYPE_CHECKING:
    from pydantic import TypeAdapter

VERSION = 1
SCHEMA = f"formcheck.analysis/{VERSION}"

_NAME = re.compile(r"formcheck\.analysis/([0-9]{1,9})")
_MAKE_AGAIN = Said("Make the analysis again with `formcheck analyze CLIP --formats json`.")


def to_json(analysis: Analysis) -> str:
    """The analysis file: JSON, indented by one space, ending in a new line.

    Raises
    ------
    ValueError : a value is missing without a reason, or a number is not finite
    """
    for measurement in analysis.measurements:
        _refuse_unexplained(measurement)
    told = plain(_adapter().dump_python(analysis, mode="python"), "")
    told["measurements"] = [m | _probabilities(m) for m in told["measurements"]]
    content = {"schema": SCHEMA, **told}
    return json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def from_json(text: str | bytes) -> Analysis:
    """The analysis that `to_json` wrote, by this version or an older one.

    Raises
    ------
    SettingsError : no analysis file, or one of a newer formcheck
    """
    from pydantic import ValidationError

    content = _parsed(text)
    _refuse_unknown(content.pop("schema", None))
    try:
        return _adapter().validate_python(content)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise SettingsError(
            Said("The analysis file is damaged at {place}: {why}.", place=place, why=first["msg"]),
            _MAKE_AGAIN,
        ) from error


def schema() -> dict[str, Any]:
    """JSON Schema of the analysis file, made from the nouns themselves."""
    made = _adapter().json_schema(mode="serialization")
    for noun in (made, *made["$defs"].values()):
        if "properties" in noun:
            noun["required"] = list(noun["properties"])
    made["$defs"]["Measurement"] |= _EXPLAINED
    made["$defs"]["Measurement"]["properties"]["probabilities"] = _SHARES
    made["properties"] = {"schema": {"const": SCHEMA}, **made["properties"]}
    made["required"] = ["schema", *made["required"]]
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA}
    return head | made | {"title": SCHEMA}


_SHARES = {
    "description": "rearfoot, midfoot and forefoot landing; of foot angles only",
    "type": "object",
    "additionalProperties": {"type": "number", "minimum": 0, "maximum": 1},
}
_EXPLAINED = {
    "if": {"properties": {"value": {"type": "null"}}},
    "then": {"properties": {"reason": {"type": "string", "minLength": 1}}},
}


@cache
def _adapter() -> TypeAdapter[Analysis]:
    from pydantic import TypeAdapter

    return TypeAdapter(Analysis)


def _probabilities(written: dict[str, Any]) -> dict[str, Any]:
    """The key that foot angles have beside the fields of a measurement; reading leaves it out.

    It is made from the rounded numbers, so that what was read back writes the same.
    """
    error, value = written["standard_error"], written["value"]
    if written["id"] != foot_strike.ID or value is None or error is None:
        return {}
    found = foot_strike.probabilities(value, StandardError(**error).total)
    return {"probabilities": {name: round(p, 4) for name, p in found.items()}}


def _refuse_unexplained(measurement: Measurement) -> None:
    if measurement.value is None and not measurement.reason:
        raise ValueError(f"{measurement.key} has no value and no reason why")


def plain(thing: Any, place: str) -> Any:
    """The same made of dict, list, text, finite rounded numbers and None."""
    if isinstance(thing, dict):
        return {str(key): plain(value, f"{place}.{key}") for key, value in thing.items()}
    if isinstance(thing, list | tuple):
        return [plain(value, f"{place}[{k}]") for k, value in enumerate(thing)]
    if isinstance(thing, float):
        if not math.isfinite(thing):
            raise ValueError(
                f"{place.removeprefix('.')} is {thing}: missing is None, with a reason"
            )
        return significant(thing)
    return thing


def _parsed(text: str | bytes) -> dict[str, Any]:
    try:
        content = json.loads(text)
    except ValueError as error:
        raise SettingsError(
            Said("The analysis file is not JSON: {error}.", error=error), _MAKE_AGAIN
        ) from error
    if not isinstance(content, dict):
        raise SettingsError(Said("The file is JSON, but no analysis of formcheck."), _MAKE_AGAIN)
    return content


def _refuse_unknown(name: object) -> None:
    known = _NAME.fullmatch(name) if isinstance(name, str) else None
    if known is None:
        raise SettingsError(Said("The file is JSON, but no analysis of formcheck."), _MAKE_AGAIN)
    if int(known[1]) > VERSION:
        raise SettingsError(
            Said(
                "The file is of a newer formcheck: {name}; this one reads up to {schema}.",
                name=name,
                schema=SCHEMA,
            ),
            Said("Update formcheck, or make the analysis again with this version."),
        )
