"""What a feed costs on a real Redis: bytes an entry (BUG-049), and processor time for each kind of work.

The lessons show what was recorded; this repeats it. Record anew on a calm machine with
``COURSE_RECORD=datasets/measurements python -m pytest tests/systems/test_news_feed_memory.py -n 0``.
"""

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest
import redis

from course.clock import SystemClock
from course.parts.snowflake import EPOCH_MS, IdParts, join
from course.recordings import record, recorded_values
from course.systems.news_feed.id_lists import IdLists
from course.systems.news_feed.reads import merge
from course.systems.news_feed.shapes import (
    LIMITS,
    PACKED_CAPS,
    UNPACKED_CAPS,
    WORK_CAPS,
    bytes_label,
    is_packed,
    work_label,
)
from tests.stores.conftest import wait_for_server

BYTES, WORK = "22.redis-bytes", "22.redis-work"
SHAPES, WORK_OF_SHAPES = "22c.redis-shapes", "22c.redis-work"
FEEDS = 500
SIZES = (1, 20, 127, 128, 400, 800)
PAGE = 20
LISTS_A_READ = 20


def ids(count):
    """Made a minute apart, as posts are."""
    return [join(IdParts(EPOCH_MS + 185_000_000_000 + 60_000 * minute, 1, 0)) for minute in range(count)]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server of our own, whose memory nobody else fills: never one that a URL names."""
    program = shutil.which("redis-server")
    if program is None:
        missing = "redis-server is not installed: what a feed costs on Redis is NOT repeated"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    folder = tmp_path_factory.mktemp("redis")
    socket = folder / "redis.sock"
    options = ["--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", str(folder)]
    process = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL)
    try:
        wait_for_server(f"unix://{socket}")
        with redis.Redis(unix_socket_path=str(socket), decode_responses=True) as client:
            yield client
    finally:
        process.terminate()
        process.wait()


def written(server, size, feeds=FEEDS):
    """Full timelines of ``size`` ids each; the mark that says "complete" is not counted as one of them."""
    server.flushall()
    lists = IdLists(server, "feed")
    posts = ids(size)
    for first in range(0, feeds, 50):
        lists.fill(dict.fromkeys(range(first, first + 50), posts))
    return lists


def bytes_a_feed(server, size):
    """Small feeds need many: buffers of clients, up to 200 KB, come and go in the server's total."""
    feeds = FEEDS if size > 127 else 10 * FEEDS
    server.flushall()
    before = server.info("memory")["used_memory"]
    written(server, size, feeds)
    return (server.info("memory")["used_memory"] - before) / feeds


def processor_s(server, work, times):
    """Processor time of the server alone: what the client does meanwhile is not counted."""
    best = float("inf")
    for _ in range(5):
        before = server.info("cpu")
        work()
        after = server.info("cpu")
        best = min(
            best, sum(after[f"used_cpu_{kind}"] - before[f"used_cpu_{kind}"] for kind in ("user", "sys")) / times
        )
    return best


def work_of_the_server(server):
    lists = written(server, 800)
    owners, moments = list(range(FEEDS)), iter(ids(2_000)[900:])
    rounds = 20

    def deliver(push):
        for _ in range(rounds):
            push(owners, next(moments))

    def read(lists_each, reads):
        for number in range(reads):
            lists.read([(number + step) % FEEDS for step in range(lists_each)], None, PAGE)

    values = {
        "a delivery, pipelined": processor_s(server, lambda: deliver(lists.push), rounds * FEEDS),
        "a delivery, by script": processor_s(server, lambda: deliver(lists.push_by_script), rounds * FEEDS),
        "a timeline read": processor_s(server, lambda: read(1, 4_000), 4_000),
        "a list read, twenty at once": processor_s(server, lambda: read(LISTS_A_READ, 400), 400 * LISTS_A_READ),
    }
    server.flushall()
    kept = [list(reversed(ids(PAGE))) for _ in range(LISTS_A_READ)]
    start_s = time.process_time()
    for _ in range(500):
        merge(kept, PAGE)
    return values | {"a list merged here": (time.process_time() - start_s) / (500 * LISTS_A_READ)}


def compared(name, values, unit, server, within):
    if folder := os.environ.get("COURSE_RECORD"):
        facts = {"name": name, "unit": unit, "values": values, "server": f"Redis {server.info()['redis_version']}"}
        record(Path(folder, f"{name}.json"), facts, SystemClock())
    recorded = recorded_values(name)
    assert values.keys() == recorded.keys()
    for label, value in values.items():
        assert recorded[label] / within <= value <= recorded[label] * within, label


