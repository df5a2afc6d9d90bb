"""A small canvas that writes SVG: what a widget draws between a key press and the next picture."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from math import hypot
from typing import Literal, NamedTuple

from course.widgets.style import (
    FONT_STACK,
    GROUND,
    INK,
    TEXT_PX,
    ground,
    text_width,
)

Anchor = Literal["start", "middle", "end"]
Hatch = Literal["stripes", "dots", "cross"]
Point = tuple[float, float]

DASHES = {"solid": "", "dashed": "6 4", "dotted": "2 4"}


class Box(NamedTuple):
    """Where something lies, in pixels from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """Do the two share more than an edge?"""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, other: "Box") -> bool:
        """Does the other lie inside?"""
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text and the box that it fills."""

    text: str
    size_px: float
    box: Box


class Canvas:
    """A picture under construction. Lengths are pixels, y grows downwards; later things cover earlier ones."""

    def __init__(self, width_px: float, height_px: float) -> None:
        self.width_px = width_px
        self.height_px = height_px
        self.labels: list[Label] = []
        self._hatches: dict[str, str] = {}
        self._elements: list[str] = []

    def rect(
        self,
        box: Box,
        *,
        fill: str = "none",
        stroke: str = "none",
        stroke_px: float = 1.5,
        radius_px: float = 0,
        hatch: Hatch | None = None,
        dash: str = "solid",
    ) -> None:
        """A rectangle; a hatch is drawn in the colour of the stroke, over the fill."""
        place = f'x="{box.left:.1f}" y="{box.top:.1f}" width="{box.right - box.left:.1f}" '
        place += f'height="{box.bottom - box.top:.1f}" rx="{radius_px:g}"'
        self._shape("rect", place, fill, stroke, stroke_px=stroke_px, hatch=hatch, dash=dash)

    def circle(
        self,
        centre: Point,
        radius_px: float,
        *,
        fill: str = "none",
        stroke: str = "none",
        stroke_px: float = 1.5,
        hatch: Hatch | None = None,
        dash: str = "solid",
    ) -> None:
        """A disc or a ring."""
        place = f'cx="{centre[0]:.1f}" cy="{centre[1]:.1f}" r="{radius_px:g}"'
        self._shape("circle", place, fill, stroke, stroke_px=stroke_px, hatch=hatch, dash=dash)

    def polygon(self, points: Sequence[Point], *, fill: str = "none", stroke: str = "none") -> None:
        """A closed shape."""
        self._shape("polygon", f'points="{_path(points)}"', fill, stroke)

    def polygons(self, polygons: Sequence[Sequence[Point]], *, fill: str) -> None:
        """Many closed shapes that look the same, as one shape."""
        self._shape("path", f'd="{"".join(f"M{_path(points)}Z" for points in polygons)}"', fill, "none")

    def line(self, points: Sequence[Point], *, stroke: str = INK, stroke_px: float = 1.5, dash: str = "solid") -> None:
        """Straight pieces from point to point."""
        self._shape("polyline", f'points="{_path(points)}"', "none", stroke, stroke_px=stroke_px, dash=dash)

    def boxes(
        self,
        boxes: Sequence[Box],
        *,
        fill: str = "none",
        stroke: str = "none",
        stroke_px: float = 1,
        hatch: Hatch | None = None,
    ) -> None:
        """Many rectangles that look the same, as one shape: hundreds are drawn as fast as one."""
        place = "".join(f"M{b.left:.1f} {b.top:.1f}H{b.right:.1f}V{b.bottom:.1f}H{b.left:.1f}Z" for b in boxes)
        self._shape("path", f'd="{place}"', fill, stroke, stroke_px=stroke_px, hatch=hatch)

    def pieces(self, lines: Iterable[Sequence[Point]], *, stroke: str = INK, stroke_px: float = 1) -> None:
        """Many lines that look the same, as one shape."""
        place = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in line) for line in lines)
        self._shape("path", f'd="{place}"', "none", stroke, stroke_px=stroke_px)

    def dots(self, points: Sequence[Point], radius_px: float, *, fill: str = INK) -> None:
        """Many small discs that look the same, as one shape."""
        place = "".join(f"M{x:.1f} {y:.1f}h0" for x, y in points)
        self._shape("path", f'd="{place}" stroke-linecap="round"', "none", fill, stroke_px=2 * radius_px)

    def arrow(self, points: Sequence[Point], *, stroke: str = INK, stroke_px: float = 1.5, dash: str = "solid") -> None:
        """A line with a head at its last point."""
        (from_x, from_y), (tip_x, tip_y) = points[-2:]
        length = hypot(tip_x - from_x, tip_y - from_y) or 1.0
        along_x, along_y = (tip_x - from_x) / length, (tip_y - from_y) / length
        head_px = 5 + 2.5 * stroke_px
        back_x, back_y = tip_x - head_px * along_x, tip_y - head_px * along_y
        half_px = head_px * 0.45
        self.line([*points[:-1], (back_x, back_y)], stroke=stroke, stroke_px=stroke_px, dash=dash)
        wings = [
            (back_x - half_px * along_y, back_y + half_px * along_x),
            (back_x + half_px * along_y, back_y - half_px * along_x),
        ]
        self.polygon([(tip_x, tip_y), *wings], fill=stroke)

    def text(
        self,
        at: Point,
        text: str,
        *,
        size_px: float = TEXT_PX,
        anchor: Anchor = "start",
        bold: bool = False,
        fill: str = INK,
        halo: bool = False,
    ) -> Box:
        """One line, vertically centred on the point; a halo keeps it legible over lines. Returns its box."""
        x, y = at
        width_px = text_width(text, size_px, bold=bold)
        left = x - {"start": 0.0, "middle": width_px / 2, "end": width_px}[anchor]
        box = Box(left, y - 0.6 * size_px, left + width_px, y + 0.6 * size_px)
        self.labels.append(Label(text, size_px, box))
        weight = ' font-weight="bold"' if bold else ""
        around = f' stroke="{GROUND}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"' if halo else ""
        self._elements.append(
            f'<text x="{x:.1f}" y="{y + 0.36 * size_px:.1f}" font-size="{size_px:g}" text-anchor="{anchor}"'
            f'{weight} fill="{fill}"{around}>{escape(text)}</text>'
        )
        return box

    def add(self, other: "Canvas") -> None:
        """Lay what another canvas holds over this one: what never changes is drawn once, and added to each picture."""
        self.labels += other.labels
        self._hatches |= other._hatches  # noqa: SLF001 - its own kind
        self._elements += other._elements  # noqa: SLF001

    def svg(self) -> str:
        """The whole picture as one SVG document."""
        size = f"{self.width_px:g}", f"{self.height_px:g}"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{size[0]}" height="{size[1]}" '
            f'viewBox="0 0 {size[0]} {size[1]}" font-family="{FONT_STACK}">'
            f"<defs>{''.join(self._hatches.values())}</defs>{ground(self.width_px, self.height_px)}"
            f"{''.join(self._elements)}</svg>"
        )

    def _shape(
        self,
        tag: str,
        place: str,
        fill: str,
        stroke: str,
        *,
        stroke_px: float = 1.5,
        hatch: Hatch | None = None,
        dash: str = "solid",
    ) -> None:
        dashes = f' stroke-dasharray="{DASHES[dash]}"' if DASHES[dash] else ""
        edge = "" if stroke == "none" else f' stroke="{stroke}" stroke-width="{stroke_px:g}"{dashes}'
        self._elements.append(f'<{tag} {place} fill="{fill}"{edge}/>')
        if hatch:
            self._elements.append(f'<{tag} {place} fill="url(#{self._hatch(hatch, stroke)})"/>')

    def _hatch(self, hatch: Hatch, colour: str) -> str:
        name = f"{hatch}-{colour.lstrip('#')}"
        marks = {
            "stripes": f'<path d="M0 0V8" stroke="{colour}" stroke-width="3"/>',
            "dots": f'<circle cx="4" cy="4" r="1.4" fill="{colour}"/>',
            "cross": f'<path d="M0 0V8M0 0H8" stroke="{colour}" stroke-width="2"/>',
        }
        self._hatches[name] = (
            f'<pattern id="{name}" width="8" height="8" patternUnits="userSpaceOnUse" '
            f'patternTransform="rotate(45)">{marks[hatch]}</pattern>'
        )
        return name


def shorten(text: str, width_px: float, size_px: float = TEXT_PX, *, bold: bool = False) -> str:
    """The text, cut with "…" where it would be wider than that."""
    if text_width(text, size_px, bold=bold) <= width_px:
        return text
    while text and text_width(text + "…", size_px, bold=bold) > width_px:
        text = text[:-1]
    return text + "…"


def _path(points: Sequence[Point]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
