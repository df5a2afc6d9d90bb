"""A gateway on real sockets: a WebSocket server in a thread of its own."""

import asyncio
import logging
import secrets
from collections.abc import Callable, Coroutine, Sequence
from contextlib import ExitStack
from socket import create_server
from typing import Any

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from course.parts.loop_thread import LoopThread
from course.systems.chat.auth import Identity, Tokens
from course.systems.chat.codec import LARGEST_FRAME_BYTES, BadFrame, decode_from_device, encode
from course.systems.chat.hub import Told
from course.systems.chat.model import Hello, Refused, ToDevice, Unauthorised
from course.systems.chat.service import Connection, Gateway, Steps

UNAUTHORISED, TOO_SLOW = 4001, 4008
"""Codes with which a gateway closes a socket; 4000 to 4999 are free for applications."""

HELLO_WITHIN_S = 5.0
TICK_S = 1.0
CLOSE_WITHIN_S = 1.0
MOST_WAITING = 256
"""An assumption: so many frames wait for one socket at most; whoever takes them more slowly is disconnected.

It is far above a gateway's window: messages alone never fill the queue, for a gateway stops sending before.
"""

Listen = Callable[[str, Told], Callable[[], None]]
"""Lets a gateway hear what is published to it; the function that comes back ends that."""