@pytest.mark.redis
@pytest.mark.slow
def test_an_entry_of_a_long_feed_takes_129_bytes_and_of_a_short_one_20(server):
    """BUG-049: two numbers of 8 bytes and 4 bytes of overhead are not what a sorted set takes."""
    values = {f"bytes a feed of {size}": bytes_a_feed(server, size) for size in SIZES}
    compared(BYTES, values, "B", server, 1.05)
    assert 120 < values["bytes a feed of 800"] / 800 < 140
    assert values["bytes a feed of 127"] / 127 < 25
    assert values["bytes a feed of 128"] / 128 > 100


@pytest.mark.redis
@pytest.mark.long  # times, on a machine that must be calm
def test_what_each_kind_of_work_costs_the_server(server):
    values = work_of_the_server(server)
    compared(WORK, values, "s", server, 4)
    # the server works as long for a script as for the same commands in a pipeline: what a script saves is the client
    assert values["a delivery, by script"] == pytest.approx(values["a delivery, pipelined"], rel=0.6)
    assert values["a delivery, pipelined"] < values["a timeline read"]


@pytest.fixture
def packing(server):
    """Choose how many members Redis packs; afterwards it is as before."""
    name = "zset-max-listpack-entries"
    before = server.config_get(name)[name]
    yield lambda limit: server.config_set(name, limit)
    server.config_set(name, before)


def delivered(server, cap, owners):
    """Full feeds, and then one more post: the newest is added, and then the oldest is trimmed."""
    lists = IdLists(server, "feed", cap=cap)
    *posts, newest = ids(cap + 1)
    for first in range(0, len(owners), 50):
        lists.fill(dict.fromkeys(owners[first : first + 50], posts))
        lists.push(owners[first : first + 50], newest)
    assert server.zcard(lists.key(owners[0])) == cap + 1
    return lists


@pytest.mark.redis
@pytest.mark.parametrize(("limit", "cap"), [(limit, limit - below) for limit in LIMITS for below in (3, 2, 1, 0)])
def test_a_feed_that_is_over_the_limit_for_a_moment_is_never_packed_again(server, packing, limit, cap):
    """BUG-049: the mark is a member, and ZADD comes before the trim: the cap must be two below the limit."""
    packing(limit)
    server.flushall()
    delivered(server, cap, range(1))
    assert server.object("encoding", "feed:0") == ("listpack" if is_packed(limit, cap) else "skiplist")


@pytest.mark.redis
@pytest.mark.slow
def test_what_a_feed_takes_in_both_shapes_after_a_delivery(server, packing):
    """BUG-049: one line more, and the whole feed takes seven times as much."""
    values = {}
    for is_one_packed, caps, limit in ((True, PACKED_CAPS, 1_024), (False, UNPACKED_CAPS, 2)):
        packing(limit)
        for cap in caps:
            server.flushall()
            lists = delivered(server, cap, range(50))  # the buffers of the connection grow with the first feeds only
            before = server.info("memory")["used_memory"]
            delivered(server, cap, range(50, 300))
            in_all = (server.info("memory")["used_memory"] - before) / 250
            # a packed feed is one piece, of which Redis tells the size: in the total a buffer would hide a line
            size = server.memory_usage(lists.key(50), samples=0) if is_one_packed else in_all
            values[bytes_label(is_one_packed, cap)] = size
        in_order = [values[bytes_label(is_one_packed, cap)] for cap in caps]
        assert in_order == sorted(in_order)  # fewer lines never take more
    compared(SHAPES, values, "B", server, 1.05)
    assert values[bytes_label(False, 127)] > 6.5 * values[bytes_label(True, 127)]


@pytest.mark.redis
@pytest.mark.long  # times, on a machine that must be calm
def test_a_packed_feed_takes_longer_to_deliver_to(server, packing):
    """Redis walks through a packed set to find the place of a new member, and through a long one for long."""
    values = {}
    for is_one_packed, limit in ((True, 1_024), (False, 2)) * 2:
        packing(limit)
        for cap in WORK_CAPS:
            server.flushall()
            lists, moments = delivered(server, cap, range(50)), iter(ids(1_500)[900:])

            def deliver(lists=lists, moments=moments):
                for _ in range(20):
                    lists.push(range(50), next(moments))

            label = work_label(is_one_packed, cap)
            values[label] = min(values.get(label, 1.0), processor_s(server, deliver, 1_000))
    compared(WORK_OF_SHAPES, values, "s", server, 6)
    assert values[work_label(True, 800)] > 1.5 * values[work_label(False, 800)]
