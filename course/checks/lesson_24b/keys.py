"""Exercise 24b.1: the key of a message that comes in any order, once."""

import random
from collections.abc import Collection, Sequence
from contextlib import suppress
from functools import cache, partial
from types import NoneType

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect
from course.systems.encryption.double_ratchet import chain_step
from course.systems.encryption.model import KEY_BYTES
from course.systems.encryption.receiving import ReceivingChain

CHAIN = bytes(range(KEY_BYTES))
OTHER = bytes(KEY_BYTES - 1) + b"\x01"
MOST_STEPS = 4_000
LONG_GAP = 2_100
SEEDS = 25


class Endless(Exception):
    """The answer took far more steps than it needs."""


class Watched(ReceivingChain):
    """Counts the steps of all its copies together, and stops an answer that takes too many."""

    __slots__ = ("steps",)  # as the chain's: there is no room for a note of the learner's own

    def __init__(self, key: bytes = CHAIN, expected: int = 0, steps: list[int] | None = None) -> None:
        super().__init__(key, expected)
        self.steps = [] if steps is None else steps

    def step(self) -> tuple[int, bytes]:
        """As the chain's, counted."""
        if len(self.steps) >= MOST_STEPS:
            raise Endless
        self.steps.append(self.expected)
        return super().step()

    def copy(self) -> "Watched":
        """As the chain's; its steps count here too."""
        other = Watched(self.key, self.expected, self.steps)
        other.waiting = dict(self.waiting)
        return other

    def __deepcopy__(self, memo: object) -> "Watched":
        return self.copy()


@cache
def made(chain: bytes) -> tuple[list[bytes], list[bytes]]:
    """The keys of a chain that were made so far, and the chain keys before each of them and after the last."""
    return [], [chain]


def message_keys(count: int, chain: bytes = CHAIN) -> list[bytes]:
    """The first keys of a chain."""
    found, chains = made(chain)
    while len(found) < count:
        after, key = chain_step(chains[-1])
        found.append(key)
        chains.append(after)
    return found[:count]


def few(numbers: Collection[object]) -> str:
    """Some numbers in words; a long list is cut."""
    ordered = sorted(map(repr, numbers), key=lambda text: (len(text), text))
    more = f" … ({len(ordered)} of them)" if len(ordered) > 8 else ""
    return ", ".join(ordered[:8]) + more or "none"


def row(numbers: Sequence[int]) -> str:
    """What has come, in words; a long list is cut."""
    some = [*map(str, numbers)] if len(numbers) < 12 else [*map(str, numbers[:5]), "…", *map(str, numbers[-3:])]
    return f"these numbers come, in this order: {', '.join(some)}"


def asked(answer: Answer, chain: Watched, number: int, case: str) -> bytes | None:
    """Ask for one key; whatever goes wrong is told with all that came before."""
    try:
        found: bytes | None = answer(chain, number)
    except Wrong as wrong:
        if len(chain.steps) >= MOST_STEPS:
            raise Wrong(case, f"After {MOST_STEPS:,} steps we stopped it.") from None
        raise Wrong(case, f"At number {number}: {wrong.args[1]}") from None
    return found


def is_the_key_of(key: bytes | None, keys: Sequence[bytes]) -> str:
    """What was returned, in words."""
    if key is None:
        return "None"
    return f"the key of number {keys.index(key)}" if key in keys else "something that is no key of this chain"


def plays(answer: Answer, numbers: Sequence[int], *, chain: Watched | None = None, looks: bool = False) -> None:
    """Let these numbers come; each first one must get its key, each repeated one None."""
    given = chain or Watched()
    keys = message_keys(max(numbers) + 2, given.key)
    for at, number in enumerate(numbers):
        came, case = set(numbers[:at]), row(numbers[: at + 1])
        found = asked(answer, given, number, case)
        said = f"For number {number} you return {is_the_key_of(found, keys)}."
        if number in came:
            expect(found is None, case, f"{said} It has been opened already: this is a replay.")
        else:
            expect(found == keys[number], case, said)
        if looks:
            only_missing_keys_wait(given, came | {number}, keys, case)


def only_missing_keys_wait(chain: Watched, came: set[int], keys: Sequence[bytes], case: str) -> None:
    """A thief who copies the phone now finds keys of messages that have not come, and no other."""
    missing = sorted(set(range(max(came))) - came)
    expect(
        chain.expected == max(came) + 1,
        case,
        f"Afterwards the chain stands at number {chain.expected}; the largest number that came is {max(came)}.",
    )
    marks = [number for number, key in chain.waiting.items() if key is None]
    expect(not marks, case, f"Afterwards the dictionary holds an entry without a key, under {few(marks)}.")
    if set(chain.waiting) != set(missing):
        why = f"Afterwards keys wait for {few(chain.waiting)}; the numbers that have not come are {few(missing)}."
        raise Wrong(case, why)
    wrong = [number for number in missing if chain.waiting[number] != keys[number]]
    expect(not wrong, case, f"What waits under number {wrong[0] if wrong else ''} is not the key of that message.")


