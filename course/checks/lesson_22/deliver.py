"""Exercise 22.5: a delivery that may be killed at any moment."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, repeat

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect
from course.simulation.power import PowerCut
from course.systems.news_feed.killed import DeliveryStore, deliver_resumably, run_workers

POST, FOLLOWERS = 7_001, [31, 4, 15, 92, 6]
SHORTEST_LIFE = 5
MOST_CALLS, MOST_REFUSALS = 60, 20
ONE_LIFE = 10 * MOST_CALLS
MANY = [100 + (number * 37) % 90 if number != 5 else 0 for number in range(40)]  # user 0 follows too
PATIENCE = 3 * len(MANY)
LONGER_LIFE, FEW_WORKERS = 40, 10  # a note for each follower takes three workers, and one `place` more each time five


class Refusing(DeliveryStore):
    """A store that answers one call with an error, so many times if it is tried again, and works from then on."""

    def __init__(self, after: int, refusals: int) -> None:
        super().__init__()
        self.after, self.refusals, self.refused = after, refusals, ""

    def _call(self, words: str) -> None:
        super()._call(words)
        if len(self.calls) > self.after and self.refusals and words == (self.refused or words):
            self.refused, self.calls[-1] = words, f"{words} failed"
            self.refusals -= 1
            raise ConnectionError("the store does not answer")


def deliver_with(answer: Answer, store: DeliveryStore, post: int, followers: list[int]) -> None:
    """One worker; a kill or an error of the store ends it, every other mistake becomes a finding."""
    try:
        answer(store, post, list(followers))
    except Wrong:
        if not (isinstance(store, Refusing) and store.refused):
            raise


def play(
    answer: Answer, lives: Iterable[float], followers: list[int], store: DeliveryStore | None = None, post: int = POST
) -> DeliveryStore:
    """One worker after the other, each with its number of calls."""
    store = store or DeliveryStore()
    run_workers(lambda *given: deliver_with(answer, given[0], given[1], list(given[2])), store, post, followers, lives)
    return store


def told(store: DeliveryStore) -> str:
    """The calls so far."""
    return ", ".join(store.calls[:10]) + (" …" if len(store.calls) > 10 else "") or "no call"


def feeds_are_right(store: DeliveryStore, followers: list[int], case: str, post: int = POST) -> None:
    expect(post in store.finished, f"{case}: {told(store)}", "The post still stands in the queue: nobody called done.")
    for follower in followers:
        times = store.feeds.get(follower, []).count(post)
        expect(times > 0, f"{case}: {told(store)}", f"Follower {follower} never got the post.")
        expect(times == 1, f"{case}: {told(store)}", f"Follower {follower} got the post {times} times.")
    strangers = [user for user, feed in store.feeds.items() if post in feed and user not in followers]
    expect(not strangers, f"{case}: {told(store)}", f"{strangers} got the post, and do not follow.")


def alone(answer: Answer) -> None:
    for followers in ([31], FOLLOWERS, []):
        store = play(answer, [ONE_LIFE], followers)
        case = f"nobody is killed, followers {followers}"
        expect(len(store.calls) < ONE_LIFE, f"{case}: {told(store)}", f"{ONE_LIFE} calls later it still goes on.")
        feeds_are_right(store, followers, case)


def one_kill(answer: Answer) -> Iterator[tuple[int, DeliveryStore]]:
    calls = len(play(answer, [ONE_LIFE], FOLLOWERS).calls)
    for after in range(min(calls, MOST_CALLS) + 1):
        yield after, play(answer, [after, ONE_LIFE, ONE_LIFE], FOLLOWERS)


def one_error(answer: Answer) -> Iterator[tuple[str, Refusing]]:
    """An error at each call in turn: once, again and again, or once with a kill two calls later."""
    calls = min(len(play(answer, [ONE_LIFE], FOLLOWERS).calls), MOST_CALLS)
    for after in range(calls):
        for life, refusals in ((ONE_LIFE, 1), (ONE_LIFE, MOST_REFUSALS), (after + 3, 1)):
            store = Refusing(after, refusals)
            play(answer, chain([life], repeat(ONE_LIFE, refusals + 1)), FOLLOWERS, store)
            times = f" {refusals} times" if refusals > 1 else ""
            end = f", {killed_after(life)}" if life < ONE_LIFE else ""
            yield f"call number {after + 1} fails{times} with an error{end}, then a new worker", store


def left_out(store: DeliveryStore) -> list[int]:
    return [follower for follower in FOLLOWERS if POST not in store.feeds.get(follower, [])]


def first(users: list[int]) -> str:
    """Name one of them, if there is one."""
    return str(users[0]) if users else "nobody"


def killed_after(calls: int) -> str:
    """The moment in words."""
    return f"killed after {calls} {'call' if calls == 1 else 'calls'}"


def nobody_misses(answer: Answer) -> None:
    for after, store in one_kill(answer):
        case = f"{killed_after(after)}, then a new worker"
        missing = left_out(store)
        expect(not missing, f"{case}: {told(store)}", f"Follower {first(missing)} never got the post.")
        expect(POST in store.finished, f"{case}: {told(store)}", "Nobody called done: the post is handed out for ever.")
    for case, store in one_error(answer):
        feeds_are_right(store, FOLLOWERS, case)


def nobody_twice(answer: Answer) -> None:
    for after, store in one_kill(answer):
        twice = [follower for follower in FOLLOWERS if Counter(store.feeds.get(follower, []))[POST] > 1]
        expect(
            not twice,
            f"{killed_after(after)}, then a new worker: {told(store)}",
            f"Follower {first(twice)} has the post twice.",
        )


def it_ends(answer: Answer) -> None:
    store = play(answer, repeat(SHORTEST_LIFE, PATIENCE), MANY)
    reached = sum(POST in feed for feed in store.feeds.values())
    expect(
        POST in store.finished,
        f"{len(MANY)} followers; every worker is killed after {SHORTEST_LIFE} calls: {told(store)}",
        f"After {PATIENCE} workers {reached} of {len(MANY)} followers have the post, and it is still not done.",
    )
    feeds_are_right(store, MANY, f"every worker is killed after {SHORTEST_LIFE} calls")
    store = play(answer, repeat(LONGER_LIFE, FEW_WORKERS), MANY)
    reached = sum(POST in feed for feed in store.feeds.values())
    expect(
        POST in store.finished,
        f"{len(MANY)} followers; every worker is killed after {LONGER_LIFE} calls: {told(store)}",
        f"{FEW_WORKERS} workers made {len(store.calls)} calls, and {reached} of {len(MANY)} followers have the post.",
    )


def again(answer: Answer) -> None:
    for attempt in ("first", "second"):
        store = play(answer, chain([4], repeat(ONE_LIFE, 2)), FOLLOWERS)
        feeds_are_right(store, FOLLOWERS, f"a {attempt} store, the same post")
    both = play(answer, [ONE_LIFE], FOLLOWERS)
    play(answer, [ONE_LIFE], [4, 8, 9, 31], both, POST + 1)
    feeds_are_right(both, [4, 8, 9, 31], "a second post in the same store", POST + 1)


def first_loss(answer: Answer) -> tuple[int, DeliveryStore] | None:
    for after, store in one_kill(answer):
        if left_out(store):
            return after, store
    return None


def notes_early(answer: Answer) -> bool:
    """A kill loses somebody, whom nobody looks for any more; and there was a note."""
    loss = None if left_out(play(answer, [ONE_LIFE], FOLLOWERS)) else first_loss(answer)
    return loss is not None and any(call.startswith("set_place") for call in loss[1].calls)


def done_early(answer: Answer) -> bool:
    calls = play(answer, [ONE_LIFE], FOLLOWERS).calls
    last_copy = max((at for at, call in enumerate(calls) if call.startswith(("add", "append"))), default=0)
    return "done" in calls and calls.index("done") < last_copy


def begins_again(answer: Answer) -> bool:
    store = play(answer, repeat(SHORTEST_LIFE, PATIENCE), MANY)
    ends_alone = POST in play(answer, [ONE_LIFE], FOLLOWERS).finished
    return ends_alone and POST not in store.finished and first_loss(answer) is None


def skips(answer: Answer) -> bool:
    """Nobody is killed, and the first one is left out."""
    store = DeliveryStore(calls_left=ONE_LIFE)
    try:
        deliver_with(answer, store, POST, FOLLOWERS)
    except PowerCut:
        return False
    return POST in store.finished and [*store.feeds] == FOLLOWERS[1:]


def never_ends(answer: Answer) -> bool:
    return len(play(answer, [ONE_LIFE], FOLLOWERS).calls) >= ONE_LIFE


def forgets_nobody(answer: Answer) -> bool:
    """Right with followers, and where nobody is left to be reached the post is never done."""
    all_reached = DeliveryStore(places={POST: len(FOLLOWERS)})
    return POST in play(answer, [ONE_LIFE], FOLLOWERS).finished and (
        POST not in play(answer, [ONE_LIFE], []).finished
        or (first_loss(answer) is None and POST not in play(answer, [ONE_LIFE], FOLLOWERS, all_reached).finished)
    )


def remembers(answer: Answer) -> bool:
    """Right for a post that is new to it, and wrong for the same post in a new store."""
    first, second = (play(answer, [ONE_LIFE], FOLLOWERS, post=POST + 7) for _ in range(2))
    return len(first.feeds) == len(FOLLOWERS) and len(second.feeds) < len(FOLLOWERS)


def note_stands_still(answer: Answer) -> bool:
    """It notes the same number after each of many copies."""
    notes = [call for call in play(answer, [ONE_LIFE], FOLLOWERS).calls if call.startswith("set_place")]
    return len(notes) == len(FOLLOWERS) and len(set(notes)) == 1


def note_goes_back(answer: Answer) -> bool:
    """The second worker goes on, and notes less than the first one did."""
    store = play(answer, [7], FOLLOWERS)
    noted = store.places.get(POST, 0)
    return 1 < noted < len(FOLLOWERS) and play(answer, [3], FOLLOWERS, store).places[POST] < noted


def loses_by_an_error(answer: Answer) -> bool:
    alone = play(answer, [ONE_LIFE], FOLLOWERS)
    return not left_out(alone) and any(left_out(store) for _, store in one_error(answer))


DELIVER = Exercise(
    id="22.5",
    title="deliver(store, post, followers)",
    objective="deliver",
    points=3.0,
    expects=Function(("store", "post", "followers"), (type(None), int, bool, str)),
    properties=(
        Property("alone, a worker reaches every follower once, then the post is done", alone),
        Property("killed after any call, or stopped by an error: nobody misses the post", nobody_misses),
        Property("killed after any call: nobody has it twice", nobody_twice),
        Property(
            f"it ends if each worker is killed after {SHORTEST_LIFE} calls, and sooner after {LONGER_LIFE}", it_ends
        ),
        Property("again in a new store, and with a second post", again),
    ),
    misconceptions=(
        Misconception(
            "a loop ends by itself",
            "Nobody was killed, and the same calls come again and again. What ends your loop?",
            never_ends,
        ),
        Misconception(
            "variables survive",
            "Your variable still knew an earlier run. Where must the place stand, so that a new program finds it?",
            remembers,
        ),
        Misconception(
            "done comes first",
            "The post left the queue before its last copy. Who would hand it out again?",
            done_early,
        ),
        Misconception(
            "there is always a last follower",
            "Nobody follows this author, or the last worker reached them all. Which line calls done then?",
            forgets_nobody,
        ),
        Misconception(
            "the first follower has number one",
            "Nothing is noted yet, and place returns 0. Who stands at followers[0]?",
            skips,
        ),
        Misconception(
            "what is noted is delivered",
            "Power fails between your note and your copy. What does the next worker read, and whom does it skip?",
            notes_early,
        ),
        Misconception(
            "a second copy does no harm",
            "Power fails after the copy, before the note. What does the next worker do, and what does append do then?",
            lambda answer: any(call.startswith("append") for call in play(answer, [ONE_LIFE], FOLLOWERS).calls),
        ),
        Misconception(
            "a worker counts from one",
            "The first worker reached two. The second one goes on, and reaches one more. Which number must it note?",
            note_goes_back,
        ),
        Misconception(
            "a new worker may begin again",
            "With 31 million followers a worker needs minutes. What if each one dies after one minute?",
            begins_again,
        ),
        Misconception(
            "one note is enough",
            "A worker copied to many, and its note says the same number each time. What does the next one do again?",
            note_stands_still,
        ),
        Misconception(
            "an error may be passed over",
            "The store failed once. Which line of yours went on, or called done, as if nothing had happened?",
            loses_by_an_error,
        ),
    ),
    steps=(
        "Ask the store how far the last worker came.",
        "Take the next follower, and add the id to that feed.",
        "Only then note how many are reached.",
        "When the last one is reached, call done.",
    ),
    sister=(
        "*Chairs in a hall.* You set out 300 chairs and are called away again and again. Put a chair, then move a ribbon "
        "past it. Whoever comes next begins at the ribbon. A chair that stands behind the ribbon stands once: there is "
        "one place for it."
    ),
    ours=lambda: deliver_resumably,
    pattern='"done" said too early',
)
