"""A system estimated while its inputs move: loads, bytes, machines, money, and which input matters."""

from collections.abc import Iterator
from math import log10

import ipywidgets

from course.errors import CourseError
from course.estimates.plan_systems import SYSTEMS, find_system, simulate
from course.estimates.plans import Input, Plan, System
from course.estimates.quantity import Quantity
from course.estimates.uncertainty import Bar
from course.units import si
from course.widgets.style import (
    GROUND,
    LIMIT_INK,
    MUTED,
    NOW,
    QUIET_INK,
    RULE,
    SMALL_PX,
    TITLE_PX,
    WASH,
    text_width,
)
from course.widgets.svg import Box, Canvas, shorten
from course.widgets.view import Control, Explorer, Parameters

PLACES = ("first", "second", "third")
STEPS = range(-18, 19)

LOADS_Y, LOAD_APART_PX = 108.0, 28.0
AVERAGE_LEFT, PEAK_LEFT = 206.0, 318.0
SERVERS_LEFT, SERVERS_RIGHT, MOST_SERVERS = 434.0, 590.0, 100_000
MANY = 10_000  # from here on a count is told in thousands
CENTRE_X, DECADE_PX, BAR_APART_PX = 440.0, 190.0, 34.0


class PlanExplorer(Explorer[Plan]):
    """An explorer whose sliders change their meaning with the system that is chosen.

    By code: ``view.set(system="video", mbit_per_s=2)``; an input that is not named stays, a new system starts anew.
    """

    _moving = False

    def set(self, **changes: object) -> "PlanExplorer":
        """Choose a system, or move its inputs by their own names.

        Raises:
            CourseError: there is no such system or input, or an input does not take that value.
        """
        if self._moving:
            return self
        name = str(changes.get("system", self.parameters["system"]))
        system = find_system(name)
        steps: Parameters = {"system": name} if name == self.parameters["system"] else _start(name)
        for key, value in changes.items():
            if key != "system":
                steps |= _step(system, key, value)
        before, self.controls = self.controls, _controls(system, self.controls[0].start)
        try:
            super().set(**steps)
        except CourseError:
            self.controls = before
            raise
        return self

    def __repr__(self) -> str:
        inputs = ", ".join(f"{name}={value:.12g}" for name, value in self.result.inputs.items())
        by_code = f'.set(system="{self.parameters["system"]}", {inputs})'
        return f"{self.question}\n{self.target}\n{self.summary}\n(By code: {by_code})"

    def _slider(self, control: Control) -> ipywidgets.SelectionSlider:
        slider = super()._slider(control)
        slider.style.description_width = f"{LABEL_PX:.0f}px"
        slider.layout.width = "40em"
        return slider

    def _refresh(self) -> None:
        self._relabel()
        super()._refresh()

    def _relabel(self) -> None:
        """Give the sliders the meaning of the system that is shown."""
        self._moving = True
        try:
            for control in self.controls if self._sliders else ():
                slider = self._sliders[control.name]
                if slider.description != control.label:
                    slider.description = control.label
                    slider.options = [(control.show(step), step) for step in control.values]
                    slider.value = self.parameters[control.name]
        finally:
            self._moving = False


def estimates(
    system: str = "video",
    *,
    question: str = "What does this system need, and which load decides?",
    target: str = "Choose a system and move its inputs. What stands in the picture is the busiest moment.",
) -> PlanExplorer:
    """Choose a system and two or three inputs; by code: ``estimates("chat").set(receivers=5)``."""
    return PlanExplorer(
        question=question,
        target=target,
        simulate=simulate,
        draw=draw,
        describe=describe,
        controls=_controls(find_system(system), system),
    )


def _start(system: str) -> Parameters:
    return {"system": system} | dict.fromkeys(PLACES, 0)


def _controls(system: System, start: str) -> list[Control]:
    """A slider for the system, which begins at ``start``, and one for each of its inputs."""
    names = tuple(each.name for each in SYSTEMS)
    return [
        Control("system", "System", names, start, lambda name: find_system(name).title),
        *(
            Control(place, each.label, _steps(each), 0, _Shown(each))
            for place, each in zip(PLACES, system.inputs, strict=True)
        ),
    ]


def _steps(each: Input) -> tuple[int, ...]:
    """The steps that lead to different values, 0 among them."""
    values = {each.at(step): step for step in sorted(STEPS, key=lambda step: -abs(step))}
    return tuple(sorted(values.values()))


class _Shown:
    """Says which value a step of this input stands for."""

    def __init__(self, each: Input) -> None:
        self.each = each

    def __call__(self, step: int) -> str:
        return in_words(self.each.at(step))


