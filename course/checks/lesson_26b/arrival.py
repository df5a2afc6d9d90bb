"""Exercise 26b.1: when does a car arrive that leaves now, on roads whose times change?"""

import random
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect
from course.parts.quickest_way import NoWay, quickest_way

MOST_CALLS = 3_000
HAIR_S = 1e-6

Seconds = float | Callable[[float], float]
"""A road's time: always the same, or by the moment of entering it."""


@dataclass(slots=True)
class Town:
    """Roads of one direction each: ``{(1, 2): 30}``."""

    roads: Mapping[tuple[int, int], Seconds]
    lonely: tuple[int, ...] = ()
    asked: Counter[tuple[int, int]] = field(default_factory=Counter)
    moments: list[float] = field(default_factory=list)

    @property
    def neighbours(self) -> dict[int, list[int]]:
        """From each junction, where its roads lead."""
        found: dict[int, list[int]] = {junction: [] for road in self.roads for junction in road}
        for here, there in self.roads:
            found[here].append(there)
        return found | {junction: [] for junction in self.lonely}

    def drive_s(self, here: int, there: int, moment: float) -> float:
        """How long this road takes whoever enters it at this moment; it stops an answer that asks for ever."""
        expect((here, there) in self.roads, f"drive_s({here}, {there}, …)", "There is no road from here to there.")
        self.asked[here, there] += 1
        self.moments.append(moment)
        if len(self.moments) > MOST_CALLS:
            raise Wrong(
                f"{len(self.roads)} roads: {self}", f"After {MOST_CALLS:,} questions about roads we stopped it."
            )
        return self._seconds(here, there, moment)

    def _seconds(self, here: int, there: int, moment: float) -> float:
        seconds = self.roads[here, there]
        return seconds(moment) if callable(seconds) else seconds

    def right(self, start: int, end: int, leave_s: float) -> float | None:
        """When one arrives."""
        try:
            return quickest_way(self.neighbours, self._seconds, start, end, leave_s).arrival_s
        except NoWay:
            return None

    def said(self, answer: Answer, start: int, end: int, leave_s: float = 0) -> float | None:
        """What the answer says."""
        given: float | None = answer(self.neighbours, self.drive_s, start, end, leave_s)
        return given

    def __str__(self) -> str:
        times = [
            f"{here}→{there} takes {seconds if not callable(seconds) else seconds.__doc__}"
            for (here, there), seconds in self.roads.items()
        ]
        return ", ".join(times[:7]) + (" …" if len(times) > 7 else "")


def judged(answer: Answer, town: Town, start: int, end: int, leave_s: float = 0) -> None:
    case = f"{town}; from {start} to {end}, leaving at {leave_s:g}"
    given, right = town.said(answer, start, end, leave_s), town.right(start, end, leave_s)
    if right is None:
        expect(given is None, case, f"You say {given}, but no road leads there. Return None.")
    else:
        expect(given is not None, case, f"You say None, but one can arrive at {right:g}.")
        assert given is not None
        later = "No car arrives so early." if given < right else f"One can arrive at {right:g}."
        expect(abs(given - right) < HAIR_S, case, f"You arrive at {given:g}. {later}")


def all_judged(cases: tuple[tuple[Town, int, int, float], ...], answer: Answer) -> None:
    for town, start, end, leave_s in cases:
        judged(answer, Town(town.roads, town.lonely), start, end, leave_s)


def until(moment: float, before_s: float, then_s: float) -> Callable[[float], float]:
    """Seconds that change at once; only ever to more, or one would arrive earlier by waiting."""

    def seconds(now: float) -> float:
        return before_s if now < moment else then_s

    seconds.__doc__ = f"{before_s:g} before moment {moment:g}, then {then_s:g}"
    return seconds


def melting(worst_s: float, best_s: float) -> Callable[[float], float]:
    """Traffic that goes away, half a second each second."""

    def seconds(now: float) -> float:
        return max(best_s, worst_s - now / 2)

    seconds.__doc__ = f"{worst_s:g} minus half of the moment, at least {best_s:g}"
    return seconds


