"""Exercises 24.1 and 24.2: a key for each message, and a chain that moves only when a message has opened."""

import hashlib
import inspect
import os
from collections.abc import Iterable
from itertools import product
from types import CodeType, FunctionType

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect
from course.systems.encryption.double_ratchet import chain_step
from course.systems.encryption.model import KEY_BYTES, Tampered
from course.systems.encryption.primitives import hkdf, mac, seal, unseal

CHAIN = bytes(range(KEY_BYTES))
OTHER = bytes(KEY_BYTES - 1) + b"\x01"
FEWEST_CHANGED_BITS = 80  # of 256; chance gives 128, and fewer than 80 once in 2,000 million times
STEPS = 100
FEW_WORDS = 12  # that are looked at of one list, which may grow
END_BYTES = 8
BITS = 1 + 8 * (KEY_BYTES + 2 * END_BYTES)  # of one key and of both ends of the other, and one that is always set
SAMPLES = BITS + 32  # rows drawn by chance; only once in 4,000 million times do so many not span all bits

# 24.1 · step(chain)


def stepped(answer: Answer, chain: bytes) -> tuple[bytes, bytes]:
    """Both keys that the learner returns."""
    found = answer(chain)
    fine = len(found) == 2 and all(isinstance(key, bytes) and len(key) == KEY_BYTES for key in found)
    wanted = f"Return two keys, each of type bytes and {KEY_BYTES} long: the next chain key, the message key."
    given = "; ".join(f"{type(key).__name__}, {len(key)} long" for key in found if hasattr(key, "__len__"))
    expect(fine, "one step of a chain", f"{wanted} You return: {given or 'no keys'}.")
    return found[0], found[1]


def two_keys(answer: Answer) -> None:
    stepped(answer, CHAIN)


def the_same_on_both_phones(answer: Answer) -> None:
    first = stepped(answer, CHAIN)
    stepped(answer, OTHER)
    expect(
        stepped(answer, CHAIN) == first,
        "Ana and Bo take one step from the same chain key",
        "They get different keys: Bo can open nothing.",
    )


def changed_bits(one: bytes, other: bytes) -> int:
    return (int.from_bytes(one, "big") ^ int.from_bytes(other, "big")).bit_count()


