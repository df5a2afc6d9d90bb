"""Exercise 25b.1: take the silent ones off the map, and nobody who speaks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect
from course.systems.nearby_drivers.heard import HeardList, sweep_silent

SILENT_S = 30
NOW_S = 1_000.0
FEW = {"ana": 900.0, "bo": 950.5, "cy": 969.0}
SPEAKING = {"di": 971.0, "eve": 1_000.0}
ON_THE_LINE = {"fay": 970.0}
MOST_CALLS = 6_000
CROWD = 2_130


class Endless(Exception):
    """The sweep called the store far more often than it needs to."""


class Watched(HeardList):
    """Stops a sweep that never ends, and counts what each driver's end really was."""

    def __init__(
        self, last_s: Mapping[str, float], meanwhile: Callable[[HeardList, int], object] | None = None
    ) -> None:
        super().__init__(last_s, meanwhile)
        self.dropped: list[str] = []

    def _note(self, call: str) -> None:
        if len(self.calls) >= MOST_CALLS:
            raise Endless
        super()._note(call)

    def drop(self, name: str) -> bool:
        """As the list's, noted."""
        gone = super().drop(name)
        self.dropped += [name] * gone
        return gone

    def drop_if_silent(self, name: str, before_s: float) -> bool:
        """As the list's, noted."""
        gone = super().drop_if_silent(name, before_s)
        self.dropped += [name] * gone
        return gone


@dataclass(frozen=True, slots=True)
class Swept:
    """What one sweep did."""

    heard: Watched
    said: int


def sweep(
    answer: Answer,
    last_s: Mapping[str, float],
    now_s: float = NOW_S,
    meanwhile: Callable[[HeardList, int], object] | None = None,
    case: str = "",
) -> Swept:
    """Let the learner's sweep run once; one that does not end is stopped."""
    heard = Watched(last_s, meanwhile)
    try:
        said = answer(heard, now_s)
    except Wrong as wrong:
        if len(heard.calls) >= MOST_CALLS:
            raise Wrong(case or situation(last_s, now_s), f"After {MOST_CALLS:,} calls we stopped it.") from None
        raise Wrong(case or situation(last_s, now_s), wrong.args[1] if len(wrong.args) > 1 else str(wrong)) from None
    return Swept(heard, said)


def situation(last_s: Mapping[str, float], now_s: float) -> str:
    """The drivers and their silence, in words."""
    some = ", ".join(f"{name} {now_s - heard_s:g} s" for name, heard_s in list(last_s.items())[:3])
    more = f" … ({len(last_s):,} drivers)" if len(last_s) > 3 else ""
    return f"it is second {now_s:,.10g}; silent for: {some or 'nobody is on the map'}{more}"


def judged(swept: Swept, stay: set[str], case: str) -> None:
    """Nobody else is left, and nobody else is gone; the number is what was taken off."""
    left = set(swept.heard.last_s)
    lost, ghosts = sorted(stay - left), sorted(left - stay)
    expect(not lost, case, f"{lost[0] if lost else ''} is off the map.")
    few = ", ".join(ghosts[:3]) + (f" … ({len(ghosts):,} drivers)" if len(ghosts) > 3 else "")
    expect(not ghosts, case, f"Still on the map: {few}.")
    gone = len(swept.heard.dropped)
    expect(swept.said == gone, case, f"You took {gone:,} off the map and returned {swept.said:,}.")


def silent_ones_go(answer: Answer) -> None:
    for last_s in ({"ana": 900.0}, SPEAKING, {**FEW, **SPEAKING}, {}):
        judged(sweep(answer, last_s), set(last_s) & set(SPEAKING), situation(last_s, NOW_S))
    for now_s in (45.0, 1_800_000_000.0):
        moved = {name: now_s - NOW_S + heard_s for name, heard_s in {**FEW, **SPEAKING}.items()}
        judged(sweep(answer, moved, now_s), set(SPEAKING), situation(moved, now_s))


