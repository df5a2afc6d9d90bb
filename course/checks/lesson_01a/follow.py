"""Exercise 01a.1: which tier did the plan forget?"""

import random
from functools import partial
from types import NoneType

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, expect
from course.simulation.tiers import Chain, furthest_over

ALONE = ("server", 400, 1.0)
SPARED = [("cache", 500, 0.2), ("table", 400, 0.0)]
NARROW = [("server", 2_000, 1.0), ("cache", 1_500, 0.2), ("table", 320, 0.0)]
THREE_STEPS = [("gate", 2_000, 0.5), ("cache", 1_000, 0.2), ("table", 150, 0.0)]
SECOND_IS_OVER = [("gate", 2_000, 0.5), ("cache", 400, 1.0), ("table", 100, 0.0)]
FEW_CALLS = [("server", 600, 0.1), ("table", 20, 0.0)]
SMALL_BUT_SPARED = [("server", 900, 0.05), ("table", 60, 0.0)]
FIRST_IS_WORST = [("server", 200, 1.0), ("cache", 900, 0.0)]
FULL_HANDS_ON = [("gate", 500, 1.0), ("table", 300, 0.0)]
TWICE = [("server", 2_000, 1.0), ("cache", 1_100, 0.2), ("table", 300, 1.0), ("cache", 1_100, 0.0)]
TWICE_AND_WORST = [("cache", 600, 0.5), ("table", 250, 1.0), ("cache", 600, 0.0)]
ROOMY = [("server", 500, 1.0), ("cache", 4_000, 0.0)]
HALVES = [("gate", 10, 0.5), ("table", 2, 0.0)]  # for 5 clicks/s: 2.5 calls/s are no 2
CALLS_PER_S = 1_000
CLOSE = 1e-9


def told(per_s: float, chain: Chain) -> str:
    """What each tier gets and does, in words."""
    calls: dict[str, list[str]] = {}
    for name, _, hands_on in chain:
        calls.setdefault(name, []).append(f"{per_s:,.10g}")
        per_s *= hands_on
    does = {name: capacity for name, capacity, _ in chain}
    gets = (f"the {name} gets {' + '.join(each)} calls/s and does {does[name]:,.10g}" for name, each in calls.items())
    return "; ".join(gets) + "."


def named(cases: tuple[tuple[float, Chain], ...], answer: Answer) -> None:
    for per_s, chain in cases:
        given, wanted = answer(per_s, list(chain)), furthest_over(per_s, chain)
        said = "nobody" if given is None else f"{given!r}"
        expect(
            given == wanted,
            f"{per_s:,} clicks/s, {list(chain)}",
            f"You name {said}. Here {told(per_s, chain)}",
        )


def brute_force(answer: Answer) -> None:
    rng = random.Random(1)
    for _ in range(300):
        capacity = {name: rng.randrange(50, 3_000) for name in ("gate", "server", "cache", "table")}
        steps = rng.choices(list(capacity), k=rng.randint(1, 5))
        chain = [(name, capacity[name], rng.choice((1.0, 0.9, 0.5, 0.2, 0.05))) for name in steps]
        per_s = rng.randrange(10, 5_000)
        if furthest_over(per_s * (1 - CLOSE), chain) == furthest_over(per_s * (1 + CLOSE), chain):
            named(((per_s, chain),), answer)  # a load that rounding could put on either side of 1 is left out