def any_order(answer: Answer) -> None:
    for seed in range(SEEDS):
        rng = random.Random(seed)
        numbers = rng.sample(range(12), rng.randint(3, 10))
        plays(answer, [*numbers, *rng.choices(numbers, k=3)], looks=True)


def a_long_gap(answer: Answer) -> None:
    plays(answer, (0, LONG_GAP, 1, LONG_GAP - 1, LONG_GAP + 1), looks=True)


def two_talks(answer: Answer) -> None:
    """The same numbers in two chains, by turns; and a chain that has gone far already."""
    chains = Watched(CHAIN), Watched(OTHER)
    keys = message_keys(4, CHAIN), message_keys(4, OTHER)
    for number in (2, 0, 3, 1):
        for chain, right, whose in zip(chains, keys, ("Ana", "Cem"), strict=True):
            case = f"Ana and Cem both write to Bo; number {number} of {whose} comes"
            expect(asked(answer, chain, number, case) == right[number], case, "You do not return its key.")
    plays(answer, (1, 0, 0))


def first(answer: Answer, *numbers: int) -> bytes | None:
    """What the last of these numbers gets."""
    chain, found = Watched(), None
    for number in numbers:
        found = asked(answer, chain, number, "")
    return found


def gets(answer: Answer, number: int, *numbers: int) -> bool:
    """Whether the last of these numbers gets the key of ``number``."""
    try:
        return first(answer, *numbers) == message_keys(number + 1)[number]
    except Wrong:
        return False


def fails_with(answer: Answer, *numbers: int) -> str:
    """What is told when these come; empty if nothing is."""
    try:
        first(answer, *numbers)
    except Wrong as wrong:
        return str(wrong.args[1])
    return ""


def is_refused(answer: Answer, *numbers: int) -> bool:
    """Whether the last of these numbers gets nothing, or an error."""
    try:
        return first(answer, *numbers) is None
    except Wrong:
        return True


def holds(answer: Answer, *numbers: int) -> bool:
    """Whether these numbers, in this order, get what they must."""
    try:
        plays(answer, numbers)
    except Wrong:
        return False
    return True


def mixes_talks(answer: Answer) -> bool:
    """Whether only a second chain goes wrong."""
    if gets(answer, 37, 37) and not gets(answer, 37, 37):
        return True
    if not (holds(answer, 2, 0, 3, 1) and holds(answer, 1, 0, 0)):
        return False
    try:
        two_talks(answer)
    except Wrong:
        return True
    return False


def keeps_a_used_key(answer: Answer) -> bool:
    chain = Watched()
    return asked(answer, chain, 2, "") == message_keys(3)[2] and chain.waiting.get(2) is not None


def keeps_a_mark(answer: Answer) -> bool:
    """Whether a number that was opened leaves an entry without a key."""
    chain = Watched()
    with suppress(Wrong):
        asked(answer, chain, 1, "")
    return any(number != 0 and not isinstance(key, bytes) for number, key in chain.waiting.items())


def goes_too_far(answer: Answer) -> bool:
    """Whether more keys come out of the chain than this message needs."""
    chain = Watched()
    return asked(answer, chain, 0, "") == message_keys(1)[0] and chain.expected > 1


def plans_for_small_gaps(answer: Answer) -> bool:
    """Whether it is right while few are missing, and wrong when many are."""
    small = gets(answer, 2, 2) and gets(answer, 0, 2, 0)
    return small and not (gets(answer, LONG_GAP, 0, LONG_GAP) and gets(answer, 1, 0, LONG_GAP, 1))


def one_number_too_far(answer: Answer) -> bool:
    """Whether each key lies under the number of the next one."""
    chain = Watched()
    with suppress(Wrong):
        asked(answer, chain, 2, "")
    return chain.waiting.get(1) == message_keys(1)[0]


def ours_key_for(chain: ReceivingChain, number: int) -> bytes | None:
    for _ in range(chain.expected, number + 1):
        at, key = chain.step()
        chain.waiting[at] = key
    found = chain.waiting.get(number)
    if found:
        del chain.waiting[number]
    return found


