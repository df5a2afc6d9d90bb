"""One post that everybody reads: how long its readers wait at the busiest machine of the cache, in virtual time."""

import math
import random
from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from redis.crc import key_slot

from course.estimates import sourced
from course.simulation.arrivals import poisson_arrivals

SLOTS = 16_384
READS_PER_S = 10e6 / 60
"""An assumption: of the 50 million impressions in an hour that are often quoted, a fifth come in one minute."""
PROCESSES, SHARDS = 40, 10
ANSWERS_PER_S = 1e6 / sourced("redis-list-read").value
"""What one machine can do, recorded for one list a question; a text is taken to cost as much."""

KEEP_S = 10.0
Kept = MutableMapping[int, tuple[float, str | None]]
Get = Callable[[int, float, Kept, Callable[[int], str | None]], str | None]
"""``get(post_id, now_s, kept, fetch)``: a process's way to a post; ``kept`` is the process's own memory."""


def ours_kept(post_id: int, now_s: float, kept: Kept, fetch: Callable[[int], str | None]) -> str | None:
    """A text, or its absence, is kept: a hot post that was deleted is as hot."""
    fetched_s, text = kept.get(post_id, (-math.inf, None))
    if now_s - fetched_s >= KEEP_S:
        text = fetch(post_id)
        kept[post_id] = (now_s, text)
    return text


def shard_of(key: str, shards: int = SHARDS) -> int:
    """The machine that holds a key: Redis Cluster hashes what stands in braces, or else the whole name."""
    return key_slot(key.encode()) * shards // SLOTS


def copies(post_id: int, count: int, *, braces: bool = False) -> list[str]:
    """The names of the copies of one post. With braces they look related, and Redis hashes only ``post:7``."""
    name = f"{{post:{post_id}}}" if braces else f"post:{post_id}"
    return [f"{name}:copy{number}" for number in range(count)]


@dataclass(frozen=True, slots=True)
class Minute:
    """What the first minute did to the busiest machine."""

    busiest_per_s: float
    longest_wait_s: float


def first_minute(keys: Sequence[str], rng: np.random.Generator, *, machines: int = SHARDS, seconds: int = 60) -> Minute:
    """Let each reader ask for one of these keys at random; each machine answers one question after another.

    Leaves out: what else the machines have to do. Cost: O(seconds · machines).
    """
    share = np.bincount([shard_of(key, machines) for key in keys], minlength=machines) / len(keys)
    asked, waiting, longest_s = np.zeros(machines), np.zeros(machines), 0.0
    for _ in range(seconds):
        came = rng.multinomial(round(READS_PER_S), share)
        asked += came
        waiting = np.maximum(0, waiting + came - ANSWERS_PER_S)
        longest_s = max(longest_s, float(waiting.max()) / ANSWERS_PER_S)
    return Minute(float(asked.max()) / seconds, longest_s)


@dataclass(slots=True)
class Crowd:
    """Readers of one post come to a random process; ``asked`` are the moments at which a process asked the cache."""

    asked: list[float] = field(default_factory=list)
    oldest_s: float = 0.0
    """How old the oldest text was that a reader got, since the moment at which its process had asked for it."""


def crowd(
    get: Get,
    rng: random.Random,
    *,
    reads_per_s: float = 2_000.0,
    processes: int = PROCESSES,
    seconds: float = 30.0,
    post_id: int = 7,
) -> Crowd:
    """Let readers come at random for so long, each to one of the processes. Cost: O(reads)."""
    found = Crowd()
    memories: list[Kept] = [{} for _ in range(processes)]
    for now_s in poisson_arrivals(reads_per_s, seconds, rng):

        def fetch(post_id: int, now_s: float = now_s) -> str:  # noqa: ARG001 - one post is all there is
            found.asked.append(now_s)
            return repr(now_s)

        text = get(post_id, now_s, memories[rng.randrange(processes)], fetch)
        found.oldest_s = max(found.oldest_s, now_s - float(text or now_s))
    return found
