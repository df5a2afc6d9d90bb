"""Exercise 24c.1: a message is sealed once for each device, and leaves with the same bytes until it is stored."""

import binascii
import builtins
import json
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import permutations

from course.checks.answer import RAISED, Answer
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect
from course.errors import CourseError
from course.systems.encryption.model import BadSignature, CannotOpen

Packed = dict[str, dict[str, str]]
BO = ["bo/phone", "bo/laptop"]
WAITS = {"ana/phone#1": {"bo/phone": "sealed a", "bo/laptop": "sealed b"}}
OTHER = "nothing to do with this message"


class Seals:
    """Seals like a ratchet: no two results are alike. It notes what it was asked for."""

    def __init__(self, word: str = "sealed") -> None:
        self.word = word
        self.asked: list[tuple[object, object]] = []
        self.newest: dict[object, str] = {}

    def __call__(self, device: str, text: str) -> str:
        """Seal a text for one device."""
        self.asked.append((device, text))
        self.newest[device] = f"{self.word} {len(self.asked)}"
        return self.newest[device]


def packs(answer: Answer, packed: Packed, name: str, text: str, devices: Sequence[str], seal: Seals) -> Packed:
    """Pack a message; what was packed before must still be there, with the same bytes."""
    found: Packed = answer(packed, name, text, list(devices), seal)
    for other, parcel in packed.items():
        if found.get(other) != parcel:
            case = f"{answer.calling}{'; it has left before' if other == name else f', while {other!r} waits'}"
            raise Wrong(case, f"Afterwards {other!r} holds {found.get(other)!r}, before {parcel!r}.")
    extra = sorted(map(str, set(found) - set(packed) - {name}))
    expect(not extra, answer.calling, f"The result holds {', '.join(extra)}, and nobody wrote such a message.")
    return found


def packs_new(answer: Answer, packed: Packed, name: str, text: str, devices: Sequence[str]) -> Packed:
    """Pack a message that nothing is known of."""
    seal = Seals()
    found = packs(answer, packed, name, text, devices, seal)
    wanted = {device: seal.newest.get(device) for device in devices}
    expect(
        isinstance(found.get(name), dict) and set(found[name]) == set(devices),
        answer.calling,
        f"{stands(found, name)}; it must be a dictionary with one sealed text for each of {len(devices)} devices.",
    )
    asked = sorted(map(str, seal.asked))
    right = sorted(str((device, text)) for device in devices)
    expect(asked == right, answer.calling, f"seal was called for {', '.join(asked) or 'nobody'}.")
    expect(
        found[name] == wanted,
        answer.calling,
        f"It gives {found[name]!r}; what seal gave for each device is {wanted!r}.",
    )
    return found


def stands(found: Packed, name: str) -> str:
    """What stands under a name; of many sealed texts, how many."""
    parcel = found.get(name)
    many = isinstance(parcel, dict) and len(parcel) > 8
    return f"Under {name!r} stands {f'a dictionary with {len(parcel)}' if parcel and many else repr(parcel)}"


def packs_again(answer: Answer, packed: Packed, name: str, text: str, devices: Sequence[str]) -> None:
    """Pack what waits already: the same bytes, and no key is used."""
    seal = Seals("sealed later")
    packs(answer, packed, name, text, devices, seal)
    case = f"{answer.calling}; it has left before"
    expect(not seal.asked, case, f"seal was called {often(len(seal.asked))}. Each call uses a key up.")


def often(times: int) -> str:
    """How many times, in words."""
    return {1: "once", 2: "twice"}.get(times, f"{times} times")


def one_new(answer: Answer) -> None:
    packs_new(answer, {}, "ana/phone#1", "hello", ["bo/phone"])
    packs_new(answer, {}, "ana/phone#1", "hello", BO)
    packs_new(answer, {}, "ana/phone#1", "  see you \n", BO)


def own_devices(answer: Answer) -> None:
    packs_new(answer, {}, "ana/phone#1", "hello", ["ana/laptop", *BO])


def again(answer: Answer) -> None:
    for devices in (BO[:1], BO):
        packed = packs_new(answer, {}, "ana/phone#1", "hello", devices)
        packs_again(answer, packed, "ana/phone#1", "hello", devices)


def others_wait(answer: Answer) -> None:
    packed = packs_new(answer, {}, "ana/phone#1", "hello", BO)
    packed = packs_new(answer, packed, "ana/phone#2", "are you there?", ["cem/phone"])
    packs_again(answer, packed, "ana/phone#1", "hello", BO)
    packs_again(answer, packed, "ana/phone#2", "are you there?", ["cem/phone"])


