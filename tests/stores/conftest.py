"""One suite, two stores: each test that asks for ``redis_kind`` runs on the embedded Redis and on a real server."""

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import pytest
import redis

from course.clock import ManualClock
from course.stores import open_redis


@pytest.fixture(scope="session")
def server_url():
    """A real server: the one that COURSE_REDIS_URL names, or one that we start on a socket of its own."""
    if url := os.environ.get("COURSE_REDIS_URL"):
        yield url
        return
    program = shutil.which("redis-server")
    if program is None:
        missing = "redis-server is not installed: the stores are NOT compared with a real Redis"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    with tempfile.TemporaryDirectory(prefix="redis-") as folder:
        socket = Path(folder, "redis.sock")
        options = ["--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", folder]
        server = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL)
        try:
            url = f"unix://{socket}"
            wait_for_server(url)
            yield url
        finally:
            server.terminate()
            server.wait()


def wait_for_server(url):
    with redis.Redis.from_url(url) as client:
        for _ in range(200):
            try:
                client.ping()
            except redis.ConnectionError:
                time.sleep(0.05)
            else:
                return
    raise AssertionError("the real Redis server did not start within 10 s")


@pytest.fixture(params=["embedded", pytest.param("server", marks=pytest.mark.redis)])
def redis_kind(request, monkeypatch):
    if request.param == "server":
        monkeypatch.setenv("COURSE_REDIS_URL", request.getfixturevalue("server_url"))
    else:
        monkeypatch.delenv("COURSE_REDIS_URL", raising=False)
    return request.param


@pytest.fixture
def clock():
    return ManualClock()


@pytest.fixture
def store(redis_kind, clock):
    with open_redis(clock) as client:
        yield client