ONE = Town({(1, 2): 30}, lonely=(3,))
OTHER_ONE = Town({(1, 2): 7})
FAR_AWAY = Town({(901, 902): 5})
BY_LESS = Town({(1, 2): 100, (1, 3): 30, (3, 2): 40})
LURED = Town({(1, 2): 1, (2, 4): 100, (1, 3): 20, (3, 4): 20})
DEEPER = Town({(1, 2): 1, (2, 3): 3, (3, 4): 100, (1, 5): 2, (5, 4): 20})
LATE_BETTER = Town({(1, 2): 10, (1, 3): 1, (3, 2): 2, (2, 4): 5})
FEW_ROADS = Town({(1, 2): 50, (2, 5): 50, (1, 3): 1, (3, 4): 1, (4, 5): 1})
MELTS = Town({(1, 2): 100, (1, 3): 1, (3, 2): 1, (2, 4): melting(60, 10)})
GROWS = Town({(1, 2): 100, (1, 3): 1, (3, 2): 1, (2, 4): until(50, 10, 50)})
MIRRORED = Town(dict(sorted(MELTS.roads.items(), key=lambda road: -road[0][1])))
SHORT_ROADS = Town({(1, 4): 7, (1, 2): 5, (2, 3): 1, (3, 4): 2})
SEEN_FIRST = Town({(1, 4): 50, (1, 2): 5, (2, 3): 5, (3, 4): 5})
CLOSING = Town({(1, 2): 20, (2, 3): until(110, 10, 60)})
TWO_WAYS = Town({(1, 2): 20, (2, 4): until(110, 10, 60), (1, 3): 30, (3, 4): 30})
OPENING = Town({(1, 2): 40, (2, 3): melting(90, 10), (1, 3): 130})
ONE_WAY = Town({(1, 2): 5, (2, 1): 5, (3, 2): 5, (2, 4): 5})
CIRCLE = Town({(1, 2): 5, (2, 3): 5, (3, 1): 5, (3, 4): 30, (1, 5): 1})
FREE = Town({(1, 2): 0, (2, 1): 0, (2, 3): 0, (3, 4): 7})


def diamonds(count: int) -> Town:
    """Two ways through each of so many blocks: 2 to the power of that many ways in all."""
    roads: dict[tuple[int, int], Seconds] = {}
    for block in range(count):
        first = 3 * block
        roads |= {(first, first + 1): 2, (first, first + 2): 3, (first + 1, first + 3): 2, (first + 2, first + 3): 2}
    return Town(roads)


def grid(side: int, rng: random.Random) -> Town:
    """A town of streets that cross, both ways."""
    roads: dict[tuple[int, int], Seconds] = {}
    for row in range(side):
        for column in range(side):
            here = row * side + column
            for there in ([here + 1] if column + 1 < side else []) + ([here + side] if row + 1 < side else []):
                roads[here, there] = roads[there, here] = rng.randrange(1, 30)
    return Town(roads)


SMALL_GRID = grid(5, random.Random(264))
LARGE = (diamonds(14), 42), (grid(7, random.Random(261)), 48)


def each_road_once(answer: Answer) -> None:
    """Only how often it asks: whether it answers right, other rows tell."""
    for town, end in LARGE:
        for leave_s in (0, 500):
            fresh = Town(town.roads)
            fresh.said(answer, 0, end, leave_s)
            case = f"a town with {len(town.roads)} roads, leaving at {leave_s}"
            for (here, there), often in fresh.asked.most_common(1):
                expect(often == 1, case, f"You asked {often} times how long the road from {here} to {there} takes.")


