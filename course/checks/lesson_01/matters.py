"""Exercises 01.3 and 01.4: the input that carries a bill, and how unsure a product is."""

from functools import partial

from course.checks.answer import Answer
from course.checks.model import Exercise, Misconception, Number, Property, WidgetState, Wrong, expect
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
    objective="matters",
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
            lambda answer: touched("titles", answer) and not touched("viewers", answer),
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
        "Too wide. In the run above, 4 inputs of 3 were not 81 and not 12: they hardly ever all fail on one side. "
        "These nine are unsure by 2 each.",
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
            "the factors of the run that was shown",
            "√9 = 3, and you multiplied threes, or counted the inputs. By which factor is each of the nine unsure?",
            lambda answer: answer.value in {9, 27},
        ),
        Misconception(
            "roots and twos, mixed",
            "How many square roots did you take, and how many twos did you multiply?",
            lambda answer: answer.value in {4, 4.5, 6, 10, 16, 64},
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
