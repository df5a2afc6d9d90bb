"""Pictures that stand in a stored notebook: on their own light ground, with the finding in words."""

import io
import re
from base64 import b64encode
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import matplotlib as mpl
from cycler import cycler
from matplotlib.figure import Figure

from course.widgets.style import COLUMN_PX, FONT_FAMILY, GROUND, INK, QUIET_INK, RULE, SERIES, TEXT_PX, ground

if TYPE_CHECKING:
    from matplotlib.axes import Axes

POINTS_PER_PX = 0.75
HOUSE_STYLE = {
    "font.family": FONT_FAMILY,
    "font.size": TEXT_PX * POINTS_PER_PX,
    "axes.labelsize": TEXT_PX * POINTS_PER_PX,
    "xtick.labelsize": 13 * POINTS_PER_PX,
    "ytick.labelsize": 13 * POINTS_PER_PX,
    "legend.fontsize": 13 * POINTS_PER_PX,
    "legend.frameon": False,
    "axes.edgecolor": QUIET_INK,
    "axes.labelcolor": INK,
    "text.color": INK,
    "xtick.color": QUIET_INK,
    "ytick.color": QUIET_INK,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": RULE,
    "grid.linewidth": 0.6,
    "axes.prop_cycle": cycler(
        color=[series.colour for series in SERIES],
        linestyle=[series.dash for series in SERIES],
        marker=[series.marker for series in SERIES],
    ),
    "axes.unicode_minus": True,
    "hatch.linewidth": 1.5,
    "svg.fonttype": "path",
    "svg.hashsalt": "system-design-workbook",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """An SVG with the finding in words (``alt``) and what to look at (``caption``)."""

    svg: str
    alt: str
    caption: str

    def __post_init__(self) -> None:
        if not self.alt.strip() or not self.caption.strip():
            raise ValueError("A picture needs an alt text (the finding) and a caption (what to look at).")

    def __repr__(self) -> str:
        return f"Picture: {self.alt}\n{self.caption}"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:  # noqa: ARG002
        html = (
            f'<figure style="margin: 0.5em 0; max-width: {COLUMN_PX}px">{image(self.svg, self.alt)}'
            f'<figcaption style="margin-top: 0.4em">{escape(self.caption)}</figcaption></figure>'
        )
        return {"text/plain": repr(self), "text/html": html}


def image(svg: str, alt: str) -> str:
    """The ``<img>`` that shows it: JupyterLab drops inline SVG from a notebook that is not trusted, but keeps this."""
    data = b64encode(svg.encode()).decode()
    return f'<img alt="{escape(alt)}" src="data:image/svg+xml;base64,{data}" style="max-width: 100%; height: auto">'


def svg_picture(svg: str, alt: str, caption: str) -> Picture:
    """A picture from an SVG document."""
    return Picture(svg, alt, caption)


def axes(x_label: str, y_label: str, *, width_px: float = COLUMN_PX, height_px: float = 340) -> "tuple[Figure, Axes]":
    """An empty plot in house style. The labels carry the units: "links shortened", "latency (ms)"."""
    with mpl.rc_context(HOUSE_STYLE):  # type: ignore[arg-type]  # the stub knows only its own literal keys
        figure = Figure(
            figsize=(width_px * POINTS_PER_PX / 72, height_px * POINTS_PER_PX / 72),
            facecolor="none",
            layout="constrained",
        )
        figure.get_layout_engine().set(w_pad=0.12, h_pad=0.12)  # type: ignore[union-attr, call-arg]
        plot = figure.add_subplot(facecolor=GROUND)
        plot.set_xlabel(x_label)
        plot.set_ylabel(y_label)
        for axis in (plot.xaxis, plot.yaxis):
            axis.set_major_formatter(lambda value, _: f"{value:,.10g}".replace("-", "\N{MINUS SIGN}"))
    return figure, plot


def picture(figure: Figure, alt: str, caption: str) -> Picture:
    """A Matplotlib figure as a picture; the same figure gives the same bytes in every run."""
    file = io.StringIO()
    with mpl.rc_context(HOUSE_STYLE):  # type: ignore[arg-type]
        figure.draw_without_rendering()
        figure.set_layout_engine("none")  # the layout that we have now: a second one would move things by a hair
        figure.savefig(file, format="svg", facecolor="none", metadata={"Date": None, "Creator": None})
    text = file.getvalue()
    svg = text[text.index("<svg") :]
    width_pt, height_pt = (float(length) for length in figure.get_size_inches() * 72)
    opening = re.match(r"<svg[^>]*>", svg)
    assert opening
    return Picture(opening.group() + ground(width_pt, height_pt) + svg[opening.end() :], alt, caption)
