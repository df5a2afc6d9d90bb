"""Exercises 01.3 to 01.5: the input that carries a bill, how unsure a product is, and which input matters."""

import random
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Number, Property, WidgetState, Wrong, expect
from course.errors import CourseError
from course.estimates.plan_systems import find_system, simulate
from course.estimates.plans import Plan, plan
from course.estimates.quantity import quantity

# 01.3 · the widget: a film service that must cost less

MOST = quantity(25e6, "USD/month")


NEEDED_MBIT_PER_S = 2.5


def start() -> Plan:
    """The film service as the widget first shows it."""
    return plan(find_system("video"))


def planned(answer: Answer) -> Plan:
    """What the widget shows when it stands so."""
    try:
        found = simulate(**answer.parameters)
    except (CourseError, ArithmeticError, TypeError, ValueError) as error:
        raise Wrong("The widget cannot stand so.", str(error)) from None
    expect(found.system.name == "video", f"The system is {found.system.title}.", "Choose Video streaming.")
    return found


def viewers_and_films_stay(answer: Answer) -> None:
    found, before = planned(answer).inputs, start().inputs
    expect(
        found["viewers"] >= before["viewers"],
        f"{found['viewers']:,.0f} viewers",
        "They are the business: a million may watch at once.",
    )
    expect(
        found["titles"] >= before["titles"],
        f"{found['titles']:,.0f} films",
        "The customer keeps all 10,000.",
    )


def bill_is_low(answer: Answer) -> None:
    found = planned(answer).cost
    expect(found <= MOST, f"The bill is {found}.", f"The target is {MOST}; at the start it was {start().cost}.")


def no_worse_than_needed(answer: Answer) -> None:
    now = planned(answer)
    rates = {now.system.inputs[1].at(step) for step in range(-6, 1)}
    sharper = [rate for rate in rates if rate > now.inputs["mbit_per_s"]]
    better = [rate for rate in sharper if plan(now.system, **{**now.inputs, "mbit_per_s": rate}).cost <= MOST]
    expect(
        not better,
        f"{now.inputs['mbit_per_s']:g} Mbit/s a viewer",
        "A sharper picture would do, and the viewers see the difference.",
    )


def touched(name: str, answer: Answer) -> bool:
    """Whether this input was lowered."""
    now, before = planned(answer).inputs, start().inputs
    return bool(now[name] < before[name])


CHEAPER = Exercise(
    id="01.3",
    title="A smaller bill",
    objective="dominant",
    points=1.0,
    expects=WidgetState(),
    properties=(
        Property("the viewers and the films stay", viewers_and_films_stay),
        Property("the bill is at most 25 million USD a month", bill_is_low),
        Property("and the picture no worse than needed", no_worse_than_needed),
    ),
    misconceptions=(
        Misconception(
            "what is kept is what costs",
            "Look at the bar of the films. How far can it move the bill?",
            partial(touched, "titles"),
        ),
        Misconception(
            "fewer customers, smaller bill",
            "True, and the income goes with them. Which other bar is wide?",
            partial(touched, "viewers"),
        ),
        Misconception(
            "the cheapest is the best",
            "The bill is far below the target. Who sees what you saved, and how far may you give it back?",
            lambda answer: planned(answer).inputs["mbit_per_s"] < NEEDED_MBIT_PER_S,
        ),
    ),
    steps=(
        "Put viewers and films back to where they were.",
        "Find the widest bar among those that you may move.",
        "Move that slider down by one step, and read the bill.",
        "Stop at the first step at which it reaches the target.",
    ),
    sister=(
        "*A bakery's van.* Fuel 40 a day, flour 900, paper bags 12. To save a fifth, look at the flour: no other line "
        "can give 190. Saving every bag saves 12."
    ),
    ours=None,
)


# 01.4 · nine inputs, each unsure by a factor of 2

UNSURE = 8.0


def wide_enough(answer: Answer) -> None:
    expect(
        answer.value >= UNSURE * 0.93,
        f"a factor of {answer.value:g}",
        "With 4 inputs of 3 it was 9, and four are fewer than nine. Take the step from one input to four once more.",
    )


def not_the_worst_case(answer: Answer) -> None:
    expect(
        answer.value <= UNSURE * 1.07,
        f"a factor of {answer.value:g}",
        "With 4 inputs of 3 it was 9, not 81 and not 12: they hardly ever all fail on one side.",
    )


