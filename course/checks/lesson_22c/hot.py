"""Exercise 22c.3: what a process keeps of a post that everybody reads."""

import random
from collections import UserDict

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect
from course.systems.news_feed.hot_post import KEEP_S, Get, Kept, ours_kept

TEXTS = {7: "a goal in the last minute", 8: "my cat"}


class Memory(UserDict[int, tuple[float, str | None]]):
    """What a process keeps: a dictionary that is handed over as it is, not as a copy."""


class Shard:
    """The cache behind the process: it counts who asks, and its posts may change or go."""

    def __init__(self) -> None:
        self.posts: dict[int, str | None] = dict(TEXTS)
        self.asked: list[int] = []

    def fetch(self, post_id: int) -> str | None:
        """One question over the network."""
        self.asked.append(post_id)
        return self.posts.get(post_id)


def reading(answer: Answer, reads: list[tuple[float, int]], kept: Kept, shard: Shard) -> list[str | None]:
    """Read at these moments, one after the other."""
    return [answer(post_id, now_s, kept, shard.fetch) for now_s, post_id in reads]


def told(reads: list[tuple[float, int]]) -> str:
    return "reads: " + ", ".join(f"post {post_id} at {now_s:g} s" for now_s, post_id in reads)


def right_text(answer: Answer) -> None:
    for reads in ([(100.0, 7)], [(100.0, 7), (101.0, 8)], [(0.0, 7), (1.0, 8), (2.0, 7)]):
        texts = reading(answer, reads, Memory(), Shard())
        wanted = [TEXTS[post_id] for _, post_id in reads]
        expect(texts == wanted, told(reads), f"You returned {texts}.")


def asked_once(answer: Answer) -> None:
    for start_s in (100.0, 0.0):
        reads = [(start_s + step, 7) for step in (0.0, 1.0, 4.0, 9.9)]
        shard = Shard()
        reading(answer, reads, Memory(), shard)
        expect(len(shard.asked) == 1, told(reads), f"The shard was asked {len(shard.asked)} times; once is enough.")


def never_older(answer: Answer) -> None:
    for reads in ([(100.0, 7), (110.0, 7)], [(100.0, 7), (125.0, 7)], [(100.0 + 3 * step, 7) for step in range(8)]):
        shard, kept, known_s = Shard(), Memory(), 0.0
        for now_s, post_id in reads:
            before = len(shard.asked)
            reading(answer, [(now_s, post_id)], kept, shard)
            known_s = now_s if len(shard.asked) > before else known_s
            expect(
                now_s - known_s < KEEP_S,
                told(reads),
                f"At {now_s:g} s the text was fetched {now_s - known_s:g} s ago. From {KEEP_S:g} s on it must be fetched anew.",
            )


def change_is_seen(answer: Answer) -> None:
    shard, kept = Shard(), Memory()
    reading(answer, [(100.0, 7)], kept, shard)
    shard.posts[7] = "edited"
    late = reading(answer, [(111.0, 7), (112.0, 7)], kept, shard)
    expect(late == ["edited"] * 2, "post 7 is edited at 105 s and read at 111 s and at 112 s", f"You returned {late}.")
    expect(
        len(shard.asked) == 2,
        "reads at 100, 111 and 112 s",
        f"The shard was asked {len(shard.asked)} times, not twice.",
    )


def deleted(answer: Answer) -> None:
    shard, kept = Shard(), Memory()
    reading(answer, [(100.0, 7)], kept, shard)
    shard.posts[7] = None
    late = reading(answer, [(111.0, 7)], kept, shard)
    expect(late == [None], "post 7 is deleted at 105 s and read at 111 s", f"You returned {late[0]!r}, not None.")


def absence_is_kept(answer: Answer) -> None:
    shard, kept = Shard(), Memory()
    shard.posts[7] = None
    texts = reading(answer, [(100.0 + number / 1_000, 7) for number in range(1_000)], kept, shard)
    case = "post 7 is deleted, and read 1,000 times from 100 s to 101 s"
    expect(texts == [None] * 1_000, case, "You returned something else than None.")
    expect(len(shard.asked) == 1, case, f"The shard was asked {len(shard.asked):,} times; once is enough.")
    shard.posts[7] = TEXTS[7]
    late = reading(answer, [(110.0, 7)], kept, shard)
    expect(late == [TEXTS[7]], "post 7 comes back at 105 s and is read at 110 s", f"You returned {late[0]!r}.")


def memory_is_its_own(answer: Answer) -> None:
    shard = Shard()
    for name in ("one", "another"):
        kept = Memory()
        texts = reading(answer, [(500.0, 7)], kept, shard)
        expect(texts == [TEXTS[7]], f"{name} process reads post 7", f"You returned {texts[0]!r}.")
    expect(
        len(shard.asked) == 2,
        "two processes, each with an empty `kept`",
        "The second one did not ask. Something outside `kept` remembers; another machine cannot see it.",
    )


