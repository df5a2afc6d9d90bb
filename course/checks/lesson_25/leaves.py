"""Exercise 25.4: a move that remembers the leaf."""

import random
from contextlib import suppress
from dataclasses import dataclass

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect
from course.parts.quadtree import Area, Point
from course.systems.nearby_drivers.leaves import Leaf, LeafMap, move_in_leaves

MAP = Area(0.0, 0.0, 8.0, 8.0)
PLACES: dict[str, Point] = {"ana": (1.0, 1.0), "bo": (3.0, 3.0), "cy": (1.0, 7.0), "di": (7.0, 7.0), "eve": (7.5, 7.5)}
MOST_QUESTIONS = 2  # one to the old leaf, perhaps one to the new


class SeenLeaf(Leaf):
    """Notes each time that somebody looks at its drivers."""

    def __init__(self, leaf: Leaf, seen: list[str], questions: list[str]) -> None:
        self._seen = seen
        self._questions = questions
        self._points: dict[str, Point] = leaf.points
        self.area = leaf.area

    def holds(self, x: float, y: float) -> bool:
        """As a leaf's, and a note."""
        self._questions.append(str(self.area))
        return super().holds(x, y)

    @property
    def points(self) -> dict[str, Point]:
        """The drivers, and a note."""
        self._seen.append(str(self.area))
        return self._points

    @points.setter
    def points(self, drivers: dict[str, Point]) -> None:
        self._seen.append(str(self.area))
        self._points = drivers


RETURNS = (type(None), bool, int, float, str, tuple, list, dict, set, SeenLeaf)  # whatever it is, nobody reads it


@dataclass(slots=True)
class After:
    """What a move left behind."""

    leaves: LeafMap
    seen: list[str]
    questions: int
    """How often a leaf was asked whether it holds the place."""
    asked: int
    error: Exception | None = None

    def where(self, driver: str) -> list[Point]:
        """Every place at which the driver stands."""
        return [leaf.points[driver] for leaf in self.leaves.leaves if driver in leaf.points]


class Desk:
    """A small map, and the learner's move on it."""

    def __init__(self, answer: Answer, places: dict[str, Point] | None = None, capacity: int = 1) -> None:
        self._answer = answer
        self.leaves = LeafMap(places or PLACES, MAP, capacity)
        self._seen: list[str] = []
        self._questions: list[str] = []
        spied = {id(leaf): SeenLeaf(leaf, self._seen, self._questions) for leaf in self.leaves.leaves}
        self.leaves.replace({leaf.area: spied[id(leaf)] for leaf in self.leaves.leaves})
        self._asked = 0

    def find_leaf(self, x: float, y: float) -> Leaf:
        """As the map's, counted."""
        self._asked += 1
        return self.leaves.find_leaf(x, y)

    def move(self, driver: str, x: float, y: float) -> After:
        """Let the learner move the driver; an error of the map is noted, not raised."""
        self._seen.clear()
        self._questions.clear()
        self._asked, error = 0, None
        if MAP.west <= x < MAP.east and MAP.south <= y < MAP.north:
            self._answer(self.leaves.leaf_of, self.find_leaf, driver, x, y)
        else:
            try:
                self._answer.raw(self.leaves.leaf_of, self.find_leaf, driver, x, y)
            except Exception as raised:  # noqa: BLE001 - which error it is, the property decides
                error = raised
        return After(self.leaves, list(dict.fromkeys(self._seen)), len(self._questions), self._asked, error)


def placed(after: After, driver: str, place: Point, case: str) -> None:
    """The driver stands at one place, the new one, in the leaf that owns it, and the map of leaves says so."""
    found = after.where(driver)
    expect(found != [], case, f"Afterwards no leaf holds {driver}.")
    expect(
        len(found) == 1, case, f"Afterwards {driver} stands in {len(found)} leaves, at {' and '.join(map(str, found))}."
    )
    expect(found == [place], case, f"Afterwards the leaf says {found[0]}.")
    right = after.leaves.find_leaf(*place)
    expect(driver in right.points, case, f"{driver} stands in a leaf that does not own {place}.")
    expect(after.leaves.leaf_of.get(driver) is right, case, f"leaf_of[{driver!r}] is not the leaf that holds {driver}.")


