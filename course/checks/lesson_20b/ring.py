"""Exercises 20b.1 and 20b.2: who owns a place on the ring, and how many points a shard needs."""

import random
from bisect import bisect
from collections.abc import Callable
from functools import partial

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, WidgetState, Wrong, expect
from course.errors import CourseError
from course.parts.hash_ring import PLACES
from course.widgets.hash_ring import FEWEST_SETS, MOST_SHARE, POINTS, SETS_OF_NAMES, Spread, hash_ring

Points = list[tuple[int, str]]

# 20b.1 · owner(points, place)

THREE: Points = [(12, "A"), (40, "B"), (77, "C")]
SHUFFLED: Points = [(3, "B"), (9, "A"), (10, "B"), (31, "C"), (90, "A")]  # several points a shard, out of order


def first_past(points: Points, place: int) -> str:
    """The shard of the first point past ``place``, or of the first point of all."""
    places = [at for at, _ in points]
    return points[bisect(places, place) % len(points)][1]


def our_owner() -> Callable[[Points, int], str]:
    return first_past


def owned(points: Points, places: tuple[int, ...], answer: Answer) -> None:
    for place in places:
        given, wanted = answer(points, place), first_past(points, place)
        expect(given == wanted, f"owner({points}, {place}) gave {given!r}", f"{way(points, place)} It is {wanted}'s.")


def way(points: Points, place: int) -> str:
    """Where one comes by who starts at ``place`` and walks clockwise."""
    passed = [at for at, _ in points if at > place]
    if passed:
        return f"Clockwise from {place:,}, the first point past it is {passed[0]:,}."
    return f"Past {place:,} there is no point, so you come to 0, and then to the first one, {points[0][0]:,}."


def any_ring(answer: Answer) -> None:
    rng = random.Random(4)
    for size in (1, 1, 2, 3, 5, 9, 20) * 8:
        places = sorted(rng.sample(range(PLACES), size))
        points = [(place, rng.choice(("A", "B", "shard0", "shard1"))) for place in places]
        tried = [0, PLACES - 1, *places[:3], *(rng.randrange(PLACES) for _ in range(6))]
        owned(points, tuple(tried), answer)


def gives(answer: Answer, place: int) -> str | None:
    """What the answer says about this place of the circle with three points; None where it breaks or says nothing."""
    try:
        return str(answer(THREE, place))
    except Wrong:
        return None


OWNER = Exercise(
    id="20b.1",
    title="owner(points, place)",
    objective="ring",
    points=2.0,
    expects=Function(("points", "place"), str),
    properties=(
        Property("between two points, the next one owns the place", partial(owned, THREE, (30, 13, 39, 50, 76))),
        Property("before the first point too", partial(owned, THREE, (0, 5, 11))),
        Property("past the last point comes the first again", partial(owned, THREE, (90, 78, 10**9))),
        Property("a place that is a point belongs to the next one", partial(owned, THREE, (12, 40))),
        Property("a shard may have several points", partial(owned, SHUFFLED, (0, 3, 5, 9, 10, 20, 31, 60, 90, 95))),
        Property("on any ring", any_ring),
    ),
    misconceptions=(
        Misconception(
            "the circle has an end",
            "You walk clockwise from 90 and pass the place where the circle closes. Which point comes next?",
            lambda answer: gives(answer, 13) == "B" and gives(answer, 30) == "B" and gives(answer, 90) is None,
            case="Past 90 there is no point, and your function returned no shard.",
        ),
        Misconception(
            "the last point keeps the rest",
            "C's point is at 77. Does a walk from 90, clockwise, come by 77 first?",
            lambda answer: gives(answer, 13) == "B" and gives(answer, 30) == "B" and gives(answer, 90) == "C",
        ),
        Misconception(
            "the point behind owns the place",
            "Which way does the rule walk from 30: towards 40, or back towards 12?",
            lambda answer: gives(answer, 30) == "A" and gives(answer, 35) == "A" and gives(answer, 50) == "B",
        ),
        Misconception(
            "the nearest point owns the place",
            "Does the rule ask how *far* a point is, or in which direction it lies?",
            lambda answer: gives(answer, 20) == "A" and gives(answer, 35) == "B",
        ),
        Misconception(
            "a point owns its own place",
            "The rule says *past*. Is 40 past 40?",
            lambda answer: gives(answer, 40) == "B" and gives(answer, 30) == "B",
        ),
        Misconception(
            "the remainder chooses the point",
            "Add a fourth point. For how many places does your answer change? For how many should it?",
            lambda answer: all(gives(answer, place) == THREE[place % 3][1] for place in (0, 30, 31, 32, 50, 90)),
        ),
    ),
    steps=(
        "Go through the points from the lowest to the highest.",
        "Stop at the first one whose number is greater than the place.",
        "Return its shard.",
        "If there was none, return the shard of the first point.",
    ),
    sister=(
        "*A night bus goes round at 22:10, 23:40 and 01:20, every night.* Who comes at 22:30 takes the 23:40. Who comes "
        "exactly at 23:40 misses it and takes the 01:20. Who comes at 03:00 waits for the 22:10: after the last bus "
        "comes the first."
    ),
    ours=our_owner,
    pattern="place in a moving list",
)


