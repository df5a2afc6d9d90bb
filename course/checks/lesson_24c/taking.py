"""Exercise 24c.2: copies come twice and late; look for the name first, and open only what is new."""

import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import cast

from course.checks.answer import Answer
from course.checks.lesson_24c.packing import NEARLY, comes_through, holds, often, other_kinds
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect
from course.systems.encryption.designs import double_ratchet
from course.systems.encryption.model import CannotOpen, Envelope, Replayed, Tampered, TooFarAhead

Texts = dict[str, str]
GARBAGE = "garbage"
CLOSED = {f"closed: {kind.__name__}": kind for kind in (CannotOpen, Tampered, Replayed, TooFarAhead)}
TRIES = 20


class Opens:
    """Opens like a ratchet: what it opened it does not open again. It notes what it was asked for, and what opened."""

    def __init__(self, texts: dict[str, str]) -> None:
        self.texts = texts
        self.asked: list[object] = []
        self.opened: set[str] = set()

    def __call__(self, sealed: str) -> str:
        """Open it, or raise."""
        self.asked.append(sealed)
        expect(len(self.asked) < TRIES, "one copy came", f"open_sealed was called {TRIES} times for it.")
        if sealed not in self.texts:
            raise CLOSED.get(sealed, Tampered)("It does not open.")
        if sealed in self.opened:
            raise Replayed("Its key is deleted.")
        self.opened.add(sealed)
        return self.texts[sealed]


Copy = tuple[str, str]
"""A name, and what is sealed."""


def comes(answer: Answer, copies: Sequence[Copy], texts: dict[str, str]) -> None:
    """Let copies come, one after the other; each new one that opens is added, and nothing else changes."""
    opens = Opens(texts)
    known: Texts = {}
    for name, sealed in copies:
        opens.asked.clear()
        found: Texts = answer(known, name, sealed, opens)
        new = name not in known
        right = known | {name: texts[sealed]} if new and sealed in texts else known
        case = f"{answer.calling}, {'a new name' if new else 'a name that is known'}"
        expect(found == right, case, f"It gives {found!r}; it must give {right!r}.")
        tries = len(opens.asked)
        expect(tries <= new, case, f"It tried to open it {often(tries)}. What does not open raises an alarm.")
        expect(tries == new, case, "It did not try to open it. Nobody hears of what was never tried.")
        known = found


SEALED = {f"sealed {number}": f"text {number}" for number in range(1, 13)}


def copies_of(*numbers: int) -> list[Copy]:
    """Message ``n`` of Ana's phone."""
    return [(f"ana/phone#{number}", f"sealed {number}") for number in numbers]


def plain(answer: Answer) -> None:
    comes(answer, copies_of(1, 2, 3), SEALED)
    comes(answer, [("ana/phone#1", "sealed s")], {"sealed s": "  see you \n"})


def twice(answer: Answer) -> None:
    comes(answer, copies_of(1, 1, 2, 1), SEALED)


def late(answer: Answer) -> None:
    comes(answer, copies_of(3, 1, 3, 2, 1), SEALED)


def nearly_alike(answer: Answer) -> None:
    copies = [(name, f"sealed {number}") for number, name in enumerate((*NEARLY, "a name without a number"), start=1)]
    comes(answer, copies, SEALED)
    comes(answer, copies[::-1], SEALED)


def closed(answer: Answer) -> None:
    comes(answer, [*copies_of(1), ("ana/phone#2", GARBAGE), *copies_of(3)], SEALED)
    comes(answer, [("ana/phone#1", GARBAGE), *copies_of(1, 1)], SEALED)
    comes(answer, [("ana/phone#1", GARBAGE), ("ana/phone#1", GARBAGE), ("ana/phone#2", GARBAGE)], SEALED)
    comes(answer, [*((f"ana/phone#{number}", "no") for number in range(20, 220)), *copies_of(2)], SEALED)
    comes(answer, [("ana/phone#1", sealed) for sealed in ODD], SEALED)


ODD: tuple[str, ...] = ("", "x", "gärbage", "n" * 5_001, cast("str", b"bytes"))


def closed_otherwise(answer: Answer) -> None:
    comes(answer, [*(("ana/phone#1", sealed) for sealed in CLOSED), *copies_of(1)], SEALED)


