"""Exercises 01a.2 and 01a.3: the plan that hides from three tests, and three plans that nobody has reviewed."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from numbers import Real
from typing import Any

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, WidgetState, Wrong, expect
from course.errors import CourseError
from course.estimates.desk_plans import NO_TEST, Desk, look_at
from course.estimates.formula import evaluate
from course.estimates.slips import TESTS, far_apart

# 01a.2 · the desk


def desk(answer: Answer) -> Desk:
    """What lies on the desk when the widget stands so."""
    try:
        return look_at(**answer.parameters)
    except TypeError:
        raise Wrong(f"You gave {answer.parameters}.", "Give the desk itself, or its plan and its test.") from None
    except CourseError as error:
        raise Wrong("The desk cannot stand so.", str(error)) from None


def finders(answer: Answer) -> list[str]:
    """The tests that find the slip of this plan."""
    return [test for test in TESTS if look_at(desk(answer).plan.name, test).catches]


def this_test_finds_it(answer: Answer) -> None:
    state = desk(answer)
    why = "No test was tried." if state.test == NO_TEST else "This test finds nothing here."
    expect(state.catches, f"the plan “{state.plan.name}”, test: {state.test}", why)


def hides_from_the_others(answer: Answer) -> None:
    state, found = desk(answer), len(finders(answer))
    expect(state.catches, f"the plan “{state.plan.name}”", "We count the others when your test has found the slip.")
    expect(found == 1, f"the plan “{state.plan.name}”", f"{found} of the four tests find its slip. Try the next plan.")


DESK = Exercise(
    id="01a.2",
    title="The slip that hides from three tests",
    objective="tests",
    points=1.0,
    expects=WidgetState(),
    properties=(
        Property("the chosen test finds the plan's slip", this_test_finds_it),
        Property("and the three others do not", hides_from_the_others),
    ),
    misconceptions=(
        Misconception(
            "one test that finds it is enough to know",
            "Your test found the slip. What do the other three tests say about the same plan?",
            lambda answer: desk(answer).catches and len(finders(answer)) > 1,
        ),
        Misconception(
            "a plan shows its slip by itself",
            "Every sum of it is right. Which of the four questions would you ask it first, and why?",
            lambda answer: desk(answer).test == NO_TEST,
        ),
        Misconception(
            "the right plan is enough",
            "You have the plan. What could happen to it that none of its lines speaks of?",
            lambda answer: len(finders(answer)) == 1 and not desk(answer).catches,
        ),
        Misconception(
            "a test that finds nothing clears the plan",
            "This plan failed, so it has a slip. What do the other three tests say about it?",
            lambda answer: not desk(answer).catches,
        ),
    ),
    steps=(
        "Take one plan and try all four tests on it.",
        "Count how many of them find something.",
        "Go to the next plan as long as two or more tests find its slip.",
        "At the plan with only one, choose that test.",
    ),
    sister=(
        "*A recipe.* “6 eggs, 600 g flour, 4 people.” The units fit. From the other side: 150 g each, fine. One egg "
        "followed: into the bowl, fine. The extreme finds it: one guest is allergic to eggs."
    ),
)


# 01a.3 · three plans


@dataclass(frozen=True, slots=True)
class FreshLine:
    """One line of a plan in scene 6: its own step as written and as it should be, and why it holds if it does."""

    written: str
    right: str
    holds: str


FRESH = {
    "library": (
        FreshLine("52e6/(30*86400)", "52e6/86400", ""),
        FreshLine("4*20.1", "4*20.1", "4 times 20.1 is 80. It does what it says with what it was given."),
        FreshLine("0.7*50", "0.7*50", "70 % of 50 is 35. Both numbers stand in the brief."),
        FreshLine("-(-80//35)", "-(-80//35)", "80 ÷ 35 is 2.3: three. It does what it says with what it was given."),
        FreshLine(
            "52e6*365*200/1e12", "52e6*365*200/1e12", "52 million a day, 365 days, 200 B: 3.8 TB. It fits the brief."
        ),
    ),
    "election": (
        FreshLine("0.1*900e3", "0.1*900e3", "A tenth is not found in the cache, as the brief says."),
        FreshLine(
            "990e3/(0.7*150e3)",
            "990e3/(0.7*150e3)",
            "Every view asks the cache, and a tenth is put in: 990,000 calls ÷ 105,000 is 9.4.",
        ),
        FreshLine("90e3/(0.7*20e3)", "900e3/(0.7*20e3)", ""),
        FreshLine("90e3/(0.7*15e3)", "90e3/(0.7*15e3)", "Only what is not in the cache: 90,000 ÷ 10,500 is 8.6."),
        FreshLine("900e3*40e3*8/1e9", "900e3*40e3*8/1e9", "900,000 pages of 40 kB, 8 bits a byte: 288 Gbit/s."),
    ),
    "radio": (
        FreshLine("200e3*128e3/1e9", "200e3*128e3/1e9", "200,000 times 128 kbit/s: 25.6 Gbit/s, bits and bits."),
        FreshLine("25.6*3600", "25.6*3600/8", ""),
        FreshLine("92160*0.05", "92160*0.05", "92,160 GB at 0.05 USD. It does what it says with what it was given."),
        FreshLine("-(-25.6//(0.7*10))", "-(-25.6//(0.7*10))", "25.6 ÷ 7 is 3.7: four. Bits on both sides."),
        FreshLine("4+1", "4+1", "One spare was asked for."),
    ),
}
INHERITED = {"library": (2, 4), "election": (), "radio": (3,)}
NEAR = 0.15


def slip_of(plan: str) -> tuple[int, float]:
    """The line whose own step is not what it should be, and right ÷ written."""
    for number, line in enumerate(FRESH[plan], start=1):
        if line.written != line.right:
            return number, evaluate(line.right) / evaluate(line.written)
    raise ValueError(f"{plan} has no slip.")


def given(answer: Answer, plan: str) -> tuple[int, float]:
    """What the answer says about one plan."""
    pair: Any = answer().get(plan)
    fits = isinstance(pair, (tuple, list)) and len(pair) == 2 and not any(isinstance(part, bool) for part in pair)
    if not fits or not all(isinstance(part, Real) for part in pair):
        raise Wrong(f"{plan!r}: you gave {pair!r}.", f'Give its line and factor as a pair: "{plan}": (line, factor).')
    if pair[0] not in range(1, 6) or not 0 < pair[1] < math.inf:
        raise Wrong(f"{plan!r}: you gave {pair!r}.", "A line is 1 to 5, and a factor is above 0.")
    return int(pair[0]), float(pair[1])


def line_and_factor(plan: str, answer: Answer) -> None:
    line, factor = given(answer, plan)
    slip, wanted = slip_of(plan)
    expect(line == slip, f"{plan}, line {line}", FRESH[plan][line - 1].holds)
    expect(not far_apart(factor, wanted, NEAR), f"{plan}, line {line}, factor {factor:g}", AFTER[plan](factor))


AFTER: dict[str, Callable[[float], str]] = {
    "library": lambda factor: (
        f"20.1 searches/s times your factor is {20.06 * factor:,.4g}. Times 86,400 s that makes "
        f"{20.06 * factor * 86_400 / 1e6:,.3g} million a day. The brief says 52 million."
    ),
    "election": lambda factor: (
        f"7 servers times your factor are {7 * factor:,.4g}. Each does 14,000 calls/s, together "
        f"{7 * factor * 14_000:,.0f}. Follow one view: how many calls/s come to the servers?"
    ),
    "radio": lambda factor: (
        f"92,160 GB times your factor are {92_160 * factor:,.0f} GB an hour. Over 3,600 s and 200,000 listeners that "
        f"makes {92_160 * factor / 3_600 / 200e3 * 1e6:,.4g} kB a second for each. The brief says 128 kbit."
    ),
}


def holds(plan: str, answer: Answer) -> bool:
    try:
        line_and_factor(plan, answer)
    except Wrong:
        return False
    return True


def first_wrong(answer: Answer) -> str:
    """The plan that hint 1 speaks of: the second hint speaks of the same one."""
    return next(plan for plan in FRESH if not holds(plan, answer))


def points_at(lines: dict[str, tuple[int, ...]], answer: Answer) -> bool:
    plan = first_wrong(answer)
    return given(answer, plan)[0] in lines.get(plan, ())


def has_the_line(answer: Answer) -> bool:
    plan = first_wrong(answer)
    return given(answer, plan)[0] == slip_of(plan)[0]


def turned_over(answer: Answer) -> bool:
    plan = first_wrong(answer)
    return has_the_line(answer) and not far_apart(given(answer, plan)[1], 1 / slip_of(plan)[1], NEAR)


def cost_of(plan: str, factor: float) -> str:
    """What this plan costs whoever signed it, if the right figure is ``factor`` times the written one."""
    if plan == "radio":
        return f"{4_608 * (1 - factor):,.0f} USD an hour are asked for, and never spent"
    planned_per_s, served_per_s = {"library": (80, 3 * 50), "election": (90_000, 7 * 20_000)}[plan]
    comes_per_s = planned_per_s * factor
    lost = max(0.0, 1 - served_per_s / comes_per_s)
    return f"{comes_per_s:,.0f} a second come at the peak, {served_per_s:,} can be served: {100 * lost:.0f} % fail"


THREE_PLANS = Exercise(
    id="01a.3",
    title="Line and factor of three slips",
    objective="slip",
    points=3.0,
    expects=Function((), dict),
    properties=tuple(Property(f"{plan}: the line and its factor", partial(line_and_factor, plan)) for plan in FRESH),
    misconceptions=(
        Misconception(
            "the line that looks strange made the slip",
            "Cover the lines above it. Does this line go wrong with what it was given, or was it given something wrong?",
            partial(points_at, INHERITED),
        ),
        Misconception(
            "the cache spares the servers that ask it",
            "Follow one page view of the election. Whom does it meet first, and who asks the cache?",
            partial(points_at, {"election": (1, 2, 4, 5)}),
        ),
        Misconception(
            "written ÷ right",
            "Multiply the written figure by your factor. Is that larger or smaller than the plan's? Which should it be?",
            turned_over,
        ),
        Misconception(
            "one letter is a detail",
            "In the radio plan, say both sides of each line aloud. Where does a bit come in, and a byte go out?",
            partial(points_at, {"radio": (1, 4, 5)}),
        ),
        Misconception(
            "a period is a detail",
            "In the library, say the period of each line aloud. Which one does not stand in the brief?",
            partial(points_at, {"library": (3, 5)}),
        ),
        Misconception(
            "the line is enough",
            "You have the line. What should it say, from the brief alone? Divide that by what is written.",
            has_the_line,
        ),
    ),
    steps=(
        "Read a brief, then one line. Cover everything else.",
        "Say the unit of each number, and go back from the result.",
        "Follow one search, one view, one listener through the lines.",
        "At the line that does not hold, compute what it should say.",
        "Divide the right figure by the written one.",
    ),
    free=((1, 2),),
    sister=(
        "*A bakery.* 1: 12 ovens, 40 loaves each: 480. 2: six batches a day: 80 an hour. 3: 80 · 10 hours: 800 loaves. "
        "Line 2 divides 480 by 6 where six batches are 6 · 480 a day, 288 an hour. Line 3 only inherits it. "
        "Factor 288 / 80 = 3.6."
    ),
)