def stays(answer: Answer) -> None:
    desk = Desk(answer)
    for place in ((1.2, 1.1), (1.4, 1.9), (0.0, 0.0)):
        after = desk.move("ana", *place)
        placed(after, "ana", place, f"ana drives to {place}, in the same leaf")


def leaves_it(answer: Answer) -> None:
    desk = Desk(answer)
    for place in ((5.0, 1.0), (1.0, 1.0), (2.5, 2.5), (1.0, 6.5)):
        after = desk.move("ana", *place)
        placed(after, "ana", place, f"ana drives to {place}, in another leaf")


def on_a_border(answer: Answer) -> None:
    desk = Desk(answer)
    for place in ((4.0, 1.0), (4.0, 4.0), (4.0, 3.75), (2.0, 2.0)):
        placed(desk.move("bo", *place), "bo", place, f"bo drives to {place}, on a line between leaves")


def cheap(answer: Answer) -> None:
    desk = Desk(answer)
    for driver, place in (("ana", (1.2, 1.1)), ("cy", (3.75, 4.25))):
        after = desk.move(driver, *place)
        expect(
            after.asked == 0,
            f"{driver} drives to {place}, in the same leaf",
            f"You went down the tree {after.asked} times. Most moves end in the leaf where they began.",
        )
    for driver, place in (("ana", (1.3, 1.2)), ("ana", (6.0, 1.0)), ("di", (1.0, 1.0))):
        after = desk.move(driver, *place)
        case = f"{driver} drives to {place}"
        expect(after.asked <= 1, case, f"You went down the tree {after.asked} times; once is enough.")
        expect(
            len(after.seen) <= 2,
            case,
            f"You looked into {len(after.seen)} leaves; the old one and the new one are enough.",
        )
        expect(
            after.questions <= MOST_QUESTIONS,
            case,
            f"You asked {after.questions} times whether a leaf holds the place. The old leaf can say it alone.",
        )


def refused(answer: Answer) -> None:
    for place in ((9.0, 1.0), (1.0, -1.0)):
        desk = Desk(answer)
        after = desk.move("ana", *place)
        case = f"ana reports {place}, which is not on the map: find_leaf raises a ValueError"
        found = after.where("ana")
        expect(found != [], case, "Afterwards ana is gone: no rider will ever see her.")
        expect(found == [PLACES["ana"]], case, f"Afterwards ana stands at {' and '.join(map(str, found))}.")
        expect(desk.leaves.leaf_of.get("ana") is desk.leaves.find_leaf(1.0, 1.0), case, "leaf_of has changed.")
        expect(after.error is not None, case, "Nobody hears of it: the error has been swallowed.")
        expect(isinstance(after.error, ValueError), case, f"The caller gets a {type(after.error).__name__} instead.")
        placed(desk.move("ana", 5.0, 1.0), "ana", (5.0, 1.0), "then ana reports (5.0, 1.0)")


def many(answer: Answer) -> None:
    rng = random.Random(25)
    desks = [
        Desk(answer, {f"d{number}": (rng.random() * 8, rng.random() * 8) for number in range(12)}, 2) for _ in range(2)
    ]
    truths = [{driver: at for leaf in desk.leaves.leaves for driver, at in leaf.points.items()} for desk in desks]
    for number in range(200):
        desk, truth = desks[number % 2], truths[number % 2]
        driver = f"d{rng.randrange(12)}"
        truth[driver] = place = (rng.randrange(64) / 8, rng.randrange(64) / 8)
        placed(desk.move(driver, *place), driver, place, f"move {number + 1}, on two maps in turn: {driver} to {place}")
        now = {name: at for leaf in desk.leaves.leaves for name, at in leaf.points.items() if leaf.area.holds(*at)}
        expect(now == truth, f"move {number + 1}: {driver} to {place}", "Another driver has moved or is gone.")