def any_town(answer: Answer) -> None:
    all_judged(tuple((town, 0, end, leave_s) for town, end in LARGE for leave_s in (0, 500)), answer)
    rng = random.Random(262)
    for _ in range(120):
        size = rng.randrange(2, 9)
        ends = [(a, b) for a in range(size) for b in range(size) if a != b]
        roads: dict[tuple[int, int], Seconds] = {}
        for road in rng.sample(ends, min(len(ends), 2 * size)):
            kind = rng.random()
            roads[road] = (
                rng.randrange(1, 40)
                if kind < 0.5
                else until(rng.randrange(1_000, 1_060), rng.randrange(1, 20), rng.randrange(20, 60))
                if kind < 0.9
                else melting(540 + rng.randrange(30), 3)
            )
        start, end = rng.sample(range(size), 2)
        lonely = tuple(set(range(size)) - {junction for road in roads for junction in road})
        judged(answer, Town(roads, lonely), start, end, rng.choice((0, 990, 1_010.5)))


def tried(answer: Answer, town: Town, start: int, end: int, leave_s: float = 0) -> tuple[float | None, Town]:
    fresh = Town(town.roads, town.lonely)
    return fresh.said(answer, start, end, leave_s), fresh


def says(answer: Answer, town: Town, start: int, end: int, leave_s: float = 0) -> float | None:
    return tried(answer, town, start, end, leave_s)[0]


def never_gives_up(answer: Answer) -> bool:
    try:
        return says(answer, ONE, 1, 3) is not None
    except Wrong:
        return says(answer, ONE, 1, 2) == 30


def tries_every_way(answer: Answer) -> bool:
    if says(answer, LATE_BETTER, 1, 4) != 8:
        return False
    try:
        towns = [tried(answer, town, 0, end)[1] for town, end in ((diamonds(5), 15), (SMALL_GRID, 24))]
    except Wrong:
        return True
    return max(often for town in towns for often in town.asked.values()) > 1


