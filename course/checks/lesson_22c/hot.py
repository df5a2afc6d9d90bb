"""Exercise 22c.3: what a process keeps of a post that everybody reads."""

import random
from collections import UserDict

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect
from course.systems.news_feed.hot_post import KEEP_S, Get, Kept, ours_kept

TEXTS = {7: "a goal in the last minute", 8: "my cat", 9: ""}  # 9: a picture alone
GONE = 10


class Memory(UserDict[int, tuple[float, str | None]]):
    """What a process keeps: a dictionary that is handed over as it is, not as a copy."""


class Behind:
    """Redis, behind the process: it counts who asks, and its posts may change or go."""

    def __init__(self) -> None:
        self.posts: dict[int, str | None] = dict(TEXTS)
        self.asked: list[int] = []

    def fetch(self, post_id: int) -> str | None:
        """One question over the network."""
        self.asked.append(post_id)
        return self.posts.get(post_id)


def reading(answer: Answer, reads: list[tuple[float, int]], kept: Kept, shard: Behind) -> list[str | None]:
    """Read at these moments, one after the other."""
    return [answer(post_id, now_s, kept, shard.fetch) for now_s, post_id in reads]


def times(count: int) -> str:
    return "once" if count == 1 else f"{count:,} times"


def told(reads: list[tuple[float, int]]) -> str:
    return "reads: " + ", ".join(f"post {post_id} at {now_s:g} s" for now_s, post_id in reads)


def right_text(answer: Answer) -> None:
    for reads in ([(100.0, 7)], [(100.0, 7), (101.0, 8)], [(0.0, 7), (1.0, 8), (2.0, 7)]):
        texts = reading(answer, reads, Memory(), Behind())
        wanted = [TEXTS[post_id] for _, post_id in reads]
        expect(texts == wanted, told(reads), f"You returned {texts}.")


def asked_once(answer: Answer) -> None:
    for start_s in (100.0, 0.0):
        reads = [(start_s + step, 7) for step in (0.0, 1.0, 4.0, 9.9)]
        shard = Behind()
        reading(answer, reads, Memory(), shard)
        expect(len(shard.asked) == 1, told(reads), f"Redis was asked {times(len(shard.asked))}; once is enough.")


def never_older(answer: Answer) -> None:
    for reads in ([(100.0, 7), (110.0, 7)], [(100.0, 7), (125.0, 7)], [(100.0 + 3 * step, 7) for step in range(8)]):
        shard, kept, known_s = Behind(), Memory(), 0.0
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
    shard, kept = Behind(), Memory()
    reading(answer, [(100.0, 7)], kept, shard)
    shard.posts[7] = "edited"
    late = reading(answer, [(111.0, 7), (112.0, 7)], kept, shard)
    expect(late == ["edited"] * 2, "post 7 is edited at 105 s and read at 111 s and at 112 s", f"You returned {late}.")
    expect(
        len(shard.asked) == 2,
        "reads at 100, 111 and 112 s",
        f"Redis was asked {times(len(shard.asked))}, not twice.",
    )


def deleted(answer: Answer) -> None:
    shard, kept = Behind(), Memory()
    reading(answer, [(100.0, 7)], kept, shard)
    shard.posts[7] = None
    late = reading(answer, [(111.0, 7)], kept, shard)
    expect(late == [None], "post 7 is deleted at 105 s and read at 111 s", f"You returned {late[0]!r}, not None.")


def absence_is_kept(answer: Answer) -> None:
    shard, kept = Behind(), Memory()
    shard.posts[7] = None
    texts = reading(answer, [(100.0 + number / 100, 7) for number in range(100)], kept, shard)
    case = "post 7 is deleted, and read 100 times from 100 s to 101 s"
    expect(texts == [None] * 100, case, "You returned something else than None.")
    expect(len(shard.asked) == 1, case, f"Redis was asked {times(len(shard.asked))}; once is enough.")


def no_text_is_kept_too(answer: Answer) -> None:
    shard = Behind()
    reads = [(100.0 + step, 9) for step in (0.0, 1.0, 9.5)]
    texts = reading(answer, reads, Memory(), shard)
    case = "post 9 is a picture, its text is empty; " + told(reads)
    expect(texts == [""] * 3, case, f"You returned {texts}.")
    expect(len(shard.asked) == 1, case, f"Redis was asked {times(len(shard.asked))}; once is enough.")


