"""The published figures as a table to look through: what each says, what its own inputs give, and where it slipped."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

import ipywidgets

from course.errors import CourseError
from course.estimates.claims import claims
from course.estimates.derived import derived_figures

MOST_ROWS = 12
FEW_ROWS = 3  # so many show their notes at once
ALL = "all"
DERIVED = "left to the reader"
EVERY = "every system"
HEADS = ("system", "what is counted", "says", "its inputs give", "verdict", "note")


@dataclass(frozen=True, slots=True)
class Row:
    """One figure as it is shown."""

    system: str
    quantity: str
    says: str
    gives: str
    verdict: str
    note: str


def rows() -> tuple[Row, ...]:
    """All figures: the published ones, then those that a reader must compute alone."""
    published = (
        Row(
            claim.system,
            claim.quantity,
            f"{_number(float(claim.stated))} {claim.unit}",
            f"{_number(claim.recomputed())} {claim.unit}" if claim.derivable else "",
            claim.verdict,
            claim.note,
        )
        for claim in claims()
    )
    derived = (
        Row(
            EVERY if each.system == ALL else each.system,
            each.quantity,
            "",
            f"{_number(each.recomputed())} {each.unit}",
            DERIVED,
            each.remark,
        )
        for each in derived_figures()
    )
    return (*published, *derived)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) or abs(value) >= 10_000 else f"{value:,.4g}"


class FigureTable:
    """Some of the figures, by a word of what they count too; in a live notebook, buttons choose system and verdict.

    Raises:
        CourseError: there is no such system or verdict.
    """

    def __init__(self, system: str = ALL, verdict: str = ALL, about: str = "") -> None:
        self.rows = rows()
        self.systems = (ALL, *dict.fromkeys(row.system for row in self.rows))
        self.verdicts = (ALL, *dict.fromkeys(row.verdict for row in self.rows))
        for chosen, known in ((system, self.systems), (verdict, self.verdicts)):
            if chosen not in known:
                raise CourseError(f"No figure is filed under {chosen!r}. Choose from: {', '.join(known)}.")
        self.system, self.verdict, self.about = system, verdict, about

    @property
    def chosen(self) -> tuple[Row, ...]:
        """The figures of this system with this verdict, about this."""
        return tuple(
            row
            for row in self.rows
            if self.system in (ALL, row.system) and self.verdict in (ALL, row.verdict) and self.about in row.quantity
        )

    def _title(self) -> str:
        about = f" · about: {self.about}" if self.about else ""
        chosen = f"system: {self.system} · verdict: {self.verdict}{about}"
        return f"{len(self.chosen)} of {len(self.rows)} figures · {chosen}"

    def _more(self) -> Iterator[str]:
        if len(self.chosen) > MOST_ROWS:
            yield f"… and {len(self.chosen) - MOST_ROWS} more. Choose a system and a verdict."

    def __repr__(self) -> str:
        lines = [self._title()]
        for row in self.chosen[:MOST_ROWS]:
            says = f"says {row.says}" if row.says else "not published"
            gives = f", gives {row.gives}" if row.gives else ""
            lines.append(f"- {row.system}: {row.quantity}: {says}{gives}: {row.verdict}")
            if row.note and len(self.chosen) <= FEW_ROWS:
                lines.append(f"  {row.note}")
        return "\n".join([*lines, *self._more()])

    @property
    def html(self) -> str:
        """The table, with inline styles only: JupyterLab drops all others from a notebook that it does not trust."""
        cell = "padding:.25em .6em;line-height:1.35;border-bottom:1px solid #d0d7de;text-align:left;vertical-align:top"
        head = "".join(f"<th scope='col' style='{cell}'>{name}</th>" for name in HEADS)
        body = "".join(
            "<tr>"
            + "".join(
                f"<td style='{cell}'>{text}</td>"
                for text in (
                    *map(escape, (row.system, row.quantity, row.says, row.gives, row.verdict)),
                    self._folded(row.note),
                )
            )
            + "</tr>"
            for row in self.chosen[:MOST_ROWS]
        )
        more = "".join(f"<p style='margin:.4em 0'>{escape(line)}</p>" for line in self._more())
        return (
            "<div style='background:#fff;color:#1a202c;font-size:13px;padding:.6em 1em;max-width:64em'>"
            f"<p style='margin:0 0 .4em'><strong>{escape(self._title())}</strong></p>"
            f"<table style='border-collapse:collapse;background:#fff;color:#1a202c'><thead><tr>{head}</tr></thead>"
            f"<tbody>{body}</tbody></table>{more}</div>"
        )

    def _folded(self, note: str) -> str:
        """The note as HTML, behind a word to open it where many rows stand together."""
        said = escape(note)
        return f"<details><summary>why</summary>{said}</details>" if note and len(self.chosen) > FEW_ROWS else said

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:  # noqa: ARG002
        live: dict[str, Any] = self._live()._repr_mimebundle_()
        return {**live, "text/html": self.html, "text/plain": repr(self)}

    def _live(self) -> ipywidgets.VBox:
        shown = ipywidgets.HTML(self.html)
        # buttons, since JupyterLab takes the arrow keys away from a drop-down list
        system = ipywidgets.ToggleButtons(options=self.systems, value=self.system, description="System")
        verdict = ipywidgets.ToggleButtons(options=self.verdicts, value=self.verdict, description="Verdict")
        system.style.button_width = verdict.style.button_width = "auto"

        def choose(_: object) -> None:
            self.system, self.verdict, self.about = system.value, verdict.value, ""
            shown.value = self.html

        for choice in (system, verdict):
            choice.observe(choose, "value")
        return ipywidgets.VBox([system, verdict, shown])


def published_figures(system: str = ALL, verdict: str = ALL, about: str = "") -> FigureTable:
    """Look through them: ``published_figures("chat", "wrong")``, or only those ``about="cache"``."""
    return FigureTable(system, verdict, about)
