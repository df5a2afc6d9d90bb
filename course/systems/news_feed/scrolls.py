"""Somebody scrolls while posts arrive and vanish. Which posts does a way of paging show twice, and which never?"""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

LOUD, OTHERS = "Lia", ("Bo", "Cy", "Di", "Eli", "Fay", "Gil")

Entry = tuple[int, int]
"""(created_ms, post_id). A list of entries falls: newest first, and in one millisecond the larger id first."""

Pager = Callable[[Sequence[Entry], Any, int], tuple[Sequence[Entry], Any]]
"""(entries, cursor, n) to (page, next cursor). The cursor is None at the start, and again when nothing is left."""

MOST_PAGES = 100


class Line(NamedTuple):
    """A post as a reader tells it from others."""

    number: int
    author: str


def evening(rng: random.Random, *, posts: int = 100, loud: int = 6, page: int = 20) -> list[Line]:
    """A timeline, newest first. Lia wrote ``loud`` posts of the first page, and nothing else."""
    lias = set(rng.sample(range(posts - page + 1, posts + 1), loud))
    return [Line(number, LOUD if number in lias else rng.choice(OTHERS)) for number in range(posts, 0, -1)]


def with_celebrities(
    rng: random.Random, celebrities: int, among: int, *, posts: int = 1_000
) -> tuple[list[int], list[list[int]]]:
    """Ordinary posts, and ten of each celebrity among the newest ``among`` of all; every list falls."""
    famous = rng.sample(range(posts - among + 1, posts + 1), 10 * celebrities)
    ordinary = sorted(set(range(1, posts + 1)) - set(famous), reverse=True)
    return ordinary, [sorted(famous[at : at + 10], reverse=True) for at in range(0, len(famous), 10)]


@dataclass(frozen=True, slots=True)
class Scroll:
    """What a reader saw from the first page to the last, and which posts were there all the time."""

    shown: tuple[Entry, ...]
    stayed: frozenset[Entry]
    ended: bool

    @property
    def twice(self) -> int:
        """Places on the pages that a post took which had been shown before."""
        return sum(count - 1 for count in Counter(self.shown).values())

    @property
    def never(self) -> int:
        """Posts that were there from the beginning to the end, and stood on no page."""
        return len(self.stayed - set(self.shown))


def timeline(rng: random.Random, posts: int, *, crowd: float = 0.3) -> list[Entry]:
    """Random entries, newest first. With the chance ``crowd`` a post shares its millisecond with the one before it."""
    at_ms, entries = 0, list[Entry]()
    for post_id in rng.sample(range(1, 10 * posts + 1), posts):
        at_ms += 0 if rng.random() < crowd else rng.randint(1, 9)
        entries.append((at_ms, post_id))
    return sorted(entries, reverse=True)


def moved(rng: random.Random, entries: Sequence[Entry], last_seen: Entry | None, new_ids: Sequence[int]) -> list[Entry]:
    """What becomes of the list between two pages: up to three posts arrive on top, up to three vanish anywhere.

    In three of ten cases the post that the reader saw last is among those that vanish.
    """
    gone = set(rng.sample(entries, min(len(entries), rng.randrange(3))))
    if last_seen is not None and rng.random() < 0.3:
        gone.add(last_seen)
    newest_ms = max((at_ms for at_ms, _ in entries), default=0)
    arrived = [(newest_ms + rng.randint(1, 9), post_id) for post_id in new_ids[: rng.randrange(4)]]
    return sorted({*entries, *arrived} - gone, reverse=True)


def scroll(rng: random.Random, pager: Pager, *, posts: int = 100, n: int = 10) -> Scroll:
    """Page through a moving list until the pager says that nothing is left, at most ``MOST_PAGES`` times."""
    entries = timeline(rng, posts)
    stayed, shown, cursor = set(entries), list[Entry](), None
    for number in range(MOST_PAGES):
        page, cursor = pager(list(entries), cursor, n)
        shown += page
        if cursor is None:
            break
        first_new = 10 * posts + 1 + 3 * number
        entries = moved(rng, entries, shown[-1] if shown else None, range(first_new, first_new + 3))
        stayed &= set(entries)
    return Scroll(tuple(shown), frozenset(stayed), cursor is None)


def by_rank(cut: Callable[[Sequence[Any], int, int], Sequence[Any]]) -> Pager:
    """A pager whose cursor is a rank: ``cut(entries, offset, n)`` gives the page."""

    def pager(entries: Sequence[Entry], cursor: int | None, n: int) -> tuple[Sequence[Entry], int | None]:
        offset = cursor or 0
        page = cut(entries, offset, n)
        return page, offset + n if page else None

    return pager


def by_moment(entries: Sequence[Entry], cursor: int | None, n: int) -> tuple[Sequence[Entry], int | None]:
    """A pager whose cursor is the moment of the last post, as if no two posts shared a millisecond."""
    rest = [entry for entry in entries if cursor is None or entry[0] < cursor]
    return rest[:n], rest[n - 1][0] if len(rest) > n else None


def by_entry(entries: Sequence[Entry], cursor: Entry | None, n: int) -> tuple[Sequence[Entry], Entry | None]:
    """A pager whose cursor is the last entry seen: what is older comes next, whether that entry still exists or not."""
    rest = [entry for entry in entries if cursor is None or entry < cursor]
    return rest[:n], rest[n - 1] if len(rest) > n else None
