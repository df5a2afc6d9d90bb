"""How many requests a second does a server answer? One patient client on one open connection."""

import socket
from time import perf_counter
from urllib.parse import urlsplit

from fastapi import FastAPI
from fastapi.responses import RedirectResponse

from course.errors import CourseError


def redirect_app(address: str) -> FastAPI:
    """Make a server that answers every path with a redirect to ``address``, and does nothing else."""
    app = FastAPI()

    @app.get("/{path:path}")
    async def follow(path: str) -> RedirectResponse:  # noqa: ARG001 - every path leads there
        return RedirectResponse(address)

    return app


def requests_per_s(url: str, count: int) -> float:
    """Send ``count`` requests one after the other, each when the last one is answered; returns the rate.

    Speaks HTTP over a bare socket, because ready-made clients are slower than the server. Leaves out: many clients at
    once, TLS, and a network in between.

    Raises:
        CourseError: an answer is not 2xx or 3xx, or the server hangs up.
    """
    parts = urlsplit(url)
    request = f"GET {parts.path or '/'} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode()
    with socket.create_connection((parts.hostname or "", parts.port or 80), timeout=10) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        _answer(line, request)  # the first one also pays for the connection
        start_s = perf_counter()
        for _ in range(count):
            _answer(line, request)
        return count / (perf_counter() - start_s)


def _answer(line: socket.socket, request: bytes) -> None:
    line.sendall(request)
    received = b""
    while b"\r\n\r\n" not in received:
        received += _more(line)
    head, _, body = received.partition(b"\r\n\r\n")
    first_line = head.partition(b"\r\n")[0].decode()
    if head[9:10] not in (b"2", b"3"):
        raise CourseError(f"The server answered {first_line}. Ask for an address that it knows.")
    fields = dict(field.lower().split(b": ", maxsplit=1) for field in head.split(b"\r\n")[1:])
    left = int(fields.get(b"content-length", b"0")) - len(body)
    while left > 0:
        left -= len(_more(line))


def _more(line: socket.socket) -> bytes:
    part = line.recv(65_536)
    if not part:
        raise CourseError("The server hung up in the middle of an answer. Start it again.")
    return part