def the_line(answer: Answer) -> None:
    for now_s in (NOW_S, 1_000.75, 1_000.25):
        for silence_s, stays in ((30.0, True), (30.125, False), (29.875, True)):
            last_s = {"fay": now_s - silence_s}
            judged(sweep(answer, last_s, now_s), {"fay"} if stays else set(), situation(last_s, now_s))


def hundreds(answer: Answer) -> None:
    for count in (100, 101, 250, CROWD):
        last_s = {f"d{number}": 900.0 - (count - number) / 64 for number in range(count)}
        judged(sweep(answer, {**last_s, **SPEAKING}), set(SPEAKING), f"{count:,} drivers are silent for 100 s and more")


def speaks_between(answer: Answer) -> None:
    calls = sweep(answer, {**FEW, **SPEAKING}).heard.calls
    for number in range(len(calls)):
        for name in FEW:
            said: list[str] = []

            def meanwhile(heard: HeardList, so_far: int, number: int = number, name: str = name) -> None:
                if so_far == number and not said:  # noqa: B023 - it runs within this turn of the loop
                    said.append(name)  # noqa: B023 - as above
                    heard.ping(name, NOW_S)

            done = ", ".join(calls[:number]) or "no call"
            case = f"ana, bo and cy are silent. {name} pings after: {done}"
            swept = sweep(answer, {**FEW, **SPEAKING}, meanwhile=meanwhile, case=case)
            judged(swept, {*SPEAKING, name}, case)


def a_mast_comes_back(answer: Answer) -> None:
    silent = {f"d{number}": 600.0 + number for number in range(300)}
    for after in (1, 102):  # right after a list, for whoever asks for a hundred
        back: list[str] = []

        def meanwhile(heard: HeardList, so_far: int, after: int = after, back: list[str] = back) -> None:
            if so_far == after:
                back += sorted(set(heard.last_s) - set(SPEAKING), key=lambda name: heard.last_s[name])[:100]
                for name in back:
                    heard.ping(name, NOW_S)

        case = f"300 drivers are silent. After {after} of your calls the mast of a hundred works again, and they ping"
        judged(sweep(answer, {**silent, **SPEAKING}, meanwhile=meanwhile, case=case), {*SPEAKING, *back}, case)


def again(answer: Answer) -> None:
    for evening in ("", "the next evening, the same names: "):
        judged(sweep(answer, {**FEW, **SPEAKING}), set(SPEAKING), evening + situation({**FEW, **SPEAKING}, NOW_S))


def left(answer: Answer, last_s: Mapping[str, float], now_s: float = NOW_S) -> set[str] | None:
    """Who is still on the map afterwards; None where the sweep breaks."""
    try:
        return set(sweep(answer, last_s, now_s).heard.last_s)
    except Wrong:
        return None


def hides_a_speaker(answer: Answer) -> bool:
    try:
        speaks_between(answer)
    except Wrong as wrong:
        return "off the map" in wrong.args[1] and left(answer, {**FEW, **SPEAKING}) == set(SPEAKING)
    return False


def uses(answer: Answer, call: str) -> bool:
    try:
        return any(made.startswith(call) for made in sweep(answer, FEW).heard.calls)
    except Wrong:
        return False


def one_page(answer: Answer) -> bool:
    last_s = {f"d{number}": 900.0 for number in range(CROWD)}
    after = left(answer, last_s)
    return left(answer, FEW) == set() and after is not None and len(after) > 0


def stops_where_nobody_goes(answer: Answer) -> bool:
    try:
        a_mast_comes_back(answer)
    except Wrong as wrong:
        return "Still on the map" in wrong.args[1] and left(answer, {**FEW, **SPEAKING}) == set(SPEAKING)
    return False


def counts_wrongly(answer: Answer) -> bool:
    def cy_pings(heard: HeardList, so_far: int) -> None:
        if so_far == 1:
            heard.ping("cy", NOW_S)

    swept = sweep(answer, FEW, meanwhile=cy_pings)
    return set(swept.heard.last_s) == {"cy"} and swept.said == len(FEW)


