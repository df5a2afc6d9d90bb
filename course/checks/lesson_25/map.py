"""Exercises 25.3 and 25.4: the query box, and who owns a point on a line."""

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, WidgetState, Wrong, expect
from course.errors import CourseError
from course.widgets.quadtree import FEWEST_FOUND, MOST_LOOKS, Search, query_box

# 25.3 · the query box


def searched(answer: Answer) -> Search:
    """What the widget shows when it stands so."""
    try:
        return query_box().set(**answer.parameters).result
    except (CourseError, TypeError, ValueError) as error:
        raise Wrong("The widget cannot stand so.", str(error)) from None


def finds_enough(answer: Answer) -> None:
    search = searched(answer)
    expect(
        len(search.found) >= FEWEST_FOUND,
        f"a {search.shape} of {2 * search.half_km:.1f} km",
        f"It finds {len(search.found):,} drivers, {FEWEST_FOUND:,} are wanted.",
    )


def looks_little(answer: Answer) -> None:
    search = searched(answer)
    expect(
        search.cost <= MOST_LOOKS,
        f"{search.visited} cells visited, {search.compared} places compared",
        f"Together {search.cost}; at most {MOST_LOOKS} are allowed.",
    )


QUERY = Exercise(
    id="25.3",
    title="A thousand drivers with few looks",
    objective="cut",
    points=1.0,
    expects=WidgetState(),
    properties=(
        Property(f"it finds {FEWEST_FOUND:,} drivers or more", finds_enough),
        Property(f"it takes at most {MOST_LOOKS} looks", looks_little),
    ),
    misconceptions=(
        Misconception(
            "a larger box costs more",
            "Go on making it larger, and watch the places compared. Which cells are taken without a comparison?",
            lambda answer: len(searched(answer).found) < FEWEST_FOUND,
        ),
        Misconception(
            "a leaf on the border costs the same, however full it is",
            "The border crosses some leaves. How many drivers are compared in each of them, and which control decides that?",
            lambda answer: len(searched(answer).found) >= FEWEST_FOUND and searched(answer).capacity > 20,
        ),
        Misconception(
            "the middle of the city is the dear part",
            "Follow the border of your search with your eyes. How many drivers stand near it?",
            lambda answer: len(searched(answer).found) >= FEWEST_FOUND and searched(answer).cost > MOST_LOOKS,
        ),
    ),
    steps=(
        "Make the box larger until it finds a thousand; read the looks.",
        "Make it still larger: see what is compared, and where.",
        "Let its border run where few drivers are.",
        "Let fewer drivers stand in one leaf.",
    ),
    sister=(
        "*You count the books in a library, shelf by shelf; each shelf has its number of books on a label.* Only a shelf "
        "that is partly in your section must be counted by hand. The whole library: no book is touched."
    ),
    ours=None,
)

# 25.4 · owner(area, x, y)

SQUARE = (0.0, 0.0, 8.0, 8.0)
ELSEWHERE = (-6.0, 2.0, -2.0, 10.0)


def expected(area: tuple[float, float, float, float], x: float, y: float) -> str:
    """The eastern, the northern one on a line; whole numbers, so that no rounding decides."""
    west, south, east, north = area
    row = "S" if 2 * y < south + north else "N"
    return row + ("W" if 2 * x < west + east else "E")


def owned(answer: Answer, area: tuple[float, float, float, float], *points: tuple[float, float]) -> None:
    for x, y in points:
        given, right = answer(area, x, y), expected(area, x, y)
        expect(given == right, f"area {area}, the point ({x:g}, {y:g})", f"You say {given!r}; it belongs to {right}.")


def inside(answer: Answer) -> None:
    owned(answer, SQUARE, (1, 1), (7, 1), (1, 7), (7, 7), (3.9, 4.1))


def on_the_lines(answer: Answer) -> None:
    owned(answer, SQUARE, (4, 1), (4, 7), (1, 4), (7, 4), (4, 4))


def on_the_outer_edge(answer: Answer) -> None:
    owned(answer, SQUARE, (0, 0), (8, 1), (1, 8), (8, 8), (0, 8), (4, 8), (8, 4))


def anywhere(answer: Answer) -> None:
    for area in (ELSEWHERE, (100.0, -50.0, 102.0, -49.0), (-180.0, -90.0, 180.0, 90.0)):
        west, south, east, north = area
        columns, rows = (west, (3 * west + east) / 4, (west + east) / 2, east), (south, (south + north) / 2, north)
        owned(answer, area, *((x, y) for x in columns for y in rows))


def owner_of(area: tuple[float, float, float, float], x: float, y: float) -> str:
    """Ours."""
    return expected(area, x, y)


OWNER = Exercise(
    id="25.4",
    title="owner(area, x, y)",
    objective="cut",
    points=1.0,
    expects=Function(("area", "x", "y"), str),
    properties=(
        Property("a point inside a quarter belongs to it", inside),
        Property("on a middle line it belongs to the eastern, the northern one", on_the_lines),
        Property("at the edge of the map it belongs to somebody too", on_the_outer_edge),
        Property("so it is in any area", anywhere),
    ),
    misconceptions=(
        Misconception(
            "the first that says yes has it",
            "The point stands exactly in the middle. Which of the four quarters did we agree on?",
            lambda answer: (answer(SQUARE, 4, 4), answer(SQUARE, 1, 1), answer(SQUARE, 7, 7)) == ("SW", "SW", "NE"),
        ),
        Misconception(
            "the middle is half the width",
            "An area from 100 to 102: where is its middle?",
            lambda answer: (
                (answer(SQUARE, 1, 1), answer(SQUARE, 7, 7)) == ("SW", "NE")
                and answer((100.0, 100.0, 102.0, 102.0), 100.2, 100.2) != "SW"
            ),
        ),
        Misconception(
            "a border belongs to the next cell",
            "East of the map there is no next cell. Whose is a point on its last line?",
            lambda answer: answer(SQUARE, 7, 7) == "NE" and not _says(answer, 8, 8),
            "A driver stands on the eastern edge of the map, at (8, 1), and no quarter is theirs.",
        ),
        Misconception(
            "x is north",
            "x grows to the east, y to the north. In which quarter is (7, 1)?",
            lambda answer: (answer(SQUARE, 7, 1), answer(SQUARE, 1, 7)) == ("NW", "SE"),
        ),
        Misconception(
            "one line is like the other",
            "Try a point on each of the two middle lines. Do both go by the rule?",
            lambda answer: (answer(SQUARE, 4, 1) == "SE") != (answer(SQUARE, 1, 4) == "NW"),
        ),
    ),
    steps=(
        "Find the middle between west and east, and between south and north.",
        "Compare y with its middle: S if it is smaller, else N.",
        "Compare x with its middle: W if it is smaller, else E.",
        "Join the two letters.",
    ),
    sister=(
        "*Two clerks share an alphabet: A to M, N to Z.* To ask 'is it before N?' serves every name. To ask each clerk "
        "'is it between A and M? between N and Z?' loses the name that begins with Å."
    ),
    ours=lambda: owner_of,
)


def _says(answer: Answer, x: float, y: float) -> bool:
    try:
        return answer(SQUARE, x, y) in ("SW", "SE", "NW", "NE")
    except Wrong:
        return False
