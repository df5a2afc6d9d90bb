"""Exercise 25.3: the query box."""

from course.checks.answer import Answer
from course.checks.model import Exercise, Misconception, Property, WidgetState, Wrong, expect
from course.errors import CourseError
from course.widgets.quadtree import FEWEST_FOUND, MOST_FOUND, MOST_STEPS, Search, query_box


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


def leaves_somebody_out(answer: Answer) -> None:
    search = searched(answer)
    expect(
        len(search.found) <= MOST_FOUND,
        f"a {search.shape} of {2 * search.half_km:.1f} km",
        f"It finds {len(search.found):,} drivers. Leave somebody out: at most {MOST_FOUND:,}.",
    )


def works_little(answer: Answer) -> None:
    search = searched(answer)
    expect(
        search.cost <= MOST_STEPS,
        f"{search.visited} cells visited, {search.compared} places compared",
        f"Together {search.cost}; at most {MOST_STEPS} steps are allowed.",
    )


QUERY = Exercise(
    id="25.3",
    title="A thousand drivers in few steps",
    objective="cut",
    points=1.0,
    expects=WidgetState(),
    properties=(
        Property(f"it finds {FEWEST_FOUND:,} drivers or more", finds_enough),
        Property(f"it leaves somebody out: {MOST_FOUND:,} at most", leaves_somebody_out),
        Property(f"it takes at most {MOST_STEPS} steps", works_little),
    ),
    misconceptions=(
        Misconception(
            "a larger box costs more",
            "Go on making it larger, and watch the places compared. Which cells are taken without a comparison?",
            lambda answer: len(searched(answer).found) < FEWEST_FOUND,
        ),
        Misconception(
            "a search without a border",
            "The whole map has no border, so nothing is compared. What does a search cost that leaves some out?",
            lambda answer: len(searched(answer).found) > MOST_FOUND,
        ),
        Misconception(
            "a leaf on the border costs the same, however full it is",
            "The border crosses some leaves. How many drivers are compared in each of them, and which control decides that?",
            lambda answer: len(searched(answer).found) >= FEWEST_FOUND and searched(answer).capacity > 20,
        ),
        Misconception(
            "the middle of the city is the dear part",
            "Follow the border of your search with your eyes. How many drivers stand near it?",
            lambda answer: len(searched(answer).found) >= FEWEST_FOUND and searched(answer).cost > MOST_STEPS,
        ),
    ),
    steps=(
        "Make the box larger until it finds a thousand; read the steps.",
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
