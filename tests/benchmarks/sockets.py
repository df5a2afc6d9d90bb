"""The gateway of the chat on real sockets: memory of an idle one, messages a second, and how long a message takes.

The gateway runs in a process of its own, the devices in this one; both share this machine.
"""

import asyncio
import gc
import json
import os
import random
import subprocess
import sys
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import redis
from rich.console import Console
from rich.table import Table
from websockets.asyncio.client import connect

from course import datasets
from course.clock import SystemClock
from course.recordings import record
from course.stores import open_duckdb, open_redis
from course.systems.chat.api import GatewayServer
from course.systems.chat.auth import Tokens
from course.systems.chat.client import Client
from course.systems.chat.codec import encode
from course.systems.chat.live_device import Device
from course.systems.chat.members import Members
from course.systems.chat.message_log import DuckLog
from course.systems.chat.model import Hello, Ping
from course.systems.chat.redis_hub import RedisHub
from course.systems.chat.service import Gateway

NAME = "23.sockets"
IDLE = (100, 500, 2_000)
SPARE_FILES = 200
CLIENTS = 200
EACH = 2  # messages that every device writes at once, to see what the gateway can do
CALM_PER_S, CALM_S = 5.0, 20.0  # messages a second while delays are measured, and for how long
AT_ONCE = 50
SECRET = b"a benchmark has no secrets"


def people() -> Members:
    """Pairs; more people than a test opens sockets for cost nothing."""
    members = Members()
    for number in range(IDLE[-1]):
        members.add_user(f"u{number}")
    for number in range(0, IDLE[-1], 2):
        members.add_conversation(f"pair{number // 2}", (f"u{number}", f"u{number + 1}"))
    return members


def serve() -> None:
    """Be the gateway: print its address, and the memory of this process whenever a line comes in, until the last."""
    members, clock = people(), SystemClock()
    with open_redis() as store, open_duckdb() as database:
        hub = RedisHub(store)
        gateway = Gateway("g1", DuckLog(database), hub, members, clock, lambda device: None)
        server = GatewayServer(gateway, Tokens(SECRET, clock), hub.listen)
        server.start()
        try:
            print(server.url, flush=True)  # noqa: T201 - the other process reads it
            for _ in sys.stdin:
                gc.collect()
                print(resident_bytes(), flush=True)  # noqa: T201 - the other process reads it
        finally:
            server.stop()


