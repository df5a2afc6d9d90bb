"""Redis inside this process: fakeredis, each server with its own data and its own clock.

fakeredis asks the ``time`` module what time it is. We put a stand-in in its place, in every loaded module of fakeredis
and so for the whole process. The stand-in shows a server's clock to whoever holds that server's lock, which fakeredis
holds whenever it runs a command, and the machine's clock to everybody else. A canary test watches over this, for the
one version of fakeredis that we pin.

Leaves out: blocking commands (``BLPOP`` with a time-out) wait by the machine's clock.
"""

import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from types import TracebackType
from typing import Any

import redis
from fakeredis import FakeRedis, FakeServer
from fakeredis._core._database import Database

from course.clock import Clock, SystemClock

REDIS_VERSION = (7,)
"""Which Redis fakeredis plays: the one that Debian ships, so that both give the same answers."""

MOMENT_S = 0.0005
"""Half of Redis's smallest unit of time, the millisecond."""

Trip = Callable[[Callable[[], None], bytes], None]
"""Gets a function that sends one trip's commands, and these commands as they travel."""


def embedded_server(clock: Clock | None = None) -> FakeServer:
    """Make a Redis server inside this process; its keys expire by ``clock`` (the machine's, if left out)."""
    server = FakeServer(version=REDIS_VERSION)
    if clock is not None:
        server.lock = _ClockedLock(clock)  # type: ignore[assignment]  # it does what a threading.Lock does
        server.dbs = defaultdict(lambda: _PunctualDatabase(server.lock))
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "fakeredis" and getattr(module, "time", None) is time:
            module.time = _SERVER_TIME  # type: ignore[attr-defined]
    return server


def embedded_client(server: FakeServer) -> redis.Redis:
    """Open one more client of an embedded server; it answers with ``str``."""
    return FakeRedis(server=server, decode_responses=True)


def overhear(client: redis.Redis, trip: Trip, note: Callable[[str], object]) -> None:
    """Let ``trip`` carry all that this client sends from now on, and ``note`` hear each command once the server did it.

    A pipeline's commands travel in one trip; those of a lock pass here too. ``trip`` may wait, or raise: then the
    client is of no use any more. Ask for this before it has sent anything.
    """
    pool = client.connection_pool
    make = pool.make_connection

    def connection() -> Any:  # noqa: ANN401 - a connection of fakeredis
        made: Any = make()
        connect = made._connect  # noqa: SLF001 - here it makes its socket
        made._connect = lambda: _overheard(connect(), trip, note)  # noqa: SLF001
        return made

    pool.make_connection = connection  # type: ignore[method-assign]


def _overheard(socket: Any, trip: Trip, note: Callable[[str], object]) -> Any:  # noqa: ANN401 - a socket of fakeredis
    carry, process = socket.sendall, socket._process_command  # noqa: SLF001 - it gets each command, whole

    def processed(fields: list[bytes]) -> None:
        process(fields)
        note(" ".join(b" ".join(fields).decode(errors="replace").split()))

    socket._process_command = processed  # noqa: SLF001
    socket.sendall = lambda data: trip(lambda: carry(data), data)
    return socket


class _ServerTime:
    """What fakeredis takes for the ``time`` module."""

    def __init__(self) -> None:
        self._thread = threading.local()

    def show(self, clock: Clock | None) -> None:
        """Let this thread see ``clock``."""
        self._thread.clock = clock

    def time(self) -> float:
        """Seconds since 1970, by the clock that this thread sees."""
        clock: Clock | None = getattr(self._thread, "clock", None)
        return (clock or SystemClock()).now_s()

    def __getattr__(self, name: str) -> object:
        return getattr(time, name)


_SERVER_TIME = _ServerTime()


class _ClockedLock:
    """A server's lock; its holder sees the server's clock."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """As ``threading.Lock.acquire``."""
        acquired = self._lock.acquire(blocking, timeout)
        if acquired:
            _SERVER_TIME.show(self._clock)
        return acquired

    def release(self) -> None:
        """As ``threading.Lock.release``."""
        _SERVER_TIME.show(None)
        self._lock.release()

    def __enter__(self) -> None:
        self.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


class _PunctualDatabase(Database):
    """Its keys are gone when their time is up; in fakeredis, as in Redis, one moment later.

    On a server that moment passes by itself. A manual clock would stop right before it: after ``advance(60)``, a key
    set for 60 s would still be there.
    """

    def expired(self, item: Any) -> bool:  # noqa: ANN401 - as in fakeredis
        """Tell whether this item's time is up."""
        return item.expireat is not None and item.expireat < self.time + MOMENT_S

    def _remove_expired(self) -> None:
        now_s = self.time
        self.time = now_s + MOMENT_S
        super()._remove_expired()
        self.time = now_s
