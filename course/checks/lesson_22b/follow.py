"""Exercise 22b.3: follow, and see what was posted before; nothing falls between the two."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import product

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect
from course.simulation.power import Fuse
from course.systems.news_feed.backfill import NEWEST, World, follow_then_fill

RETURNS = (type(None), bool, int, float, list, tuple, set, frozenset, dict, str, bytes)
READER, AUTHOR, OTHER = 1, 2, 7
OLD = tuple(range(101, 131))  # thirty posts, before the tap
MEANWHILE = 131
CROWD = tuple(range(MEANWHILE, MEANWHILE + NEWEST))
MOST_CALLS = 60


class Between(Fuse):
    """Before one call, somebody else acts."""

    def __init__(self, before: int, act: Callable[[], object], calls: int = MOST_CALLS) -> None:
        super().__init__(calls)
        self._before = before
        self._act = act

    def burn(self, call: str) -> None:
        """See :class:`Fuse`."""
        if len(self.calls) == self._before:
            self._before = -1
            self._act()
        super().burn(call)


class Busy(Fuse):
    """One call stops with an error and does nothing, or it and all that come later."""

    def __init__(self, number: int, *, stays: bool = False) -> None:
        super().__init__(MOST_CALLS)
        self._number = number
        self._stays = stays

    def burn(self, call: str) -> None:
        """See :class:`Fuse`."""
        super().burn(call)
        if len(self.calls) == self._number + 1 or (self._stays and len(self.calls) > self._number):
            raise OSError("the store is busy, nothing was done")


def world(posts: Sequence[int] = OLD) -> World:
    """An author with these posts, whom somebody else follows already."""
    made = World()
    for post_id in posts:
        made.post(AUTHOR, post_id)
    made.post(9, 901)
    made.edges.add((OTHER, AUTHOR))
    return made


def tap(answer: Answer, where: World, fuse: Fuse | None = None, author: int = AUTHOR) -> tuple[bool, list[str]]:
    """The reader taps; returns whether the power lasted, and the calls."""
    fuse = fuse or Fuse(MOST_CALLS)
    lasted = where.ask(answer, READER, author, fuse)
    return lasted, fuse.calls


def undisturbed(answer: Answer) -> list[str]:
    calls = tap(answer, world())[1]
    expect(len(calls) < MOST_CALLS, f"{MOST_CALLS} calls, and it goes on", "Three calls can do it.")
    return calls


def in_words(calls: Sequence[str]) -> str:
    return ", ".join(calls) or "no call"


def complete(where: World, case: str, posts: Sequence[int] = OLD, author: int = AUTHOR) -> None:
    """The edge is there, and the newest posts; nobody else's feed changed."""
    expect((READER, author) in where.edges, case, "The reader does not follow the author.")
    missing = [post_id for post_id in posts[-NEWEST:] if post_id not in where.feeds[READER]]
    some = ", ".join(map(str, missing[:3])) + (" …" if len(missing) > 3 else ".")
    expect(not missing, case, f"{len(missing)} of the newest posts will never stand in the reader's feed: {some}")


def alone(answer: Answer) -> None:
    for count in (1, 0, 19, 20, 30):
        for again in ("", "a second world, the same people: "):
            where = world(OLD[:count])
            lasted, calls = tap(answer, where)
            expect(lasted, f"the author has {count} posts", f"{MOST_CALLS} calls, and it goes on. Three can do it.")
            case = (
                f"{again}the author has {count} post{'' if count == 1 else 's'}; nothing goes wrong: {in_words(calls)}"
            )
            complete(where, case, OLD[:count])
            foreign = where.feeds[READER] - set(OLD)
            expect(not foreign, case, f"The feed holds {sorted(foreign)}, which this author did not write.")
            others = [reader for reader, ids in where.feeds.items() if ids and reader not in (READER, OTHER)]
            expect(not others, case, f"You wrote into the feed of {others[0] if others else ''}.")
            edges = where.edges - {(READER, AUTHOR), (OTHER, AUTHOR)}
            expect(not edges, case, f"You made the edge {next(iter(edges), '')} too.")
    where = world()
    tap(answer, where, author=9)
    complete(where, "another author, 9, with post 901", (901,), 9)


def posted_meanwhile(answer: Answer, news: Sequence[int] = (MEANWHILE,)) -> None:
    for number in range(len(undisturbed(answer)) + 1):
        where = world()

        def post(where: World = where) -> None:
            for post_id in news:
                where.post(AUTHOR, post_id)

        _, calls = tap(answer, where, Between(number, post))
        if number >= len(calls):
            post()
        come = f"post {news[0]} comes" if len(news) == 1 else f"posts {news[0]} to {news[-1]} come"
        complete(where, f"{come} after: {in_words(calls[:number])}", (*OLD, *news))


def any_number_meanwhile(answer: Answer) -> None:
    for news in ((MEANWHILE,), CROWD):
        posted_meanwhile(answer, news)


def tries(answer: Answer) -> Iterator[tuple[str, World, tuple[int, ...]]]:
    """The first try dies after each call in turn, or meets an error; the phone has no answer, and taps again."""
    for number in range(len(undisturbed(answer))):
        for meanwhile in (False, True):
            where, posts = world(), OLD
            _, calls = tap(answer, where, Fuse(number))
            news = ""
            if meanwhile:
                where.post(AUTHOR, MEANWHILE)
                posts, news = (*OLD, MEANWHILE), f" Post {MEANWHILE} comes."
            tap(answer, where)
            yield f"the power fails after: {in_words(calls)}.{news} The phone taps again.", where, posts


