"""Exercise 24b.2: go on only when the seal was good, and never further than a limit."""

from course.checks.answer import Answer
from course.checks.lesson_24b.keys import CHAIN, Watched, few, made, message_keys, ours_key_for
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect
from course.systems.encryption.model import Tampered
from course.systems.encryption.primitives import seal, unseal
from course.systems.encryption.receiving import ReceivingChain

LIMIT = 1_000
FAR = 2_000_000
GAPS = (700, 1_400, 1_401, 1_402, 5)
OPENED = 1_201
VERY_LATE = f"numbers 1 to {OPENED:,} were opened, and the key of 0 waits; number 0 comes"
TEXTS = (b"one", b"", b"three", b"four", b"five")
GARBAGE = bytes(range(80))

State = tuple[int, bytes, dict[int, bytes]]


def sealed(number: int, chain: bytes = CHAIN) -> bytes:
    """The message with this number; its text is one of five."""
    return seal(message_keys(number + 1, chain)[number], TEXTS[number % len(TEXTS)], b"")


def state(chain: ReceivingChain) -> State:
    """Where a chain stands, and what it keeps."""
    return chain.expected, chain.key, dict(chain.waiting)


def opened(answer: Answer, chain: Watched, number: int, body: bytes, case: str) -> tuple[bytes | None, Watched]:
    """What the learner makes of one message."""
    before = len(chain.steps)
    try:
        found = answer(chain, number, body)
    except Wrong as wrong:
        if len(chain.steps) - before > LIMIT + 1:
            raise Wrong(case, f"It took {len(chain.steps) - before:,} steps of the chain for one message.") from None
        raise Wrong(case, wrong.args[1]) from None
    expect(len(found) == 2, case, "Return two things: the text (or None), and the chain to go on with.")
    fine = found[0] is None or isinstance(found[0], bytes)
    expect(fine, case, "The first thing is the text as `unseal` gives it, in bytes, or None.")
    expect(isinstance(found[1], Watched), case, "The second thing is a chain: the one that you got, or a copy of it.")
    return found[0], found[1]


def come(answer: Answer, *numbers: int) -> Watched:
    """Let these come; each must open. Returns the chain to go on with."""
    chain = Watched()
    for at, number in enumerate(numbers):
        case = f"these numbers come, in this order: {', '.join(map(str, numbers[: at + 1]))}"
        text, chain = opened(answer, chain, number, sealed(number), case)
        right = TEXTS[number % len(TEXTS)]
        expect(text == right, case, f"The text of number {number} is {right!r}; you return {text!r}.")
    return chain


def in_order(answer: Answer) -> None:
    come(answer, 0, 1, 2, 3)


def gaps_and_late_ones(answer: Answer) -> None:
    come(answer, 2, 0, 4, 3, 1)


def refused(answer: Answer, chain: Watched, number: int, body: bytes, case: str) -> Watched:
    """It must stay closed, and the chain to go on with must stand as before."""
    before = state(chain)
    text, after = opened(answer, chain.copy(), number, body, case)
    expect(text is None, case, f"You return the text {text!r}; nobody may read it now.")
    expect(
        state(after) == before,
        case,
        f"Before: number {before[0]} is next, keys wait for {few(before[2])}. Afterwards: number {after.expected} is next, "
        f"keys wait for {few(after.waiting)}.",
    )
    return after


def forgeries_change_nothing(answer: Answer) -> None:
    for number, which in ((0, "the next number"), (3, "a later number")):
        case = f"a new chain; a stranger sends garbage under {which}, {number}"
        chain = refused(answer, Watched(), number, GARBAGE, case)
        text, _ = opened(answer, chain, 0, sealed(0), f"{case}; then the real number 0 comes")
        expect(text == TEXTS[0], f"{case}; then the real number 0 comes", f"You return {text!r}.")
    chain = come(answer, 2, 3)
    case = "numbers 2 and 3 were opened; a stranger sends garbage under number 0, whose key waits"
    chain = refused(answer, chain, 0, GARBAGE, case)
    text, _ = opened(answer, chain, 0, sealed(0), f"{case}; then the real number 0 comes")
    expect(text == TEXTS[0], f"{case}; then the real number 0 comes", f"You return {text!r}.")


def replays_stay_closed(answer: Answer) -> None:
    chain = come(answer, 0, 3, 1)
    for number in (0, 3, 1):
        refused(answer, chain, number, sealed(number), f"numbers 0, 3 and 1 were opened; {number} comes again")