NINE = Exercise(
    id="01.4",
    title="Nine inputs, each unsure by a factor of 2",
    objective="range",
    points=1.0,
    expects=Number(unit="times"),
    properties=(
        Property("nine inputs are not as sure as a few", wide_enough),
        Property("and not all wrong on the same side", not_the_worst_case),
    ),
    misconceptions=(
        Misconception(
            "the worst case is the range",
            "512 needs nine inputs that are all too high. How often does a coin show heads nine times?",
            lambda answer: answer.value >= 500,
        ),
        Misconception(
            "unsure inputs add up",
            "Two inputs that are each twice too high: is their product four times too high, or 2 + 2? Now count the nine.",
            lambda answer: answer.value == 18,
        ),
        Misconception(
            "each input is as good as alone",
            "One input alone is unsure by 2. What did three more do to it in the run that you saw?",
            lambda answer: answer.value == 2,
        ),
        Misconception(
            "the root of the number is the factor",
            "√4 = 2, and the factor was 9, not 2. What happened to the 3?",
            lambda answer: answer.value == 3,
        ),
        Misconception(
            "roots and twos, mixed",
            "How many square roots did you take, and how many twos did you multiply?",
            lambda answer: answer.value in {4, 4.5, 6, 9, 10, 16, 64},
        ),
    ),
    steps=(
        "Count the inputs.",
        "Take the square root of that number.",
        "Multiply the factor of one input by itself so many times.",
    ),
    sister=(
        "*Sixteen guesses of a builder*, each unsure by 1.5 and all multiplied. √16 = 4, and 1.5 · 1.5 · 1.5 · 1.5 = 5. "
        "All sixteen wrong on one side would be 657."
    ),
    ours=None,
)


# 01.5 · matters_most(estimate, middle, ranges)

Estimate = Callable[[Mapping[str, float]], float]
Case = tuple[Estimate, dict[str, float], dict[str, tuple[float, float]], str]


def factors(estimate: Estimate, middle: dict[str, float], ranges: dict[str, tuple[float, float]]) -> dict[str, float]:
    found = {}
    for name, (low, high) in ranges.items():
        results = sorted((estimate({**middle, name: low}), estimate({**middle, name: high})))
        found[name] = results[1] / results[0]
    return found


def matters(estimate: Estimate, middle: dict[str, float], ranges: dict[str, tuple[float, float]]) -> str:
    """Our own."""
    found = factors(estimate, middle, ranges)
    return max(found, key=lambda name: found[name])


def product(inputs: Mapping[str, float]) -> float:
    return inputs["links"] * inputs["reads"]


def total(inputs: Mapping[str, float]) -> float:
    return inputs["films"] + inputs["bits"]


def machines(inputs: Mapping[str, float]) -> float:
    return inputs["load"] / inputs["each"]


def served(inputs: Mapping[str, float]) -> float:
    return min(inputs["share"], 1.0) * inputs["wanted"]


PRODUCT: Case = (product, {"links": 3, "reads": 10}, {"links": (1, 10), "reads": (1, 100)}, "links * reads")
TOTAL: Case = (total, {"films": 1, "bits": 500}, {"films": (0.1, 10), "bits": (250, 1_000)}, "films + bits")
MACHINES: Case = (machines, {"load": 140, "each": 3}, {"load": (100, 200), "each": (1, 10)}, "load / each")
SERVED: Case = (
    served,
    {"share": 1, "wanted": 100},
    {"share": (0.1, 10), "wanted": (50, 300)},
    "min(share, 1) * wanted",
)
CAPPED: Case = (
    served,
    {"share": 1, "wanted": 100},
    {"share": (0.01, 10), "wanted": (90, 150)},
    "min(share, 1) * wanted",
)


HALF: Case = (
    served,
    {"share": 1, "wanted": 122},
    {"share": (0.2, 5), "wanted": (50, 300)},
    "min(share, 1) * wanted",
)


# The cell as the notebook gives it; a docstring would make it another function.
def _as_given(
    estimate: Estimate,
    middle: dict[str, float],
    ranges: dict[str, tuple[float, float]],
) -> str:
    factor: dict[str, float] = {}
    for name, (low, high) in ranges.items():  # noqa: B007 - the learner uses it
        at_low = estimate({**middle, name: low})  # noqa: F841 - the learner uses it
        ...  # noqa: PIE790 - the learner writes here
    return max(factor, key=factor.get)  # type: ignore[arg-type]


