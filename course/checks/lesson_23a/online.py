"""Exercise 23a.1: is somebody online, who has several devices, on gateways of which some are dead?"""

import random

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect
from course.systems.chat.presence import SILENT_S, is_online

NOW_S = 1_000.0
Devices = dict[str, tuple[str, float]]


def judged(answer: Answer, ages_s: dict[str, tuple[str, float]], alive: set[str], now_s: float = NOW_S) -> None:
    """``ages_s``: by device, the gateway and how long ago the device pinged."""
    connections = {device: (gateway, now_s - age_s) for device, (gateway, age_s) in ages_s.items()}
    said = answer(connections, alive, now_s)
    wanted = is_online(connections, alive, now_s)
    there = "; ".join(f"{device}: {gateway}, {word(age_s)}" for device, (gateway, age_s) in list(ages_s.items())[:4])
    case = f"now_s {now_s:,.12g}; {there or 'no device'}; alive: {', '.join(sorted(alive)) or 'none'}"
    expect(said == wanted, case, f"You said {said}.")


def word(age_s: float) -> str:
    """How long ago a ping was, in words."""
    return f"pinged {age_s:g} s ago" if age_s >= 0 else f"pinged at a moment {-age_s:g} s ahead of now"


def one_device(answer: Answer) -> None:
    for age_s in (0.0, 20.0, 74.0, 76.0, 200.0, 300.0):
        judged(answer, {"phone": ("g1#1", age_s)}, {"g1#1", "g2#1"})
    judged(answer, {"phone": ("g7#3", 10.0)}, {"g7#3"}, 1_800_000_000.0)


def no_device(answer: Answer) -> None:
    judged(answer, {}, {"g1#1"})
    judged(answer, {}, set())
    judged(answer, {}, {"g1#1"}, 10.0)


def dead_gateway(answer: Answer) -> None:
    for alive in ({"g2#1"}, set[str]()):
        judged(answer, {"phone": ("g1#1", 5.0)}, alive)
    judged(answer, {"phone": ("g1#1", 5.0)}, {"g1#2"})
    judged(answer, {"phone": ("g1#1", 5.0)}, {"g1#12"})
    judged(answer, {"phone": ("g1#12", 5.0)}, {"g1#1"})
    judged(answer, {"phone": ("g1#1", 1.0)}, {"g2#1"}, 10.0)


def the_line(answer: Answer) -> None:
    for age_s in (75.0, 75.125, 74.875):
        judged(answer, {"phone": ("g1#1", age_s)}, {"g1#1"})
    for age_s, now_s in ((75.875, 1_000.875), (74.75, 1_000.5)):
        judged(answer, {"phone": ("g1#1", age_s)}, {"g1#1"}, now_s)


def clock_ahead(answer: Answer) -> None:
    for age_s in (-0.5, -1.0):
        judged(answer, {"phone": ("g1#1", age_s)}, {"g1#1"})


def several(answer: Answer) -> None:
    fresh, old, dead = ("g1#1", 10.0), ("g2#1", 400.0), ("g3#1", 5.0)
    for devices in (
        (fresh, old),
        (old, fresh),
        (fresh, dead),
        (dead, fresh),
        (old, dead),
        (dead, old),
        (old, fresh, dead),
    ):
        names = ("phone", "laptop", "tablet")
        judged(answer, dict(zip(names, devices, strict=False)), {"g1#1", "g2#1"})


def many(answer: Answer) -> None:
    rng = random.Random(23)
    for _ in range(300):
        gateways = [f"g{number}#1" for number in range(rng.choice((1, 3, 12)))]
        alive = {name for name in gateways if rng.random() < 0.6}
        count = rng.choice((0, 1, 1, 2, 3, 6))
        ages_s = {
            f"d{n}": (rng.choice(gateways), float(rng.choice((3, 29, 60, 75, 80, 149, 900)))) for n in range(count)
        }
        judged(answer, ages_s, alive, rng.choice((500.0, NOW_S, 1.8e9)))


def says(answer: Answer, ages_s: Devices, alive: set[str], now_s: float = NOW_S) -> bool | None:
    """What the answer says; None where it breaks."""
    try:
        return bool(answer({name: (where, now_s - age_s) for name, (where, age_s) in ages_s.items()}, alive, now_s))
    except Wrong:
        return None


def returns_nothing(answer: Answer, ages_s: Devices, alive: set[str]) -> bool:
    """Whether the function ends without a result here."""
    try:
        answer({name: (where, NOW_S - age_s) for name, (where, age_s) in ages_s.items()}, alive, NOW_S)
    except Wrong as wrong:
        return "It returned None" in str(wrong)
    return False


