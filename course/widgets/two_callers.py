"""Two callers, one name: choose who makes the next step, until both hear that the name is theirs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from course.errors import CourseError
from course.simulation.interleaving import NameStore, Run, Step, run_schedule
from course.widgets.style import (
    BLUE,
    GOOD,
    GOOD_WASH,
    GROUND,
    INK,
    LIMIT,
    LIMIT_INK,
    MUTED,
    ORANGE,
    QUIET_INK,
    RULE,
    SMALL_PX,
    WASH,
)
from course.widgets.svg import Box, Canvas, shorten
from course.widgets.view import Action, Explorer, Parameters

LETTERS = "AB"
MARKS, COLOURS = "●■", (BLUE, ORANGE)  # each caller's, on the whole page
LANES = ((20.0, 262.0), (458.0, 700.0))  # left and right edge of each caller's lane
STORE_LANE = (290.0, 430.0)
TOP_Y, ROW_PX, LEAST_ROWS, MOST_ROWS = 52.0, 50.0, 4, 8
FIRST_STEPS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Race:
    """One order of steps and what came of it."""

    names: tuple[str, str]
    run: Run

    @property
    def steps(self) -> str:
        """Who made each step: "AABB"."""
        return "".join(LETTERS[number] for number in self.run.schedule)

    @property
    def both_heard_yes(self) -> bool:
        """Were both told that the name is theirs?"""
        return all(result is True for result in self.run.results)


def two_callers(
    callers: Sequence[Callable[[NameStore], object]], names: tuple[str, str] = ("A", "B")
) -> Explorer[Race]:
    """Let two callers share a store, step by step; by code: ``.set(steps="AABB")``.

    A caller takes the store, and returns True when it holds the name to be its own. At the start, A has run alone.
    """

    def race(steps: str) -> Race:
        if set(steps) - set(LETTERS):
            raise CourseError(f'steps is a text of the letters A and B, such as "AABB"; you gave {steps!r}.')
        return Race(names, run_schedule(callers, [LETTERS.index(letter) for letter in steps]))

    def next_step(letter: str) -> Callable[[Parameters], Parameters]:
        return lambda parameters: {"steps": race(parameters["steps"] + letter).steps}

    return Explorer(
        question="In which order do both callers hear that the name is theirs?",
        target="Target: make both hear “yours”.",
        simulate=race,
        draw=draw,
        describe=describe,
        actions=[
            *(Action(f"{name}'s next step", next_step(letter)) for name, letter in zip(names, LETTERS, strict=True)),
            Action("Start again", lambda _: {"steps": ""}),
        ],
        start={"steps": race("A" * FIRST_STEPS_SHOWN).steps},
    )


def describe(race: Race) -> str:
    """Each step in order, then what each caller has heard and what the store holds."""
    lines = [
        f"{number}. {race.names[step.caller]}: {step.operation}({step.arguments[0]}) → {_answer(step)}."
        for number, step in enumerate(race.run.steps, start=1)
    ]
    heard = " ".join(f"{_heard(race, caller)}." for caller in (0, 1))
    end = f"{heard} The store holds {_held(race)}.{_verdict(race)}"
    return "\n".join([*(lines or ["Nobody has made a step yet."]), end])


def draw(race: Race) -> Canvas:
    """A lane for each caller, the store between them, time downwards; at the bottom what each has heard."""
    steps = race.run.steps
    rows = min(MOST_ROWS, max(LEAST_ROWS, len(steps)))
    bottom_y = TOP_Y + rows * ROW_PX
    canvas = Canvas(720, bottom_y + 92)
    _draw_lanes(canvas, race, bottom_y)
    hidden = max(0, len(steps) - MOST_ROWS)
    if hidden:
        canvas.text((360, TOP_Y - 8), f"… after {hidden} earlier steps", anchor="middle", size_px=SMALL_PX, halo=True)
    held: dict[str, str] = {}
    for number, step in enumerate(steps):
        before = dict(held)
        _apply(step, held)
        if number >= hidden:
            _draw_step(canvas, TOP_Y + (number - hidden + 0.5) * ROW_PX, step, number + 1, before, held)
    for caller in (0, 1):
        _draw_heard(canvas, race, caller, bottom_y + 14)
    _draw_held(canvas, race, bottom_y + 14)
    return canvas


def _draw_lanes(canvas: Canvas, race: Race, bottom_y: float) -> None:
    for caller, (left, right) in enumerate(LANES):
        canvas.rect(Box(left, 40, right, bottom_y), fill=WASH, radius_px=6)
        name = shorten(race.names[caller], 200, bold=True)
        canvas.text(((left + right) / 2, 24), f"{MARKS[caller]} {name}", anchor="middle", bold=True)
    middle = sum(STORE_LANE) / 2
    canvas.text((middle, 24), "store", anchor="middle", bold=True)
    canvas.line([(middle, 40), (middle, bottom_y)], stroke=RULE, stroke_px=3)


def _draw_step(
    canvas: Canvas, y: float, step: Step, number: int, before: dict[str, str], after: dict[str, str]
) -> None:
    """One call: who made it, what came back, and what the store held then."""
    left, right = LANES[step.caller]
    colour = COLOURS[step.caller]
    canvas.rect(Box(left + 6, y - 21, right - 6, y + 21), fill=GROUND, stroke=colour, stroke_px=2, radius_px=5)
    canvas.text((left + 16, y - 8), shorten(f"{number}. {step.operation}({step.arguments[0]})", right - left - 32))
    canvas.text((left + 16, y + 10), shorten(f"→ {_answer(step)}", right - left - 32, SMALL_PX), size_px=SMALL_PX)
    lane_x, store_x = (right - 4, STORE_LANE[0] - 2) if step.caller == 0 else (left + 4, STORE_LANE[1] + 2)
    way = [(lane_x, y), (store_x, y)]
    canvas.arrow(way[::-1] if step.operation == "get" else way, stroke=colour, stroke_px=2)
    name = step.arguments[0]
    held = after.get(name, "empty")
    wrote, replaced = before != after, name in before and before != after
    edge = LIMIT if replaced else INK if wrote else RULE
    dash = "dashed" if replaced else "solid"
    canvas.rect(
        Box(STORE_LANE[0], y - 21, STORE_LANE[1], y + 21), fill=GROUND, stroke=edge, stroke_px=2, radius_px=2, dash=dash
    )
    middle = sum(STORE_LANE) / 2
    ink = INK if name in after else QUIET_INK
    canvas.text(
        (middle, y - 8 if replaced else y), shorten(_bare(held), 126, bold=wrote), anchor="middle", bold=wrote, fill=ink
    )
    if replaced:
        canvas.text((middle, y + 10), "replaced", anchor="middle", size_px=SMALL_PX, fill=LIMIT_INK)


def _draw_heard(canvas: Canvas, race: Race, caller: int, top: float) -> None:
    left, right = LANES[caller]
    box = Box(left, top, right, top + 34)
    yes, done = race.run.results[caller] is True, race.run.finished[caller]
    canvas.rect(
        box,
        fill=GOOD_WASH if yes else GROUND,
        stroke=GOOD if yes else INK if done else MUTED,
        dash="solid" if done else "dashed",
        radius_px=17,
    )
    text = shorten(_heard(race, caller), right - left - 24, bold=yes)
    canvas.text(((left + right) / 2, top + 17), text, anchor="middle", bold=yes)


def _draw_held(canvas: Canvas, race: Race, top: float) -> None:
    """The last line: what the store holds, and whether two own it."""
    text = f"The store holds {_held(race)}.{_verdict(race)}"
    canvas.text(
        (360, top + 56),
        shorten(text, 680, bold=race.both_heard_yes),
        anchor="middle",
        bold=race.both_heard_yes,
        fill=LIMIT_INK if race.both_heard_yes else INK,
    )


def _bare(value: str) -> str:
    """An address without what all addresses begin with."""
    return value.removeprefix("https://")


def _answer(step: Step) -> str:
    """What came of it, in words."""
    match step.operation, step.result:
        case "get", None:
            return "nothing there"
        case "get", value:
            return f"there is {_bare(str(value))}"
        case "set", _:
            return f"{_bare(step.arguments[1])} written"
        case _, True:
            return f"was absent: {_bare(step.arguments[1])} written"
        case _:
            return "was there already: nothing written"


def _apply(step: Step, held: dict[str, str]) -> None:
    """Do to ``held`` what the step did to the store."""
    if step.operation == "set" or (step.operation == "set_if_absent" and step.result):
        held[step.arguments[0]] = step.arguments[1]


def _heard(race: Race, caller: int) -> str:
    name, result, error = race.names[caller], race.run.results[caller], race.run.errors[caller]
    if error:
        return f"{name} failed: {error.rstrip('.')}"
    if not race.run.finished[caller]:
        return f"{name} has not heard yet"
    if isinstance(result, bool):
        return f"{name} heard “yours” ✓" if result else f"{name} heard “taken” ✗"
    return f"{name} heard {result!r}"


def _held(race: Race) -> str:
    return ", ".join(f"{name} → {_bare(value)}" for name, value in race.run.store.items()) or "nothing"


def _verdict(race: Race) -> str:
    return " Two owners, one name!" if race.both_heard_yes else ""