def remembers(answer: Answer) -> bool:
    return left(answer, {"zoe": 100.0}) == set() and left(answer, {"zoe": 100.0}) == {"zoe"}


def never_ends(answer: Answer) -> bool:
    heard = Watched(FEW)
    try:
        answer(heard, NOW_S)
    except Wrong:
        return len(heard.calls) >= MOST_CALLS
    return False


SWEEP = Exercise(
    id="25b.1",
    title="sweep(heard, now_s)",
    objective="ghosts",
    points=2.0,
    expects=Function(("heard", "now_s"), (int, float, bool)),
    properties=(
        Property("who is silent for more than 30 s goes, and you return how many", silent_ones_go),
        Property("30 s exactly is not too long", the_line),
        Property("hundreds go as well", hundreds),
        Property("who pings between two of your calls stays", speaks_between),
        Property("a hundred who ping at once do not end the sweep", a_mast_comes_back),
        Property("the next evening is like the first", again),
    ),
    misconceptions=(
        Misconception(
            "who was silent is silent",
            "You had the name; then the phone spoke. Which of your calls asks once more, in the same step in which it drops?",
            lambda answer: hides_a_speaker(answer) and uses(answer, "drop "),
            "ana was on your list. Then ana pinged. Then you took ana off the map, for a second or longer.",
        ),
        Misconception(
            "one question lists everybody",
            "A mast fails, and thousands of phones fall silent. How many names does one call give, and how often do you ask?",
            one_page,
        ),
        Misconception(
            "a duration is a moment",
            "`before_s` is a moment, such as second 970. Which moment do 30 seconds make, at second 1,000?",
            lambda answer: left(answer, FEW) == set(FEW) and left(answer, {"ana": 20.0}, 70.0) == set(),
        ),
        Misconception(
            "this machine's clock is the map's",
            "The check's evening is another one than yours. Who tells you what time it is there?",
            lambda answer: left(answer, {"ana": 4e9 - 100}, 4e9) == {"ana"} and left(answer, SPEAKING) == set(),
        ),
        Misconception(
            "silent means not speaking now",
            "eve pinged a moment ago, di 29 seconds ago. For how long may a phone say nothing?",
            lambda answer: left(answer, SPEAKING) in (set(), {"eve"}),
        ),
        Misconception(
            "30 seconds are already too long",
            "Somebody was heard 30 s ago, to the moment. Is that *more than* 30 s?",
            lambda answer: left(answer, ON_THE_LINE) == set() and left(answer, SPEAKING) == set(SPEAKING),
        ),
        Misconception(
            "who was listed was dropped",
            "cy pinged after you had the list, and stayed. Did you count cy?",
            counts_wrongly,
            "ana, bo and cy were listed, cy pinged, two went. Your number is another one.",
        ),
        Misconception(
            "dropped once is gone for ever",
            "zoe drives again, and falls silent again. Where do you keep what you know of last time?",
            remembers,
        ),
        Misconception(
            "a list from which nobody goes is the last one",
            "You had a hundred names, and all of them pinged before you came to them. Who else may be silent?",
            stops_where_nobody_goes,
        ),
        Misconception(
            "the next question brings the next names",
            "You ask again, and nobody was dropped in between. Whom does the store name?",
            never_ends,
        ),
    ),
    steps=(
        "Compute the moment before which silence is too long, once.",
        "Ask for the first names; stop when there are none.",
        "For each name, drop only if the silence lasts, and count if it did.",
        "Ask again.",
    ),
    sister=(
        "*A cloakroom gives away what nobody fetched for a month.* The clerk lists a hundred old coats. When he takes one "
        "from the hook, he reads its ticket once more: if the owner came by this morning and paid for another month, the "
        "coat stays. Then he lists the next hundred."
    ),
    ours=lambda: sweep_silent,
    pattern="check-then-act",
)
