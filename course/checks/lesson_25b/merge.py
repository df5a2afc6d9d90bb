"""Exercise 25b.2: one list from what several nodes answered."""

import random

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect
from course.systems.nearby_drivers.shards import Sighting, newest_first

Answers = list[list[Sighting] | None]
ONE: Answers = [[("ana", 4, 0.5), ("bo", 9, 0.2), ("cy", 2, 0.9)]]
TWO: Answers = [[("ana", 4, 0.5), ("cy", 2, 0.9)], [("bo", 9, 0.2), ("di", 1, 0.7)]]
CROSSED: Answers = [[("ana", 7, 0.3), ("bo", 9, 0.4)], [("ana", 8, 0.6)]]
CROSSED_BACK: Answers = [[("ana", 8, 0.6)], [("ana", 7, 0.3), ("bo", 9, 0.4)]]
NEARER: Answers = [[("ana", 8, 0.3)], [("ana", 7, 0.6)]]
COPIES: Answers = [[("ana", 3, 0.4), ("bo", 5, 0.1)], [("bo", 5, 0.1), ("ana", 3, 0.4)]]
SILENT: Answers = [None, [("ana", 3, 0.4)], None]
HIDING: Answers = [[("ana", 7, 0.1), ("bo", 5, 0.2), ("cy", 5, 0.3)], [("ana", 8, 0.9), ("bo", 6, 0.8)]]
TIES: Answers = [[("ana", 2, 0.5), ("bo", 1, 0.0)], [("cy", 2, 0.5), ("di", 3, 12.5), ("eve", 4, 9.5)]]
BUSY: Answers = [[("ana", 1, 0.1), ("bo", 40, 0.2), ("cy", 300, 0.12)], [("di", 2, 0.15)]]


def situation(answers: Answers, limit: int) -> str:
    """The answers in a line; long ones are counted."""
    if sum(len(answer or ()) for answer in answers) <= 6:
        return f"answers = {answers}, limit = {limit}"
    sizes = ", ".join("none" if answer is None else str(len(answer)) for answer in answers)
    return f"{len(answers)} nodes with {sizes} sightings, limit {limit}"


def judged(answer: Answer, answers: Answers, limit: int) -> None:
    """Right drivers at right distances, in order; who is equally far may stand in any order."""
    case = situation(answers, limit)
    given = answer(answers, limit)
    fine = all(
        isinstance(pair, (tuple, list))
        and len(pair) == 2
        and isinstance(pair[0], str)
        and type(pair[1]) in (int, float)
        for pair in given
    )
    expect(fine, case, "Return a list of (driver, km).")
    names = [name for name, _ in given]
    twice = next((name for name in names if names.count(name) > 1), None)
    expect(twice is None, case, f"{twice} stands in your list {names.count(twice or '')} times.")
    right = newest_first([sightings or () for sightings in answers])
    where = dict(right)
    for name, km in given:
        expect(name in where, case, f"Nobody saw {name}.")
        expect(where[name] == km, case, f"You say {name} is {km:g} km away; the newest ping says {where[name]:g}.")
    wanted = min(limit, len(right))
    expect(len(given) == wanted, case, f"Your list has {len(given)} drivers; {wanted} are wanted.")
    distances = [km for _, km in given]
    expect(distances == sorted(distances), case, f"The distances are not in order: {distances[:4]}.")
    nearest = [km for _, km in right[:wanted]]
    expect(distances == nearest, case, f"Your farthest is at {distances[-1:]} km, it should be {nearest[-1:]}.")


def one_list(answer: Answer) -> None:
    cases: tuple[Answers, ...] = (ONE, TWO, TIES, [], [[]])
    for answers in cases:
        judged(answer, answers, 10)


def newest_wins(answer: Answer) -> None:
    for answers in (CROSSED, CROSSED_BACK, NEARER, COPIES):
        judged(answer, answers, 10)


def limit_last(answer: Answer) -> None:
    for limit in (1, 2, 3):
        for answers in (ONE, TWO, HIDING, BUSY):
            judged(answer, answers, limit)


def no_answer(answer: Answer) -> None:
    cases: tuple[Answers, ...] = (SILENT, [None], [*CROSSED, None])
    for answers in cases:
        judged(answer, answers, 10)


def many(answer: Answer) -> None:
    rng = random.Random(25)
    for _ in range(60):
        count, nodes = rng.choice((3, 12, 40)), rng.choice((1, 2, 3, 8))
        answers: Answers = [[] for _ in range(nodes)]
        for number in range(count):
            pings = rng.sample(range(1, 10_000), min(nodes, rng.choice((1, 1, 1, 2, 3))))
            for node, ping in zip(rng.sample(range(nodes), len(pings)), pings, strict=True):
                kept = answers[node]
                assert kept is not None
                kept.append((f"d{number}", ping, rng.randrange(1, 10**6) / 10**5))
        for kept in answers:
            rng.shuffle(kept or [])
        if rng.random() < 0.2:
            answers[rng.randrange(nodes)] = None
        judged(answer, answers, rng.choice((1, 5, 10, 25)))