FORGOTTEN = Exercise(
    id="01a.1",
    title="forgotten(clicks_per_s, chain)",
    objective="follow",
    points=2.0,
    expects=Function(("clicks_per_s", "chain"), (str, NoneType)),
    properties=(
        Property("a single tier that is too small is named", partial(named, ((CALLS_PER_S, [ALONE]),))),
        Property(
            "nobody is named where every tier keeps up, even just",
            partial(named, ((100, [ALONE]), (400, [ALONE]))),
        ),
        Property(
            "a tier gets every call of the one before that was handed on", partial(named, ((CALLS_PER_S, SPARED),))
        ),
        Property(
            "and no more than those", partial(named, ((CALLS_PER_S, NARROW), (CALLS_PER_S, THREE_STEPS), (5, HALVES)))
        ),
        Property(
            "the calls of a tier that stands twice add up",
            partial(named, ((CALLS_PER_S, TWICE), (CALLS_PER_S, TWICE_AND_WORST))),
        ),
        Property(
            "calls ÷ capacity decides who is furthest over",
            partial(
                named,
                (
                    (CALLS_PER_S, SECOND_IS_OVER),
                    (CALLS_PER_S, FEW_CALLS),
                    (CALLS_PER_S, SMALL_BUT_SPARED),
                    (CALLS_PER_S, ROOMY),
                    (CALLS_PER_S, FIRST_IS_WORST),
                    (CALLS_PER_S, FULL_HANDS_ON),
                ),
            ),
        ),
        Property("in 300 random chains too", brute_force),
    ),
    misconceptions=(
        Misconception(
            "the ratio may stand either way up",
            "Which is worse: calls ÷ capacity of 5, or of one fifth? Which of the two do you compute?",
            lambda answer: answer(CALLS_PER_S, ROOMY) == "cache",
        ),
        Misconception(
            "someone is always to blame",
            "100 calls a second come, and the server does 400. What is your function asked to return then?",
            lambda answer: answer(100, [ALONE]) is not None,
        ),
        Misconception(
            "a full tier is over",
            "400 calls come, and the server does 400. Is one of them lost?",
            lambda answer: answer(400, [ALONE]) is not None,
        ),
        Misconception(
            "every tier gets all clicks",
            "The cache hands on 0.2 of its calls. How many of 1,000 arrive behind it?",
            lambda answer: answer(CALLS_PER_S, NARROW) == "table",
        ),
        Misconception(
            "a tier is spared by what it answers itself",
            "The cache answers 80 of 100. Who asked it those 80 times?",
            lambda answer: answer(CALLS_PER_S, SPARED) != "cache" and answer(CALLS_PER_S, [ALONE]) == "server",
        ),
        Misconception(
            "only the tier before counts",
            "The gate hands on half, and the cache a fifth of that. Which calls does the cache get to hand on?",
            lambda answer: answer(CALLS_PER_S, THREE_STEPS) == "table",
        ),
        Misconception(
            "a tier that is called twice counts once",
            "The cache stands twice in the chain. Is that one cache or two? How many calls does it get in all?",
            lambda answer: (
                answer(CALLS_PER_S, SPARED) == "cache"
                and answer(5, HALVES) == "table"
                and (answer(CALLS_PER_S, TWICE), answer(CALLS_PER_S, TWICE_AND_WORST)) != ("cache", "cache")
            ),
        ),
        Misconception(
            "the most calls make the worst tier",
            "The gate gets most calls, and it does 2,000. Is it in trouble?",
            lambda answer: answer(CALLS_PER_S, SECOND_IS_OVER) == "gate",
        ),
        Misconception(
            "the first one that is over is the worst",
            "You stop at the first tier that is over. Can a later one be further over?",
            lambda answer: answer(CALLS_PER_S, SECOND_IS_OVER) == "cache",
        ),
        Misconception(
            "a full tier hands on only what it does",
            "The task lets a tier that is too small still hand on its share. The share of which number?",
            lambda answer: answer(CALLS_PER_S, FULL_HANDS_ON) == "gate" and answer(CALLS_PER_S, FEW_CALLS) == "table",
        ),
        Misconception(
            "the last one that is over is the worst",
            "The server gets 1,000 and does 200, the cache gets 1,000 and does 900. Which one is further over?",
            lambda answer: answer(CALLS_PER_S, FIRST_IS_WORST) == "cache",
        ),
        Misconception(
            "the largest number of lost calls is the worst",
            "400 calls too many for 600, or 80 too many for 20: which tier is asked for five times what it does?",
            lambda answer: (
                answer(CALLS_PER_S, FEW_CALLS) == "server" and answer(CALLS_PER_S, SECOND_IS_OVER) == "table"
            ),
        ),
    ),
    steps=(
        "Begin with no load for any tier.",
        "At a step, divide the calls by the tier's capacity, and add that to the load of this tier.",
        "Multiply the calls by the share that goes on, and take the next step.",
        "After the last step, find the tier with the largest load.",
        "Return it if its load is above 1, else None.",
    ),
    sister=(
        "*A canteen.* 300 guests an hour come to the counter; it does 400: 0.75. All go on to the till; it does 320: "
        "0.94. A tenth go back for a drink: 30, and the fridge serves 100: 0.3. They pay again: 30 more at the till. "
        "0.94 + 0.09 is 1.03, so the till is over, though neither line of it is."
    ),
    ours=lambda: furthest_over,
    pattern="load on the wrong tier",
)
