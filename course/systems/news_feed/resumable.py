"""One post for many followers, by a worker that may die at any call: what it may ask, and what survives it."""

from bisect import bisect_right, insort
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from course.errors import CourseError
from course.simulation.power import Fuse, PowerCut

MOST_AT_ONCE = 1_000
START = -1
"""What a note says before anybody wrote it: below every follower."""


class Followers:
    """An author's followers, in rising order. They may change between two calls."""

    def __init__(self, users: list[int], fuse: Fuse) -> None:
        self._users = users
        self._fuse = fuse

    def after(self, last: int, n: int) -> list[int]:
        """The next ``n`` followers above ``last``.

        Raises:
            CourseError: more than 1,000 were asked for, or fewer than 1.
        """
        self._ask("after", n)
        place = bisect_right(self._users, last)
        return self._users[place : place + n]

    def at(self, place: int, n: int) -> list[int]:
        """``n`` followers from a place in the list on; the first one has place 0.

        Raises:
            CourseError: the place is negative, or more than 1,000 were asked for, or fewer than 1.
        """
        if place < 0:
            raise CourseError(f"The first follower has place 0; you asked for place {place}.")
        self._ask("at", n)
        return self._users[place : place + n]

    def _ask(self, call: str, n: int) -> None:
        if not 1 <= n <= MOST_AT_ONCE:
            raise CourseError(f"Ask for 1 to {MOST_AT_ONCE:,} followers at once; you asked for {n:,}.")
        self._fuse.burn(call)


class Timelines:
    """Everybody's feed. One call brings the post to a whole batch, or stops with an error and brings it to nobody."""

    def __init__(self, copies: Counter[int], fuse: Fuse) -> None:
        self._copies = copies
        self._fuse = fuse

    def add(self, batch: Iterable[int]) -> None:
        """Write the post's id into the feeds of these followers. Where it stands already, nothing changes."""
        readers = list(batch)
        self._fuse.burn("add")
        self._copies.update(readers)


class Note:
    """One number that survives the worker."""

    def __init__(self, kept: list[int], fuse: Fuse) -> None:
        self._kept = kept
        self._fuse = fuse

    def read(self) -> int:
        """The number written last; -1: none yet."""
        self._fuse.burn("read")
        return self._kept[-1] if self._kept else START

    def write(self, number: int) -> None:
        """Keep this number instead.

        Raises:
            TypeError: it is no whole number.
        """
        if type(number) is not int:
            raise TypeError(f"a note keeps one whole number, and got {number!r}")
        self._fuse.burn("write")
        self._kept[:] = [number]


Program = Callable[[Followers, Timelines, Note], object]


class Walk:
    """One post on its way: the followers, how often each got a copy, and the note. All of it outlives every worker."""

    def __init__(self, users: Iterable[int]) -> None:
        self.users = sorted(users)
        self.copies: Counter[int] = Counter()
        self.note: list[int] = []

    def live(self, program: Program, fuse: Fuse | None = None) -> bool:
        """Let one worker run; False if the power failed before it was done."""
        fuse = fuse or Fuse()
        with suppress(PowerCut):
            program(Followers(self.users, fuse), Timelines(self.copies, fuse), Note(self.note, fuse))
            return True
        return False

    def follow(self, user: int) -> None:
        """One follower more, at the place where the order wants it."""
        if user not in self.users:
            insort(self.users, user)

    def unfollow(self, user: int) -> None:
        """One follower less: all behind it move up by one place."""
        if user in self.users:
            self.users.remove(user)

    def missing(self, users: Iterable[int] | None = None) -> list[int]:
        """Who of these (all followers) has no copy."""
        return [user for user in (self.users if users is None else users) if user not in self.copies]

    @property
    def written_again(self) -> int:
        """Copies that changed nothing, because they were there."""
        return self.copies.total() - len(self.copies)


def deliver_in_batches(followers: Followers, lists: Timelines, note: Note) -> None:
    """Bring the post to all, a thousand at a time; the note says up to whom, and is written after the copies."""
    last = note.read()
    while batch := followers.after(last, MOST_AT_ONCE):
        lists.add(batch)
        last = batch[-1]
        note.write(last)


@dataclass(frozen=True, slots=True)
class Watched:
    """What a walk read while we watched it. ``ending`` tells whether it came to its end."""

    copies: int
    followers: int
    last: Sequence[int]
    ending: str


def watch(batches: Iterable[Sequence[int]], most: int = 1_000) -> Watched:
    """Read a walk's batches to their end, or until our patience ends."""
    seen = list(islice(batches, most + 1))
    ending = f"done after {len(seen)} batches" if len(seen) <= most else f"never; we stopped it after {most:,} batches"
    seen = seen[:most]
    return Watched(
        sum(map(len, seen)), len({user for batch in seen for user in batch}), seen[-1] if seen else (), ending
    )


@dataclass(frozen=True, slots=True)
class WorstKill:
    """Over all moments of one kill: who is left out, and how many copies were written again."""

    moments: int
    missing: int
    written_again: int


def worst_kill(program: Program, users: Sequence[int]) -> WorstKill:
    """Kill a worker after every call in turn, also before it says "done"; each time another one takes over."""
    whole = Fuse()
    Walk(users).live(program, whole)
    walks = []
    for calls in range(len(whole.calls) + 1):
        walk = Walk(users)
        walk.live(program, Fuse(calls))
        walk.live(program)
        walks.append(walk)
    return WorstKill(len(walks), max(len(walk.missing()) for walk in walks), max(walk.written_again for walk in walks))