# 20b.2 · the widget: enough points, and no more


def stands(answer: Answer) -> Spread:
    """What the widget shows when it stands so."""
    try:
        return hash_ring().set(**answer.parameters).result
    except CourseError as error:
        raise Wrong("The widget cannot stand so.", str(error)) from None


def five_shards(answer: Answer) -> None:
    spread = stands(answer)
    expect(
        len(spread.shares) == 5,
        f"{len(spread.shares)} shards",
        "Five shards are there, with links in them. Only the number of points is yours to choose.",
    )


def enough_sets(answer: Answer) -> None:
    spread = stands(answer)
    expect(
        spread.sets_kept >= FEWEST_SETS,
        f"{spread.points} points a shard",
        f"In {SETS_OF_NAMES - spread.sets_kept} of {SETS_OF_NAMES} sets of names some shard is above {MOST_SHARE} times the "
        f"mean; {SETS_OF_NAMES - FEWEST_SETS} are allowed.",
    )


def no_more_points(answer: Answer) -> None:
    spread = stands(answer)
    fewer = [points for points in POINTS if points < spread.points]
    if fewer:
        less = hash_ring().set(points=fewer[-1], shards=len(spread.shares)).result
        expect(
            less.sets_kept < FEWEST_SETS,
            f"{spread.points} points a shard",
            f"With {fewer[-1]} the limit is already kept in {less.sets_kept} of {SETS_OF_NAMES} sets of names.",
        )


BALANCE = Exercise(
    id="20b.2",
    title="As few points as keep every shard under 1.2 times the mean",
    objective="balance",
    points=1.0,
    expects=WidgetState(),
    properties=(
        Property("there are five shards", five_shards),
        Property("the limit is kept in 95 of 100 sets of names", enough_sets),
        Property("and with no point more than needed", no_more_points),
    ),
    misconceptions=(
        Misconception(
            "with other shards it is easier",
            "Does the target ask for more machines, or for fewer?",
            lambda answer: len(stands(answer).shares) != 5,
        ),
        Misconception(
            "what fits these names fits all names",
            "Your five bars are fine. Press “Other names” a few times. Who chooses the names of the next five machines?",
            lambda answer: stands(answer).kept and stands(answer).sets_kept < FEWEST_SETS,
        ),
        Misconception(
            "more points can only help",
            "Every API server keeps the whole table of points in memory. What did your last step buy?",
            lambda answer: stands(answer).sets_kept >= FEWEST_SETS,
        ),
    ),
    steps=(
        "Start with five shards and one point a shard.",
        "Move the points one step up.",
        "Read the hundred small squares, not the five bars: how many are full?",
        "Stop at the first step at which 95 or more are full.",
    ),
    sister=(
        "*A choir of twelve is cut into three groups by drawing lots.* One draw decides for four singers at a time: the "
        "groups come out as 8, 4 and 0. With a lot for each singer they come out as 5, 4 and 3. Many small lots even out "
        "what one large lot cannot. And twenty lots a singer would be work for nothing."
    ),
    ours=None,
)