def _step(system: System, name: str, value: object) -> Parameters:
    """The step at which an input, given by its own name or its place, has this value."""
    for place, each in zip(PLACES, system.inputs, strict=True):
        if name == place:
            return {place: value}
        if name == each.name:
            values = {each.at(step): step for step in _steps(each)}
            if value not in values:
                allowed = ", ".join(f"{number:.12g}" for number in values)
                raise CourseError(f"{name} takes one of: {allowed}. You gave {value!r}.")
            return {place: values[value]}
    known = ", ".join(("system", *(each.name for each in system.inputs)))
    raise CourseError(f"{system.title} has no input {name!r}. Choose from: {known}.")


LABEL_PX = max(text_width(each.label) for system in SYSTEMS for each in system.inputs) + 10


def in_words(number: float) -> str:
    """A number on a slider: "500 million", "10,000", "0.2"."""
    for name, size in (("billion", 1e9), ("million", 1e6)):
        if number >= size:
            return f"{number / size:.4g} {name}"
    return f"{number:,.4g}" if number < 1_000 else f"{number:,.0f}"


def describe(plan: Plan) -> str:
    """Every row with its machines, the load that dominates, the parts of the bill, and what moves it."""
    loads = "; ".join(
        f"{load.name} {load.average} on average, {load.peak} at peak: {_count(load.servers)}" for load in plan.loads
    )
    held = "".join(f"; {row.name} {row.amount}: {_count(row.servers)}" for row in plan.held)
    bars = ", ".join(
        f"{_label(plan, bar.name)}, unsure by {_input(plan, bar).unsure:g}: {_factor(bar)}" for bar in plan.tornado
    )
    costs = ", ".join(f"{name} {cost}" for name, cost in plan.costs.items())
    return (
        f"{plan.system.title}: {loads}{held}. All in all {_count(plan.servers)}.\n"
        f"Dominant load, which needs most machines of what comes: {plan.dominant.name}.{_held_more(plan)}\n"
        f"The bill, {plan.cost}: {costs}. {plan.stored} are stored.\n"
        "An input that is unsure by 3 may be a third of what it says, or three times. So the bill moves by a factor "
        f"of: {bars}.\n"
        f"{' '.join(_published(plan))}"
    ).rstrip()


def _held_more(plan: Plan) -> str:
    """Says so where something that is held needs more machines than any load."""
    most = max(plan.held, key=lambda row: row.servers, default=None)
    if most is None or most.servers <= plan.dominant.servers:
        return ""
    return f" What is held needs more: {most.name}, {_count(most.servers)}."


def draw(plan: Plan) -> Canvas:
    """Figures on top, then what comes and what is held, then what moves the bill, then what a published design says."""
    bars_y = LOADS_Y + 26 + LOAD_APART_PX * (len(plan.loads) + len(plan.held) + 1) + 24
    notes = [line for text in _published(plan) for line in _wrapped(text, 680)]
    notes_y = bars_y + 22 + BAR_APART_PX * len(plan.tornado) + 34
    canvas = Canvas(720, notes_y + 18 * len(notes) + (6 if notes else -12))
    _draw_figures(canvas, plan)
    _draw_loads(canvas, plan)
    _draw_tornado(canvas, plan, bars_y)
    for number, line in enumerate(notes):
        canvas.text((20, notes_y + 18 * number), line, size_px=SMALL_PX, fill=LIMIT_INK if number == 0 else QUIET_INK)
    return canvas


def _draw_figures(canvas: Canvas, plan: Plan) -> None:
    figures = (
        ("Machines", f"{plan.servers.value:,.0f}"),
        ("Stored", str(plan.stored)),
        ("Memory", str(plan.memory)),
        ("Line out, peak", str(plan.line_out)),
        ("Bill a month", str(plan.cost).removesuffix("/month")),
    )
    for number, (label, figure) in enumerate(figures):
        left = 20 + 137 * number
        canvas.rect(Box(left, 16, left + 130, 78), fill=WASH, radius_px=6)
        canvas.text((left + 10, 33), label, size_px=SMALL_PX, fill=QUIET_INK)
        shown = shorten(figure, 114, TITLE_PX, bold=True)
        canvas.text((left + 10, 58), shown, size_px=TITLE_PX, bold=True)


def _draw_loads(canvas: Canvas, plan: Plan) -> None:
    canvas.text((20, LOADS_Y), "What comes", bold=True)
    for x, head in (
        (AVERAGE_LEFT, "on average"),
        (PEAK_LEFT, "at peak"),
        (SERVERS_LEFT, "machines for it (log scale)"),
    ):
        canvas.text((x, LOADS_Y), head, size_px=SMALL_PX, fill=QUIET_INK)
    y = LOADS_Y + 27
    for load in plan.loads:
        first = load is plan.dominant
        canvas.text((20, y), load.name, size_px=SMALL_PX, bold=first)
        canvas.text((AVERAGE_LEFT, y), _short(load.average), size_px=SMALL_PX)
        canvas.text((PEAK_LEFT, y), _short(load.peak), size_px=SMALL_PX, bold=first)
        _draw_machines(canvas, y, load.servers, dominant=first)
        y += LOAD_APART_PX
    for row in plan.held:
        canvas.text((20, y), f"held: {row.name}", size_px=SMALL_PX)
        canvas.text((AVERAGE_LEFT, y), _amount(row.amount), size_px=SMALL_PX)
        _draw_machines(canvas, y, row.servers)
        y += LOAD_APART_PX
    canvas.text((20, y), "held: disks", size_px=SMALL_PX)
    canvas.text((AVERAGE_LEFT, y), str(plan.stored), size_px=SMALL_PX)
    paid = f"paid by the GB: {str(plan.costs['storage']).removesuffix('/month')} a month"
    canvas.text((SERVERS_LEFT, y), paid, size_px=SMALL_PX, fill=QUIET_INK)


