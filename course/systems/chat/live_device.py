"""A device on a real socket: a client, and its way to any gateway that answers."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from course.parts.backoff import full_jitter_s
from course.systems.chat.api import TICK_S
from course.systems.chat.client import Client
from course.systems.chat.codec import decode_to_device, encode
from course.systems.chat.model import FromDevice, Hello

if TYPE_CHECKING:
    from course.systems.chat.live import LiveChat

FIRST_WAIT_S, LONGEST_WAIT_S = 0.05, 2.0
"""Before its nth try a device waits at random, up to the first of these doubled n times, up to the second at most."""

MOST_UNSENT = 1_000


class Device:
    """A client and its way to a gateway; all of it happens in the devices' loop."""

    def __init__(self, chat: "LiveChat", client: Client, first: str) -> None:
        self.client = client
        self.socket: ClientConnection | None = None
        self.in_reach = asyncio.Event()
        self.in_reach.set()
        self._chat = chat
        self._next = first
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin to live."""
        self._tasks = [asyncio.create_task(self._live()), asyncio.create_task(self._tick())]

    async def end(self) -> None:
        """Say goodbye."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def leave(self) -> None:
        """Lose the connection without a word, and have none for a while."""
        self.in_reach.clear()
        if self.socket is not None:
            self.socket.transport.abort()

    def come_back(self) -> None:
        """Have connections again."""
        self.in_reach.set()

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(TICK_S)
            with self._watched():
                self.client.tick()

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """A client that somebody just wrote may raise anything: they want to know."""
        try:
            yield
        except Exception as fault:
            self._chat.noticed(fault)
            raise

    async def _live(self) -> None:
        """Be connected whenever possible; waits are random, or all devices of a dead gateway would come at once."""
        tries = 0
        while True:
            await self.in_reach.wait()
            tries += 1
            try:
                address = self._chat.servers[self._next].url
                async with connect(
                    address, compression=None, proxy=None, ping_interval=None, close_timeout=1
                ) as socket:
                    tries = 0
                    await self._talk(socket)
            except (OSError, WebSocketException):  # TimeoutError is an OSError
                pass
            rng = self._chat.rng
            self._next = rng.choice(self._chat.gateways)
            await asyncio.sleep(full_jitter_s(tries, FIRST_WAIT_S, LONGEST_WAIT_S, rng))

    async def _talk(self, socket: ClientConnection) -> None:
        client, unsent = self.client, asyncio.Queue[FromDevice](MOST_UNSENT)
        if not self.in_reach.is_set():
            return
        unsent.put_nowait(Hello(self._chat.tokens.issue(client.user, client.device)))

        def send(frame: FromDevice) -> None:
            try:
                unsent.put_nowait(frame)
            except asyncio.QueueFull:
                socket.transport.abort()  # it comes back, and asks again for what was not answered

        async def write() -> None:
            while True:
                await socket.send(encode(await unsent.get()))

        writing = asyncio.create_task(write())
        self.socket = socket
        try:
            with self._watched():
                client.connected(send)
            async for text in socket:
                with self._watched():
                    client.receive(decode_to_device(text))
        finally:
            self.socket = None
            client.disconnected()
            writing.cancel()
            await asyncio.gather(writing, return_exceptions=True)