def gives(answer: Answer, answers: Answers, limit: int = 10) -> list[tuple[str, float]] | None:
    """What the answer says; None where it breaks."""
    try:
        return [tuple(pair) for pair in answer(answers, limit)]
    except (Wrong, TypeError):
        return None


def km_of_ana(answer: Answer, answers: Answers) -> float | None:
    given = gives(answer, answers)
    found = [pair for pair in given or [] if len(pair) == 2 and pair[0] == "ana"]
    return found[0][1] if len(found) == 1 else None


def first_or_last(answer: Answer) -> bool:
    both = km_of_ana(answer, CROSSED), km_of_ana(answer, CROSSED_BACK)
    return None not in both and both[0] != both[1]


def ours(answers: Answers, limit: int) -> list[tuple[str, float]]:
    """Nodes that did not answer left out, then the newest sightings."""
    return newest_first([sightings or () for sightings in answers], limit)


MERGE = Exercise(
    id="25b.2",
    title="one_list(answers, limit)",
    objective="shards",
    points=2.0,
    expects=Function(("answers", "limit"), (list, tuple)),
    properties=(
        Property("everybody who was seen, nearest first", one_list),
        Property("each driver once, where the newest ping saw them", newest_wins),
        Property("at most `limit`, and never fewer without need", limit_last),
        Property("a node that did not answer does not stop the others", no_answer),
        Property("on any city", many),
    ),
    misconceptions=(
        Misconception(
            "the last rider's cars are still there",
            "Two riders ask, in two cities. Where does your function keep what it knows of the first?",
            lambda answer: bool(gives(answer, ONE)) and bool(gives(answer, [])),
        ),
        Misconception(
            "the nearer sighting is the better one",
            "Ping 7 saw ana at 0.3 km, ping 8 at 0.6. Where is ana now?",
            lambda answer: (
                km_of_ana(answer, CROSSED) == km_of_ana(answer, CROSSED_BACK) == 0.3
                and km_of_ana(answer, NEARER) == 0.3
            ),
        ),
        Misconception(
            "the order of the answers is the order of time",
            "The two nodes answer in the other order. Has ana driven back?",
            first_or_last,
        ),
        Misconception(
            "a driver stands on one node",
            "ana crossed a border a moment ago. Who has told the old node?",
            lambda answer: len([pair for pair in gives(answer, CROSSED) or [] if pair[0] == "ana"]) > 1,
        ),
        Misconception(
            "a newer ping is a nearer car",
            "Whom does the rider want to see first: who pinged most, or who is nearest?",
            lambda answer: [pair[0] for pair in gives(answer, BUSY) or []] == ["cy", "bo", "di", "ana"],
        ),
        Misconception(
            "names are in the order of distances",
            "Print your list. By what is it sorted, and which half of each pair tells how far the car is?",
            lambda answer: [pair[0] for pair in gives(answer, TWO) or []] == ["ana", "bo", "cy", "di"],
        ),
        Misconception(
            "cut first, then look",
            "You cut the list, and then sightings of the same driver fell away. How long is it now?",
            lambda answer: km_of_ana(answer, CROSSED) == 0.6 and gives(answer, HIDING, 1) == [("ana", 0.1)],
            "Limit 1: ana and bo seemed nearest, and both have driven away. The nearest is cy.",
        ),
        Misconception(
            "every node answers",
            "One node is being restarted. What do the riders of the whole city see?",
            lambda answer: gives(answer, ONE) is not None and gives(answer, SILENT) is None,
        ),
        Misconception(
            "a silent node ends the search",
            "The first node did not answer. What do the others know?",
            lambda answer: gives(answer, SILENT) == [],
        ),
        Misconception(
            "the limit is a wish",
            "The app has room for `limit` cars. How many do you send?",
            lambda answer: len(gives(answer, ONE, 1) or []) > 1,
        ),
    ),
    steps=(
        "Leave out the nodes that did not answer.",
        "For each driver keep the sighting with the greatest number.",
        "Sort what is kept by kilometres.",
        "Return the first of them, as (driver, km).",
    ),
    sister=(
        "*Two guards of a museum report which visitors they saw, with the minute.* Mia: hall 1 at 10:02, hall 3 at 10:07. "
        "She is in hall 3, whoever reports first. Only then does one ask who stands nearest to the exit."
    ),
    ours=lambda: ours,
    pattern="two copies of one truth",
)
