"""Exercise 24a.1: Bo's side of X3DH, with three agreements or four."""

import hashlib
import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import permutations, product

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from course.checks.answer import CHANGED, Answer
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect
from course.systems.encryption.primitives import ZEROS, agree, hkdf
from course.systems.encryption.taken_apart import AGREEMENTS, OF_ANA, OF_BO, drawn, glance, public_halves, reached
from course.systems.encryption.x3dh import INFO, agreed

Own = dict[str, X25519PrivateKey]
THREE, FOUR = 3, 4


@dataclass(frozen=True, slots=True)
class Talk:
    """A first message at its reader's, and the secret that its writer computed."""

    own: Own
    message: dict[str, bytes]
    right: bytes

    @property
    def case(self) -> str:
        """In words."""
        return f"Ana used {'a' if 'OPK_B' in self.own else 'no'} one-time prekey"


def talk(seed: int, agreements: int) -> Talk:
    """Two people who are drawn from the seed."""
    rng = random.Random(seed)
    ana, bo = drawn(rng, *OF_ANA), drawn(rng, *OF_BO)
    own = {name: bo[name] for name in OF_BO if agreements == FOUR or name != "OPK_B"}
    right = reached(ana, public_halves(ana) | public_halves(own), AGREEMENTS[:agreements])
    assert right is not None  # Ana has a half of each
    order = rng.sample([*own], len(own))  # a dictionary's order says nothing
    return Talk({name: own[name] for name in order}, public_halves(ana), right)


def computed(answer: Answer, one: Talk) -> bytes:
    """What the answer makes of copies, so that one that keeps or deletes keys spoils nothing."""
    try:
        result: bytes = answer(dict(one.own), dict(one.message))
    except Wrong as wrong:
        raise Wrong(one.case, wrong.args[1]) from None
    return result


def judged(answer: Answer, one: Talk) -> None:
    given = computed(answer, one)
    expect(len(given) == len(one.right), one.case, f"Your secret has {len(given)} bytes; Ana's has {len(one.right)}.")
    if given != one.right:  # only then, since a glance takes its time
        raise Wrong(one.case, f"Ana's secret shows as {glance(one.right)}, yours as {glance(given)}.")


def three(answer: Answer) -> None:
    judged(answer, talk(1, THREE))


def four(answer: Answer) -> None:
    judged(answer, talk(2, FOUR))


def others(answer: Answer) -> None:
    for seed in range(3, 8):
        for agreements in (FOUR, THREE):
            judged(answer, talk(seed, agreements))


def untouched(answer: Answer) -> None:
    for one in (talk(9, FOUR), talk(9, THREE)):
        own, message, results = dict(one.own), dict(one.message), list[bytes]()
        with suppress(Wrong):  # that it raises, other properties say
            results = [answer(own, message) for _ in range(2)]
        gone = sorted(set(one.own) - set(own)) + sorted(set(one.message) - set(message))
        expect(not gone, one.case, f"{', '.join(gone)} is gone, and nothing has been opened yet.")
        expect(own == one.own and message == one.message, one.case, CHANGED)
        same = len(set(results)) <= 1
        expect(same, f"{one.case}; you are asked twice", "The second secret is another one. What do you remember?")


def by_name(one: Talk) -> dict[str, bytes]:
    """All agreements that Bo's phone can make, by the names of both keys."""
    return {
        f"{own} {theirs}": agree(private, public)
        for (own, private), (theirs, public) in product(one.own.items(), one.message.items())
    }


def right_results(one: Talk) -> list[bytes]:
    made = by_name(one)
    pairs = [(other, first) if first in OF_ANA else (first, other) for first, other in AGREEMENTS]
    return [made[" ".join(pair)] for pair in pairs if pair[0] in one.own]


def hashed(results: list[bytes]) -> bytes:
    return agreed(results, b"", b"").secret


def given_for(answer: Answer, agreements: int) -> bytes | None:
    """What the answer gives for one talk; None where it breaks."""
    try:
        return computed(answer, talk(2, agreements))
    except Wrong:
        return None


def looks_like(answer: Answer, wrong: Callable[[Talk], Iterator[bytes]]) -> bool:
    """Whether the answer is one of those that this belief leads to, with three agreements or with four."""
    for agreements in (THREE, FOUR):
        one, given = talk(2, agreements), given_for(answer, agreements)
        if given is not None and given != one.right and given in wrong(one):
            return True
    return False


def in_another_order(one: Talk) -> Iterator[bytes]:
    return (hashed(list(order)) for order in permutations(right_results(one)))


def one_is_missing(one: Talk) -> Iterator[bytes]:
    results = right_results(one)
    return (hashed(results[:place] + results[place + 1 :]) for place in range(len(results)))


def identities_meet(one: Talk) -> Iterator[bytes]:
    """The two identity keys agree, in the place of some other agreement."""
    results = right_results(one)
    for place in range(len(results)):
        yield hashed([*results[:place], by_name(one)["IK_B IK_A"], *results[place + 1 :]])


