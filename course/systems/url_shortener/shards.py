"""The links on several machines: which one has a code, and what happens when one of them is missing."""

from binascii import crc_hqx
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import md5
from typing import Protocol

import duckdb

from course.clock import Clock, ManualClock
from course.parts import base62
from course.parts.hash_ring import HashRing
from course.stores import open_duckdb, open_redis
from course.systems.url_shortener.designs import ShuffledCodes
from course.systems.url_shortener.links import LinkTable
from course.systems.url_shortener.model import Link, UnknownCode
from course.systems.url_shortener.service import UrlShortener

SLOTS = 16_384


class Placement(Protocol):
    """Says which shard, 0 to ``shards`` - 1, has a code. It lives in every API server, and all must agree."""

    @property
    def shards(self) -> int:
        """How many shards there are."""
        ...

    def shard_of(self, code: str) -> int:
        """The shard that has this code."""
        ...

    def grown(self) -> "Placement":
        """The same placement with one more shard."""
        ...


@dataclass(frozen=True, slots=True)
class Modulo:
    """A hash of the code, modulo the number of shards: even, and nearly every code moves when that number changes."""

    shards: int

    def shard_of(self, code: str) -> int:
        """The remainder of the code's hash."""
        return int.from_bytes(md5(code.encode(), usedforsecurity=False).digest()[:4], "little") % self.shards

    def grown(self) -> "Modulo":
        """One shard more."""
        return Modulo(self.shards + 1)


@dataclass(frozen=True, slots=True)
class FirstCharacter:
    """The first character of the code: as even as the first characters are, and never more than 62 shards."""

    shards: int = base62.BASE

    def shard_of(self, code: str) -> int:
        """The shard of the character's range of the alphabet."""
        return base62.ALPHABET.index(code[0]) * self.shards // base62.BASE

    def grown(self) -> "FirstCharacter":
        """One shard more. Raises ``ValueError`` beyond 62: there is no 63rd first character."""
        if self.shards == base62.BASE:
            raise ValueError(f"There are only {base62.BASE} first characters, so there cannot be one shard more.")
        return FirstCharacter(self.shards + 1)


class Ring:
    """A hash ring: a new shard takes codes from all others, and nothing else moves."""

    def __init__(self, shards: int, points: int = 160) -> None:
        self.shards = shards
        self._ring = HashRing([f"shard{number}" for number in range(shards)], points)

    def shard_of(self, code: str) -> int:
        """The shard of the first point past the code's place."""
        return int(self._ring.owner(code).removeprefix("shard"))

    def grown(self) -> "Ring":
        """One shard more."""
        return Ring(self.shards + 1, self._ring.points_per_node)


