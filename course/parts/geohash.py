"""Cells with names: the globe halved again and again, and five answers "lower or upper half?" written as one letter."""

from math import floor
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from course.parts.quadtree import WORLD, Area

if TYPE_CHECKING:
    from numpy.typing import NDArray

Steps = TypeVar("Steps", int, "NDArray[np.int64]")

LETTERS = "0123456789bcdefghjkmnpqrstuvwxyz"
BITS_A_LETTER = 5
LONGEST = 12  # 60 bits: a cell of a few centimetres

_SPREADING = (
    (16, 0x0000FFFF0000FFFF),
    (8, 0x00FF00FF00FF00FF),
    (4, 0x0F0F0F0F0F0F0F0F),
    (2, 0x3333333333333333),
    (1, 0x5555555555555555),
)
_PLACES = {letter: place for place, letter in enumerate(LETTERS)}


def encode(lon: float, lat: float, length: int) -> str:
    """The name of the cell that owns the place; who stands on a line belongs to the eastern, the northern cell.

    Cost: O(length).
    Source: G. Niemeyer, geohash.org, 2008; letters and order as there.

    Raises:
        ValueError: the place is not on Earth, or the length is none of 1 to 12.
    """
    if not WORLD.holds(lon, lat):
        raise ValueError(f"({lon}, {lat}) is no longitude and latitude.")
    if not 1 <= length <= LONGEST:
        raise ValueError(f"A name has 1 to {LONGEST} letters; you asked for {length}.")
    columns, rows = _shape(length)
    return _name(_step(lon, 360, columns), _step(lat, 180, rows), length)


def box(name: str) -> Area:
    """The cell of this name, in degrees.

    Raises:
        ValueError: no cell has this name.
    """
    column, row = _cell(name)
    columns, rows = _shape(len(name))
    wide, high = 360 / columns, 180 / rows
    return Area(column * wide - 180, row * high - 90, (column + 1) * wide - 180, (row + 1) * high - 90)


def ring(name: str, number: int) -> list[str]:
    """The names of the cells so many steps away: itself for 0, then 8, then 16 …

    The date line is no border. Beyond a pole there is no cell, so a ring there is shorter.
    """
    column, row = _cell(name)
    columns, rows = _shape(len(name))
    steps = range(-number, number + 1)
    found = {
        _name((column + east) % columns, row + north, len(name)): None
        for east in steps
        for north in (steps if abs(east) == number else {-number, number})
        if 0 <= row + north < rows
    }
    return list(found)


def encode_many(lons: "NDArray[np.float64]", lats: "NDArray[np.float64]", length: int) -> "NDArray[np.str_]":
    """The names of many places at once, in a few passes of NumPy; as :func:`encode` otherwise."""
    if not 1 <= length <= LONGEST:
        raise ValueError(f"A name has 1 to {LONGEST} letters; you asked for {length}.")
    if not bool(np.all((np.abs(lons) <= 180) & (np.abs(lats) <= 90))):
        raise ValueError("One of these is no longitude and latitude.")
    columns, rows = _shape(length)
    mixed = _mixed(_many_steps(lons, 360, columns), _many_steps(lats, 180, rows), length)
    shifts = np.arange(BITS_A_LETTER * (length - 1), -1, -BITS_A_LETTER)
    letters = np.array([ord(letter) for letter in LETTERS], dtype=np.uint32)
    names: NDArray[np.str_] = letters[mixed[:, None] >> shifts & 31].view(f"U{length}").ravel()
    return names


def _shape(length: int) -> tuple[int, int]:
    """How many columns and rows of cells the globe has; longitude is halved first, so it has the bit that is over."""
    bits = BITS_A_LETTER * length
    return 1 << (bits + 1) // 2, 1 << bits // 2


def _step(degrees: float, whole: int, steps: int) -> int:
    """The column or row; the world's own eastern and northern edge belongs to its last cell."""
    step = min(floor((degrees / whole + 0.5) * steps), steps - 1)
    edge = step * whole / steps - whole / 2  # the sum above may be rounded over a line; the line itself is exact
    if degrees < edge:
        return step - 1
    return step + 1 if step + 1 < steps and degrees >= edge + whole / steps else step


def _many_steps(degrees: "NDArray[np.float64]", whole: int, steps: int) -> "NDArray[np.int64]":
    found = np.minimum(np.floor((degrees / whole + 0.5) * steps), steps - 1).astype(np.int64)
    edges = found * (whole / steps) - whole / 2
    found -= degrees < edges
    found += (degrees >= edges + whole / steps) & (found + 1 < steps)
    return found


def _name(column: int, row: int, length: int) -> str:
    mixed = _mixed(column, row, length)
    return "".join([LETTERS[mixed >> shift & 31] for shift in range(BITS_A_LETTER * (length - 1), -1, -BITS_A_LETTER)])


def _mixed(column: Steps, row: Steps, length: int) -> Steps:
    """Column and row, bit for bit in turn; the first bit of all is the column's."""
    if length % 2:  # an odd number of bits ends with the column's, too
        return _spread(column) | _spread(row) << 1
    return _spread(column) << 1 | _spread(row)


def _spread(steps: Steps) -> Steps:
    """Put a 0 before each bit of a number of up to 32: halves apart, then quarters, and so on."""
    for apart, mask in _SPREADING:
        steps = (steps | steps << apart) & mask
    return steps


def _cell(name: str) -> tuple[int, int]:
    """The column and the row of the cell with this name."""
    if not 1 <= len(name) <= LONGEST or not set(name) <= _PLACES.keys():
        raise ValueError(f"{name!r} is no geohash: 1 to {LONGEST} of the letters {LETTERS}.")
    column = row = 0
    for number, letter in enumerate(name):
        for bit in range(BITS_A_LETTER):
            half = _PLACES[letter] >> BITS_A_LETTER - 1 - bit & 1
            if (BITS_A_LETTER * number + bit) % 2:
                row = 2 * row + half
            else:
                column = 2 * column + half
    return column, row
