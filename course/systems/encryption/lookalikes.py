"""How many identities must be made until one *reads* like another: the work behind a safety number."""

import random
from itertools import count

from course.systems.encryption.model import KEY_BYTES
from course.systems.encryption.primitives import fingerprint


def first_digits(identity: bytes, name: str, digits: int) -> str:
    """The first digits of an identity, hashed once, not 5,200 times: as random, and thousands of times as fast."""
    return fingerprint(identity, name, rounds=1).replace(" ", "")[:digits]


def until_one_is_like(wanted: str, name: str, rng: random.Random) -> int:
    """After how many tries the first identity reads like ``wanted``.

    32 bytes drawn by chance stand for each public key, because a hash cannot tell them apart and a pair takes longer.
    """
    tries = (first_digits(rng.randbytes(KEY_BYTES), name, len(wanted)) for _ in count())
    return next(number for number, made in enumerate(tries, start=1) if made == wanted)


def until_two_are_alike(digits: int, name: str, rng: random.Random) -> int:
    """After how many tries any two of them read alike."""
    seen: set[str] = set()
    while (made := first_digits(rng.randbytes(KEY_BYTES), name, digits)) not in seen:
        seen.add(made)
    return len(seen) + 1