class Slots:
    """Redis Cluster's way: the code's hash modulo 16,384 is its slot for ever, and a table says who has the slot.

    A new shard is given slots by those that have most.

    Source: Redis Cluster specification (CRC16-XMODEM).
    Leaves out: hash tags in braces, redirections while a slot is on its way, the promotion of a replica.
    """

    def __init__(self, owners: Iterable[int]) -> None:
        self._owners = tuple(owners)
        if len(self._owners) != SLOTS:
            raise ValueError(f"There are {SLOTS:,} slots; you gave owners for {len(self._owners):,}.")
        self.shards = max(self._owners) + 1

    @classmethod
    def even(cls, shards: int) -> "Slots":
        """Each shard has one range of slots, all equally long."""
        return cls(slot * shards // SLOTS for slot in range(SLOTS))

    def shard_of(self, code: str) -> int:
        """Who has the code's slot."""
        return self._owners[crc_hqx(code.encode(), 0) % SLOTS]

    def grown(self) -> "Slots":
        """One shard more; every other shard gives the newcomer the last slots of its range."""
        keeps = SLOTS // (self.shards + 1) + 1
        kept = [0] * self.shards
        owners = list(self._owners)
        for slot, owner in enumerate(owners):
            kept[owner] += 1
            if kept[owner] > keeps:
                owners[slot] = self.shards
        return Slots(owners)


def loads(placement: Placement, codes: Iterable[str]) -> list[int]:
    """How many of the codes each shard has."""
    counts = [0] * placement.shards
    for code in codes:
        counts[placement.shard_of(code)] += 1
    return counts


def moved(before: Placement, after: Placement, codes: Iterable[str]) -> int:
    """How many of the codes have another shard than before."""
    return sum(before.shard_of(code) != after.shard_of(code) for code in codes)


# What a replica's death does


@dataclass(frozen=True, slots=True)
class ShardLoad:
    """What one shard has to do each second, and what its machines are rated for when they do nothing else."""

    reads_per_s: float
    writes_per_s: float
    replica_reads_per_s: float
    primary_reads_per_s: float
    primary_writes_per_s: float

    def primary_busy(self, reads_per_s: float) -> float:
        """Which part of its time the primary needs for these reads and all writes; above 1 it falls behind."""
        return reads_per_s / self.primary_reads_per_s + self.writes_per_s / self.primary_writes_per_s


def waits_after_a_death(load: ShardLoad, *, replicas: int, for_s: int, dies_at_s: int = 5) -> list[float]:
    """How long a reader waits who comes 0, 1, 2 … seconds after the start; one replica dies at ``dies_at_s``.

    Readers ask the replicas in turn, and the primary when there is none. Each machine serves in order of arrival, so a
    reader waits for the work that lies before it. Work flows evenly (no randomness), in steps of a millisecond.

    Leaves out: readers who give up and ask again, which makes it worse; the time until the death is noticed.
    """
    steps_per_s = 1_000
    replica_s = primary_s = 0.0  # seconds of work that lie in front of each machine
    waits = list[float]()
    for step in range(for_s * steps_per_s + 1):
        alive = replicas - (step >= dies_at_s * steps_per_s)
        if step % steps_per_s == 0:
            waits.append(replica_s if alive else primary_s)
        replica_busy = load.reads_per_s / alive / load.replica_reads_per_s if alive else 0.0
        primary_busy = load.primary_busy(0.0 if alive else load.reads_per_s)
        replica_s = max(0.0, replica_s + (replica_busy - 1) / steps_per_s)
        primary_s = max(0.0, primary_s + (primary_busy - 1) / steps_per_s)
    return waits


# A link that was just made


class ReplicatedLinks(LinkTable):
    """A table that is written on a primary and read from a replica, which has each row ``lag_s`` later.

    ``ask_primary``: a row that the replica does not have is looked for on the primary. ``primary_reads`` counts how
    often. One database plays both machines: the replica is blind for rows that have not arrived.
    """

    def __init__(
        self, database: duckdb.DuckDBPyConnection, clock: Clock, *, lag_s: float, ask_primary: bool = False
    ) -> None:
        super().__init__(database)
        self._clock = clock
        self._lag_s = lag_s
        self._ask_primary = ask_primary
        self._arrives_s: dict[str, float] = {}
        self.primary_reads = 0

    def insert_if_absent(self, link: Link) -> bool:
        """Keep the link on the primary, at once; True if it was kept."""
        kept = super().insert_if_absent(link)
        if kept:
            self._arrives_s[link.code] = self._clock.now_s() + self._lag_s
        return kept

    def find(self, code: str) -> Link | None:
        """The link as the replica knows it, or as the primary does if that may be asked."""
        link = super().find(code)
        if link is not None and self._arrives_s.get(code, 0.0) <= self._clock.now_s():
            return link
        if not self._ask_primary:
            return None
        self.primary_reads += 1
        return link


def first_opened_s(
    *, lag_s: float, first_try_s: float, every_s: float, fill_cache: bool = False, ask_primary: bool = False
) -> float:
    """Make a link, try it after ``first_try_s``, and again ``every_s`` after each try: when does it open at last?

    The service is the one of lesson 20, with its notes of unknown codes; ``fill_cache`` says whether making a link
    puts a copy into the cache, as that lesson does.
    """
    clock = ManualClock()
    made_s = clock.now_s()
    table = ReplicatedLinks(open_duckdb(), clock, lag_s=lag_s, ask_primary=ask_primary)
    shortener = UrlShortener(ShuffledCodes(iter(range(1, 9))), table, open_redis(clock), clock)
    code, url = "spring-sale", "https://example.org/spring"
    if fill_cache:
        shortener.create(url, alias=code)
    else:
        table.insert_if_absent(Link(code, url, made_s))
    clock.advance(first_try_s)
    while True:
        with suppress(UnknownCode):
            shortener.resolve(code)
            return round(clock.now_s() - made_s, 3)  # a float of seconds since 1970 keeps no more
        clock.advance(every_s)