NEARLY = ("ana/phone#12", "ana/phone#1", "Ana/Phone#1", " ana/phone#1", "ana/laptop#1")


def nearly_alike(answer: Answer) -> None:
    for first, second in permutations(NEARLY, 2):
        packed = packs_new(answer, {}, first, "hello", BO)
        packs_new(answer, packed, second, "hello again", BO)


def same_text(answer: Answer) -> None:
    packed = packs_new(answer, {}, "ana/phone#1", "ok", BO)
    packs_new(answer, packed, "ana/phone#2", "ok", BO)


def somebody_joined(answer: Answer) -> None:
    packed = packs_new(answer, {}, "ana/phone#1", "hello", BO[:1])
    packs_again(answer, packed, "ana/phone#1", "hello", BO)


def somebody_left(answer: Answer) -> None:
    packed = packs_new(answer, {}, "ana/phone#1", "hello", BO)
    packs_again(answer, packed, "ana/phone#1", "hello", BO[:1])


def nobody_and_nothing(answer: Answer) -> None:
    alone = packs_new(answer, {}, "ana/phone#1", "hello", [])
    packs_again(answer, alone, "ana/phone#1", "hello", [])
    packs_again(answer, alone, "ana/phone#1", "hello", BO)
    packs_again(answer, packs_new(answer, {}, "ana/phone#1", "", BO), "ana/phone#1", "", BO)


def comes_through(answer: Answer, error: Exception, *arguments: object) -> None:
    """What a function raises that the answer was given is not hidden."""
    try:
        found = answer(*arguments)
    except Wrong as wrong:
        if RAISED.get(type(error), OTHER) not in str(wrong):
            raise
    else:
        case = f"{answer.calling}, and its last argument raises {type(error).__name__}({OTHER!r})"
        raise Wrong(case, f"It gives {found!r}, as if all were well. Who hears of the error?")


def other_kinds() -> Iterator[Exception]:
    """Errors of all kinds, but for those of a message that stays closed."""
    yield from (json.JSONDecodeError(OTHER, "", 0), UnicodeDecodeError("utf-8", b"?", 0, 1, OTHER))
    for kind in (CourseError, BadSignature, binascii.Error, *vars(builtins).values()):
        if isinstance(kind, type) and issubclass(kind, Exception):
            if issubclass(kind, StopIteration | StopAsyncIteration):  # a generator makes another error of these
                continue
            with suppress(TypeError):  # some want more than a text
                yield kind(OTHER)


def fails_once(error: Exception) -> Callable[[str, str], str]:
    """A seal that fails at one device, and would not if it were asked again."""
    left = [error]

    def seal(device: str, text: str) -> str:
        if device == BO[1] and left:
            raise left.pop()
        return f"sealed {text}"

    return seal


def seal_fails(answer: Answer) -> None:
    for error in (CannotOpen(OTHER), *other_kinds()):
        comes_through(answer, error, {}, "ana/phone#1", "hello", BO, fails_once(error))


def two_phones(answer: Answer) -> None:
    """Each phone has its own keys and its own drawer; a phone set up anew counts from 1 again."""
    first = packs_new(answer, {}, "ana/phone#1", "hello", BO)
    packs_new(answer, {}, "ana/phone#1", "a new phone", BO)
    packs_again(answer, first, "ana/phone#1", "hello", BO)


def long_talks(answer: Answer) -> None:
    for seed in range(4):
        rng = random.Random(seed)
        packed: Packed = {}
        everybody = [f"u{number}/phone" for number in range(rng.randint(3, 40))]
        for number in range(1, 13):
            devices = rng.sample(everybody, rng.randint(1, len(everybody)))
            packed = packs_new(answer, packed, f"ana/phone#{number}", rng.choice(["ok", "yes", "no"]), devices)
            known = rng.choice(sorted(packed))
            packs_again(answer, packed, known, "whatever", list(packed[known]))
            if rng.random() < 0.3:  # one was stored
                packed.pop(rng.choice(sorted(packed)))
    to_many(answer)
    many_wait(answer)


def to_many(answer: Answer) -> None:
    packs_new(answer, {}, "ana/phone#1", "hello", [f"u{number}/phone" for number in range(2_100)])


def many_wait(answer: Answer) -> None:
    many = 3_000  # parcels for nobody: they are soon copied
    packed: Packed = {f"ana/phone#{number}": {} for number in range(1, many + 1)}
    packs_again(answer, packed, "ana/phone#1", "hello", BO)
    packs_new(answer, packed, f"ana/phone#{many + 1}", "hello", BO)