ARRIVAL = Exercise(
    id="26b.1",
    title="arrival_s(neighbours, drive_s, start, end, leave_s)",
    objective="search",
    points=3.0,
    expects=Function(("neighbours", "drive_s", "start", "end", "leave_s"), (int, float, type(None))),
    properties=(
        Property(
            "along one road, and where one already is",
            partial(all_judged, ((ONE, 1, 2, 0), (ONE, 1, 1, 0), (ONE, 1, 2, 500), (ONE, 2, 2, 500))),
        ),
        Property(
            "the way with the smallest sum, not with the fewest roads or the best beginning",
            partial(
                all_judged,
                (
                    (BY_LESS, 1, 2, 0),
                    (LURED, 1, 4, 0),
                    (DEEPER, 1, 4, 0),
                    (SEEN_FIRST, 1, 4, 0),
                    (FEW_ROADS, 1, 5, 0),
                    (SHORT_ROADS, 1, 4, 0),
                ),
            ),
        ),
        Property(
            "a junction that was seen early may still be reached sooner another way",
            partial(all_judged, ((LATE_BETTER, 1, 4, 0), (LATE_BETTER, 1, 2, 0), (FREE, 1, 4, 3))),
        ),
        Property(
            "each road takes what it takes at the moment at which the car enters it",
            partial(
                all_judged,
                (
                    (CLOSING, 1, 3, 80),
                    (CLOSING, 1, 3, 95),
                    (TWO_WAYS, 1, 4, 80),
                    (TWO_WAYS, 1, 4, 95),
                    (OPENING, 1, 3, 0),
                ),
            ),
        ),
        Property(
            "where a junction is reached sooner, its roads are asked at the sooner moment",
            partial(all_judged, ((MELTS, 1, 4, 0), (GROWS, 1, 4, 0), (MIRRORED, 1, 4, 0))),
        ),
        Property(
            "None where no road leads, also in a town with a circle",
            partial(
                all_judged, ((ONE, 1, 3, 0), (ONE, 2, 1, 0), (ONE_WAY, 1, 3, 0), (CIRCLE, 4, 1, 7), (CIRCLE, 1, 4, 7))
            ),
        ),
        Property("each road is asked at most once", each_road_once),
        Property("any other town", any_town),
    ),
    misconceptions=(
        Misconception(
            "all towns are one",
            "The check drives through many towns, and each has a junction 1. What does your function still know of the last one?",
            lambda answer: (
                (says(answer, ONE, 1, 2) == 30 and says(answer, OTHER_ONE, 1, 2) == 30)
                or says(answer, FAR_AWAY, 901, 902) != says(answer, FAR_AWAY, 901, 902)
            ),
        ),
        Misconception(
            "a good beginning is a good way",
            "The first road took 1 second. What came after it?",
            lambda answer: says(answer, DEEPER, 1, 4) == 104,
        ),
        Misconception(
            "the shortest road comes out first",
            "Print the pairs of your heap. Is the first part of each a moment, or the seconds of one road?",
            lambda answer: says(answer, SHORT_ROADS, 1, 4) == 8,
        ),
        Misconception(
            "the fewest roads are the fastest way",
            "One road of 100 seconds, or two of 30 and 40. Which number did your search compare?",
            lambda answer: says(answer, FEW_ROADS, 1, 5) == 100,
        ),
        Misconception(
            "first seen is first reached",
            "You saw junction 2 from junction 1, and that was final. Could another way still reach it sooner?",
            lambda answer: says(answer, LATE_BETTER, 1, 4) == 15,
        ),
        Misconception(
            "the end is reached when it is seen",
            "You saw the end. Which other junctions were reached earlier, and not looked at yet?",
            lambda answer: says(answer, SEEN_FIRST, 1, 4) == 50 and says(answer, LATE_BETTER, 1, 4) == 8,
        ),
        Misconception(
            "every day begins at zero",
            "The car leaves at 95. Which moments did you give to `drive_s`?",
            lambda answer: min(tried(answer, CLOSING, 1, 3, 95)[1].moments) < 95,
        ),
        Misconception(
            "the clock stands still",
            "The car enters its second road 20 seconds after it left. Which moment did you ask for?",
            lambda answer: says(answer, CLOSING, 1, 3, 95) == 125,
        ),
        Misconception(
            "the first look stays true",
            "You asked how long the road from 2 to 4 takes at the moment of your first look. When does the car enter it?",
            lambda answer: (
                says(answer, LATE_BETTER, 1, 4) == 8
                and (says(answer, MELTS, 1, 4) == 12 or says(answer, MIRRORED, 1, 4) == 12)
            ),
        ),
        Misconception(
            "how long is when",
            "The car left at 500, and the road takes 30 seconds. What does its driver's watch show when he arrives?",
            lambda answer: says(answer, ONE, 1, 2, 500) == 30,
        ),
        Misconception(
            "there is always a way",
            "All junctions that can be reached were looked at. What is in your heap then?",
            never_gives_up,
        ),
        Misconception(
            "every way must be tried",
            "Two ways lead to a junction, and you know the earliest arrival. What can the later one still change?",
            tries_every_way,
        ),
    ),
    steps=(
        "Put one pair into the heap: the moment of leaving, and the start.",
        "Take out the pair with the smallest moment; with an empty heap, return None.",
        "Is it the end? Then its moment is the answer.",
        "Was this junction taken out before? Then go on with the next pair.",
        "For each neighbour: ask the road at this moment, and put the arrival there into the heap.",
    ),
    sister=(
        "*News in a family.* Ann knows it at 8:00. It takes her 10 minutes to call Ben, 30 to write to Cem; Ben calls Cem "
        "in 5. Who knows it next? Ben, at 8:10. Only now ask whom Ben tells: Cem, at 8:15. So 8:15 stands before 8:30, "
        "and when the letter comes, Cem has told everybody already."
    ),
    ours=lambda: ours,
    pattern="clock as truth",
    free=((2, 3),),
)


def ours(
    neighbours: dict[int, list[int]],
    drive_s: Callable[[int, int, float], float],
    start: int,
    end: int,
    leave_s: float,
) -> float | None:
    try:
        return quickest_way(neighbours, drive_s, start, end, leave_s).arrival_s
    except NoWay:
        return None
