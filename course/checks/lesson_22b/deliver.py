"""Exercise 22b.2: one post for many followers, by workers that die and while followers come and go."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect
from course.simulation.power import Fuse
from course.systems.news_feed.resumable import MOST_AT_ONCE, Walk, deliver_in_batches

RETURNS = (type(None), bool, int, float, list, tuple, set, frozenset, dict, str, bytes)
MANY = (0, *range(11, 2_510))  # 2,500 followers: the first is number 0, and no other one stands at his number
MORE = (0, *range(11, 5_010))
FEW = (0, 11, 12)
SIZES = (0, 1, 2, 999, 1_000, 1_001, 2_000, 2_500, 4_999)
MOST_CALLS = 200
CALLS_OF_A_SHORT_LIFE = 6
MOST_LIVES = 120


class Changing(Fuse):
    """Before one call, the world changes."""

    def __init__(self, before: int, change: Callable[[], object], calls: int = MOST_CALLS) -> None:
        super().__init__(calls)
        self._before = before
        self._change = change

    def burn(self, call: str) -> None:
        """See :class:`Fuse`."""
        if len(self.calls) == self._before:
            self._before = -1
            self._change()
        super().burn(call)


class Busy(Fuse):
    """The first writes of copies stop with an error."""

    def __init__(self, skip: int, refusals: int) -> None:
        super().__init__(MOST_CALLS)
        self._skip = skip
        self._refusals = refusals

    def burn(self, call: str) -> None:
        """See :class:`Fuse`."""
        super().burn(call)
        if call == "add":
            self._skip -= 1
            if self._skip < 0 and self._refusals > 0:
                self._refusals -= 1
                raise OSError("the store is busy, nothing was written")


def run(answer: Answer, walk: Walk, fuse: Fuse | None = None) -> list[str]:
    """Let one worker live; returns its calls."""
    fuse = fuse or Fuse(MOST_CALLS)
    walk.live(answer, fuse)
    return fuse.calls


def undisturbed(answer: Answer, users: Sequence[int] = MANY) -> tuple[Walk, list[str]]:
    """One worker that nothing disturbs, and its calls."""
    walk = Walk(users)
    return walk, run(answer, walk)


def must_end(answer: Answer) -> list[str]:
    """The calls of one worker; what never ends is not tried any further."""
    calls = undisturbed(answer)[1]
    expect(
        len(calls) < MOST_CALLS, "2,500 followers, nobody dies", "It does not end within 200 calls. Mend that first."
    )
    return calls


def people(users: Sequence[int]) -> str:
    """Some of them, by number."""
    some = ", ".join(map(str, users[:3]))
    return f"follower {some}" if len(users) == 1 else f"followers {some}{' …' if len(users) > 3 else ''}"


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


def reaches_all(walk: Walk, case: str, users: Sequence[int] | None = None) -> None:
    missing = walk.missing(users)
    expect(not missing, case, f"{len(missing):,} never get the post: {people(missing)}.")


def everybody(answer: Answer) -> None:
    for size in SIZES:
        for post in ("", "a second post, a new note: "):
            walk, calls = undisturbed(answer, MORE[:size])
            case = f"{post}{size:,} followers, nobody dies: {in_words(calls)}"
            reaches_all(walk, case)


def it_ends(answer: Answer) -> None:
    for size in SIZES:
        walk, calls = undisturbed(answer, MORE[:size])
        endless = walk.written_again > 0
        expect(
            len(calls) < MOST_CALLS,
            f"{size:,} followers: {MOST_CALLS} calls, and the worker goes on",
            "The same followers come again and again." if endless else "Fewer calls must do: ask for more at once.",
        )
        expect(not endless, f"{size:,} followers", f"{walk.written_again:,} copies are written twice, and nobody died.")


def kills(answer: Answer) -> Iterator[tuple[str, Walk]]:
    """A worker killed after each call in turn, on short lists first, and what the next one made of it."""
    must_end(answer)
    for users in (FEW, MANY[:1_001], MANY):
        calls = undisturbed(answer, users)[1]
        for number in range(len(calls)):
            walk = Walk(users)
            done = run(answer, walk, Fuse(number))
            run(answer, walk)
            yield f"{len(users):,} followers; the worker dies after: {in_words(done)}. Another takes over.", walk


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
        if len(run(answer, walk, Fuse(CALLS_OF_A_SHORT_LIFE))) < CALLS_OF_A_SHORT_LIFE:
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
        ("the first follower leaves", lambda: leave(*MANY[:1])),
        ("three early followers leave", lambda: leave(*MANY[:3])),
        ("whoever got the last copy leaves", last_one_leaves),
        ("follower 5 comes, near the beginning", lambda: walk.follow(5)),
    )


def while_followers_change(answer: Answer) -> None:
    stay = MANY[3:]
    for number in range(len(must_end(answer))):
        for kind in range(4):
            for dies in (False, True):
                walk = Walk(MANY)
                what, change = changes(walk)[kind]
                if dies:
                    calls = run(answer, walk, Fuse(number))
                    change()
                    case = (
                        f"2,500 followers; the worker dies after: {in_words(calls)}. Then {what}. Another takes over."
                    )
                    run(answer, walk)
                else:
                    calls = run(answer, walk, Changing(number, change))
                    case = f"2,500 followers; after {in_words(calls[:number])}: {what}; nobody dies."
                missing = [user for user in walk.missing(stay) if user in walk.users]
                expect(not missing, case, f"Who stayed all the time, and has no post: {people(missing)}.")


def after_errors(answer: Answer) -> None:
    for skip in (0, 1):
        for refusals in (1, 50):
            walk, fuse = Walk(MANY), Busy(skip, refusals)
            with suppress(Wrong):  # the error may end the worker: then the job comes again
                run(answer, walk, fuse)
            run(answer, walk)
            reaches_all(
                walk,
                f"2,500 followers; {'the' if refusals == 1 else 'each'} write of batch {skip + 1} stops with an error. "
                "The job comes again.",
            )


def remembers_outside(answer: Answer) -> bool:
    users = range(50_001, 50_004)
    first, second = Walk(users), Walk(users)
    run(answer, first)
    run(answer, second)
    return not first.missing() and bool(second.missing())


def begins_at_the_cursor(answer: Answer) -> bool:
    walk, calls = undisturbed(answer, FEW)
    return len(calls) >= MOST_CALLS and walk.copies[FEW[-1]] > 2 * walk.copies[FEW[0]] > 0


def notes_first(answer: Answer) -> bool:
    calls = undisturbed(answer)[1]
    return "write" in calls and calls.index("write") < (calls.index("add") if "add" in calls else len(calls))


def passes_over(answer: Answer) -> bool:
    walk = Walk(MANY)
    with suppress(Wrong):
        run(answer, walk, Busy(0, 50))
    return walk.note != [] and not walk.copies[MANY[0]]


def fails(test: Callable[[Answer], None], answer: Answer) -> bool:
    try:
        test(answer)
    except Wrong:
        return True
    return False


def asks_once(answer: Answer) -> bool:
    walk, calls = undisturbed(answer)
    return len(walk.copies) <= MOST_AT_ONCE and calls.count("after") + calls.count("at") == 1


DELIVER = Exercise(
    id="22b.2",
    title="deliver(followers, lists, note)",
    objective="resume",
    points=3.0,
    expects=Function(("followers", "lists", "note"), RETURNS),
    properties=(
        Property("without a death, every follower gets the post", everybody),
        Property("it ends, with few calls, and writes nothing twice", it_ends),
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
            "the cursor was not served yet",
            "Your last follower has the post. Does your next question leave this follower out?",
            begins_at_the_cursor,
            "Three followers: 0, 11, 12. After 200 calls the worker still writes copies for follower 12.",
        ),
        Misconception(
            "everybody fits into one question",
            "How many come back at most? Who asks for the others?",
            asks_once,
        ),
        Misconception(
            "a place is an identity",
            "Follower 0 left. Who stands at place 1,000 now, and who stood there before?",
            lambda answer: "at" in undisturbed(answer)[1] and fails(while_followers_change, answer),
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
            lambda answer: "read" not in undisturbed(answer)[1] and not fails(everybody, answer),
        ),
        Misconception(
            "a note at the end is enough",
            "The worker dies before its only note. Where does the next one begin, and the one after that?",
            lambda answer: undisturbed(answer)[1].count("write") <= 1 < undisturbed(answer)[1].count("add"),
            "A worker brought the post to 2,000 followers and died. The next one began at the first follower again.",
        ),
        Misconception(
            "an error can be passed over",
            "The store wrote nothing, and your note says that it did. Which of the two will the next worker believe?",
            passes_over,
            "A write stopped with an error. Your worker noted the batch and went on.",
        ),
    ),
    steps=(
        "Read the note: up to whom did somebody come?",
        "Ask for the next followers above that one.",
        "If nobody came back, you are done.",
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
