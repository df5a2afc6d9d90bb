"""Exercise 24a.2: who can compute the secret of these agreements."""

import random
from itertools import combinations

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect
from course.systems.encryption.taken_apart import AGREEMENTS, OF_ANA, OF_BO, thefts

Pairs = list[tuple[str, str]]
TWO: Pairs = [("EK_A", "SPK_B"), ("EK_A", "IK_B")]
NAMES = ("red", "blue", "green", "white", "blue-green", "grey")  # one stands in another: they are compared whole


def reaches(pairs: Pairs, known: set[str]) -> bool:
    """One half of each pair is known."""
    return not [pair for pair in pairs if known.isdisjoint(pair)]


def judged(answer: Answer, pairs: Pairs, known: set[str]) -> None:
    given, wanted = answer(list(pairs), set(known)), reaches(pairs, known)
    stuck = [pair for pair in pairs if known.isdisjoint(pair)]
    why = f"No half of {' and '.join(stuck[0])} is known, so this agreement cannot be made." if stuck else ""
    expect(
        given is wanted,
        f"agreements {', '.join(' with '.join(pair) for pair in pairs)}; known: {' and '.join(sorted(known)) or 'nothing'}",
        f"You say {given}. {why or 'Each of the agreements can be made.'}",
    )


def one_agreement(answer: Answer) -> None:
    for known in ({"SPK_B"}, {"EK_A"}, {"EK_A", "SPK_B"}, set[str](), {"IK_B"}):
        judged(answer, TWO[:1], known)


def several(answer: Answer) -> None:
    for known in ({"EK_A"}, {"SPK_B"}, {"IK_B"}, {"SPK_B", "IK_B"}, {"IK_A", "OPK_B"}, {"EK_A", "OPK_B"}):
        judged(answer, TWO, known)


def the_four(answer: Answer) -> None:
    for known in thefts():
        judged(answer, [*AGREEMENTS], set(known))
        judged(answer, [*AGREEMENTS][::-1], set(known))


def other_names(answer: Answer) -> None:
    rng = random.Random(24)
    for count in (1, 2, 3, 5, 8):
        for _ in range(8):
            pairs = rng.sample([*combinations(NAMES, 2)], count)
            judged(answer, pairs, set(rng.sample(NAMES, rng.randint(0, 4))))


def says(answer: Answer, pairs: Pairs, known: set[str]) -> object:
    try:
        return answer(list(pairs), set(known))
    except Wrong:
        return None


def like(answer: Answer, *expected: bool) -> bool:
    """Whether it answers four small cases so: one half known of two agreements, all halves, only Ana's, only Bo's."""
    cases = ({"SPK_B"}, {"EK_A", "SPK_B", "IK_B"}, {"EK_A"}, {"SPK_B", "IK_B"})
    return tuple(says(answer, TWO, known) for known in cases) == expected


def counts(answer: Answer) -> bool:
    return says(answer, TWO, {"IK_A", "OPK_B"}) is True and says(answer, TWO, {"IK_A"}) is False


def nothing_is_enough(answer: Answer) -> bool:
    return says(answer, TWO, set()) is True and says(answer, TWO, {"IK_A"}) is False


def one_is_never_enough(answer: Answer) -> bool:
    alone = [says(answer, TWO[:1], {name}) for name in TWO[0]]
    return alone == [False, False] and all(says(answer, TWO[:1], {name, "grey"}) is True for name in TWO[0])


def knows_only_five(answer: Answer) -> bool:
    good = all(says(answer, [*AGREEMENTS], set(known)) is reaches([*AGREEMENTS], set(known)) for known in thefts())
    return good and says(answer, [("red", "blue")], {"red", "white"}) is not True


def wants_one_person(answer: Answer) -> bool:
    """Whether the keys of either person are enough, and a mixture is not."""
    either = all(says(answer, [*AGREEMENTS], set(known)) is True for known in (OF_ANA, OF_BO))
    mixed = says(answer, [*AGREEMENTS], {"EK_A", "SPK_B"}) is False
    return either and mixed and says(answer, TWO[:1], {"EK_A", "SPK_B"}) is True


def identities_rule(answer: Answer) -> bool:
    both = {"IK_A", "IK_B"}
    return says(answer, [*AGREEMENTS], both) is True and says(answer, [*AGREEMENTS], {*OF_ANA} - {"IK_A"}) is False


CAN_REACH = Exercise(
    id="24a.2",
    title="can_reach(pairs, known)",
    objective="reach",
    points=2.0,
    expects=Function(("pairs", "known"), bool),
    properties=(
        Property("one agreement: either half is enough", one_agreement),
        Property("two agreements: both must be made", several),
        Property("the four of X3DH, with each of 32 thefts", the_four),
        Property("other names, other agreements", other_names),
    ),
    misconceptions=(
        Misconception(
            "who knows nothing lacks nothing",
            "Nobody's private half is known. With which key would the first agreement be made?",
            nothing_is_enough,
        ),
        Misconception(
            "one key is never enough",
            "There is one agreement, and one of its two private halves is known. What more does Ana's phone have, when it makes it?",
            one_is_never_enough,
        ),
        Misconception(
            "the rule is about these five names",
            "An agreement joins `red` and `blue`, and `red` is known. Which line of yours looks at it?",
            knows_only_five,
        ),
        Misconception(
            "many keys are enough",
            "Two private halves of other pairs are known. Which of the agreements can be made with them?",
            counts,
        ),
        Misconception(
            "one agreement opens all",
            "The secret is hashed out of all results. You have one of two. What do you hash?",
            lambda answer: like(answer, True, True, True, True) and says(answer, TWO, {"IK_A"}) is False,
        ),
        Misconception(
            "both halves are needed",
            "Ana has no private half of Bo's, and makes the agreement all the same. What did she need of his?",
            lambda answer: like(answer, False, True, False, False),
        ),
        Misconception(
            "only the writer's half counts",
            "Bo's phone makes the agreements too. Which half does it use?",
            lambda answer: like(answer, False, True, True, False),
        ),
        Misconception(
            "only the reader's half counts",
            "Ana's phone makes the agreements too. Which half does it use?",
            lambda answer: like(answer, False, True, False, True),
        ),
        Misconception(
            "one person must make all of them",
            "EK_A and SPK_B are known, one of Ana's and one of Bo's. Which of the four agreements cannot be made?",
            wants_one_person,
        ),
        Misconception(
            "who has the identities has everything",
            "IK_A and IK_B are known. With which of the two do you make agreement 3?",
            identities_rule,
        ),
    ),
    steps=(
        "Look at the agreements one by one.",
        "An agreement can be made if one of its two private halves is known, whichever.",
        "If one of them cannot be made, the answer is False.",
        "If all can be made, it is True.",
    ),
    sister=(
        "*A chest with three locks.* To each lock there are two keys, one with the mayor, one with a baker, a smith or a miller. A thief "
        "has the baker's key and the smith's. Lock 1: baker, opens. Lock 2: smith, opens. Lock 3: miller or mayor, stays closed. So "
        "does the chest. With the mayor's three keys alone it opens."
    ),
    ours=lambda: reaches,
    pattern=None,
)