def another_pair(one: Talk) -> Iterator[bytes]:
    """One or two of the agreements are made with another pair."""
    results, made = right_results(one), [*by_name(one).values()]
    for place, other in product(range(len(results)), made):
        yield hashed([*results[:place], other, *results[place + 1 :]])


def without_stretching(one: Talk) -> Iterator[bytes]:
    joined = b"".join(right_results(one))
    yield joined
    yield b"\xff" * 32 + joined
    yield hashlib.sha256(joined).digest()
    yield hashlib.sha256(b"\xff" * 32 + joined).digest()
    yield hkdf(joined, salt=ZEROS, info=INFO, length=32)
    for prefix in (b"", b"\xff" * 32):
        yield hkdf(prefix + joined, salt=ZEROS, info=b"", length=32)
        yield hkdf(prefix + joined, salt=ZEROS, info=b"X3DH", length=32)


def wants_a_fourth(answer: Answer) -> bool:
    return given_for(answer, THREE) != talk(2, THREE).right and given_for(answer, FOUR) == talk(2, FOUR).right


def takes_the_wrong_halves(answer: Answer) -> bool:
    """Whether it looks for a half that Bo's phone has not, or agrees with a public half as with a private one."""
    try:
        computed(answer, talk(2, THREE))
    except Wrong as wrong:
        return any(error in wrong.args[1] for error in ("KeyError: 'IK_A'", "KeyError: 'EK_A'", "'exchange'"))
    return False


def leaves_the_fourth(answer: Answer) -> bool:
    one = talk(2, FOUR)
    return given_for(answer, FOUR) == hashed(right_results(one)[:THREE])


def throws_away(answer: Answer) -> bool:
    one = talk(2, FOUR)
    own = dict(one.own)
    with suppress(Wrong):
        answer(own, dict(one.message))
    return "OPK_B" not in own


def ours(own: Own, message: dict[str, bytes]) -> bytes:
    secret = reached(own, message, AGREEMENTS if "OPK_B" in own else AGREEMENTS[:THREE])
    assert secret is not None  # Bo has a half of each
    return secret


BO_COMPUTES = Exercise(
    id="24a.1",
    title="bo_computes(own, message)",
    objective="both",
    points=2.0,
    expects=Function(("own", "message"), bytes),
    properties=(
        Property("without a one-time prekey, Bo has Ana's secret", three),
        Property("with a one-time prekey too", four),
        Property("so have other people, with other keys", others),
        Property("what was given stays as it was, and gives the same secret again", untouched),
    ),
    misconceptions=(
        Misconception(
            "the private half may go as soon as it was used",
            "Somebody sends garbage that names this one-time prekey, before Ana's message comes. With what do you open hers?",
            throws_away,
        ),
        Misconception(
            "three agreements are always enough",
            "Ana hashed four results. How do you know that she did, and which one is missing?",
            leaves_the_fourth,
        ),
        Misconception(
            "there is always a one-time prekey",
            "The server had none left for Ana. What is in `own` then?",
            wants_a_fourth,
        ),
        Misconception(
            "Bo's phone does as Ana's does",
            "`agree` takes a private half, then a public one. Which private halves has Bo's phone, and which halves came with the message?",
            takes_the_wrong_halves,
        ),
        Misconception(
            "each phone begins with its own identity",
            "Ana hashes agreement 1 of the picture first. Which of your results is agreement 1, and where does it stand?",
            lambda answer: looks_like(answer, in_another_order),
        ),
        Misconception(
            "the identities agree with each other",
            "Which line of the picture joins IK_A and IK_B?",
            lambda answer: looks_like(answer, identities_meet),
        ),
        Misconception(
            "one agreement can be spared",
            "Lay your lines beside Ana's. How many results does she hash?",
            lambda answer: looks_like(answer, one_is_missing),
        ),
        Misconception(
            "any pair will do",
            "For each line of the picture, look at both ends. Which half of Bo's did you use there, and which half of Ana's?",
            lambda answer: looks_like(answer, another_pair),
        ),
        Misconception(
            "the results are the secret",
            "Ana did one more thing with the results, after she had joined them. Which function of hers did that, and with what in front?",
            lambda answer: looks_like(answer, without_stretching),
        ),
    ),
    steps=(
        "Go through the agreements in Ana's order, so that the results are joined as hers are.",
        "For each, take the half that is Bo's out of `own`, and the other one out of `message`.",
        "Make the fourth only if `own` has a one-time prekey.",
        "Stretch the results as Ana did.",
    ),
    sister=(
        "*Two clocks with secret hands.* Ana turns her red hand by Bo's blue number, then her green hand by Bo's white number, and "
        "writes both results down in this order. Bo turns his **blue** hand by Ana's red number first, then his **white** hand by her "
        "green number. He follows *her* list, each time with the hand that is his."
    ),
    ours=lambda: ours,
    pattern=None,
)
