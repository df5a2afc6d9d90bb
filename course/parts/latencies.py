"""How long a few everyday operations take on this machine: from a look-up in memory to a word kept on disk."""

import hashlib
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from time import perf_counter

from course.stores import open_duckdb, open_redis

ROUNDS = 7


def latencies() -> dict[str, float]:
    """Seconds that each operation takes here, the median of seven rounds. Cost: some 0.3 s.

    Redis is the embedded stand-in inside this process unless COURSE_REDIS_URL names a server. Leaves out: a warm-up
    of the processor, other programs that run, and what a disk's own cache only pretends to keep.
    """
    table = {number: number for number in range(100_000)}
    block, record = os.urandom(1_000), os.urandom(4_096)
    with echo_program() as line, open_duckdb() as con, open_redis() as redis, tempfile.TemporaryFile() as file:
        con.execute("CREATE TABLE numbers AS SELECT range AS n FROM range(1_000_000)")
        redis.set("latency", "value")

        def look_up() -> None:
            for number in range(1_000):
                table[number]

        def keep() -> None:
            file.write(record)
            file.flush()
            os.fsync(file.fileno())

        def there_and_back() -> None:
            line.sendall(b"x")
            line.recv(1)

        return {
            "look up a key in memory": _seconds(look_up, 20) / 1_000,
            "hash 1 kB": _seconds(lambda: hashlib.sha256(block).digest(), 2_000),
            "one Redis command": _seconds(lambda: redis.get("latency"), 200),
            "a word to another program and back": _seconds(there_and_back, 300),
            "write 4 kB and wait for the disk": _seconds(keep, 5),
            "add up a million rows (DuckDB)": _seconds(lambda: con.execute("SELECT sum(n) FROM numbers").fetchall(), 5),
        }


def _seconds(operation: Callable[[], object], times: int) -> float:
    rounds = []
    for _ in range(ROUNDS):
        start_s = perf_counter()
        for _ in range(times):
            operation()
        rounds.append((perf_counter() - start_s) / times)
    return median(rounds)


ECHO = """
import socket, sys
with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as line:
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    while byte := line.recv(1):
        line.sendall(byte)
"""


@contextmanager
def echo_program() -> Iterator[socket.socket]:
    """A line over the loopback address to another program that sends back each byte; both are gone afterwards."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(20)
        port = listening.getsockname()[1]
        with subprocess.Popen([sys.executable, "-c", ECHO, str(port)]) as program:  # noqa: S603 - our own six lines
            try:
                with listening.accept()[0] as line:
                    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    yield line
            finally:
                program.kill()