def resident_bytes() -> int:
    """What this process holds in memory, as Linux counts it."""
    pages = int(Path("/proc/self/statm").read_text("utf-8").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


@contextmanager
def gateway(redis_url: str | None):
    """A gateway in a process of its own: its address, and a way to ask for its memory."""
    environment = {name: value for name, value in os.environ.items() if name != "COURSE_REDIS_URL"}
    if redis_url is not None:
        environment["COURSE_REDIS_URL"] = redis_url
    command = [sys.executable, "-c", "from tests.benchmarks.sockets import serve; serve()"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env=environment, **pipes) as process:
        try:
            url = process.stdout.readline().strip()

            def memory() -> int:
                process.stdin.write("\n")
                process.stdin.flush()
                return int(process.stdout.readline())

            yield url, memory
        finally:
            process.stdin.close()


async def idle_sockets(url, memory) -> dict[int, int]:
    """Open sockets that say hello, and nothing more; the gateway's memory at each number of them."""
    tokens, held, opened = Tokens(SECRET, SystemClock()), {}, []
    gate = asyncio.Semaphore(AT_ONCE)

    async def open_one(number):
        async with gate:
            socket = await connect(url, compression=None, proxy=None, ping_interval=None, close_timeout=1)
            opened.append(socket)
            await socket.send(encode(Hello(tokens.issue(f"u{number}", f"u{number}/phone"))))
            await socket.send(encode(Ping()))
            while "pong" not in await socket.recv():
                pass

    try:
        for before, count in pairwise((0, *(number for number in IDLE if number <= allowed_files()))):
            await asyncio.gather(*(open_one(number) for number in range(before, count)))
            held[count] = await asyncio.to_thread(memory)
    finally:
        for socket in opened:
            socket.transport.abort()
    return held


def allowed_files() -> int:
    """How many sockets one process may open here."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = IDLE[-1] + SPARE_FILES
    if soft < most:
        soft = most if hard == resource.RLIM_INFINITY else min(hard, most)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return soft - SPARE_FILES


async def live_clients(url) -> tuple[float, list[float]]:
    """Messages a second when all devices write at once, and before that the delays in s when few write."""
    clock, rng, loop = SystemClock(), random.Random(1), asyncio.get_running_loop()
    chat = SimpleNamespace(
        servers={"g1": SimpleNamespace(url=url)},
        gateways=("g1",),
        rng=rng,
        tokens=Tokens(SECRET, clock),
        noticed=lambda fault: print(repr(fault)),  # noqa: T201
    )
    clients = [Client(f"u{number}", f"u{number}/phone", clock, loop.call_later) for number in range(CLIENTS)]
    devices = [Device(chat, client, "g1") for client in clients]
    calm = round(CALM_PER_S * CALM_S)

    async def until(shown):
        while sum(event.what == "shown" for client in clients for event in client.events) < shown:  # noqa: ASYNC110
            await asyncio.sleep(0.05)

    try:
        for first in range(0, CLIENTS, AT_ONCE):
            for device in devices[first : first + AT_ONCE]:
                device.start()
            while not all(device.socket for device in devices[: first + AT_ONCE]):  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        await asyncio.sleep(2.0)
        for _ in range(calm):
            number = rng.randrange(CLIENTS)
            clients[number].type(f"pair{number // 2}", "text")
            await asyncio.sleep(rng.expovariate(CALM_PER_S))
        await until(2 * calm)
        delays = delivery_delays(clients)
        await asyncio.sleep(1.0)
        start_s = clock.now_s()
        for number, client in enumerate(clients):
            for turn in range(EACH):
                client.type(f"pair{number // 2}", f"text {turn}")
        await until(2 * (calm + CLIENTS * EACH))
        busy_s = max(event.at_s for client in clients for event in client.events if event.what == "shown") - start_s
    finally:
        await asyncio.gather(*(device.end() for device in devices))
    return CLIENTS * EACH / busy_s, delays


def delivery_delays(clients) -> list[float]:
    """From the moment when a message was written to that when the other person's device shows it, sorted."""
    typed = {event.client_id: event for client in clients for event in client.events if event.what == "typed"}
    return sorted(
        event.at_s - typed[event.client_id].at_s
        for client in clients
        for event in client.events
        if event.what == "shown" and event.device != typed[event.client_id].device
    )


def measure_sockets(redis_urls: dict[str, str | None]) -> dict[str, float]:
    """All figures, on each of these Redis; the memory beside the first, which should not lie in the same process."""
    figures: dict[str, float] = {}
    for number, (name, url) in enumerate(redis_urls.items()):
        if number == 0 and Path("/proc/self/statm").exists():
            with gateway(url) as (address, memory):
                held = asyncio.run(idle_sockets(address, memory))
            for count, held_bytes in held.items():
                figures[f"gateway with {count} idle sockets, B"] = held_bytes
            (few, few_bytes), *_, (many, many_bytes) = held.items()
            figures["an idle socket, B"] = (many_bytes - few_bytes) / (many - few)
        with gateway(url) as (address, _):
            per_s, delays = asyncio.run(live_clients(address))
        figures[f"messages/s, {name}"] = per_s
        figures[f"delivery p50, {name}, s"] = delays[len(delays) // 2]
        figures[f"delivery p99, {name}, s"] = delays[len(delays) * 99 // 100]
    return figures


def socket_table(servers: list[tuple[str, redis.Redis]], console: Console, *, keep: bool) -> dict[str, float]:
    """Print what was measured, and keep it if asked to."""
    urls, version = {}, "embedded"
    for name, store in servers:
        path = store.connection_pool.connection_kwargs.get("path")
        urls[name] = None if path is None else f"unix://{path}?db=1"
        version = version if path is None else f"Redis {store.info('server')['redis_version']}"
    figures = measure_sockets(urls)
    table = Table("what", "here", title=f"The chat's gateway in a process of its own, {CLIENTS} devices in pairs")
    for name, figure in figures.items():
        table.add_row(name, f"{figure:,.4f}" if figure < 10 else f"{figure:,.0f}")
    console.print(table)
    if keep:
        facts = {"name": NAME, "unit": "", "values": figures, "server": version}
        record(datasets.FOLDER / "measurements" / f"{NAME}.json", facts, SystemClock())
    return figures


if __name__ == "__main__":
    from tests.benchmarks.feed import real_redis

    with real_redis(Console()) as found:
        print(json.dumps(socket_table(found, Console(width=100), keep="--record" in sys.argv)))  # noqa: T201