WELL: Devices = {"phone": ("g1#1", 10.0)}
SILENT: Devices = {"phone": ("g1#1", 400.0)}
FRESH_AND_OLD: Devices = {"phone": ("g1#1", 10.0), "laptop": ("g1#1", 400.0)}
OLD_AND_FRESH: Devices = {"phone": ("g1#1", 400.0), "laptop": ("g1#1", 10.0)}
CROSSED: Devices = {"phone": ("g1#1", 400.0), "laptop": ("g9#1", 10.0)}

ONLINE = Exercise(
    id="23a.1",
    title="online(connections, alive, now_s)",
    objective="truth",
    points=2.0,
    expects=Function(("connections", "alive", "now_s"), (bool,)),
    properties=(
        Property("one device: it pinged within 75 s, or it did not", one_device),
        Property("without a device nobody is online", no_device),
        Property("nobody is online over a dead gateway", dead_gateway),
        Property("75 s exactly is not too long", the_line),
        Property("a gateway's clock may be a second ahead", clock_ahead),
        Property("of several devices, one that fulfils both is enough", several),
        Property("for any person on any day", many),
    ),
    misconceptions=(
        Misconception(
            "who lived once lives",
            "You asked about another person before, while its gateway was alive. Where does your function keep that?",
            lambda answer: (
                says(answer, {"phone": ("left#1", 10.0)}, {"left#1"}) is True
                and says(answer, {"phone": ("left#1", 10.0)}, {"g2#1"}) is True
                and says(answer, {"phone": ("right#1", 10.0)}, {"g2#1"}) is False
            ),
        ),
        Misconception(
            "what was true stays true",
            "You were asked about the same devices before, at another `now_s`. What does your function remember them by?",
            lambda answer: (
                says(answer, {"phone": ("g1#1", 10.0)}, {"g1#1"}, 5_000.0) is True
                and says(answer, {"phone": ("g1#1", 210.0)}, {"g1#1"}, 5_200.0) is True
                and says(answer, {"tablet": ("g1#1", 211.0)}, {"g1#1"}, 5_200.0) is False
            ),
        ),
        Misconception(
            "a function ends by itself",
            "Follow the person of hint 1 through your function, line by line. Which `return` do you reach?",
            lambda answer: returns_nothing(answer, WELL, {"g1#1"}) or returns_nothing(answer, SILENT, {"g1#1"}),
        ),
        Misconception(
            "who pinged is there",
            "The ping is five seconds old. What has happened to its gateway since?",
            lambda answer: says(answer, WELL, {"g2#1"}) is True and says(answer, SILENT, {"g1#1"}) is False,
        ),
        Misconception(
            "a living gateway holds living phones",
            "This phone's battery has been empty since that ping. Who told the gateway?",
            lambda answer: says(answer, SILENT, {"g1#1"}) is True and says(answer, WELL, {"g2#1"}) is False,
        ),
        Misconception(
            "one device must ping, any device's gateway must live",
            "The phone is silent, and the laptop's gateway is dead. Over which of the two would a message come through?",
            lambda answer: says(answer, CROSSED, {"g1#1"}) is True and says(answer, FRESH_AND_OLD, {"g1#1"}) is True,
        ),
        Misconception(
            "one device speaks for all",
            "You look at one of the devices. What do the others know?",
            lambda answer: (
                {says(answer, FRESH_AND_OLD, {"g1#1"}), says(answer, OLD_AND_FRESH, {"g1#1"})} == {True, False}
            ),
        ),
        Misconception(
            "all devices must be there",
            "Ana's laptop is in a drawer, her phone in her hand. Is Ana there?",
            lambda answer: says(answer, WELL, {"g1#1"}) is True and says(answer, FRESH_AND_OLD, {"g1#1"}) is False,
        ),
        Misconception(
            "the first fresh device decides",
            "Your loop ends at the first fresh ping. Its gateway is dead. Which devices has it not looked at?",
            lambda answer: (
                says(answer, {"laptop": ("g9#1", 10.0), "phone": ("g1#1", 5.0)}, {"g1#1"}) is False
                and says(answer, {"phone": ("g1#1", 10.0), "laptop": ("g9#1", 5.0)}, {"g1#1"}) is True
                and says(answer, OLD_AND_FRESH, {"g1#1"}) is True
            ),
        ),
        Misconception(
            "the newest ping tells the most",
            "The laptop pinged last, and its gateway died. Does that end the phone's line, on a gateway that lives?",
            lambda answer: (
                says(answer, {"phone": ("g1#1", 10.0), "laptop": ("g9#1", 5.0)}, {"g1#1"}) is False
                and says(answer, {"laptop": ("g9#1", 5.0), "phone": ("g1#1", 10.0)}, {"g1#1"}) is False
                and says(answer, FRESH_AND_OLD, {"g1#1"}) is True
            ),
        ),
        Misconception(
            "a gateway that starts again is the same one",
            "`g1#1` is dead, and `g1#2` lives. Which of the two holds this phone's line?",
            lambda answer: (
                says(answer, {"phone": ("g1#1", 5.0)}, {"g1#2"}) is True and says(answer, WELL, {"g2#1"}) is False
            ),
        ),
        Misconception(
            "names that look alike are the same",
            "`g1#1` and `g1#12`: on which of the two does the phone of hint 1 hang, and which of them lives?",
            lambda answer: (
                says(answer, {"phone": ("g1#1", 5.0)}, {"g1#2"}) is False
                and (
                    says(answer, {"phone": ("g1#1", 5.0)}, {"g1#12"}) is True
                    or says(answer, {"phone": ("g1#12", 5.0)}, {"g1#1"}) is True
                )
            ),
        ),
        Misconception(
            "75 seconds are already too long",
            "The last ping is 75 s old, to the moment. Is that *at most* 75 s?",
            lambda answer: (
                says(answer, {"phone": ("g1#1", 75.0)}, {"g1#1"}) is False
                and says(answer, {"phone": ("g1#1", 74.0)}, {"g1#1"}) is True
            ),
        ),
        Misconception(
            "a clock's second comes on top",
            "A gateway's clock is a second ahead. Does that make a ping look older, or younger? Is 76 at most 75?",
            lambda answer: (
                says(answer, {"phone": ("g1#1", 76.0)}, {"g1#1"}) is True
                and says(answer, {"phone": ("g1#1", 77.5)}, {"g1#1"}) is False
            ),
        ),
        Misconception(
            "seconds are whole",
            "`now_s` and `pinged_s` have parts of a second. Subtract them by hand as they are: is that at most 75?",
            lambda answer: (
                says(answer, {"phone": ("g1#1", 74.0)}, {"g1#1"}) is True
                and says(answer, {"phone": ("g1#1", 76.0)}, {"g1#1"}) is False
                and (
                    says(answer, {"phone": ("g1#1", 75.125)}, {"g1#1"}) is True
                    or says(answer, {"phone": ("g1#1", 75.875)}, {"g1#1"}, 1_000.875) is True
                    or says(answer, {"phone": ("g1#1", 74.75)}, {"g1#1"}, 1_000.5) is False
                )
            ),
        ),
        Misconception(
            "who never pinged did so at second 0",
            "Here `now_s` is 10: second 0 is not long ago. Which ping does your function find on a living gateway?",
            lambda answer: (
                says(answer, {"phone": ("g9#1", 1.0)}, {"g1#1"}, 10.0) is True and says(answer, WELL, {"g9#1"}) is False
            ),
        ),
        Misconception(
            "no ping lies ahead of now",
            "The gateway wrote the moment by its own clock. Which of the two clocks is right?",
            lambda answer: (
                says(answer, {"phone": ("g1#1", -1.0)}, {"g1#1"}) in (False, None)
                and says(answer, WELL, {"g1#1"}) is True
            ),
        ),
        Misconception(
            "a moment is a duration",
            "`pinged_s` is a moment, such as second 990. How many seconds ago was that?",
            lambda answer: (
                says(answer, WELL, {"g1#1"}) is False
                and says(answer, {"phone": ("g1#1", 10.0)}, {"g1#1"}, 50.0) is True
            ),
        ),
        Misconception(
            "everybody has a device",
            "`connections` may be empty: this person opened the app nowhere. What does your function look at then?",
            lambda answer: says(answer, {}, {"g1#1"}) is not False and says(answer, WELL, {"g1#1"}) is True,
        ),
    ),
    steps=(
        "Go through the devices, one by one.",
        "For each, ask whether its gateway is among the living ones.",
        "For the same device, ask whether its ping is at most 75 s old.",
        "Say yes as soon as one device fulfils both; otherwise no.",
    ),
    sister=(
        "*May a shop open?* It has three keys, with three people. One key is enough, if its holder is in town *and* well "
        "today. Ben is ill at home, Cleo is well and abroad: together they do not open the door."
    ),
    ours=lambda: is_online,
    pattern="two copies of one truth",
    free=((1, 2),),
)
assert SILENT_S == 75
