"""Redis as the only store, on a real server (BUG-026): bytes a link, and what eviction deletes.

The lesson shows what was recorded; this repeats it. Record anew on a calm machine with
``COURSE_RECORD=datasets/measurements python -m pytest tests/systems/test_redis_memory.py -n 0``.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
import redis

from course.clock import SystemClock
from course.parts import base62
from course.recordings import record, recorded_values
from tests.stores.conftest import wait_for_server

NAME = "20b.redis"
LINKS = 100_000
ADDRESS_CHARACTERS = 411  # with code, owner, two dates and a counter that is the estimate's record of 500 bytes
ROOM_BYTES = 32 * 1024**2


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server of our own: its memory settings are changed and its keys deleted, so never one that a URL names."""
    program = shutil.which("redis-server")
    if program is None:
        missing = "redis-server is not installed: what Redis needs for a link is NOT repeated"
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


def write_links(server, keys_a_link):
    """Write the links as the design does, in batches; returns how many writes were answered with an error."""
    refused = 0
    for first in range(0, LINKS, 1_000):
        with server.pipeline(transaction=False) as batch:
            for number in range(first, first + 1_000):
                code = base62.encode(62**6 + number)
                address = f"https://example.org/{number:010}/".ljust(ADDRESS_CHARACTERS, "x")
                batch.set(f"url:short:{code}", address)
                if keys_a_link == 2:
                    batch.set(f"url:long:{address}", code)
            refused += sum(answer is not True for answer in batch.execute(raise_on_error=False))
    return refused


def measure(server):
    values = {}
    for keys in (1, 2):
        server.flushall()
        before = server.info("memory")["used_memory"]
        write_links(server, keys)
        values[f"bytes a link, {keys} key{'s' * (keys > 1)}"] = (server.info("memory")["used_memory"] - before) / LINKS
    server.flushall()
    server.config_set("maxmemory", server.info("memory")["used_memory"] + ROOM_BYTES)
    server.config_set("maxmemory-policy", "allkeys-lru")
    values["links written"] = LINKS
    values["writes refused"] = write_links(server, 1)
    values["links left"] = server.dbsize()
    server.config_set("maxmemory", 0)
    server.flushall()
    return values


@pytest.mark.redis
@pytest.mark.slow
def test_what_the_lesson_shows_is_what_a_real_server_does(server):
    values = measure(server)
    if folder := os.environ.get("COURSE_RECORD"):
        facts = {"name": NAME, "unit": "", "values": values, "server": f"Redis {server.info()['redis_version']}"}
        record(Path(folder, f"{NAME}.json"), facts, SystemClock())
    recorded = recorded_values(NAME)
    assert values.keys() == recorded.keys()
    for name, value in values.items():
        assert value == pytest.approx(recorded[name], rel=0.1), name
    assert values["writes refused"] == 0
    assert values["links left"] < LINKS
