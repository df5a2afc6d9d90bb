"""Exercise 25.1: the estimate's blanks."""

from math import isclose

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect
from course.systems.nearby_drivers.estimate import RidePlan

DAY_S = 86_400


def both(answer: Answer, *given: float) -> tuple[float, float]:
    """The two rates that the learner returns."""
    found = answer(*given)
    fine = len(found) == 2 and all(isinstance(rate, (int, float)) and not isinstance(rate, bool) for rate in found)
    if not fine:
        raise Wrong(answer.calling, "Return two numbers: pings a second, looks a second.")
    return found[0], found[1]


def pings(answer: Answer) -> None:
    for drivers, every_s in ((10, 1), (10, 5), (10, 15), (100_000, 4), (3, 0.5)):
        given, _ = both(answer, drivers, every_s, 500_000, 20, 1)
        expect(
            isclose(given, drivers / every_s, rel_tol=1e-6),
            f"{drivers:,} drivers on the road, each reports every {every_s:g} s",
            f"You get {given:,.4g} pings a second.",
        )


def looks(answer: Answer) -> None:
    for rides, looks_each, peak in (
        (DAY_S, 1, 1),
        (DAY_S, 4, 1),
        (DAY_S, 1, 3),
        (DAY_S // 2, 1, 1),
        (1_000_000, 20, 3),
        (100, 5, 2),  # a village
        (0, 20, 3),
    ):
        _, given = both(answer, 70, 4, rides, looks_each, peak)
        expect(
            isclose(given, rides * looks_each * peak / DAY_S, rel_tol=1e-3, abs_tol=1e-9),  # 694 is right too
            f"{rides:,} rides a day, {looks_each} looks before each, peak {peak}",
            f"You get {given:,.4g} looks a second.",
        )


def rush(answer: Answer) -> None:
    for peak in (2, 3, 10):
        given, _ = both(answer, 100, 1, DAY_S, 1, peak)
        expect(
            isclose(given, 100, rel_tol=1e-6),
            f"100 drivers on the road at the busiest moment, each reports every second; peak {peak}",
            f"You get {given:,.4g} pings a second.",
        )


def loads_per_s(
    drivers: float, ping_every_s: float, rides_a_day: float, looks_a_ride: float, peak: float
) -> tuple[float, float]:
    """Ours."""
    plan = RidePlan(drivers, ping_every_s, rides_a_day, looks_a_ride, peak)
    return plan.pings_per_s, plan.looks_per_s


LOADS = Exercise(
    id="25.1",
    title="loads_per_s(drivers, ping_every_s, rides_a_day, looks_a_ride, peak)",
    objective="load",
    points=1.0,
    expects=Function(("drivers", "ping_every_s", "rides_a_day", "looks_a_ride", "peak"), (tuple, list)),
    properties=(
        Property("each driver reports once in every so many seconds", pings),
        Property("a busy evening brings no more drivers than were counted", rush),
        Property("looks belong to the rides of a second at peak", looks),
    ),
    misconceptions=(
        Misconception(
            "the rush multiplies everything",
            "How many drivers are on the road at the busiest moment? Was that number an average?",
            lambda answer: both(answer, 100, 1, DAY_S, 1, 3)[0] == 300,
        ),
        Misconception(
            "a longer pause makes more pings",
            "One driver who reports every 5 seconds: how many reports in 10 seconds?",
            lambda answer: both(answer, 10, 5, DAY_S, 1, 1)[0] == 50,
        ),
        Misconception(
            "a rate is a whole number",
            "Ten drivers report every 15 s each. How many reports come in a minute? And in one second?",
            lambda answer: (
                [both(answer, drivers, 15, DAY_S, 1, 1)[0] for drivers in (10, 30)] in ([0, 2], [1, 2])
                or [both(answer, 10, 1, rides, 1, 1)[1] for rides in (DAY_S // 4 * 3, DAY_S * 2)] in ([0, 2], [1, 2])
            ),
        ),
        Misconception(
            "an evening is like the mean of the day",
            "People book in the evening, not at four in the morning. Which argument says how much more?",
            lambda answer: both(answer, 10, 1, DAY_S, 1, 3)[1] == both(answer, 10, 1, DAY_S, 1, 1)[1] == 1,
        ),
        Misconception(
            "a day has another length",
            "A day of 86,400 rides: how many begin in one second, on average?",
            lambda answer: both(answer, 10, 1, DAY_S, 1, 1)[1] in (DAY_S, DAY_S / 24, DAY_S / 3_600, DAY_S / 1_440),
        ),
        Misconception(
            "a rider looks once",
            "How many times does an app ask before one ride is booked?",
            lambda answer: both(answer, 10, 1, DAY_S, 4, 1)[1] == 1,
        ),
        Misconception(
            "a day has 100,000 seconds",
            "That is the day for a sum in the head. Here Python divides: how many seconds has a day on paper?",
            lambda answer: isclose(both(answer, 10, 1, DAY_S, 1, 1)[1], DAY_S / 100_000),
        ),
        Misconception(
            "looks come first",
            "You return two rates. Which of them is asked for first?",
            lambda answer: both(answer, 10, 1, DAY_S, 4, 1) == (4, 10),
        ),
        Misconception(
            "the drivers are an average",
            "When were the drivers counted? And for which moment do we ask?",
            lambda answer: isclose(both(answer, 100, 1, DAY_S, 1, 4)[0], 25),
        ),
    ),
    steps=(
        "Divide the drivers on the road by the seconds between two of their reports: pings.",
        "Divide the rides of a day by its seconds: rides a second, on average.",
        "Multiply by the peak, then by the looks before each ride: looks.",
        "Return pings and looks.",
    ),
    free=((0, 1), (0, 2)),
    sister=(
        "*A swimming pool has 300 guests at its fullest; each wristband reports every 10 s: 30 reports a second.* 1,440 "
        "guests a day come in, on average 1,440 / 86,400 = 1/60 a second, at peak 4 times that: one in 15 s."
    ),
    ours=lambda: loads_per_s,
)