def _draw_machines(canvas: Canvas, y: float, servers: Quantity, *, dominant: bool = False) -> None:
    """A bar for the machines of one row, and their number."""
    count = servers.value
    right = SERVERS_LEFT + 4 + (SERVERS_RIGHT - SERVERS_LEFT - 4) * min(1.0, log10(count) / log10(MOST_SERVERS))
    bar = Box(SERVERS_LEFT, y - 9, right, y + 9)
    colour = NOW if dominant else MUTED
    canvas.rect(bar, fill=NOW if dominant else GROUND, stroke=colour, hatch=None if dominant else "dots")
    said = f"{si(count, '') if count >= MANY else f'{count:,.0f}'}{' dominant' if dominant else ''}"
    canvas.text((right + 8, y), said, size_px=SMALL_PX, bold=dominant, fill=NOW if dominant else QUIET_INK)


def _draw_tornado(canvas: Canvas, plan: Plan, top: float) -> None:
    canvas.text((20, top), "If an input is wrong: the bill", bold=True)
    bottom = top + 12 + BAR_APART_PX * len(plan.tornado)
    for power, label in ((-1, "a tenth"), (0, "as now"), (1, "ten times")):
        x = CENTRE_X + power * DECADE_PX
        canvas.line([(x, top + 14), (x, bottom)], stroke=RULE if power else QUIET_INK, stroke_px=1)
        canvas.text((x, bottom + 12), label, size_px=SMALL_PX, anchor="middle", fill=QUIET_INK)
    for number, bar in enumerate(plan.tornado):
        y = top + 30 + BAR_APART_PX * number
        each = _input(plan, bar)
        canvas.text((20, y - 7), each.label, size_px=SMALL_PX)
        ends = f"{in_words(plan.inputs[each.name])}, unsure by {each.unsure:g}"
        canvas.text((20, y + 8), ends, size_px=SMALL_PX, fill=QUIET_INK)
        low, high = sorted(_x(end, plan.cost) for end in (bar.at_low, bar.at_high))
        canvas.rect(Box(low, y - 9, max(high, low + 2), y + 9), fill=NOW if number == 0 else WASH, stroke=NOW)
        canvas.text((max(high, low + 2) + 8, y), f"x {_factor(bar)}", size_px=SMALL_PX, bold=number == 0, halo=True)


def _x(cost: object, now: Quantity) -> float:
    assert isinstance(cost, Quantity)
    return CENTRE_X + DECADE_PX * min(1.1, max(-1.1, log10(cost.value / now.value)))


def _published(plan: Plan) -> Iterator[str]:
    """What a published design says about this system, and its slip."""
    published = plan.system.published
    if published is None:
        return
    ours = plan.published_figure
    beside = f" These inputs give {ours}." if ours is not None else ""
    yield f"A design often seen: {published.claim.quantity}, {published.stated}.{beside}"
    yield published.slip


def _wrapped(text: str, width_px: float) -> Iterator[str]:
    line = ""
    for word in text.split():
        if line and text_width(f"{line} {word}", SMALL_PX) > width_px:
            yield line
            line = word
        else:
            line = f"{line} {word}".strip()
    yield line


def _factor(bar: Bar) -> str:
    return f"{bar.factor:.3g}" if bar.factor > 1.1 else f"{bar.factor:.4g}"


def _short(rate: Quantity) -> str:
    """A rate without the name of what is counted, which stands beside it: "1.16 M/s"; bits keep their unit."""
    number, unit = str(rate).split(" ", maxsplit=1)
    if "bit" in unit:
        return f"{number} {unit}"
    prefix = unit.split(" ")[0] if " " in unit and len(unit.split(" ")[0]) == 1 else ""
    return f"{number} {prefix}/s" if prefix else f"{number}/s"


def _count(servers: Quantity) -> str:
    return f"{servers.value:,.0f} machine{'' if servers.value == 1 else 's'}"


def _amount(held: Quantity) -> str:
    """How much is held: "1 M" of what its row names, or bytes with their unit."""
    words = str(held).split(" ")
    return " ".join(words[:-1] if words[-1] == "connections" else words)


def _input(plan: Plan, bar: Bar) -> Input:
    return next(each for each in plan.system.inputs if each.name == bar.name)


def _label(plan: Plan, name: str) -> str:
    return next(each.label for each in plan.system.inputs if each.name == name)