def opens_later(answer: Answer) -> None:
    """Too far ahead at first: too many messages were missing before it."""
    known, copy, opens = {"ana/phone#1": "text 1"}, ("ana/phone#9", "sealed 9"), Opens({})
    first: Texts = answer(known, *copy, opens)
    expect(first == known, f"{answer.calling}, and it does not open", f"It gives {first!r}.")
    opens.texts = SEALED
    found: Texts = answer(known, *copy, opens)
    case = f"{answer.calling}; it did not open when it came first, and would open now"
    right = known | {"ana/phone#9": "text 9"}
    expect(found == right, case, f"It gives {found!r}; it must give {right!r}.")


def fails_once(error: Exception) -> Callable[[str], str]:
    """It would open if it were asked again."""
    left = [error]

    def open_sealed(sealed: str) -> str:
        if left:
            raise left.pop()
        return sealed

    return open_sealed


def other_errors(answer: Answer) -> None:
    for error in other_kinds():
        comes_through(answer, error, {}, "ana/phone#1", "sealed 1", fails_once(error))


def empty(answer: Answer) -> None:
    comes(answer, [("ana/phone#1", "sealed e"), ("ana/phone#1", "sealed e"), *copies_of(2)], {**SEALED, "sealed e": ""})


def alike(answer: Answer) -> None:
    copies = [("ana/phone#1", "sealed 1"), ("ana/phone#2", "sealed 2"), ("cem/phone#1", "sealed 3")]
    comes(answer, copies, dict.fromkeys(SEALED, "ok"))
    comes(answer, copies_of(1, 2), SEALED | {"sealed 1": "sealed 2"})  # a text may read like anything


def other_bytes(answer: Answer) -> None:
    comes(answer, [("ana/phone#1", "sealed 1"), ("ana/phone#1", "sealed 2")], SEALED)


def two_phones(answer: Answer) -> None:
    comes(answer, copies_of(1, 2), SEALED)
    comes(answer, copies_of(2, 1), SEALED)
    comes(answer, copies_of(3), {})  # sealed for another phone
    comes(answer, copies_of(3), SEALED)


def long_talks(answer: Answer) -> None:
    many = 2_500
    known = {f"ana/phone#{number}": f"text {number}" for number in range(1, many + 1)}
    for number in (many, 1, many + 1):
        opens = Opens({f"sealed {many + 1}": f"text {many + 1}"})
        name, case = f"ana/phone#{number}", f"{many:,} messages were opened; then a copy of message {number:,} comes"
        found: Texts = answer(known, name, f"sealed {number}", opens)
        expect(not opens.asked or name not in known, case, "It tried to open it. What does not open raises an alarm.")
        right = known | {name: f"text {number}"}
        expect(found == right, case, f"It gives {len(found):,} texts; there are {len(right):,}, each under its name.")


def real_ratchets(answer: Answer) -> None:
    for seed in range(6):
        rng = random.Random(seed)
        ana, bo = double_ratchet(bytes(32))
        envelopes = [ana.encrypt(f"text {number}".encode()).encode().hex() for number in range(15)]
        coming = [*range(15), *rng.choices(range(15), k=10)]
        rng.shuffle(coming)

        def opens(sealed: str, bo: object = bo) -> str:
            return bo.decrypt(Envelope.decode(bytes.fromhex(sealed))).decode()  # type: ignore[attr-defined, no-any-return]

        known: Texts = {}
        for number in coming:
            known = answer(known, f"ana/phone#{number}", envelopes[number], opens)
        right = {f"ana/phone#{number}": f"text {number}" for number in range(15)}
        expect(
            known == right, f"a Double Ratchet, {len(coming)} copies mixed", f"{len(known)} texts can be read, of 15."
        )


def result(answer: Answer, *copies: Copy, texts: dict[str, str] = SEALED) -> tuple[Texts, Opens]:
    """What is known after these copies, and what was opened."""
    known, opens = Texts(), Opens(texts)
    for name, sealed in copies:
        known = answer(known, name, sealed, opens)
    return known, opens


def gives(
    answer: Answer, wanted: Callable[[Texts, Opens], bool], *copies: Copy, texts: dict[str, str] = SEALED
) -> bool:
    """Whether these copies lead to what is wanted."""
    try:
        return wanted(*result(answer, *copies, texts=texts))
    except Wrong:
        return False


def overwrites(answer: Answer) -> bool:
    return gives(answer, lambda texts, _: texts.get("ana/phone#1") != "text 1", *copies_of(1, 1)) and holds(
        plain, answer
    )