def holds(test: object, answer: Answer) -> bool:
    """Whether a property holds."""
    try:
        test(answer)  # type: ignore[operator]
    except Wrong:
        return False
    return True


def asks_again(answer: Answer, devices: Sequence[str] = BO) -> tuple[Seals, bool]:
    """What is asked of seal when a message to Bo's two devices leaves again, and whether its parcel stays."""
    seal = Seals()
    found = answer(WAITS, "ana/phone#1", "hello", list(devices), seal)
    return seal, found.get("ana/phone#1") == WAITS["ana/phone#1"]


def seals_again(answer: Answer) -> bool:
    seal, stays = asks_again(answer)
    return len(seal.asked) == 2 and not stays


def seals_in_vain(answer: Answer) -> bool:
    seal, stays = asks_again(answer)
    return bool(seal.asked) and stays


def follows_the_list(answer: Answer) -> bool:
    (same, stays), *others = (asks_again(answer, devices) for devices in (BO, [*BO, "bo/watch"], BO[:1]))
    return stays and not same.asked and any(seal.asked or not kept for seal, kept in others)


def takes_empty_for_missing(answer: Answer) -> bool:
    seal = Seals()
    answer({"ana/phone#1": {}}, "ana/phone#1", "hello", list(BO), seal)
    return bool(seal.asked) and holds(somebody_joined, answer)


def one_for_all(answer: Answer) -> bool:
    seal = Seals()
    found = answer({}, "fay/phone#1", "to the lake?", list(BO), seal)  # a name and a text that no other case has
    return len(seal.asked) < len(BO) and len(set(map(str, found.get("fay/phone#1", {}).values()))) < len(BO)


def forgets_others(answer: Answer) -> bool:
    found = answer({"ana/phone#1": {"bo/phone": "sealed a"}}, "ana/phone#2", "yes", list(BO), Seals())
    return "ana/phone#1" not in found and "ana/phone#2" in found


def only_the_parcel(answer: Answer) -> bool:
    found = answer({}, "ana/phone#1", "hello", list(BO), Seals())
    again = answer(WAITS, "ana/phone#1", "hello", list(BO), Seals())
    return any("ana/phone#1" not in each and set(each) == set(BO) for each in (found, again))


def by_its_text(answer: Answer) -> bool:
    first, second = Seals(), Seals()
    found = answer({}, "eli/phone#1", "to the river?", list(BO), first)
    answer(found, "eli/phone#2", "to the river?", list(BO), second)
    return "to the river?" in found or (bool(first.asked) and not second.asked)


def one_drawer(answer: Answer) -> bool:
    for number, second_text in enumerate(("to the hills?", "to the sea?")):
        first, second = Seals(), Seals()
        answer({}, f"dea/phone#{number}", "to the hills?", list(BO), first)
        answer({}, f"dea/phone#{number}", second_text, list(BO), second)
        if first.asked and not second.asked:
            return True
    return False


def tries_to_seal(answer: Answer) -> bool:
    """A new message, and more calls than devices."""
    seal = Seals()
    answer({}, "gus/phone#1", "to the woods?", list(BO), seal)
    return len(seal.asked) > len(BO) and {device for device, _ in seal.asked} == set(BO)


def turned_round(answer: Answer) -> bool:
    seal = Seals()
    answer({}, "ana/phone#1", "hello", list(BO), seal)
    return ("hello", "bo/phone") in seal.asked


def keeps_nothing_for_nobody(answer: Answer) -> bool:
    return not answer({}, "ana/phone#1", "hello", [], Seals()) and holds(one_new, answer)


def seals_no_empty_text(answer: Answer) -> bool:
    seal = Seals()
    answer(WAITS, "ana/phone#2", "", list(BO), seal)
    return not seal.asked and holds(one_new, answer)


def ours_pack(packed: Packed, name: str, text: str, devices: list[str], seal: Seals) -> Packed:
    grown = dict(packed)
    if name not in grown:
        grown[name] = {}
        for device in devices:
            grown[name][device] = seal(device, text)
    return grown