KEY_FOR = Exercise(
    id="24b.1",
    title="key_for(chain, number)",
    objective="late",
    points=2.0,
    expects=Function(("chain", "number"), (bytes, NoneType)),
    properties=(
        Property("in order, each message gets its key", partial(plays, numbers=(0, 1, 2, 3))),
        Property("what comes after a gap gets its key", partial(plays, numbers=(0, 3, 4, 7))),
        Property("what comes late gets its key", partial(plays, numbers=(3, 0, 2, 1, 4))),
        Property("a replay gets None", partial(plays, numbers=(0, 0, 2, 2, 1, 1, 0))),
        Property("only keys of messages that have not come wait", partial(plays, numbers=(2, 0, 3, 1), looks=True)),
        Property(f"{LONG_GAP:,} missing ones are no problem", a_long_gap),
        Property("any order is fine", any_order),
        Property("two talks do not mix", two_talks),
    ),
    misconceptions=(
        Misconception(
            "one drawer for all talks",
            "Ana's number 2 and Cem's number 2 are two messages. Where does your function keep what it knows of each?",
            mixes_talks,
        ),
        Misconception(
            "a step gives the key alone",
            "`chain.step()` gives two things. Which of them do you return, and what do you put away?",
            lambda answer: "(tuple)" in fails_with(answer, 0) + fails_with(answer, 1),
        ),
        Misconception(
            "the number is read before the step",
            "Python computes the right side of a line first. What is `chain.expected` at the moment when the key gets its number?",
            one_number_too_far,
        ),
        Misconception(
            "arrival tells the number",
            "Which of your lines looks at `number`? Messages 1 and 2 are lost. Which key does your phone try on number 3?",
            lambda answer: gets(answer, 1, 0, 3) or (gets(answer, 0, 5) and gets(answer, 1, 5, 9)),
        ),
        Misconception(
            "the number says how many steps to take",
            "The chain stands where the last message left it. How many steps is it from there to this number?",
            lambda answer: gets(answer, 0, 0) and gets(answer, 2, 0, 1),
        ),
        Misconception(
            "to stand before a message is enough",
            "`expected` is the number of the *next* key. Where must the chain stand so that this message's key has come out?",
            lambda answer: is_refused(answer, 0) and is_refused(answer, 0, 1) and not fails_with(answer, 0),
        ),
        Misconception(
            "what is missing will never come",
            "You stepped over some keys. Their messages may come a minute later. From where does the phone take their keys?",
            lambda answer: gets(answer, 3, 3) and not (gets(answer, 0, 3, 0) and gets(answer, 1, 2, 0, 3, 1)),
        ),
        Misconception(
            "every message comes once",
            "The network delivers a message twice. What do you look up the second time, and is it still there?",
            lambda answer: gets(answer, 0, 2, 0) and fails_with(answer, 2, 0, 0) + fails_with(answer, 0, 0) != "",
        ),
        Misconception(
            "a repeated number is one more message",
            "A replay comes. Should it move the chain? Look where it stands before and after.",
            lambda answer: gets(answer, 1, 0, 0) or gets(answer, 3, 2, 0, 0),
        ),
        Misconception(
            "a key may stay after its use",
            "The message was opened. Who else could want its key, and where does your phone still have it?",
            lambda answer: gets(answer, 0, 0, 0) or gets(answer, 0, 2, 0, 0) or keeps_a_used_key(answer),
        ),
        Misconception(
            "a number that was used needs an entry",
            "Two million messages were opened. How many entries has your dictionary now, and from what else can you tell that a number was used?",
            keeps_a_mark,
        ),
        Misconception(
            "a key in store does no harm",
            "The chain has gone further than this message needs. What does a thief find who copies the phone now?",
            goes_too_far,
        ),
        Misconception(
            "gaps are small",
            "Somebody was without a network for a day. How many messages can be missing, and how many did you plan for?",
            plans_for_small_gaps,
        ),
    ),
    steps=(
        "Go on until the chain has passed this number; this may be no step at all.",
        "Put each key that comes out into the drawer, under its own number.",
        "Look into the drawer for this number.",
        "Take the key out and return it; if there is none, return None.",
    ),
    sister=(
        "*A baker calls numbers.* He has just called 4, and a customer with ticket 7 stands first at the counter. He takes the "
        "loaves 5 and 6 from the oven, puts them on the shelf with their tickets, and gives out 7. When ticket 5 comes, its "
        "loaf is on the shelf. When ticket 5 comes once more, the shelf is empty."
    ),
    ours=lambda: ours_key_for,
    free=((0, 1),),
    pattern="place in a moving list",
)