def tries_again(answer: Answer) -> bool:
    return gives(
        answer, lambda texts, opens: texts == {"ana/phone#1": "text 1"} and len(opens.asked) == 2, *copies_of(1, 1)
    )


def fails(answer: Answer, *copies: Copy) -> bool:
    try:
        result(answer, *copies)
    except Wrong:
        return True
    return False


def marks_the_name(answer: Answer) -> bool:
    return holds(plain, answer) and gives(answer, lambda texts, _: "ana/phone#1" in texts, ("ana/phone#1", GARBAGE))


def takes_empty_for_new(answer: Answer) -> bool:
    copies = [("ana/phone#1", "sealed e"), ("ana/phone#1", "sealed e")]
    both = holds(twice, answer) and not holds(empty, answer)
    return both and fails_or_changes(answer, copies)


def fails_or_changes(answer: Answer, copies: Sequence[Copy]) -> bool:
    texts = {"sealed e": ""}
    return not gives(
        answer, lambda known, opens: known == {"ana/phone#1": ""} and len(opens.asked) == 1, *copies, texts=texts
    )


def by_its_text(answer: Answer) -> bool:
    return holds(plain, answer) and not holds(alike, answer)


def by_its_bytes(answer: Answer) -> bool:
    return holds(plain, answer) and not holds(other_bytes, answer) and holds(twice, answer)


def higher_numbers_only(answer: Answer) -> bool:
    return holds(twice, answer) and not holds(late, answer)


def forgets_others(answer: Answer) -> bool:
    return gives(answer, lambda texts, _: texts == {"ana/phone#2": "text 2"}, *copies_of(1, 2))


def one_memory(answer: Answer) -> bool:
    copy, texts = ("dea/phone#1", "sealed for Dea"), {"sealed for Dea": "to the sea?"}
    both = [gives(answer, lambda known, opens: bool(known and opens.asked), copy, texts=texts) for _ in range(2)]
    return both == [True, False]


def leaves_untried(answer: Answer) -> bool:
    tried = [
        ("a name of Fay's", "sealed for Fay"),
        *((f"fay/phone#{number}", odd) for number, odd in enumerate(ODD, 2)),
    ]
    read_before = [("fay/phone#1", "sealed 1"), ("fay/phone#7", "sealed for Gus")]
    one_only = gives(answer, lambda _, opens: len(opens.asked) == 1, *read_before, texts={"sealed 1": "sealed for Gus"})
    return one_only or any(gives(answer, lambda _, opens: not opens.asked, copy) for copy in tried)


def forgets_old_names(answer: Answer) -> bool:
    return all(holds(test, answer) for test in (twice, late, other_bytes)) and not holds(long_talks, answer)


def tries_twice(answer: Answer) -> bool:
    both = [Opens(SEALED), Opens({})]
    for opens in both:
        with suppress(Wrong):
            answer({}, "ana/phone#1", "sealed 1", opens)
    return any(len(opens.asked) > 1 for opens in both)


def keeps_what_failed(answer: Answer) -> bool:
    """Names and bytes that no other case has: of those, it has kept nothing yet."""
    opens, known = Opens({"ida": "text"}), {"hal/phone#1": "text"}
    if answer(known, "ida/phone#1", "ida", opens) == known or answer(known, "hal/phone#2", "hal", opens) != known:
        return False
    opens.texts = {"hal": "text 2"}
    return bool(answer(known, "hal/phone#2", "hal", opens) == known)


def some_kind_closes(answer: Answer) -> bool:
    return len({fails(answer, ("ana/phone#1", sealed)) for sealed in CLOSED}) > 1


def ours_take(texts: Texts, name: str, sealed: str, open_sealed: Callable[[str], str]) -> Texts:
    grown = dict(texts)
    try:
        if name not in grown:
            grown[name] = open_sealed(sealed)
    except CannotOpen:
        grown.pop(name, None)
    return grown