PACK = Exercise(
    id="24c.1",
    title="pack(packed, name, text, devices, seal)",
    objective="again",
    points=2.0,
    expects=Function(("packed", "name", "text", "devices", "seal"), dict),
    properties=(
        Property("a new message is sealed once for each device", one_new),
        Property("for the writer's other devices too", own_devices),
        Property("what leaves again is the same bytes, and uses no key", again),
        Property("what waits beside it stays as it is", others_wait),
        Property("names that are nearly alike are two messages", nearly_alike),
        Property("the same text twice is two messages", same_text),
        Property("a device that joins changes nothing about what has left", somebody_joined),
        Property("nor does a device that goes", somebody_left),
        Property("a message to nobody, and one without a text", nobody_and_nothing),
        Property("an error of seal comes through", seal_fails),
        Property("nothing is remembered outside packed", two_phones),
        Property("long talks, to any number of devices", long_talks),
    ),
    misconceptions=(
        Misconception(
            "to seal once more does no harm",
            "How often do you call `seal` for one device? For which of these keys will a message come?",
            tries_to_seal,
        ),
        Misconception(
            "for nobody there is nothing to keep",
            "Nobody else is there, so the parcel is an empty one. Under which name will the phone look for it?",
            keeps_nothing_for_nobody,
        ),
        Misconception(
            "an empty text needs no seal",
            "Ana sends an empty text. What must come to Bo's phone, so that it knows of her message?",
            seals_no_empty_text,
        ),
        Misconception(
            "seal takes the text first",
            "Read the row about `seal` in the table once more: what comes first?",
            turned_round,
        ),
        Misconception(
            "only the parcel counts",
            "The phone will ask again, with what you return. Under what does it find this message then?",
            only_the_parcel,
        ),
        Misconception(
            "one sealed text fits all devices",
            "Bo's phone and Bo's laptop each have a chain of their own with Ana's phone. Whose key opens your text?",
            one_for_all,
        ),
        Misconception(
            "the same text is the same message",
            "Ana writes “ok” on Monday and on Tuesday. How many messages are that, and what tells them apart?",
            by_its_text,
        ),
        Misconception(
            "only the newest message waits",
            "Ana writes to Bo, then to Cem, and neither is stored yet. What does your result hold?",
            forgets_others,
        ),
        Misconception(
            "what leaves again is a new message",
            "Where do you look whether this name has left before? And what does each call of `seal` use up?",
            seals_again,
        ),
        Misconception(
            "a key that is not sent is not used",
            "The bytes are the same. But count the calls of `seal`: in which order does Python compute your line?",
            seals_in_vain,
        ),
        Misconception(
            "the parcel follows the list of devices",
            "The name is the same, and some gateway may have stored it already. Which bytes does the store keep?",
            follows_the_list,
        ),
        Misconception(
            "an empty parcel is no parcel",
            "Nobody else was there when it left first, and Bo has joined since. Does Python take `{}` for true or for false?",
            takes_empty_for_missing,
        ),
        Misconception(
            "one memory for all phones",
            "A new phone counts from 1 again. Where does your function keep what another phone has sealed?",
            one_drawer,
            "Two phones, each with an empty `packed`, pack a message with one name. For the second phone nothing was sealed.",
        ),
        Misconception(
            "a name that is nearly like another is that one",
            "Message 12 waits, and message 1 leaves; or Ana's phone and her laptop each wrote a message 1. How does your "
            "function compare names?",
            lambda answer: holds(others_wait, answer) and not holds(nearly_alike, answer),
        ),
        Misconception(
            "the writer knows it already",
            "Ana wrote on her phone. From where does her laptop get the text?",
            lambda answer: holds(one_new, answer) and not holds(own_devices, answer),
        ),
        Misconception(
            "who gets no copy can do without",
            "`seal` fails for Bo's laptop. What does your parcel hold for it, and who notices?",
            lambda answer: holds(one_new, answer) and not holds(seal_fails, answer),
        ),
        Misconception(
            "a conversation is small",
            "How many devices is this message for, and for how many did you seal it? What says how many there are?",
            lambda answer: holds(one_new, answer) and not holds(to_many, answer),
            "A message to 2,100 devices. Not each of them got a sealed text.",
        ),
        Misconception(
            "only a few messages wait",
            "A phone writes 3,000 messages in a long tunnel. Of how many does your function know that they have left?",
            lambda answer: holds(others_wait, answer) and not holds(many_wait, answer),
            "3,000 messages wait, and the first one leaves again; or a new one comes to them.",
        ),
    ),
    steps=(
        "Look whether this name has left before; if it has, return what is packed.",
        "Seal the text for each device, once.",
        "Return a new dictionary: what was packed, and this parcel under its name.",
    ),
    sister=(
        "*A notary sends a contract.* She stamps one original for each of three partners, each with a number that she never uses "
        "again, and keeps copies. The courier loses the envelope. She sends the copies, with the old numbers. With new ones, "
        "her book would show three contracts that nobody ever got."
    ),
    ours=lambda: ours_pack,
    pattern="two copies of one truth",
)