def taps_again(answer: Answer) -> None:
    for case, where, posts in tries(answer):
        complete(where, case, posts)


def errors(answer: Answer) -> None:
    for number, stays in product(range(len(undisturbed(answer))), (False, True)):
        where = world()
        answered = False
        fuse = Busy(number, stays=stays)
        with suppress(Wrong):
            answered, _ = tap(answer, where, fuse)
        if not answered:
            tap(answer, where)
        how = (
            "Your function returned all the same: the phone hears yes."
            if answered
            else "The phone hears of it, and taps again."
        )
        more = ", and so do all later ones" if stays else ""
        complete(where, f"the call {fuse.calls[number]} stops with an error{more}. {how}")


def two_taps(answer: Answer) -> None:
    for number in range(len(undisturbed(answer)) + 1):
        where = world()
        tap(answer, where, Between(number, lambda where=where: tap(answer, where)))  # type: ignore[misc]
        where.post(AUTHOR, MEANWHILE)
        complete(where, f"two taps at once; the second runs after {number} calls of the first", (*OLD, MEANWHILE))


def remembers_outside(answer: Answer) -> bool:
    first, second = world(), world()
    for where in (first, second):
        where.post(55, 551)
        tap(answer, where, author=55)
    return 551 in first.feeds[READER] and 551 not in second.feeds[READER]


def fails(test: Callable[[Answer], None], answer: Answer) -> bool:
    try:
        test(answer)
    except Wrong:
        return True
    return False


def looks_first(answer: Answer) -> bool:
    calls = undisturbed(answer)
    return not fails(alone, answer) and fails(posted_meanwhile, answer) and calls.index("edges.add") > 0


def looks_back_too_little(answer: Answer) -> bool:
    return not fails(posted_meanwhile, answer) and fails(any_number_meanwhile, answer)


def only_if_new(answer: Answer) -> bool:
    where = world()
    where.edges.add((READER, AUTHOR))
    with suppress(Wrong):
        tap(answer, where)
    return not fails(alone, answer) and not where.feeds[READER]


def passes_over(answer: Answer) -> bool:
    for number, stays in product(range(len(undisturbed(answer))), (False, True)):
        where = world()
        try:
            answered, _ = tap(answer, where, Busy(number, stays=stays))
        except Wrong:
            continue
        if answered and not ({*OLD[-NEWEST:]} <= where.feeds[READER] and (READER, AUTHOR) in where.edges):
            return not fails(alone, answer)
    return False


FOLLOW = Exercise(
    id="22b.3",
    title="follow(reader, author, edges, posts, feeds)",
    objective="join",
    points=2.0,
    expects=Function(("reader", "author", "edges", "posts", "feeds"), RETURNS),
    properties=(
        Property("the reader follows, and has the newest 20 posts", alone),
        Property("what is posted between two calls is not lost", any_number_meanwhile),
        Property("after a power cut, the second tap completes the first", taps_again),
        Property("an error is never answered with a yes", errors),
        Property("two taps at once do no harm", two_taps),
    ),
    misconceptions=(
        Misconception(
            "the function's memory survives",
            "The power was off, or another server answers. Which of your variables does it know?",
            remembers_outside,
            "The same two people, in another world with empty feeds. The feed stayed empty.",
        ),
        Misconception(
            "what I saw is all there is",
            "The post came after your look and before your edge. Who could still bring it?",
            looks_first,
            "Your function had asked for the newest posts. Post 131 came. Then the edge was made. 131 is in no feed.",
        ),
        Misconception(
            "one post at most comes meanwhile",
            "How many posts may come before your edge is made, and how many does your last look bring?",
            looks_back_too_little,
        ),
        Misconception(
            "a second tap has nothing to do",
            "The first try died after the edge. What does `edges.add` tell the second one, and what is still missing?",
            only_if_new,
            "The edge was there, the feed was empty. The phone tapped again, and the feed stayed empty.",
        ),
        Misconception(
            "a follow begins now",
            "The reader opens the feed one second later. The author's last post is a day old. What stands there?",
            lambda answer: "edges.add" in undisturbed(answer) and "feeds.add" not in undisturbed(answer),
        ),
        Misconception(
            "old posts make a follower",
            "The author posts tomorrow. How does the worker know of this reader?",
            lambda answer: "feeds.add" in undisturbed(answer) and "edges.add" not in undisturbed(answer),
        ),
        Misconception(
            "an error can be passed over",
            "The phone heard yes. Will it tap again?",
            passes_over,
            "A call stopped with an error and did nothing. Your function returned, and returning is the yes.",
        ),
    ),
    steps=(
        "Make the edge: what is posted from now on comes by itself.",
        "Ask for what was posted until now, whether the edge was new or not.",
        "Write it into the reader's feed.",
    ),
    sister=(
        "*You join a club with a newsletter.* First your address goes on the list, then somebody sends you the last 20 "
        "issues. The other way round, an issue that is printed in between reaches you by neither way. If the office "
        "forgets whether it sent them, it sends them again: you keep one of each."
    ),
    ours=lambda: follow_then_fill,
    pattern="check-then-act",
)
