"""Exercise 25.2: may the ring search stop?"""

import random

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, expect
from course.systems.nearby_drivers.designs import rings_reach

CELLS_KM = (1.0, 0.5, 0.25, 2.0)  # powers of two: k · cell is exact, so that equality is a fair question
SIDES = (
    ("on the left edge of your cell", "to the right", "to the left"),
    ("on the lower edge of your cell", "upwards", "downwards"),
)


def too_early(answer: Answer, cell_km: float, ring: int, best_km: float) -> None:
    """The answer may not be yes: somebody nearer may stand just outside."""
    stand, taken, missed = SIDES[ring % 2]
    reach_km = ring * cell_km
    closer = reach_km + min(best_km - reach_km, cell_km) / 2
    where = taken if best_km <= reach_km + cell_km else "towards the far corner"
    expect(
        not answer(cell_km, ring, best_km),
        f"cells of {cell_km:g} km, rings 0 to {ring} searched, nearest so far {best_km:.4g} km",
        f"You stand {stand}. You take somebody {best_km:.4g} km {where}. Missed: somebody {closer:.4g} km {missed}, in "
        f"ring {ring + 1}.",
    )


def nobody(answer: Answer) -> None:
    for ring in (0, 1, 5, 100):
        expect(
            not answer(1.0, ring, None),
            f"rings 0 to {ring} searched, nobody found",
            "You stop, and the rider gets nobody.",
        )


def never_too_early(answer: Answer) -> None:
    for cell_km in CELLS_KM:
        for ring, cells_away in (
            (0, 0.9),
            (0, 0.4),
            (0, 1.3),
            (1, 1.3),
            (1, 1.1),
            (1, 2.7),
            (2, 2.5),
            (5, 5.25),
            (100, 100.5),
        ):
            too_early(answer, cell_km, ring, cells_away * cell_km)
    rng = random.Random(25)
    for _ in range(400):
        cell_km, ring = rng.choice(CELLS_KM), rng.randrange(8)
        too_early(answer, cell_km, ring, cell_km * (ring + rng.uniform(0.01, 1.4 + 0.4 * ring)))


def never_too_late(answer: Answer) -> None:
    rng = random.Random(26)
    cases = [(cell, ring, ring * cell * part) for cell in CELLS_KM for ring in (1, 2, 5) for part in (0.5, 0.99, 1.0)]
    cases += [(1.0, 0, 0.0), (0.5, 3, 0.0)]
    cases += [(rng.choice(CELLS_KM), rng.randrange(1, 12), rng.random() * 12) for _ in range(600)]
    for cell_km, ring, best_km in cases:
        if best_km <= ring * cell_km:
            expect(
                answer(cell_km, ring, best_km),
                f"cells of {cell_km:g} km, rings 0 to {ring} searched, nearest so far {best_km:g} km",
                "Whoever stands outside these rings is no nearer. You search another ring for nothing.",
            )


STOP = Exercise(
    id="25.2",
    title="may_stop(cell_km, ring, best_km)",
    objective="rings",
    points=2.0,
    expects=Function(("cell_km", "ring", "best_km"), bool),
    properties=(
        Property("with nobody found it goes on", nobody),
        Property("it never stops while somebody nearer may stand outside", never_too_early),
        Property("it stops at the first ring at which it may", never_too_late),
    ),
    misconceptions=(
        Misconception(
            "a lower ring is a shorter way",
            "Where in your cell do you stand?",
            lambda answer: answer(1.0, 0, 1.3) and answer(1.0, 0, 0.9),
            "Taken: 0.9 cells to the right, in your own cell. Missed: 0.2 to the left, next door.",
        ),
        Misconception(
            "my own cell counts whole",
            "How far do you see where your cell ends?",
            lambda answer: answer(1.0, 0, 0.9) and not answer(1.0, 0, 1.3),
            "At the left edge, ring 0 searched: taken 0.9 to the right, missed 0.2 to the left.",
        ),
        Misconception(
            "I stand in the middle",
            "The rider may stand anywhere in the cell. Where do you see least far?",
            lambda answer: answer(1.0, 0, 0.4) and not answer(1.0, 0, 0.9),
        ),
        Misconception(
            "one more ring suffices",
            "How much distance does each ring guarantee?",
            lambda answer: not answer(1.0, 0, 0.9) and answer(1.0, 1, 2.7),
            "Rings 0 and 1 searched: taken 2.7 away, in the far corner of ring 1. Missed: 1.1 to the left, in ring 2.",
        ),
        Misconception(
            "reach is the diagonal",
            "Is a square's border nearest at a side or at a corner?",
            lambda answer: not answer(1.0, 0, 0.9) and answer(1.0, 1, 1.3) and not answer(1.0, 1, 2.7),
            "Rings 0 and 1 searched: taken 1.3 away, diagonally. Missed: 1.1 to the left, in ring 2.",
        ),
        Misconception(
            "a cell is a kilometre",
            "Rings of small cells and of large ones: do they reach equally far?",
            lambda answer: answer(1.0, 1, 1.0) and (not answer(2.0, 1, 1.5) or answer(0.5, 1, 0.9)),
        ),
        Misconception(
            "nought kilometres is nobody",
            "A car stands exactly where the rider stands. Which value says that, and which one says that nobody was found?",
            lambda answer: answer(1.0, 1, 1.0) and not answer(1.0, 1, 0.0),
        ),
        Misconception(
            "a tie is a loss",
            "Somebody outside may be exactly as far as the one you have. Is that a reason to go on?",
            lambda answer: answer(1.0, 1, 0.99) and not answer(1.0, 1, 1.0),
        ),
        Misconception(
            "another ring cannot hurt",
            "You promised to search no further than needed. How far do you see after ring 1, wherever you stand?",
            lambda answer: answer(1.0, 3, 0.5) and not answer(1.0, 1, 0.5) and not answer(1.0, 3, 2.9),
        ),
        Misconception(
            "ring 0 never suffices",
            "A car stands exactly where the rider stands, and only ring 0 was searched. Can anybody outside be nearer?",
            lambda answer: answer(1.0, 1, 1.0) and answer(1.0, 1, 0.0) and not answer(1.0, 0, 0.0),
        ),
        Misconception(
            "nobody found is a reason to stop",
            "Nobody was found in these rings. Where may the nearest car be?",
            lambda answer: answer(1.0, 1, None),
        ),
    ),
    steps=(
        "If nobody was found, go on.",
        "Think of the worst spot in your cell: where is the edge of the searched square nearest?",
        "Say how many whole cells lie between that spot and the edge after this ring.",
        "Turn the cells into kilometres.",
        "Stop if the nearest so far is no farther than that.",
    ),
    free=((0, 1), (0, 2), (0, 3)),
    sister=(
        "*Lamps stand on a long street, one in each block of 100 m; you read house numbers block by block, left and "
        "right.* After two blocks to each side you have surely seen 200 m both ways, not 300: you may stand at the end of yours."
    ),
    ours=lambda: rings_reach,
)
