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

    def __init__(self, first: int, refusals: int) -> None:
        super().__init__(DISTURBED_CALLS)
        self._first = first
        self._refusals = refusals
        self.refused = ""

    def burn(self, call: str) -> None:
        """See :class:`Fuse`."""
        super().burn(call)
        if len(self.calls) > self._first and self._refusals > 0 and call == (self.refused or call):
            self.refused = call
            self._refusals -= 1
            raise OSError("the store is busy, nothing was done")


@dataclass(frozen=True, slots=True)
class Life:
    """What one worker did: the post on its way, the calls, and whether it returned (to the log: "done")."""

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


def reaches_all(walk: Walk, case: str) -> None:
    missing = walk.missing()
    expect(not missing, case, f"{len(missing):,} never get the post: {people(missing)}")


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
        expect(not again, counted(size), f"{again:,} copies are written twice, and nobody died.")


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
        again = walk.written_again
        expect(again <= MOST_AT_ONCE, case, f"{again:,} copies are written again; at most {MOST_AT_ONCE:,} may be.")


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
        ("three early followers leave", lambda: leave(*MANY[:3])),
        ("whoever got the last copy leaves", last_one_leaves),
        ("follower 5 comes, near the beginning", lambda: walk.follow(5)),
    )


def while_followers_change(answer: Answer) -> None:
    stay = MANY[3:]
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


def refused(answer: Answer, number: int, refusals: int) -> tuple[Life, str]:
    """A worker that meets an error at this call, and at the next ones of its name; and what the call was."""
    walk, fuse = Walk(MANY), Busy(number, refusals)
    try:
        returned = walk.live(answer, fuse)
    except Wrong:
        returned = False
    return Life(walk, fuse.calls, returned), fuse.refused


def after_errors(answer: Answer) -> None:
    for number in moments(must_end(answer)):
        for refusals in (1, 50):
            life, call = refused(answer, number, refusals)
            which = "the call" if refusals == 1 else "each call of"
            case = f"2,500 followers; after {in_words(life.calls[:number])}: {which} {call} stops with an error."
            if life.returned:
                reaches_all(life.walk, f"{case} Your worker returned as if all were done, so nobody calls it again.")
                before = life.walk.written_again
                live(answer, life.walk)
                again = life.walk.written_again - before
                case += " Your worker went on, and dies before it can say done. Another takes over."
                expect(
                    again <= MOST_AT_ONCE, case, f"{again:,} copies are written again; at most {MOST_AT_ONCE:,} may be."
                )
            else:
                live(answer, life.walk)
                reaches_all(life.walk, f"{case} The job comes again.")


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
    life = undisturbed(answer, FEW)
    return not life.returned and life.walk.copies[FEW[-1]] > 2 * life.walk.copies[FEW[0]] > 0


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
    no_copy, no_note = (refused(answer, calls.index(call), 50)[0].walk for call in ("add", "write"))
    return (no_copy.note != [] and not no_copy.copies[MANY[0]]) or (no_note.note == [] and not no_note.missing())


def returns_too_early(answer: Answer) -> bool:
    if undisturbed(answer).walk.missing():
        return False
    lives = (refused(answer, number, 50)[0] for number in moments(must_end(answer)))
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
            "Three followers: 0, 11, 12. After 200 calls the worker still writes copies for follower 12.",
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
            "You had asked for places 0 to 999. Follower 0 left. You asked from place 1,000 on: one person was skipped.",
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
            "an error can be passed over",
            "The call did nothing, and your worker went on as if it had. What will the next worker read in the note?",
            passes_over,
            "A call stopped with an error, and your worker went on.",
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
        "of the last house that was read. A new shift goes to the next higher number. If that house was torn down, the "
        "next higher one still exists. Reading a meter twice does no harm; a page is written after its houses."
    ),
    ours=lambda: deliver_in_batches,
    pattern="place in a moving list",
)
