"""The one visual language: colours that colour-blind eyes tell apart, hatches and markers to back them, type.

A colour means the same on every page: ``NOW`` what was just measured or chosen, ``LIMIT`` a limit or a harm, ``GOOD``
a promise kept, ``MUTED`` what is left aside. Colour never stands alone: a hatch, a marker, a dash or a word repeats it.

Source: M. Okabe, K. Ito, "Color Universal Design" (2008), for the eight colours.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.ft2font import FT2Font, LoadFlags

BLACK, ORANGE, SKY, GREEN = "#000000", "#e69f00", "#56b4e9", "#009e73"
YELLOW, BLUE, VERMILLION, PURPLE = "#f0e442", "#0072b2", "#d55e00", "#cc79a7"
INK, QUIET_INK = "#1b1f24", "#57606a"  # text: 16:1 and 6:1 on white
RULE, WASH, GROUND = "#d0d7de", "#f3f5f7", "#ffffff"
NOW, LIMIT, GOOD, MUTED = BLUE, VERMILLION, GREEN, "#8c959f"
LIMIT_INK = "#a84300"  # words in the limit's colour, dark enough to read: 6:1 on white
GOOD_WASH = "#cfeae1"

FONT_FAMILY = "DejaVu Sans"
FONT_STACK = f"{FONT_FAMILY}, Verdana, Geneva, sans-serif"  # the fallbacks are no wider, so nothing outgrows its box
TEXT_PX, SMALL_PX, TITLE_PX = 14, 12, 17
COLUMN_PX = 720


@dataclass(frozen=True, slots=True)
class Series:
    """How the n-th thing of a page looks, as a line and as an area."""

    colour: str
    marker: str
    dash: str
    hatch: str

    def as_line(self) -> dict[str, Any]:
        """Arguments for Matplotlib's ``plot``."""
        return {"color": self.colour, "marker": self.marker, "linestyle": self.dash}

    def as_bar(self) -> dict[str, Any]:
        """Arguments for Matplotlib's ``bar``, ``barh`` and ``hist``."""
        return {"facecolor": self.colour, "hatch": self.hatch, "edgecolor": GROUND, "linewidth": 1.0}


SERIES = (
    Series(BLUE, "o", "-", ""),
    Series(ORANGE, "s", "--", "//"),
    Series(GREEN, "^", "-.", ".."),
    Series(PURPLE, "D", ":", "xx"),
)


def text_width(text: str, size_px: float = TEXT_PX, *, bold: bool = False) -> float:
    """How wide a line of text is, in pixels."""
    return sum(_advance(character, bold) for character in text) * size_px


def ground(width_px: float, height_px: float) -> str:
    """The light card with round corners on which a picture stands, so that a dark page does not swallow it."""
    return (
        f'<rect x="0.5" y="0.5" width="{width_px - 1:g}" height="{height_px - 1:g}" rx="8" '
        f'fill="{GROUND}" stroke="{RULE}"/>'
    )


@lru_cache(maxsize=1024)
def _advance(character: str, bold: bool) -> float:
    """The width of one character in units of the font's size."""
    font = _font(bold)
    return font.load_char(ord(character), flags=LoadFlags.NO_SCALE).horiAdvance / font.units_per_EM


@lru_cache(maxsize=2)
def _font(bold: bool) -> FT2Font:
    """Matplotlib's own copy of DejaVu Sans: the same on every machine, and no search for fonts."""
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return FT2Font(str(Path(mpl.get_data_path()) / "fonts" / "ttf" / name))