def at(expected: int) -> Watched:
    """A chain that has given so many keys, all of them used."""
    message_keys(expected)
    return Watched(made(CHAIN)[1][expected], expected)


def the_limit(answer: Answer) -> None:
    for begin in (Watched, one_waits):
        for missing in (LIMIT, LIMIT + 1):
            chain = begin()
            number = chain.expected + missing
            case = f"number {chain.expected:,} is expected, number {number:,} comes: {missing:,} are missing before it"
            if missing > LIMIT:
                refused(answer, chain, number, sealed(number), case)
            else:
                text, _ = opened(answer, chain, number, sealed(number), case)
                expect(text == TEXTS[number % len(TEXTS)], case, "It should open; you return None.")


def one_waits() -> Watched:
    """A chain that has gone on, while the key of number 0 waits."""
    chain = at(OPENED + 1)
    chain.waiting[0] = message_keys(1)[0]
    return chain


def very_late(answer: Answer) -> bytes | None:
    """What number 0 gives when more than the limit came before it, and its key waits."""
    return opened(answer, one_waits(), 0, sealed(0), VERY_LATE)[0]


def only_new_keys_count(answer: Answer) -> None:
    come(answer, *GAPS)
    expect(very_late(answer) == TEXTS[0], VERY_LATE, "It should open: no new key comes out of the chain for it.")


def far_numbers_cost_nothing(answer: Answer) -> None:
    for number in (LIMIT + 1, LIMIT + 500, FAR, 2**32 - 1):
        chain = Watched()
        case = f"a stranger sends garbage under number {number:,}"
        refused(answer, chain, number, GARBAGE, case)
        taken = len(chain.steps)
        expect(not taken, case, f"It took {taken:,} steps of the chain.")
    again = at(3)
    refused(answer, again, FAR, GARBAGE, f"number 3 is expected; a stranger sends garbage under number {FAR:,}")


def ours_open_late(chain: ReceivingChain, number: int, body: bytes) -> tuple[bytes | None, ReceivingChain]:
    trial = chain.copy()
    key = ours_key_for(trial, number) if number <= chain.expected + LIMIT else None
    try:
        text = unseal(key, body, b"") if key else None
    except Tampered:
        text = None
    return (None, chain) if text is None else (text, trial)


def result(answer: Answer, chain: Watched, number: int, body: bytes) -> tuple[object, object]:
    """Both things that come back; (``"error"``, …) where none do."""
    try:
        found = answer(chain, number, body)
    except Wrong as wrong:
        return "error", wrong.args[1]
    return (found[0], found[1]) if len(found) == 2 else ("error", "")


def moved_by_garbage(answer: Answer) -> bool:
    for number, chain in ((2, Watched()), (0, one_waits())):
        before = state(chain)
        text, after = result(answer, chain, number, GARBAGE)
        if text in (None, b"") and isinstance(after, Watched) and state(after) != before:
            return True
    return False


def opens(answer: Answer, expected: int, missing: int) -> bool:
    number = expected + missing
    return result(answer, at(expected), number, sealed(number))[0] == TEXTS[number % len(TEXTS)]


def counts_afterwards(answer: Answer) -> bool:
    chain = Watched()
    number = LIMIT + 500
    text, _ = result(answer, chain, number, sealed(number))
    return text is None and len(chain.steps) > 0


def replay_fails(answer: Answer) -> bool:
    chain = at(3)
    text, why = result(answer, chain, 1, sealed(1))
    return text == "error" and why != ""


def tampered_comes_out(answer: Answer) -> bool:
    text, why = result(answer, Watched(), 0, GARBAGE)
    return text == "error" and "Tampered" in str(why)


def empty_is_closed(answer: Answer) -> bool:
    text, after = result(answer, at(1), 1, sealed(1))
    closed = result(answer, Watched(), 0, GARBAGE)[0]
    stays = isinstance(after, Watched) and (text is None or after.expected == 1)
    return closed == b"" or (stays and opens(answer, 0, 0))


def stands_still(answer: Answer) -> bool:
    text, after = result(answer, Watched(), 0, sealed(0))
    return text == TEXTS[0] and isinstance(after, Watched) and after.expected == 0


def measures_both_ways(answer: Answer) -> bool:
    """Whether what lies far behind is refused as what lies far ahead."""
    try:
        return opens(answer, 0, LIMIT) and very_late(answer) is None
    except Wrong:
        return False


