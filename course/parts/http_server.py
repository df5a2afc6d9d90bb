"""A real HTTP server on this machine, for as long as a lesson needs one."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from course.errors import CourseError


@contextmanager
def serve(app: FastAPI, *, start_timeout_s: float = 10.0) -> Iterator[str]:
    """Serve ``app`` on a free port of 127.0.0.1, in a thread; yields its address, and the server is gone afterwards.

    Raises:
        CourseError: the server did not start in time.

    A header that names another caller (``X-Forwarded-For``) is not believed, not even from this machine.

    Leaves out: TLS, several processes, access from other machines.
    """
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", lifespan="off", proxy_headers=False)
    server = _Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        if not server.listening.wait(start_timeout_s):
            raise CourseError(f"The HTTP server did not start within {start_timeout_s:g} s. Run the cell again.")
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.should_exit = True
        thread.join(start_timeout_s)


class _Server(uvicorn.Server):
    """Says when it listens, and on which of the free ports."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = threading.Event()
        self.port = 0

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.port = self.servers[0].sockets[0].getsockname()[1]
        self.listening.set()
