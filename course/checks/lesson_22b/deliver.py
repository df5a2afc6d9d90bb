"""Exercise 22b.2: one post for many followers, by workers that die and while followers come and go."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect
from course.simulation.power import Fuse
from course.systems.news_feed.resumable import MOST_AT_ONCE, Walk, deliver_in_batches

RETURNS = (type(None), bool, int, float, list, tuple, set, frozenset, dict, str, bytes)
MANY = (0, *range(11, 2_510))  # 2,500 followers: the first is number 0, and no other one stands at his number
MORE = (0, *range(11, 5_010))
FEW = (0, 11, 12)
EARLY = 1_000  # so many leave at the beginning: more than a window of places can overlap
LARGE = range(21_000)
SIZES = (0, 1, 2, 999, 1_000, 1_001, 2_000, 2_500, 4_999, 5_000)
MOST_CALLS = 200
DISTURBED_CALLS = 1_000  # tries after an error, or after a change, count for nobody
CALLS_OF_A_SHORT_LIFE = 6
MOST_LIVES = 120


class Changing(Fuse):
    """Before one call, the world changes."""

    def __init__(self, before: int, change: Callable[[], object]) -> None:
        super().__init__(DISTURBED_CALLS)
        self._before = before
        self._change = change

    def burn(self, call: str) -> None:
        """See :class:`Fuse`."""
        if len(self.calls) == self._before:
            self._before = -1
            self._change()
        super().burn(call)


class Busy(Fuse):
    """One call stops with an error, and so do the next ones of its name, until so many were refused."""

    def __init__(self, first: int, refusals: int, calls: int = DISTURBED_CALLS) -> None:
        super().__init__(calls)
        self._first = first
        self._refusals = refusals
        self.refused = ""
        self.met = 0

    def burn(self, call: str) -> None:
        """See :class:`Fuse`."""
        super().burn(call)
        if len(self.calls) > self._first and self._refusals > 0 and call == (self.refused or call):
            self.refused = call
            self._refusals -= 1
            self.met += 1
            raise OSError("the store is busy, nothing was done")


@dataclass(frozen=True, slots=True)
class Life:
    """What one worker did: the post on its way, the calls, and whether it returned: "done"."""

    walk: Walk
    calls: list[str]
    returned: bool


def live(answer: Answer, walk: Walk, fuse: Fuse | None = None) -> Life:
    """Let one worker live."""
    fuse = fuse or Fuse(DISTURBED_CALLS)
    returned = walk.live(answer, fuse)
    return Life(walk, fuse.calls, returned)


def undisturbed(answer: Answer, users: Sequence[int] = MANY, most_calls: int = MOST_CALLS) -> Life:
    """One worker that nothing disturbs; stopped when it makes more calls than it may."""
    return live(answer, Walk(users), Fuse(most_calls))


def must_end(answer: Answer) -> list[str]:
    """The calls of one worker; what never ends is not tried any further."""
    life = undisturbed(answer)
    why = f"After {MOST_CALLS} calls we stopped your worker. Mend that first."
    expect(life.returned, "2,500 followers, nobody dies", why)
    return life.calls


def moments(calls: Sequence[str]) -> list[int]:
    """After how many calls something happens: each moment of a short run, many of a long one, and after the last."""
    return [number for number in range(len(calls) + 1) if number < 12 or number > len(calls) - 7 or number % 13 == 0]


def counted(size: int) -> str:
    return "1 follower" if size == 1 else f"{size:,} followers"


def people(users: Sequence[int]) -> str:
    """Some of them, by number, to end a sentence with."""
    some = ", ".join(map(str, users[:3]))
    return f"follower {some}." if len(users) == 1 else f"followers {some}{' …' if len(users) > 3 else '.'}"


def in_words(calls: Sequence[str]) -> str:
    named = [f"{call} ({times} times)" if times > 1 else call for call, times in _runs(calls)]
    return ", ".join(named[:8] + ["…"] * (len(named) > 8)) or "no call"


def _runs(calls: Sequence[str]) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    for call in calls:
        if found and found[-1][0] == call:
            found[-1] = (call, found[-1][1] + 1)
        else:
            found.append((call, 1))
    return found


def written(copies: int) -> str:
    return "1 copy is written" if copies == 1 else f"{copies:,} copies are written"


def reaches_all(walk: Walk, case: str) -> None:
    missing = walk.missing()
    never = "1 never gets" if len(missing) == 1 else f"{len(missing):,} never get"
    expect(not missing, case, f"{never} the post: {people(missing)}")


def costs_little(again: int, case: str, most: int = MOST_AT_ONCE) -> None:
    expect(again <= most, case, f"{written(again)} again; at most {most:,} may be.")


def everybody(answer: Answer) -> None:
    for size in SIZES:
        for post in ("", "a second post, a new note: "):
            users = MORE[:size]
            life = undisturbed(answer, users)
            if not life.returned and not life.walk.written_again:  # slow is another matter: let it come to its end
                life = undisturbed(answer, users, 4 * size + MOST_CALLS)
            case = f"{post}{counted(size)}, nobody dies: {in_words(life.calls)}"
            why = "The same followers come again and again." if life.walk.written_again else "It still asks."
            expect(life.returned, f"{case}. After {len(life.calls)} calls we stopped your worker.", why)
            reaches_all(life.walk, case)
    life = live(answer, Walk(LARGE))
    if life.returned:  # or it is slow, which the next property tells
        reaches_all(life.walk, f"{counted(len(LARGE))}, nobody dies: {in_words(life.calls)}")


def it_ends(answer: Answer) -> None:
    for size in SIZES:
        life = undisturbed(answer, MORE[:size])
        again, waiting = life.walk.written_again, len(life.walk.missing())
        why = f"{waiting:,} were still waiting. One call can serve up to {MOST_AT_ONCE:,}."
        expect(
            life.returned,
            f"{counted(size)}, nobody dies: after {MOST_CALLS} calls we stopped your worker",
            "The same followers come again and again." if again else why,
        )
        expect(not again, counted(size), f"{written(again)} twice, and nobody died.")


def kills(answer: Answer) -> Iterator[tuple[str, Walk]]:
    """A worker killed after each call in turn, on short lists first, and what the next one made of it."""
    must_end(answer)
    for users in (FEW, MANY[:1_001], MANY):
        for number in moments(undisturbed(answer, users).calls):
            first = live(answer, Walk(users), Fuse(number))
            live(answer, first.walk)
            where = ", before it can say done" if first.returned else ""
            done = in_words(first.calls)
            yield f"{counted(len(users))}; the worker dies after: {done}{where}. Another takes over.", first.walk


def nobody_left_out(answer: Answer) -> None:
    for case, walk in kills(answer):
        reaches_all(walk, case)


def little_again(answer: Answer) -> None:
    for case, walk in kills(answer):
        costs_little(walk.written_again, case)


def short_lives(answer: Answer) -> None:
    walk = Walk(MANY)
    for _ in range(MOST_LIVES):
        if live(answer, walk, Fuse(CALLS_OF_A_SHORT_LIFE)).returned:
            break
    reaches_all(
        walk, f"2,500 followers; every worker dies after {CALLS_OF_A_SHORT_LIFE} calls; {MOST_LIVES} workers came"
    )


def changes(walk: Walk) -> tuple[tuple[str, Callable[[], object]], ...]:
    """What may happen between two calls."""

    def leave(*users: int) -> None:
        for user in users:
            walk.unfollow(user)

    def last_one_leaves() -> None:
        walk.unfollow(max(walk.copies, default=MANY[0]))

    return (
        (f"the first {EARLY:,} followers leave", lambda: leave(*MANY[:EARLY])),
        ("whoever got the last copy leaves", last_one_leaves),
        ("follower 5 comes, near the beginning", lambda: walk.follow(5)),
    )


def while_followers_change(answer: Answer) -> None:
    stay = MANY[EARLY:]
    for number in moments(must_end(answer)):
        for kind in range(3):
            for dies in (False, True):
                walk = Walk(MANY)
                what, change = changes(walk)[kind]
                if dies:
                    calls = live(answer, walk, Fuse(number)).calls
                    change()
                    case = (
                        f"2,500 followers; the worker dies after: {in_words(calls)}. Then {what}. Another takes over."
                    )
                    live(answer, walk)
                else:
                    calls = live(answer, walk, Changing(number, change)).calls
                    case = f"2,500 followers; after {in_words(calls[:number])}: {what}; nobody dies."
                missing = [user for user in walk.missing(stay) if user in walk.users]
                expect(not missing, case, f"Who stayed all the time, and has no post: {people(missing)}")


def refused(answer: Answer, fuse: Busy, walk: Walk | None = None) -> Life:
    """A worker that meets errors; the post may be on its way already."""
    walk = walk or Walk(MANY)
    try:
        returned = walk.live(answer, fuse)
    except Wrong:
        returned = False
    return Life(walk, fuse.calls, returned)


def stops(fuse: Busy, number: int, refusals: int) -> str:
    """Which call stopped with an error, in words."""
    which = "the call" if refusals == 1 else "each call of"
    return f"after {in_words(fuse.calls[:number])}: {which} {fuse.refused} stops with an error."


def after_errors(answer: Answer) -> None:
    for number in moments(must_end(answer)):
        for refusals in (1, 50):
            fuse = Busy(number, refusals)
            life = refused(answer, fuse)
            case = f"2,500 followers; {stops(fuse, number, refusals)}"
            if life.returned:
                reaches_all(life.walk, f"{case} Your worker returned as if all were done, so nobody calls it again.")
            else:
                live(answer, life.walk)
                reaches_all(life.walk, f"{case} The job comes again.")


def errors_and_deaths(answer: Answer) -> None:
    for number in moments(must_end(answer)):
        for refusals, more in ((1, 1), (1, 2), (1, 3), (50, DISTURBED_CALLS)):
            error_then_death(answer, number, refusals, more)
    calls = undisturbed(answer, MORE).calls
    last_copies = max((at for at, call in enumerate(calls, 1) if call == "add"), default=0)
    for number in sorted({last_copies, len(calls)}):
        walk = Walk(MORE)
        live(answer, walk, Fuse(number))
        for error in moments(live(answer, copied(walk)).calls)[:-1]:
            for refusals in (1, 50):
                death_then_error(answer, copied(walk), calls[:number], error, refusals)


def error_then_death(answer: Answer, number: int, refusals: int, more: int) -> None:
    """An error; so many calls later, or before it can say done, the worker dies. The next one meets nothing."""
    fuse = Busy(number, refusals, min(number + 1 + more, DISTURBED_CALLS))
    life = refused(answer, fuse)
    case = f"2,500 followers; {stops(fuse, number, refusals)}"
    if fuse.refused and (life.returned or len(life.calls) > number + 1):
        rest = in_words(life.calls[number + 1 :])
        case += f" Your worker went on ({rest}), and dies before it can say done."
    before = life.walk.written_again
    live(answer, life.walk)
    reaches_all(life.walk, f"{case} Another takes over.")
    costs_little(life.walk.written_again - before, f"{case} Another takes over.")


def death_then_error(answer: Answer, walk: Walk, calls: Sequence[str], number: int, refusals: int) -> None:
    """The worker that takes over meets an error. What stopped early, or was not done, may cost a thousand more."""
    fuse = Busy(number, refusals)
    life = refused(answer, fuse, walk)
    case = f"{counted(len(MORE))}; the worker dies after: {in_words(calls)}. Another takes over; {stops(fuse, number, refusals)}"
    if not life.returned:
        live(answer, walk)
        case += " The job comes again."
    reaches_all(walk, case)
    may = 1 if not life.returned else fuse.met if fuse.refused != "read" else 0
    costs_little(walk.written_again, case, MOST_AT_ONCE * (1 + may))


def copied(walk: Walk) -> Walk:
    """The same post, as far as it came."""
    other = Walk(walk.users)
    other.copies.update(walk.copies)
    other.note[:] = walk.note
    return other


def remembers_outside(answer: Answer) -> bool:
    users = range(50_001, 50_004)
    first, second = Walk(users), Walk(users)
    live(answer, first)
    live(answer, second)
    return not first.missing() and bool(second.missing())


def takes_zero_for_nobody(answer: Answer) -> bool:
    """Follower 0 is left out, or is served for ever."""
    few, alone = undisturbed(answer, FEW), undisturbed(answer, FEW[:1])
    return few.returned and (few.walk.missing() == [0] or not alone.returned)


def begins_at_the_cursor(answer: Answer) -> bool:
    few, more = undisturbed(answer, FEW), undisturbed(answer, MORE)
    endless = not few.returned and few.walk.copies[FEW[-1]] > 2 * few.walk.copies[FEW[0]] > 0
    return endless or (more.returned and 0 < more.walk.written_again <= more.calls.count("after"))


def notes(answer: Answer) -> Sequence[int]:
    """What it notes first, of followers 0, 11 and 12."""
    calls = undisturbed(answer, FEW).calls
    walk = Walk(FEW)
    live(answer, walk, Fuse(calls.index("write") + 1 if "write" in calls else 0))
    return walk.note


def collects_first(answer: Answer) -> bool:
    """All followers are asked for before the first copy."""
    calls = undisturbed(answer).calls
    return "add" in calls and calls.count("after") > 2 and "after" not in calls[calls.index("add") :]


def never_moves_on(answer: Answer) -> bool:
    life = undisturbed(answer, FEW)
    return not life.returned and life.walk.copies[FEW[-1]] == life.walk.copies[FEW[0]] > 2


def takes_small_steps(answer: Answer) -> bool:
    life = undisturbed(answer, MORE)
    return not life.returned and bool(life.walk.copies) and not life.walk.written_again


def notes_first(answer: Answer) -> bool:
    calls = undisturbed(answer).calls
    return "write" in calls and calls.index("write") < (calls.index("add") if "add" in calls else len(calls))


def tidies_up(answer: Answer) -> bool:
    life = undisturbed(answer)
    live(answer, life.walk)
    return life.returned and life.calls[-1:] == ["write"] and life.walk.written_again > MOST_AT_ONCE


def passes_over(answer: Answer) -> bool:
    """A call did nothing, and the worker goes on as if it had."""
    calls = undisturbed(answer).calls
    no_copy, no_note = (refused(answer, Busy(calls.index(call), 50)).walk for call in ("add", "write"))
    return (no_copy.note != [] and not no_copy.copies[MANY[0]]) or (no_note.note == [] and not no_note.missing())


def guesses_the_note(answer: Answer) -> bool:
    """It goes on without having read how far it came."""
    walk = Walk(MORE)
    live(answer, walk)
    life = refused(answer, Busy(0, 50), walk)
    return life.returned and life.calls[:1] == ["read"] and walk.written_again > MOST_AT_ONCE


def returns_too_early(answer: Answer) -> bool:
    if undisturbed(answer).walk.missing():
        return False
    lives = (refused(answer, Busy(number, 50)) for number in moments(must_end(answer)))
    return any(life.returned and life.walk.missing() for life in lives)


def fails(test: Callable[[Answer], None], answer: Answer) -> bool:
    try:
        test(answer)
    except Wrong:
        return True
    return False


def asks_once(answer: Answer) -> bool:
    life = undisturbed(answer)
    return len(life.walk.copies) <= MOST_AT_ONCE and life.calls.count("after") + life.calls.count("at") == 1


DELIVER = Exercise(
    id="22b.2",
    title="deliver(followers, lists, note)",
    objective="resume",
    points=3.0,
    expects=Function(("followers", "lists", "note"), RETURNS),
    properties=(
        Property("without a death, every follower gets the post", everybody),
        Property("it ends within 200 calls, and writes nothing twice", it_ends),
        Property("whenever the worker dies, the next one leaves nobody out", nobody_left_out),
        Property("and writes at most 1,000 copies again", little_again),
        Property("workers that live only six calls get to the end together", short_lives),
        Property("whoever follows all the time gets it, while others come and go", while_followers_change),
        Property("an error of the store leaves nobody out", after_errors),
        Property("an error and a death meet: nobody is left out, little is written again", errors_and_deaths),
    ),
    misconceptions=(
        Misconception(
            "the worker's memory survives",
            "Another post has another note. Which of your variables still knows the first one?",
            remembers_outside,
            "A second post went to the same followers, with a new note. Somebody did not get it.",
        ),
        Misconception(
            "0 is nobody",
            "There is a follower 0. Who comes after −1, who comes after 0, and what does a note of 0 say?",
            takes_zero_for_nobody,
        ),
        Misconception(
            "the cursor was not served yet",
            "Your last follower has the post. Does your next question leave this follower out?",
            begins_at_the_cursor,
        ),
        Misconception(
            "the question moves by itself",
            "You ask twice with the same number. Who comes the second time?",
            never_moves_on,
            "Three followers: 0, 11, 12. After 200 calls the worker still writes copies for all three.",
        ),
        Misconception(
            "calls cost nothing",
            "How many followers does one call serve, and how many could it serve?",
            takes_small_steps,
        ),
        Misconception(
            "everybody fits into one question",
            "How many come back at most? Who asks for the others?",
            asks_once,
        ),
        Misconception(
            "a place is an identity",
            "Follower 0 left. Who stands at place 1,000 now, and who stood there before?",
            lambda answer: "at" in undisturbed(answer).calls and fails(while_followers_change, answer),
        ),
        Misconception(
            "a count is a number",
            "Three have the post: 0, 11 and 12. What does your note say, and who stands above that?",
            lambda answer: notes(answer)[0] in (len(FEW) - 1, len(FEW)),
        ),
        Misconception(
            "the cursor is the next one",
            "Follower 1,009 has the post, and 1,010 is the next. Above which number do you ask?",
            lambda answer: notes(answer) == [FEW[-1] + 1],
        ),
        Misconception(
            "a note of the batch's first one",
            "The whole batch has the post, and the worker dies. Whom does the next one serve, by your note?",
            lambda answer: notes(answer) == [FEW[0]],
        ),
        Misconception(
            "noted means delivered",
            "The note says 1,009, and the worker dies. Who brings the post to those below?",
            notes_first,
            "The worker wrote its note and died before the copies. The next one began after the note.",
        ),
        Misconception(
            "a restart goes on where it stopped",
            "The second worker has empty variables. Which call tells it how far the first one came?",
            lambda answer: "read" not in undisturbed(answer).calls and not fails(everybody, answer),
        ),
        Misconception(
            "a note at the end is enough",
            "The worker dies before its only note. Where does the next one begin, and the one after that?",
            lambda answer: undisturbed(answer).calls.count("write") <= 1 and not undisturbed(answer).walk.missing(),
            "A worker brought the post to 2,000 followers and died. The next one began at the first follower again.",
        ),
        Misconception(
            "first the list, then the work",
            "A worker lives six calls. How many are gone before its first copy?",
            collects_first,
        ),
        Misconception(
            "the note may be guessed",
            "The note could not be read. What do you take instead, and who has the post already?",
            guesses_the_note,
        ),
        Misconception(
            "an error can be passed over",
            "The call did nothing, and your worker went on as if it had. What will the next worker read in the note?",
            passes_over,
        ),
        Misconception(
            "a return ends only this try",
            "Returning means done. Who learns that some followers still wait?",
            returns_too_early,
            "A call stopped with an error. Your worker returned as if all were done, so nobody calls it again.",
        ),
        Misconception(
            "a finished job needs no note",
            "What does the next worker read, and where does it begin?",
            tidies_up,
            "The worker had brought the post to all, tidied up, and died before it could say done.",
        ),
    ),
    steps=(
        "Read the note: up to whom did somebody come?",
        "Ask for the next followers above that one. Nobody came back: you are done.",
        "Bring them the post.",
        "Note the last one of them.",
        "Ask again, above this one.",
    ),
    sister=(
        "*A caretaker checks 3,000 meters by house number, and shifts change at any minute.* The book holds the number "
        "of the last house that was read. A new shift goes to the next higher number. If that house is gone, the "
        "next higher one still exists. Reading a meter twice does no harm; a page is written after its houses."
    ),
    ours=lambda: deliver_in_batches,
    pattern="place in a moving list",
)
