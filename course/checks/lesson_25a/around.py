"""Exercise 25a.2: the names of the cell and of all that touch it, wherever it is; but not at a pole."""

import random
from collections.abc import Callable, Iterable

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect
from course.parts.geohash import box, encode, ring

CITY = ("gczgxz", "u1b58p", "u1b5bc", "gcz8")
WIDE = ("s", "ezs42", "u33dc0", "6gkzwgjz", "u33dc0cpgqz5")
AT_GREENWICH = (encode(0.0, 55.5, 6), encode(-0.001, 55.5, 6), encode(0.0, 0.0, 3))
AT_THE_DATE_LINE = (encode(180.0, -17.0, 6), encode(-180.0, -17.0, 6), encode(179.99, 66.0, 4))


def cells_around(name: str) -> set[str]:
    """Ours."""
    return {name, *ring(name, 1)}


def given_by(answer: Answer, name: str) -> list[str]:
    """The names that the learner returns."""
    found = list(answer(name))
    if not all(type(each) is str for each in found):
        raise Wrong(answer.calling, "Return names: a set or a list of texts.")
    return found


def where(name: str, other: str) -> str:
    """In words: on which side of the cell the other one lies."""
    cell, there = box(name), box(other)
    east = (there.west + there.east - cell.west - cell.east + 360) % 720 - 360
    north = there.south + there.north - cell.south - cell.north
    up = "north" if north > 0 else "south" if north < 0 else ""
    aside = "east" if east > 0 else "west" if east < 0 else ""
    return "-".join(word for word in (up, aside) if word)


def right_for(names: Iterable[str]) -> Callable[[Answer], None]:
    def test(answer: Answer) -> None:
        for name in names:
            given, wanted = given_by(answer, name), cells_around(name)
            case = f"cells_around({name!r})"
            missing = sorted(wanted - set(given))
            if name in missing:
                raise Wrong(case, "The cell itself is missing: most of the cars are there.")
            if missing:
                sides = ", ".join(f"{each} in the {where(name, each)}" for each in missing[:3])
                raise Wrong(case, f"{len(missing)} of {len(wanted)} are missing, such as {sides}.")
            strange = sorted(set(given) - wanted)
            if strange:
                raise Wrong(case, f"{strange[0]!r} does not touch the cell, or is no cell of the same size.")
            expect(len(given) == len(wanted), case, "A name stands there twice: its cars would be found twice.")

    return test


def anywhere() -> list[str]:
    rng = random.Random(25)
    places = [(rng.uniform(-180, 180), rng.uniform(-75, 75), rng.randint(2, 12)) for _ in range(60)]
    return [encode(*place) for place in places]


def subset(answer: Answer, name: str) -> set[str]:
    return set(given_by(answer, name))


def changes_the_last_letter(answer: Answer) -> bool:
    return all(each[:-1] == "u1b58" for each in subset(answer, "u1b58p"))


def no_corners(answer: Answer) -> bool:
    cell = box("u1b5bc")
    corners = {each for each in cells_around("u1b5bc") if box(each).west != cell.west and box(each).south != cell.south}
    return cells_around("u1b5bc") - subset(answer, "u1b5bc") == corners


def fixed_step(answer: Answer) -> bool:
    return subset(answer, "u1b5bc") == cells_around("u1b5bc") and any(
        subset(answer, name) != cells_around(name) for name in ("s", "u33dc0cpgqz5")
    )


def fails_at(names: Iterable[str]) -> Callable[[Answer], bool]:
    def shows(answer: Answer) -> bool:
        if subset(answer, "u1b5bc") != cells_around("u1b5bc"):
            return False
        for name in names:
            try:
                if subset(answer, name) != cells_around(name):
                    return True
            except Wrong:
                return True
        return False

    return shows


def without_itself(answer: Answer) -> bool:
    return subset(answer, "u1b5bc") == cells_around("u1b5bc") - {"u1b5bc"}


def shorter(answer: Answer) -> bool:
    return all(len(each) != 6 for each in given_by(answer, "u1b5bc"))


AROUND = Exercise(
    id="25a.2",
    title="cells_around(name)",
    objective="border",
    points=2.0,
    expects=Function(("name",), (set, frozenset, list, tuple)),
    properties=(
        Property("in the city: the cell, four sides, four corners", right_for(CITY)),
        Property("with names of any length", right_for(WIDE)),
        Property("across Greenwich, where no letter is shared", right_for(AT_GREENWICH)),
        Property("across the date line", right_for(AT_THE_DATE_LINE)),
        Property("anywhere else", right_for(anywhere())),
    ),
    misconceptions=(
        Misconception(
            "neighbours differ in the last letter",
            "How many first letters do the two cars of scene 1 share?",
            changes_the_last_letter,
        ),
        Misconception(
            "only sides touch",
            "You stand a metre from the cell's corner. Into how many other cells do you see?",
            no_corners,
        ),
        Misconception(
            "the cell has no drivers of its own",
            "Who looks into the cell in which the rider stands?",
            without_itself,
        ),
        Misconception(
            "a neighbour may have another size",
            "How long are the names under which the cars are kept?",
            shorter,
        ),
        Misconception(
            "all cells are as large as ours",
            "How wide is the cell of a name with five letters? Which function tells you?",
            fixed_step,
        ),
        Misconception(
            "the world ends at 180",
            "You go one cell east from 179.999. Which longitude do you come to, and what is its name?",
            fails_at(AT_THE_DATE_LINE),
        ),
    ),
    steps=(
        "Ask for the cell's box, and compute how wide and how high it is.",
        "Take the middle of the box.",
        "Go one width west, none, or one east, and one height south, none, or one north.",
        "Bring a longitude beyond 180 back to the other side of the date line.",
        "Encode each place with as many letters as the name has.",
    ),
    sister=(
        "*A clock with hour fields 1 to 12.* Around 12 lie 11 and 1, although 12 + 1 is 13: after the last field comes the "
        "first."
    ),
    ours=lambda: cells_around,
    pattern='"done" said too early',
)
