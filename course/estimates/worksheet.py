"""One sheet of paper for the four steps: clarify, estimate, design, scale. You can calculate with what stands on it."""

from dataclasses import dataclass, field

from course.errors import CourseError
from course.estimates.quantity import Quantity

STEPS = {
    "clarify": "what is asked, and what they answered",
    "estimate": "rates, bytes, memory; the load that dominates",
    "design": "boxes and arrows; machines for the peak",
    "scale": "what breaks first, and what would change your mind",
}
"""Minutes differ from book to book; 5, 5, 10 and 15 add up to a short interview."""
MINUTES = {"clarify": 5, "estimate": 5, "design": 10, "scale": 15}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sheet: what it speaks of, the value, and where the value comes from."""

    step: str
    name: str
    value: object
    why: str


@dataclass(slots=True)
class Worksheet:
    """The sheet of one system. ``note`` returns its value, so that the next line can use it."""

    system: str
    lines: list[Line] = field(default_factory=list)

    def note(self, step: str, name: str, value: object, why: str = "") -> object:
        """Write a line; a second one of the same name in the same step takes the place of the first.

        Raises:
            CourseError: there is no such step.
        """
        if step not in STEPS:
            raise CourseError(f"There is no step {step!r}. The steps are: {', '.join(STEPS)}.")
        self.lines = [line for line in self.lines if (line.step, line.name) != (step, name)]
        self.lines.append(Line(step, name, value, why))
        return value

    @property
    def dominant(self) -> Line | None:
        """The line with the most events a second; None before there is one. Bytes and machines are no events."""
        rates = [line for line in self.lines if isinstance(line.value, Quantity) and _is_event_rate(line.value)]
        return max(rates, key=lambda line: line.value.value, default=None)  # type: ignore[attr-defined]

    def __repr__(self) -> str:
        dominant, texts = self.dominant, [f"Worksheet: {self.system}"]
        for step, about in STEPS.items():
            texts.append(f"{step.upper()} ({MINUTES[step]} min): {about}")
            for line in (line for line in self.lines if line.step == step):
                mark = "  <- dominant load" if line is dominant else ""
                why = f"   {line.why}" if line.why else ""
                texts.append(f"  {line.name:<22} {line.value!s:<22}{why}{mark}".rstrip())
        return "\n".join(texts)


def _is_event_rate(value: Quantity) -> bool:
    powers = dict(value.dimensions)
    return powers.pop("s", 0) == -1 and len(powers) == 1 and not powers.keys() & {"B", "bit", "USD"}
