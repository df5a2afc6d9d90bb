"""Frames as JSON text, and back. Whatever a socket brings is a frame, or a :class:`BadFrame`: nothing else happens."""

import json
import math
from collections.abc import Collection
from dataclasses import MISSING, fields
from typing import Any, NoReturn, cast, get_args

from course.errors import CourseError
from course.systems.chat.model import (
    Cursor,
    Deliver,
    Frame,
    FromDevice,
    Hello,
    Message,
    Ping,
    Pong,
    Read,
    Received,
    Refused,
    Send,
    Since,
    Stored,
    Sync,
    Ticks,
    ToDevice,
    Typing,
)

LONGEST_TEXT, LONGEST_NAME = 4_000, 500
"""Assumptions: characters in a message, and in every other text."""

LARGEST_NUMBER = 2**31 - 1
"""No conversation has more messages; the table of messages counts no further."""

LARGEST_FRAME_BYTES = 32_768
"""Room for the longest text, each character written out as an escape sequence."""

KINDS: dict[str, type[Frame]] = {
    "hello": Hello,
    "send": Send,
    "received": Received,
    "read": Read,
    "sync": Sync,
    "since": Since,
    "typing": Typing,
    "ping": Ping,
    "stored": Stored,
    "deliver": Deliver,
    "ticks": Ticks,
    "refused": Refused,
    "pong": Pong,
}
_NAMES = {kind: name for name, kind in KINDS.items()}
_FROM_DEVICE = frozenset(get_args(FromDevice))
_TO_DEVICE = frozenset(get_args(ToDevice))


class BadFrame(CourseError):
    """What came is no frame; the sentence says why. A gateway answers with ``Refused``."""


def encode(frame: Frame) -> str:
    """Write a frame as one line of JSON: its fields, and ``type``."""
    return json.dumps(to_plain(frame), ensure_ascii=False, separators=(",", ":"))


def decode_from_device(text: str | bytes) -> FromDevice:
    """Read a frame that a device sent.

    Raises:
        BadFrame: it is none.
    """
    return cast("FromDevice", _decode(text, _FROM_DEVICE))


def decode_to_device(text: str | bytes) -> ToDevice:
    """Read a frame that a gateway sent.

    Raises:
        BadFrame: it is none.
    """
    return cast("ToDevice", _decode(text, _TO_DEVICE))


def to_plain(frame: Frame) -> dict[str, Any]:
    """A frame as JSON knows it."""
    return {"type": _NAMES[type(frame)], **_plain(frame)}


def from_plain(plain: object, kinds: Collection[type] = tuple(KINDS.values())) -> Frame:
    """Read a frame out of what JSON was read into.

    Raises:
        BadFrame: it is none, or none of these kinds.
    """
    if not isinstance(plain, dict):
        raise BadFrame("A frame is one JSON object.")
    name = plain.get("type")
    kind = KINDS.get(name) if isinstance(name, str) else None
    if kind is None or kind not in kinds:
        known = ", ".join(sorted(_NAMES[kind] for kind in kinds))
        raise BadFrame(f"A frame's type is one of: {known}.")
    return cast("Frame", _record(kind, {field: value for field, value in plain.items() if field != "type"}))


def _decode(text: str | bytes, kinds: Collection[type]) -> Frame:
    if isinstance(text, bytes):
        raise BadFrame("A frame is text; this came as bytes.")
    if len(text) > LARGEST_FRAME_BYTES:
        raise BadFrame(f"A frame has at most {LARGEST_FRAME_BYTES:,} characters.")
    try:
        plain = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:  # ValueError: also a number of thousands of digits
        raise BadFrame("A frame is one JSON object; this is no JSON.") from error
    return from_plain(plain, kinds)


def _plain(record: object) -> dict[str, Any]:
    return {
        field.name: _plain(value) if isinstance(value, Message | Cursor) else value
        for field in fields(record)  # type: ignore[arg-type]  # all frames are dataclasses
        for value in [getattr(record, field.name)]
    }


def _record(kind: type, plain: object) -> object:
    if not isinstance(plain, dict):
        raise BadFrame(f"{kind.__name__} is written as an object.")
    values = dict(plain)
    given = {}
    for field in fields(kind):
        if field.name in values:
            given[field.name] = _value(field.name, cast("type", field.type), values.pop(field.name))
        elif field.default is MISSING:
            raise BadFrame(f"{kind.__name__} needs the field {field.name!r}.")
    if values:
        raise BadFrame(f"{kind.__name__} has only these fields: {', '.join(field.name for field in fields(kind))}.")
    return kind(**given)


def _value(name: str, kind: type, value: object) -> object:
    if kind is str:
        longest = LONGEST_TEXT if name == "text" else LONGEST_NAME
        if not isinstance(value, str) or len(value) > longest:
            raise BadFrame(f"The field {name!r} is a text of at most {longest:,} characters.")
        if not _can_be_sent(value):
            raise BadFrame(f"The field {name!r} holds half a character.")
        return value
    if kind is int:
        if type(value) is not int or not 0 <= value <= LARGEST_NUMBER:  # True is an int, too
            raise BadFrame(f"The field {name!r} is a whole number from 0 to {LARGEST_NUMBER:,}.")
        return value
    if kind is float:
        if type(value) not in (int, float) or not math.isfinite(_as_float(value)):
            raise BadFrame(f"The field {name!r} is a number.")
        return _as_float(value)
    return _record(kind, value)


def _as_float(value: object) -> float:
    try:
        return float(cast("float", value))
    except OverflowError:
        return math.inf


def _can_be_sent(text: str) -> bool:
    """Whether it can be written as UTF-8: JSON may spell out halves of a character, which nothing else can hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _no_number(_: str) -> NoReturn:
    raise ValueError("NaN and Infinity are no JSON.")