class GatewayServer:
    """Opens a free port of 127.0.0.1 for a gateway, and gives each socket one reader and one writer.

    Requests of one connection are done one after another. Between two trips to a store the others have their turn.
    Leaves out: TLS; several processes; stores that are asked without holding up the other sockets of this gateway,
    which here wait the 0.1 to 1 ms of each trip.
    """

    def __init__(self, gateway: Gateway, tokens: Tokens, listen: Listen, *, most_waiting: int = MOST_WAITING) -> None:
        self.gateway = gateway
        self.faults: list[Exception] = []
        self.port = 0
        self._tokens = tokens
        self._listen = listen
        self._most_waiting = most_waiting
        self._held: dict[str, str] = {}
        self._dead = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._deafen: Callable[[], None] | None = None
        self._thread: LoopThread | None = None
        self._port_held = ExitStack()
        self._server: Server | None = None

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"ws://127.0.0.1:{self.port}"

    @property
    def up(self) -> bool:
        """Whether it runs."""
        return self._thread is not None

    def holds(self, device: str) -> bool:
        """Whether this device has a socket here that is fully open, or not fully closed."""
        return device in tuple(self._held.values())

    def start(self) -> None:
        """Start; once this returns, devices can connect, and nothing is missed that is published to the gateway."""
        self._thread = LoopThread(f"gateway {self.gateway.name}")
        try:
            self._thread.run(self._start())
            self._deafen = self._listen(self.gateway.name, self._told)
        except BaseException:
            self.kill()
            raise

    def stop(self) -> None:
        """End it cleanly: each socket is closed, and all that follows a close is done."""
        try:
            if self._thread is not None:
                self._thread.run(self._stop())
        finally:
            self.kill()

    def kill(self) -> None:
        """End it as a crash does: sockets break, what waits for them is lost, and the hub is not told."""
        self._dead = True
        thread, self._thread = self._thread, None
        if thread is not None:
            with ExitStack() as ending:  # an interrupt must not leave one of them out
                ending.callback(self._port_held.close)
                ending.callback(thread.close)
                if self._deafen is not None:
                    ending.callback(self._deafen)
                thread.run(self._abort())

    async def _start(self) -> None:
        quiet = logging.getLogger(f"{__name__}.sockets")
        quiet.setLevel(logging.CRITICAL + 1)  # broken sockets are the daily bread of a gateway
        # Ours to close: who is interrupted in `serve` never gets its server.
        listening = self._port_held.enter_context(create_server(("127.0.0.1", 0)))
        self.port = listening.getsockname()[1]
        self._server = await serve(
            self._attend,
            sock=listening,
            compression=None,  # it would hold some 100 kB a socket
            max_size=LARGEST_FRAME_BYTES,
            close_timeout=CLOSE_WITHIN_S,
            logger=quiet,
        )
        self._spawn(self._tick())

    async def _stop(self) -> None:
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    async def _abort(self) -> None:
        if self._server is not None:
            self._server.close(close_connections=False)
            for socket in self._server.all_connections:
                socket.transport.abort()
            await asyncio.sleep(0)  # now it listens no more

    async def _attend(self, socket: ServerConnection) -> None:
        """Serve one socket from its first frame to its end."""
        identity = await self._identify(socket)
        if identity is None:
            return
        line = _Line(socket, self._most_waiting, self._spawn)
        name = f"{identity.device}@{secrets.token_hex(8)}"
        connection = Connection(name, identity.user, identity.device, line.send, line.backlog)
        writing = asyncio.create_task(line.write())
        try:
            await self._do(self.gateway.open(connection))
            self._held[name] = identity.device
            async for text in socket:  # what came meanwhile waits in the socket
                await self._request(connection, text)
        except ConnectionClosed:
            pass
        finally:
            writing.cancel()
            await self._do(self.gateway.close(connection))
            self._held.pop(name, None)

    async def _identify(self, socket: ServerConnection) -> Identity | None:
        """Let nobody pass without a Hello whose token is good."""
        try:
            async with asyncio.timeout(HELLO_WITHIN_S):
                frame = decode_from_device(await socket.recv())
            return self._tokens.verify(frame.token if isinstance(frame, Hello) else "")
        except TimeoutError:
            await socket.close(UNAUTHORISED, "Say hello first.")
        except (BadFrame, Unauthorised) as error:
            await socket.close(UNAUTHORISED, str(error))
        except ConnectionClosed:
            pass
        return None

    async def _request(self, connection: Connection, text: str | bytes) -> None:
        try:
            frame = decode_from_device(text)
        except BadFrame as error:
            connection.send(Refused(str(error)))
        else:
            await self._do(self.gateway.receive(connection, frame))

    async def _do(self, steps: Steps) -> None:
        """Go through the steps of a gateway, one trip to a store apart; a dead one does no more of them."""
        try:
            while not self._dead and next(steps, "done") is None:  # noqa: ASYNC110 - it does not wait for a change
                await asyncio.sleep(0)
        except Exception as fault:
            self.faults.append(fault)  # a gateway that somebody just wrote: they want to know
            raise

    async def _tick(self) -> None:
        while True:
            await self._do(self.gateway.tick())
            await asyncio.sleep(TICK_S)

    def _told(self, devices: Sequence[str], frame: ToDevice | None) -> None:
        """Hear from the hub, in its thread."""
        thread = self._thread
        if thread is not None:
            thread.soon(lambda: self._spawn(self._do(self.gateway.told(devices, frame))))

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)  # asyncio itself would not hold it
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()  # noted already


class _Line:
    """What goes down one socket: frames wait in a queue of limited length, and one task writes them."""

    def __init__(self, socket: ServerConnection, most: int, spawn: Callable[[Coroutine[Any, Any, None]], None]) -> None:
        self._socket = socket
        self._waiting: asyncio.Queue[ToDevice] = asyncio.Queue(most)
        self._spawn = spawn
        self._given_up = False

    def backlog(self) -> int:
        """How many frames wait."""
        return self._waiting.qsize()

    def send(self, frame: ToDevice) -> None:
        """Put a frame into the queue; if it is full, give the socket up: what matters waits in the inbox."""
        if self._given_up:
            return
        try:
            self._waiting.put_nowait(frame)
        except asyncio.QueueFull:
            self._given_up = True
            self._spawn(self._give_up())

    async def write(self) -> None:
        """Write what waits, for as long as the socket is open."""
        try:
            while True:
                await self._socket.send(encode(await self._waiting.get()))
        except ConnectionClosed:
            pass

    async def _give_up(self) -> None:
        try:
            async with asyncio.timeout(CLOSE_WITHIN_S):
                await self._socket.close(TOO_SLOW, "You take too few frames.")
        except TimeoutError:
            self._socket.transport.abort()