def fewest_changed(answer: Answer) -> int:
    """How many bits of either output change at least when one bit of the chain key does."""
    first = stepped(answer, CHAIN)
    fewest = 8 * KEY_BYTES
    for place in range(0, 8 * KEY_BYTES, 5):
        changed = bytearray(CHAIN)
        changed[place // 8] ^= 1 << place % 8
        for one, other in zip(first, stepped(answer, bytes(changed)), strict=True):
            fewest = min(fewest, changed_bits(one, other))
    return fewest


def nobody_walks_back(answer: Answer) -> None:
    fewest = fewest_changed(answer)
    expect(
        fewest >= FEWEST_CHANGED_BITS,
        "two chain keys that differ in one bit",
        f"One of their results differs in {fewest} of 256 bits only. A thief can see the old key in the new one.",
    )


def all_keys_differ(answer: Answer) -> None:
    chain, seen = CHAIN, {CHAIN}
    for number in range(1, STEPS + 1):
        chain, key = stepped(answer, chain)
        case = f"step {number} of a chain"
        expect(chain not in seen, case, "The chain key has been there before.")
        expect(
            key not in seen | {chain},
            case,
            "The message key is a key that stood there before, or the chain key itself.",
        )
        seen |= {chain, key}


def words_of(program: object) -> set[bytes]:
    """The texts that a function uses, itself or through others: whoever steals a phone has the program too."""
    words, parts, seen = {b"", bytes(KEY_BYTES)}, [program], set[int]()
    for part in parts:  # it grows while we walk
        if id(part) in seen:
            continue
        seen.add(id(part))
        match part:
            case bytes():
                words.add(part)
            case str() | int():
                words.add(str(part).encode(errors="replace"))
            case tuple() | list():
                parts += part[:FEW_WORDS]
            case dict():
                parts += [*part.values()][:FEW_WORDS]
            case CodeType():
                parts += part.co_consts
            case FunctionType():
                names = inspect.getclosurevars(part)
                parts += [part.__code__, part.__defaults__, part.__kwdefaults__, names.globals, names.nonlocals]
    return words


def hashed(data: bytes) -> set[bytes]:
    """What common hashes make of it, in pieces as long as a key."""
    long = hashlib.sha512(data).digest()
    others = (
        hashlib.sha256(data),
        hashlib.sha3_256(data),
        hashlib.blake2s(data),
        hashlib.blake2b(data, digest_size=32),
    )
    return {long[:KEY_BYTES], long[KEY_BYTES:], *(other.digest() for other in others)}


def within_reach(answer: Answer, key: bytes) -> set[bytes]:
    """What a thief computes from one key, with one hash or two, and with the learner's own function."""
    words = words_of(inspect.unwrap(answer.raw))
    found = {key, *stepped(answer, key)}
    for word in words | {key, *(bytes((number,)) for number in range(256))}:
        found |= {mac(key, word), mac(word, key), hashlib.sha256(key + word).digest()}
    for word in words:
        found |= hashed(key + word) | hashed(word + key) | hashed(key.hex().encode() + word)
        long = hkdf(key, salt=b"", info=word, length=2 * KEY_BYTES)
        found |= {long[:KEY_BYTES], long[KEY_BYTES:]}
        for first, second in product((key + word, mac(key, word), hashlib.sha256(key + word).digest()), words):
            found |= {mac(first, second), hashlib.sha256(first + second).digest()}
    return found


def rank(rows: Iterable[int]) -> int:
    """How many of these rows of bits are no XOR of others."""
    found, left = 0, list(rows)
    while left:
        row = left.pop()
        found += row > 0
        lowest = row & -row
        left = [other ^ row if other & lowest else other for other in left]
    return found


def only_rearranged(answer: Answer) -> bool:
    """Whether a part of one key is a part of the other: moved, flipped, or with something added.

    If one bit is an XOR of others, in whatever way (the last bit of a sum is one), the pairs of keys span fewer rows.
    """
    pairs = [stepped(answer, mac(CHAIN, b"sample %d" % number)) for number in range(SAMPLES)]
    rows = (b"\x01" + next_chain + key[:END_BYTES] + key[-END_BYTES:] for next_chain, key in pairs)
    return rank(int.from_bytes(row, "big") for row in rows) < BITS


def neither_is_the_other_rearranged(answer: Answer) -> None:
    expect(
        not only_rearranged(answer),
        "a thief holds one of the two keys",
        "He reads bits of the other one in it: they stand there too, moved, flipped or with something added.",
    )


def a_message_key_leads_nowhere(answer: Answer) -> None:
    next_chain, key = stepped(answer, CHAIN)
    expect(
        next_chain not in within_reach(answer, key),
        "a thief has the key of one message",
        "With your code he computes the next chain key from it, and with that every later message.",
    )


def the_next_chain_does_not_lead_back(answer: Answer) -> None:
    next_chain, key = stepped(answer, CHAIN)
    expect(
        key not in within_reach(answer, next_chain),
        "a thief copies the chain key right after a message was opened",
        "With your code he computes the key of that message from it.",
    )


def ours_step(chain: bytes) -> tuple[bytes, bytes]:
    made = hkdf(chain, salt=b"", info=b"one step", length=2 * KEY_BYTES)
    return made[:KEY_BYTES], made[KEY_BYTES:]


STEP = Exercise(
    id="24.1",
    title="step(chain)",
    objective="chain",
    points=2.0,
    expects=Function(("chain",), (tuple, list)),
    properties=(
        Property("it returns two keys of 32 bytes", two_keys),
        Property("both phones get the same keys", the_same_on_both_phones),
        Property("a thief cannot see the old key in the new ones", nobody_walks_back),
        Property(f"in {STEPS} steps no key comes twice", all_keys_differ),
        Property("neither key is the other one rearranged", neither_is_the_other_rearranged),
        Property("a message key does not lead to the next chain key", a_message_key_leads_nowhere),
        Property("the next chain key does not lead back to the message key", the_next_chain_does_not_lead_back),
    ),
    misconceptions=(
        Misconception(
            "new chance makes every key better",
            "Bo's phone has to find the same key. Where does it get your random bytes from?",
            lambda answer: stepped(answer, CHAIN) != stepped(answer, CHAIN),
        ),
        Misconception(
            "one result serves for both",
            "A message key leaks. Which other key does the thief hold in his hand, then?",
            lambda answer: len(set(stepped(answer, CHAIN))) == 1,
        ),
        Misconception(
            "the chain may stand still",
            "After the step the phone still holds the old chain key. Which message keys can be computed from it?",
            lambda answer: CHAIN in stepped(answer, CHAIN),
        ),
        Misconception(
            "a changed key is a safe key",
            "The thief knows your code. Which of your operations can he run backwards?",
            lambda answer: fewest_changed(answer) < FEWEST_CHANGED_BITS,
        ),
        Misconception(
            "what looks different is a different key",
            "A part of one key, or all of it, was made into the other without a hash. The thief has your code: what does he do?",
            only_rearranged,
        ),
        Misconception(
            "the message key may come out of the next chain key",
            "The thief copies the phone after message 6. What does your code compute from the chain key that he finds?",
            lambda answer: stepped(answer, CHAIN)[1] in within_reach(answer, stepped(answer, CHAIN)[0]),
        ),
        Misconception(
            "the next chain key may come out of the message key",
            "The key of message 6 leaks. What does your code compute from it?",
            lambda answer: stepped(answer, CHAIN)[0] in within_reach(answer, stepped(answer, CHAIN)[1]),
        ),
    ),
    steps=(
        "Hash with the chain key as key and one short text: that is the next chain key.",
        "Hash again with the *same, old* chain key and another text: that is the message key.",
        "Return both.",
    ),
    sister=(
        "*A baker keeps a sourdough.* Each day he takes two parts of the old dough. With flour 1 it becomes tomorrow's dough, with "
        "flour 2 a loaf. Nobody makes dough out of a loaf, nor yesterday's dough out of today's."
    ),
    ours=lambda: ours_step,
    free=((0, 1),),
)


# 24.2 · open_next(chain, sealed)

TEXTS = (b"one", b" two\n", b"", b"four")


def letters(chain: bytes = CHAIN) -> tuple[list[bytes], list[bytes]]:
    """Sealed texts in their order, and the chain keys before each of them and after the last."""
    sealed, chains = [], [chain]
    for text in TEXTS:
        after, key = chain_step(chains[-1])
        sealed.append(seal(key, text, b""))
        chains.append(after)
    return sealed, chains


def opened(answer: Answer, chain: bytes, sealed: bytes, case: str) -> tuple[bytes | None, bytes]:
    """What the learner makes of one sealed text."""
    try:
        found = answer(chain, sealed)
    except Wrong as wrong:  # its case shows many bytes
        raise Wrong(case, wrong.args[1]) from None
    expect(len(found) == 2, case, "Return two things: the text (or None), and the chain key to go on with.")
    fine = found[0] is None or isinstance(found[0], bytes)
    expect(fine, case, f"The first thing is the text as `unseal` gives it, in bytes, or None. You return {found[0]!r}.")
    expect(isinstance(found[1], bytes), case, f"The second thing is a chain key, in bytes. You return {found[1]!r}.")
    return found[0], found[1]


def the_next_one_opens(answer: Answer) -> None:
    for chain in (CHAIN, OTHER):
        sealed, _ = letters(chain)
        text, _ = opened(answer, chain, sealed[0], "the next message comes")
        expect(text == TEXTS[0], "the next message comes", f"Its text is {TEXTS[0]!r}; you return {text!r}.")


def all_open_in_turn(answer: Answer) -> None:
    sealed, _ = letters()
    chain = CHAIN
    for number, text in enumerate(TEXTS, start=1):
        case = f"message {number} of {len(TEXTS)}, each opened with the chain key that you returned before"
        found, chain = opened(answer, chain, sealed[number - 1], case)
        expect(found == text, case, f"Its text is {text!r}; you return {found!r}.")


def forged(sealed: bytes) -> tuple[bytes, ...]:
    return sealed[:-1] + bytes([sealed[-1] ^ 1]), bytes([sealed[0] ^ 128]) + sealed[1:], b"", bytes(64)


def a_forgery_changes_nothing(answer: Answer) -> None:
    sealed, _ = letters()
    for wrong in forged(sealed[0]):
        case = "a forged message comes before the real one"
        text, chain = opened(answer, CHAIN, wrong, case)
        expect(text is None, case, f"You return the text {text!r}; nobody wrote it.")
        expect(
            chain == CHAIN, case, "You go on with another chain key. The real message, a moment later, stays closed."
        )
    case = "four forged messages came, and now the real one"
    text, _ = opened(answer, CHAIN, sealed[0], case)
    expect(text == TEXTS[0], case, f"Its text is {TEXTS[0]!r}; you return {text!r}.")


def a_later_one_waits(answer: Answer) -> None:
    for place, case in ((2, "message 3 comes, 1 and 2 do not"), (1, "message 2 comes, 1 does not")):
        text, chain = opened(answer, CHAIN, letters()[0][place], case)
        expect(
            text is None and chain == CHAIN,
            case,
            "It is not the next one: it stays closed, and the chain stays where it is.",
        )


def what_was_read_is_closed(answer: Answer) -> None:
    sealed, _ = letters()
    _, chain = opened(answer, CHAIN, sealed[0], "message 1 comes")
    for replay in (chain, chain_step(chain)[0]):
        found = answer(replay, sealed[0])
        expect(
            found[0] is None,
            "message 1 has been read; it comes again, or a thief has the phone",
            "It opens a second time: the phone still holds a key that leads to it.",
        )


def ours_open_next(chain: bytes, sealed: bytes) -> tuple[bytes | None, bytes]:
    moved, key = chain_step(chain)
    try:
        text = unseal(key, sealed, b"")
    except Tampered:
        return None, chain
    return text, moved


def lets_it_raise(answer: Answer) -> bool:
    """Whether what ``unseal`` raises comes out of the answer."""
    try:
        answer(CHAIN, forged(letters()[0][0])[0])
    except Wrong as wrong:
        return "Tampered" in wrong.args[1]
    return False


def goes_on_with(answer: Answer, sealed: bytes, chain: bytes = CHAIN) -> tuple[object, object]:
    found = answer(chain, sealed)
    return found[0], found[1]


def remembers(answer: Answer) -> bool:
    """Whether what it answers depends on what it was asked before."""
    chain = mac(CHAIN, os.urandom(KEY_BYTES))
    sealed = letters(chain)[0][0]
    return goes_on_with(answer, sealed, chain) != goes_on_with(answer, sealed, chain)


def goes_on(answer: Answer, place: int) -> tuple[object, ...]:
    """What the learner makes of the message in this place, with the right chain key."""
    return tuple(answer(letters()[1][place], letters()[0][place]))


def opens_with_a_chain_key(answer: Answer) -> bool:
    """Whether a text opens that was sealed with the old chain key, or with the next one."""
    return any(goes_on_with(answer, seal(key, b"x", b""))[0] == b"x" for key in letters()[1][:2])


OPEN_NEXT = Exercise(
    id="24.2",
    title="open_next(chain, sealed)",
    objective="delete",
    points=2.0,
    expects=Function(("chain", "sealed"), (tuple, list)),
    properties=(
        Property("the next message opens", the_next_one_opens),
        Property("four messages open, one after the other", all_open_in_turn),
        Property("a forged message stays closed, and the chain stays", a_forgery_changes_nothing),
        Property("so does a message that is not the next one", a_later_one_waits),
        Property("what has been read opens for nobody again", what_was_read_is_closed),
    ),
    misconceptions=(
        Misconception(
            "the two results may change places",
            "The caller writes `text, chain = open_next(chain, sealed)`. What stands in `text` then?",
            lambda answer: goes_on_with(answer, letters()[0][0]) == (letters()[1][1], TEXTS[0]),
        ),
        Misconception(
            "a text is a str",
            '`unseal` gives bytes, and an empty text is `b""`. What did your function do with them?',
            lambda answer: goes_on_with(answer, letters()[0][0])[0] == TEXTS[0].decode(),
        ),
        Misconception(
            "what was opened must be remembered",
            "Somebody asks your function twice, with the same chain key and the same message. Why does it answer differently?",
            remembers,
        ),
        Misconception(
            "unseal returns, whatever comes",
            "Somebody sends garbage, and `unseal` raises. What does the caller of your function get then?",
            lets_it_raise,
        ),
        Misconception(
            "every message moves the chain",
            "Anybody can send you garbage. Which key do you hold afterwards, and which one does the real message need?",
            lambda answer: goes_on_with(answer, forged(letters()[0][0])[0])[1] != CHAIN,
        ),
        Misconception(
            "the chain key is needed again",
            "A thief copies the phone now. What does he compute from the chain key that you kept?",
            lambda answer: any(
                answer(chain, sealed) in ((text, chain), [text, chain])
                for sealed, text, chain in zip(letters()[0], TEXTS, letters()[1], strict=False)
            ),
        ),
        Misconception(
            "one message moves the chain by two",
            "Count the steps that the sender took for this message. How many did you take?",
            lambda answer: goes_on_with(answer, letters()[0][0]) == (TEXTS[0], letters()[1][2]),
        ),
        Misconception(
            "any key of the step opens the message",
            "Three keys are there: the old chain key, the next one, the message key. With which did the sender seal?",
            opens_with_a_chain_key,
        ),
        Misconception(
            "the message key is the next chain key",
            "Two keys came out of the step. With which of them did the sender go on?",
            lambda answer: goes_on_with(answer, letters()[0][0])[1] == chain_step(CHAIN)[1],
        ),
        Misconception(
            "closed is the same as empty",
            "Ana may send an empty text, and a forger may send garbage. How does the caller tell them apart?",
            lambda answer: (
                goes_on_with(answer, forged(letters()[0][0])[0])[0] == b""
                or (goes_on(answer, 0)[0] == TEXTS[0] and goes_on(answer, TEXTS.index(b""))[0] is None)
            ),
        ),
        Misconception(
            "what is missing can be skipped",
            "It opens the next message only. How many steps did you take for this one?",
            lambda answer: any(goes_on_with(answer, letters()[0][place]) != (None, CHAIN) for place in (1, 2)),
        ),
    ),
    steps=(
        "Take one step of the chain, into new names; the old chain key stays as it is.",
        "Try to open the message with the message key.",
        "If it does not open, return None and the old chain key.",
        "If it opens, return the text and the new chain key.",
    ),
    sister=(
        "*A book of tickets, torn off one by one.* The inspector looks at the ticket first. Only if it is good does he tear it off. Whoever "
        "shows a false one costs the book nothing."
    ),
    ours=lambda: ours_open_next,
    free=((2, 3),),
    pattern='"done" said too early',
)
