"""The pairs of the news feed. A server works for both sides, so the wall clock counts."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path

import redis
from rich.console import Console

from course.parts.snowflake import EPOCH_MS, IdParts, join
from course.stores.embedded_redis import embedded_server
from course.systems.news_feed.id_lists import IdLists
from course.systems.news_feed.reads import read_by_union, read_pipelined, read_sequentially
from tests.benchmarks.pairs import Pair
from tests.stores.conftest import wait_for_server

REAL, EMBEDDED = "Redis", "fakeredis"
FOLLOWERS = {REAL: 100_000, EMBEDDED: 2_000}
FEW_FOLLOWERS = {REAL: 10_000, EMBEDDED: 500}  # one call each takes its time
BATCH = 1_000
FULL = 20  # ids in each timeline, all full: every delivery trims
FOLLOWEES, POSTS_EACH, PAGE = 200, 20, 20
READS = 10


@contextmanager
def real_redis(console: Console) -> Iterator[list[tuple[str, redis.Redis]]]:
    """Both stores, a server of our own among them; without redis-server only the embedded one, and a word about it."""
    from fakeredis import FakeRedis

    embedded = (EMBEDDED, FakeRedis(server=embedded_server(), decode_responses=True))
    program = shutil.which("redis-server")
    if program is None:
        console.print("redis-server is not installed: the fan-out is NOT measured on a real Redis")
        yield [embedded]
        return
    with tempfile.TemporaryDirectory(prefix="redis-") as folder:
        socket = Path(folder, "redis.sock")
        options = ["--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", folder]
        server = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL)
        try:
            wait_for_server(f"unix://{socket}")
            with redis.Redis(unix_socket_path=str(socket), decode_responses=True) as client:
                yield [(REAL, client), embedded]
        finally:
            server.terminate()
            server.wait()


def feed_pairs(name: str, store: redis.Redis) -> list[Pair]:
    """Fill the timelines and the lists, and pair the ways to push and to merge; goals hold on a real Redis only."""
    timelines, authors = IdLists(store, "feed", cap=FULL), IdLists(store, "posts")
    owners, minutes = list(range(FOLLOWERS[name])), count(FULL)
    full = [post_id(minute) for minute in range(FULL)]
    for first in range(0, len(owners), BATCH):
        timelines.fill(dict.fromkeys(owners[first : first + BATCH], full))
    for author in range(FOLLOWEES):
        authors.fill({author: [post_id(FOLLOWEES * number + author) for number in range(POSTS_EACH)]})
    few, followees = owners[: FEW_FOLLOWERS[name]], list(range(FOLLOWEES))

    def pushed(push, receivers):
        newest = post_id(next(minutes))
        for first in range(0, len(receivers), BATCH):
            push(receivers[first : first + BATCH], newest)
        sample = receivers[:: max(1, len(receivers) // 20)]
        return [timelines.read([owner], None, FULL + 1)[0][0] == newest for owner in sample], store.zcard("feed:0")

    def pages(read):
        return [read(authors, followees, None, PAGE) for _ in range(READS)]

    def pair(what, against, ours, peer, goal):
        return Pair(f"{what}, {name}", against, ours, peer, goal if name == REAL else None, timer=time.perf_counter)

    return [
        pair(
            "fan-out, pipelined",
            "one call each",
            partial(pushed, timelines.push, few),
            partial(pushed, timelines.push_one_by_one, few),
            5.0,
        ),
        pair(
            "fan-out, Lua (1,000 keys a call)",
            "pipelined",
            partial(pushed, timelines.push_by_script, owners),
            partial(pushed, timelines.push, owners),
            3.0,
        ),
        pair(
            "merge of 200, ZUNIONSTORE",
            "one read each",
            partial(pages, read_by_union),
            partial(pages, read_sequentially),
            2.0,
        ),
        pair(
            "merge of 200, pipelined",
            "one read each",
            partial(pages, read_pipelined),
            partial(pages, read_sequentially),
            None,
        ),
    ]


def post_id(minute: int) -> int:
    """Posts a minute apart."""
    return join(IdParts(EPOCH_MS + 185_000_000_000 + 60_000 * minute, 1, 0))