def memory_is_its_own(answer: Answer) -> None:
    shard = Behind()
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
        shard, kept, now_s = Behind(), Memory(), float(rng.randrange(10_000))
        fetched_s: dict[int, float] = {}
        for _ in range(40):
            now_s += rng.choice((0.0, 0.5, 1.0, 2.5, 5.0, 10.0))
            post_id = rng.choice((7, 8, 9, GONE))
            due = post_id not in fetched_s or now_s - fetched_s[post_id] >= KEEP_S
            before = len(shard.asked)
            text = answer(post_id, now_s, kept, shard.fetch)
            asked = len(shard.asked) - before
            case = f"post {post_id}, last fetched {now_s - fetched_s.get(post_id, now_s):g} s ago"
            expect(asked == due, case, f"Redis was asked {times(asked)}, and should be {times(int(due))}.")
            expect(text == TEXTS.get(post_id), case, f"You returned {text!r}.")
            if due:
                fetched_s[post_id] = now_s


def asks_at(answer: Answer, moments_s: list[float]) -> list[float] | None:
    """At which of these moments post 7 is fetched; None where the answer breaks."""
    shard, kept, found = Behind(), Memory(), []
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
    shard = Behind()
    shard.posts[7] = None
    reading(answer, [(100.0, 7), (101.0, 7)], Memory(), shard)
    return len(shard.asked) == 2 and asked_for(answer, [(100.0, 7), (101.0, 7)]) == [7]


def forgets_the_empty(answer: Answer) -> bool:
    """A text is kept, and an empty one is asked for again, or served as none."""
    shard = Behind()
    texts = reading(answer, [(100.0, 9), (101.0, 9)], Memory(), shard)
    return asked_for(answer, [(100.0, 7), (101.0, 7)]) == [7] and (len(shard.asked) == 2 or texts == [None, None])


def asked_for(answer: Answer, reads: list[tuple[float, int]]) -> list[int]:
    """Which posts are fetched, in this order."""
    shard = Behind()
    reading(answer, reads, Memory(), shard)
    return shard.asked


def remembers_outside(answer: Answer) -> bool:
    """At a moment that nobody has seen yet, the second of two processes knows what the first one fetched."""
    asked = [asked_for(answer, [(90_000.0, 7)]) for _ in range(2)]
    return asked[1] == []


def starts_at_zero(answer: Answer) -> bool:
    """Right at 100 s; soon after 0 s it never asks, or asks again."""
    right = asks_at(answer, [100.0, 101.0]) == [100.0]
    return right and (asks_at(answer, [2.0]) == [] or asks_at(answer, [0.0, 1.0]) == [0.0, 1.0])


def serves_the_deleted(answer: Answer) -> bool:
    shard, kept = Behind(), Memory()
    reading(answer, [(100.0, 7)], kept, shard)
    shard.posts[7] = None
    return reading(answer, [(111.0, 7)], kept, shard) == [TEXTS[7]] and len(shard.asked) == 2


def swaps_posts(answer: Answer) -> bool:
    return reading(answer, [(0.0, 7), (1.0, 8)], Memory(), Behind()) == [TEXTS[7]] * 2


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
        Property("within ten seconds Redis is asked once", asked_once),
        Property("no text is served that was fetched ten seconds ago or more", never_older),
        Property("an edit is seen, and then kept again", change_is_seen),
        Property("a post that is gone is gone", deleted),
        Property("a deleted post is kept as deleted", absence_is_kept),
        Property("a post without a word is kept too", no_text_is_kept_too),
        Property("a process knows only what stands in its own `kept`", memory_is_its_own),
        Property("at any hour, with several posts", any_hour),
    ),
    misconceptions=(
        Misconception(
            "every process knows what mine knows",
            "Another process starts on another machine; its `kept` is empty. From where does your function know the text?",
            remembers_outside,
        ),
        Misconception(
            "the clock never says 0",
            "It is 0 s, or 2 s. For what does your code take that: never fetched, or fetched just now?",
            starts_at_zero,
        ),
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
            "an empty text is no text",
            'Post 9 is a picture, and its text is `""`. What do you ask of a text before you serve it?',
            forgets_the_empty,
        ),
        Misconception(
            "a new look throws the others away",
            "Post 8 was fetched. What does that say about post 7, fetched two seconds ago?",
            lambda answer: asked_for(answer, [(100.0, 7), (101.0, 8), (102.0, 7)]) == [7, 8, 7],
        ),
        Misconception(
            "one age for all posts",
            "Post 7 was fetched at 100 s, post 8 at 108 s. How old is post 8 at 111 s?",
            lambda answer: (
                asked_for(answer, [(100.0, 7), (108.0, 8), (111.0, 8)]) == [7, 8, 8]
                and asks_at(answer, [108.0, 111.0]) == [108.0]
            ),
        ),
        Misconception(
            "time comes in slots of ten seconds",
            "Fetched at 108 s, read at 111 s: how old is the text? From which moment do you count?",
            lambda answer: (
                asks_at(answer, [108.0, 111.0]) == [108.0, 111.0] and asks_at(answer, [101.0, 109.0]) == [101.0]
            ),
        ),
        Misconception(
            "no news, so the old text",
            "Redis said that post 7 is deleted. What do its readers still see, and for how long?",
            serves_the_deleted,
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