def counts_what_waits(answer: Answer) -> bool:
    """Whether several gaps together reach the limit."""
    come(answer, 2, 0, 1)
    try:
        come(answer, *GAPS)
    except Wrong:
        return opens(answer, 0, LIMIT)
    return False


def ignores_the_number(answer: Answer) -> bool:
    return opens(answer, 0, 0) and not opens(answer, 0, 2) and not opens(answer, 0, 5)


OPEN_LATE = Exercise(
    id="24b.2",
    title="open_late(chain, number, sealed)",
    objective="commit",
    points=2.0,
    expects=Function(("chain", "number", "sealed"), (tuple, list)),
    properties=(
        Property("messages in order open", in_order),
        Property("so do late ones, and those after a gap", gaps_and_late_ones),
        Property("a forged message changes nothing", forgeries_change_nothing),
        Property("a replay stays closed, and changes nothing", replays_stay_closed),
        Property(f"for one message {LIMIT:,} new keys are put away, not more", the_limit),
        Property("keys that wait already do not count", only_new_keys_count),
        Property("a number that is too far costs no steps", far_numbers_cost_nothing),
    ),
    misconceptions=(
        Misconception(
            "the two results may change places",
            "The caller writes `text, chain = open_late(…)`. What stands in `text` then?",
            lambda answer: isinstance(result(answer, Watched(), 0, sealed(0))[0], Watched),
        ),
        Misconception(
            "unseal returns, whatever comes",
            "Somebody sends garbage, and `unseal` raises. What does the caller of your function get then?",
            tampered_comes_out,
        ),
        Misconception(
            "every number has a key",
            "A replay comes, and `find` has no key for it. What does it return, and what do you do with that?",
            replay_fails,
        ),
        Misconception(
            "the chain that I was given is the new one",
            "The message opened. On which chain did the steps happen, and which one do you return?",
            stands_still,
        ),
        Misconception(
            "a message that does not open has done nothing",
            "`find` changes the chain that it gets. Which chain had moved, before anybody looked at the seal?",
            moved_by_garbage,
        ),
        Misconception(
            "closed is the same as empty",
            "Ana may send an empty text, and a forger may send garbage. How does the caller tell them apart?",
            empty_is_closed,
        ),
        Misconception(
            "only the next one can open",
            "Message 2 comes, and 0 and 1 have not. Which number do you give to `find`?",
            ignores_the_number,
        ),
        Misconception(
            "the number itself is the gap",
            "In a long talk, even the next number is large. How many messages are missing before it?",
            lambda answer: opens(answer, 0, 3) and not opens(answer, OPENED + 1, 0),
        ),
        Misconception(
            "the limit is already too much",
            "Count the new keys that must be put away for this message. Are they *more* than the limit?",
            lambda answer: opens(answer, 0, LIMIT - 1) and not opens(answer, 0, LIMIT),
        ),
        Misconception(
            "the limit itself comes on top",
            "Take a small limit, and count on your fingers the new keys that must be put away. Is the message's own key one of them?",
            lambda answer: opens(answer, 0, LIMIT + 1) and not opens(answer, 0, LIMIT + 2),
        ),
        Misconception(
            "one may look at the limit afterwards",
            "You refuse it in the end. What has the phone done by then?",
            counts_afterwards,
        ),
        Misconception(
            "whoever names a number means it",
            "Nobody has checked the seal when you read the number. What does the largest one cost you?",
            lambda answer: opens(answer, 0, LIMIT + 500),
        ),
        Misconception(
            "far behind is as bad as far ahead",
            "A very late message comes, and its key waits. How many *new* keys come out of the chain for it?",
            measures_both_ways,
        ),
        Misconception(
            "keys that wait already count too",
            "Many keys wait from earlier gaps. Which of them would have to be put away *for this message*?",
            counts_what_waits,
        ),
    ),
    steps=(
        "Count the new keys to be put away for this number; if they are over the limit, return None and the chain as it is.",
        "Make a copy of the chain, and let `find` work on the copy.",
        "If there is no key, return None and the chain as it is.",
        "Try the seal; if it does not open, return None and the chain as it is.",
        "If it opens, return the text and the copy.",
    ),
    sister=(
        "*A clerk and a form that names itself “page 40”.* He takes the file's copy to the counter, puts empty sheets for the "
        "missing pages into it, and only then looks at the stamp. A good stamp: the copy becomes the file. A false one: the copy "
        "goes into the bin, and the file was never touched. For “page two million” he does not even stand up."
    ),
    ours=lambda: ours_open_late,
    pattern='"done" said too early',
)