TAKE = Exercise(
    id="24c.2",
    title="take(texts, name, sealed, open_sealed)",
    objective="once",
    points=2.0,
    expects=Function(("texts", "name", "sealed", "open_sealed"), dict),
    properties=(
        Property("what is new is opened and kept", plain),
        Property("a second copy changes nothing, and nobody tries to open it", twice),
        Property("late messages are kept too", late),
        Property("names that are nearly alike are two messages", nearly_alike),
        Property("what does not open changes nothing, and each try is an alarm", closed),
        Property("nor does it, whichever CannotOpen is raised", closed_otherwise),
        Property("what did not open may open later", opens_later),
        Property("an error of another kind comes through", other_errors),
        Property("a text may be empty", empty),
        Property("equal texts under two names are two messages", alike),
        Property("the same name is the same message, whatever its bytes", other_bytes),
        Property("nothing is remembered outside texts", two_phones),
        Property("long talks: a copy of the very first message comes", long_talks),
        Property("with a real Double Ratchet, everything can be read", real_ratchets),
    ),
    misconceptions=(
        Misconception(
            "to look whether it opens is not to open it",
            "How often do you call `open_sealed` for one copy? What does a call use up, and what does a failed one raise?",
            tries_twice,
        ),
        Misconception(
            "one memory for all phones",
            "Another phone gets its first message. What does your function remember, besides `texts`?",
            one_memory,
        ),
        Misconception(
            "what did not open never will",
            "A message stayed closed, because too many were missing before it. They came, and so does it, once more. Where "
            "do you keep what failed?",
            keeps_what_failed,
        ),
        Misconception(
            "not each new copy needs a try",
            "Its name is new. What keeps your function from calling `open_sealed`? Who hears of what was never tried?",
            leaves_untried,
        ),
        Misconception(
            "only the newest messages come again",
            "How old may a copy be that a gateway still sends? And for how long does your function know a name?",
            forgets_old_names,
        ),
        Misconception(
            "only the newest text counts",
            "Two messages came. What does your result hold of the first one?",
            forgets_others,
        ),
        Misconception(
            "a second copy opens like the first",
            "What has happened to the key of this message when its first copy was opened? What does your function do first?",
            lambda answer: overwrites(answer) or (fails(answer, *copies_of(1, 1)) and holds(plain, answer)),
        ),
        Misconception(
            "a try costs nothing",
            "Lesson 24, scene 12: a message of the real writer does not open. What did that tell? How often would your phone say so now?",
            tries_again,
        ),
        Misconception(
            "a name is known before its message has opened",
            "Somebody sends garbage under the name of Ana's next message. Then the real one comes. Where does your function look?",
            marks_the_name,
        ),
        Misconception(
            "one kind of error stands for all",
            "Changed, opened before, too far ahead: all of these are `CannotOpen`, and the phone has counted the alarm. Which "
            "of them come out of your function?",
            lambda answer: holds(plain, answer) and not holds(closed_otherwise, answer) and some_kind_closes(answer),
        ),
        Misconception(
            "open_sealed returns, whatever comes",
            "Anybody may send garbage. `open_sealed` raises, and the phone counts the alarm. Who catches it after that?",
            lambda answer: fails(answer, ("ana/phone#1", GARBAGE)) and not fails(answer, *copies_of(1)),
        ),
        Misconception(
            "an empty text is no text",
            "Ana sends an empty text. Its second copy comes. Does Python take “” for true or for false?",
            takes_empty_for_new,
        ),
        Misconception(
            "a name that is nearly like another is that one",
            "Message 12 has come, and now message 1; or message 1 of Ana's phone, and of her laptop. How does your function "
            "compare names?",
            lambda answer: holds(late, answer) and not holds(nearly_alike, answer),
        ),
        Misconception(
            "the same text is the same message",
            "Ana writes “ok” twice, and Cem once. How many messages are that?",
            by_its_text,
        ),
        Misconception(
            "larger numbers only",
            "Message 3 has come, and message 1 was late. Where is it now?",
            higher_numbers_only,
        ),
        Misconception(
            "other bytes, another message",
            "A phone has sealed one message twice. What stays the same: the bytes or the name?",
            by_its_bytes,
        ),
        Misconception(
            "every error means garbage",
            "`open_sealed` may fail for a reason of its own, such as a full disk. Which errors does your `except` take, and who "
            "hears of this one?",
            lambda answer: holds(plain, answer) and not holds(other_errors, answer),
        ),
    ),
    steps=(
        "If the name is known, return what is known.",
        "Try to open what is sealed.",
        "If it stays closed, return what is known.",
        "Return a new dictionary: what is known, and this text under its name.",
    ),
    sister=(
        "*A cloakroom.* Each ticket has a number, and the stub is torn off when the coat is given out. Somebody shows ticket 12 "
        "a second time. The keeper looks into her book first: 12 is out. She does not search the rail, and does not shout “a "
        "coat is missing”. A ticket of paper without a stamp goes into no book."
    ),
    ours=lambda: ours_take,
    pattern="check-then-act",
)