def any_hour(answer: Answer) -> None:
    rng = random.Random(3)
    for _ in range(20):
        shard, kept, now_s = Shard(), Memory(), float(rng.randrange(10_000))
        fetched_s: dict[int, float] = {}
        for _ in range(40):
            now_s += rng.choice((0.0, 0.5, 1.0, 2.5, 5.0, 10.0))
            post_id = rng.choice((7, 8))
            due = post_id not in fetched_s or now_s - fetched_s[post_id] >= KEEP_S
            before = len(shard.asked)
            text = answer(post_id, now_s, kept, shard.fetch)
            asked = len(shard.asked) - before
            case = f"post {post_id}, last fetched {now_s - fetched_s.get(post_id, now_s):g} s ago"
            expect(asked == due, case, f"The shard was asked {asked} times, and should be {int(due)} times.")
            expect(text == TEXTS[post_id], case, f"You returned {text!r}.")
            if due:
                fetched_s[post_id] = now_s


def asks_at(answer: Answer, moments_s: list[float]) -> list[float] | None:
    """At which of these moments post 7 is fetched; None where the answer breaks."""
    shard, kept, found = Shard(), Memory(), []
    try:
        for now_s in moments_s:
            before = len(shard.asked)
            answer(7, now_s, kept, shard.fetch)
            if len(shard.asked) > before:
                found.append(now_s)
    except Wrong:
        return None
    return found


def forgets_absence(answer: Answer) -> bool:
    """A text is kept, and that there is none is asked again."""
    shard = Shard()
    shard.posts[7] = None
    reading(answer, [(100.0, 7), (101.0, 7)], Memory(), shard)
    return len(shard.asked) == 2 and asks_at(answer, [100.0, 101.0]) == [100.0]


def swaps_posts(answer: Answer) -> bool:
    return reading(answer, [(0.0, 7), (1.0, 8)], Memory(), Shard()) == [TEXTS[7]] * 2


def ours() -> Get:
    return ours_kept


KEEP = Exercise(
    id="22c.3",
    title="get(post_id, now_s, kept, fetch)",
    objective="hot",
    points=2.0,
    expects=Function(("post_id", "now_s", "kept", "fetch"), (str, type(None))),
    properties=(
        Property("it returns the text of the post that was asked for", right_text),
        Property("within ten seconds the shard is asked once", asked_once),
        Property("no text is served that was fetched ten seconds ago or more", never_older),
        Property("an edit is seen, and then kept again", change_is_seen),
        Property("a post that is gone is gone", deleted),
        Property("a deleted post is asked for once in ten seconds too", absence_is_kept),
        Property("a process knows only what stands in its own `kept`", memory_is_its_own),
        Property("at any hour, with several posts", any_hour),
    ),
    misconceptions=(
        Misconception(
            "each read renews it",
            "Somebody reads this post every second, all evening. When do you fetch it again?",
            lambda answer: (
                asks_at(answer, [100.0, 105.0, 112.0]) == [100.0] and asks_at(answer, [100.0, 120.0]) == [100.0, 120.0]
            ),
        ),
        Misconception(
            "what is kept stays right",
            "The author edits the post. Which line of yours would ever notice?",
            lambda answer: asks_at(answer, [100.0, 105.0, 112.0, 500.0]) == [100.0],
        ),
        Misconception(
            "asking is free",
            "Two readers come within a second. What did your process learn from the first one?",
            lambda answer: asks_at(answer, [100.0, 101.0, 102.0]) == [100.0, 101.0, 102.0],
        ),
        Misconception(
            "ten seconds old is still fresh",
            "Fetched at 100 s, read at 110 s: how old is it? What does “less than ten” say?",
            lambda answer: (
                asks_at(answer, [100.0, 110.0]) == [100.0] and asks_at(answer, [100.0, 110.5]) == [100.0, 110.5]
            ),
        ),
        Misconception(
            "one post is all there is",
            "A second reader wants post 8. What does your memory hold, and under which name?",
            swaps_posts,
        ),
        Misconception(
            "an absence is nothing to keep",
            "A thousand readers want a deleted post. What did your process learn from the first `None`, and where does it stand?",
            forgets_absence,
        ),
        Misconception(
            "fetched anew, kept as before",
            "You fetched it again at 111 s. What does `kept` say at 112 s?",
            lambda answer: asks_at(answer, [100.0, 111.0, 112.0]) == [100.0, 111.0, 112.0],
        ),
    ),
    steps=(
        "Look whether `kept` has this post.",
        "If it was fetched less than ten seconds ago, return its text.",
        "Otherwise fetch it.",
        "Note the moment and the text in `kept`, then return the text.",
    ),
    sister=(
        "*A porter writes the weather on a board.* He telephones when somebody asks and the note is an hour old or older, and "
        "writes down when he called. If he wrote down when somebody last *asked*, a busy board would show Monday's rain all week."
    ),
    ours=ours,
    pattern="everyone at once",
)