def named(cases: tuple[Case, ...], answer: Answer) -> None:
    for estimate, middle, ranges, formula in cases:
        given, found = answer(estimate, middle, ranges), factors(estimate, middle, ranges)
        best = max(found, key=lambda name: found[name])
        said = "; ".join(f"{name} {low:g} to {high:g}" for name, (low, high) in ranges.items())
        moves = ", ".join(f"{name} by a factor of {factor:.3g}" for name, factor in found.items())
        expect(
            given in found and found[given] >= found[best] * (1 - 1e-9),
            f"{formula}, with {said}: you name {given!r}",
            f"One at a time, the others in the middle, the result moves: {moves}.",
        )


def named_anywhere(answer: Answer) -> None:
    rng = random.Random(3)
    for _ in range(60):
        powers = {name: rng.choice((-2, -1, 1, 2)) for name in "abcd"}
        middle = {name: rng.uniform(1, 50) for name in powers}
        ranges = {name: (middle[name] / rng.uniform(1, 5), middle[name] * rng.uniform(1, 5)) for name in powers}
        floor = rng.uniform(0, 1_000)

        def estimate(inputs: Mapping[str, Any], powers: dict[str, int] = powers, floor: float = floor) -> float:
            value = floor
            for name, power in powers.items():
                value += 100 * inputs[name] ** power
            return float(value)

        formula = " + ".join(f"100 {name}^{power}" for name, power in powers.items()) + f" + {floor:.0f}"
        named(((estimate, middle, ranges, formula),), answer)


def names(case: Case, wrong: str, answer: Answer) -> bool:
    return bool(answer(*case[:3]) == wrong)


MATTERS = Exercise(
    id="01.5",
    title="matters_most(estimate, middle, ranges)",
    objective="matters",
    points=2.0,
    expects=Function(("estimate", "middle", "ranges"), str),
    properties=(
        Property("of two factors, the one with the wider range", partial(named, (PRODUCT,))),
        Property("a wide range of something small does not matter", partial(named, (TOTAL,))),
        Property("an input that divides can matter most", partial(named, (MACHINES,))),
        Property("factors are compared, from end to end", partial(named, (SERVED, CAPPED, HALF))),
        Property("it holds for other estimates", named_anywhere),
    ),
    misconceptions=(
        Misconception(
            "the widest range matters most",
            "Films go from 0.1 to 10. Add each to 500 bits: what does the sum do?",
            lambda answer: names(TOTAL, "films", answer),
        ),
        Misconception(
            "more in means more out",
            "A machine that can do more: do you need more machines, or fewer? Which of two results is the larger then?",
            lambda answer: names(MACHINES, "load", answer) and names(SERVED, "share", answer),
        ),
        Misconception(
            "only the high end counts",
            "Which end of the range did you try? What does the result do at the other one?",
            lambda answer: names(MACHINES, "each", answer) and names(CAPPED, "wanted", answer),
        ),
        Misconception(
            "the middle is one of the ends",
            "share: 0.2 to 5, wanted: 50 to 300. Which two results did you divide, and which value had the input in each?",
            lambda answer: (
                names(HALF, "share", answer) and names(SERVED, "share", answer) and names(MACHINES, "each", answer)
            ),
        ),
        Misconception(
            "the largest difference matters most",
            "From 10 to 100 is 90 more; from 50 to 300 is 250 more. Which of the two is the larger factor?",
            lambda answer: names(CAPPED, "share", answer) and names(SERVED, "wanted", answer),
        ),
    ),
    steps=(
        "Take the inputs one by one.",
        "Copy the middle, and put the input at the low end of its range; estimate.",
        "Do the same with the high end.",
        "Divide the larger of both results by the smaller.",
        "Return the name with the largest such factor.",
    ),
    sister=(
        "*A cake.* Price = 3 · eggs + flour, eggs 4 (3 to 5), flour 1 (0.2 to 5). Eggs: from 10 to 16, a factor of "
        "1.6. Flour: from 12.2 to 17, a factor of 1.39. Eggs matter more, although flour has the wider range."
    ),
    ours=lambda: matters,
    template=_as_given,
)