def shows(answer: Answer, driver: str, x: float, y: float) -> After:
    """What one move leaves behind."""
    return Desk(answer).move(driver, x, y)


def vanished(answer: Answer) -> bool:
    with suppress(Wrong):
        return shows(answer, "ana", 9.0, 1.0).where("ana") == []
    return False


MOVE = Exercise(
    id="25.4",
    title="move(leaf_of, find_leaf, driver, x, y)",
    objective="leaf",
    points=2.0,
    expects=Function(("leaf_of", "find_leaf", "driver", "x", "y"), RETURNS),
    properties=(
        Property("who stays in the leaf stands at the new place", stays),
        Property("who leaves it stands in the new leaf, and only there", leaves_it),
        Property("a line between two leaves is no problem", on_a_border),
        Property("nobody goes down the tree without need", cheap),
        Property("a place off the map changes nothing, and the caller hears of it", refused),
        Property("it holds for many moves, on two maps in turn", many),
    ),
    misconceptions=(
        Misconception(
            "the new place is enough",
            "Who takes the driver out of the leaf where they were?",
            lambda answer: len(shows(answer, "ana", 5.0, 1.0).where("ana")) == 2,
        ),
        Misconception(
            "ask every leaf",
            "Which of your variables says where the driver was? How many leaves must you open then?",
            lambda answer: (
                len(shows(answer, "ana", 5.0, 1.0).seen) > 2
                or shows(answer, "ana", 6.0, 1.0).questions > MOST_QUESTIONS
            ),
        ),
        Misconception(
            "the map of leaves follows by itself",
            "The driver moves on from the new leaf. What does leaf_of say then?",
            lambda answer: "ana" not in shows(answer, "ana", 5.0, 1.0).leaves.leaf_of["ana"].points,
        ),
        Misconception(
            "who stays in the leaf has not moved",
            "The leaf is the same. Is the place in it the same?",
            lambda answer: shows(answer, "ana", 1.2, 1.1).where("ana") == [PLACES["ana"]],
        ),
        Misconception(
            "every move begins at the top",
            "The driver went ten metres. Who can tell you, without the tree, that it is still the same leaf?",
            lambda answer: shows(answer, "ana", 1.2, 1.1).asked > 0,
        ),
        Misconception(
            "first out, then in",
            "find_leaf may refuse. In which state are the leaves at that moment?",
            vanished,
        ),
        Misconception(
            "first write, then ask",
            "find_leaf may refuse. Which place does the old leaf say at that moment?",
            lambda answer: shows(answer, "ana", 9.0, 1.0).where("ana") == [(9.0, 1.0)],
        ),
        Misconception(
            "the old place moves along",
            "The driver stands in another leaf now. At which place?",
            lambda answer: shows(answer, "ana", 5.0, 1.0).where("ana") == [PLACES["ana"]],
        ),
        Misconception(
            "an error is nobody's business",
            "The phone sends nonsense all evening. How would anybody notice?",
            lambda answer: shows(answer, "ana", 9.0, 1.0).error is None,
        ),
    ),
    steps=(
        "Look up the leaf in which the driver is now.",
        "If it does not own the new place, find the leaf that does.",
        "Only then take the driver out of the old leaf.",
        "Write the new leaf down in leaf_of.",
        "In either case, write the new place into the leaf.",
    ),
    sister=(
        "*A hotel's book says who sleeps where.* A guest wants another room. First ask for a free one; if there is none, "
        "nothing changes. Then cross the guest out at the old door, write them on the new one, and correct the book."
    ),
    ours=lambda: move_in_leaves,
    pattern="load on the wrong tier",
)
