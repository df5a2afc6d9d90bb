"""Rival designs behind one question each: which code does a link get, and how long may the cache keep it?"""

import base64
import hashlib
from collections.abc import Iterator
from typing import Protocol

from course.parts import base62
from course.parts.format_preserving import KeyedCounter
from course.parts.key_pool import KeyBuffer
from course.parts.machine_lease import MachineLease
from course.parts.shuffled_counter import ShuffledCounter
from course.parts.snowflake import Snowflake, split

CODE_LENGTH = 7
CODES = 62**CODE_LENGTH
MULTIPLIER = 2_176_477_521_929  # a prime near 0.618 · 62**7, so that neighbours land far apart


class CodeMaker(Protocol):
    """Gives a code to a link. Whether the code is free, only the table can say."""

    def new_code(self, url: str) -> str:
        """A code for ``url``."""
        ...


class CounterCodes:
    """The next number, in base 62: never twice, and easy to walk."""

    def __init__(self, numbers: Iterator[int]) -> None:
        self._numbers = numbers

    def new_code(self, url: str) -> str:  # noqa: ARG002 - a counter does not look at the address
        """The next free number as a code. Raises ``ValueError`` when all codes are used."""
        return padded(next(self._numbers))


class ShuffledCodes:
    """The next number, moved to another place by one multiplication: never twice, and no neighbour to walk to.

    Leaves out: secrecy. Whoever owns a few links made one after the other can compute the multiplier.
    """

    def __init__(self, numbers: Iterator[int], multiplier: int = MULTIPLIER) -> None:
        self._numbers = numbers
        self._shuffled = ShuffledCounter(multiplier, CODES)

    def new_code(self, url: str) -> str:  # noqa: ARG002 - a counter does not look at the address
        """The next free number's place as a code. Raises ``ValueError`` when all codes are used."""
        return padded(self._shuffled.shuffle(next(self._numbers)))


class SaltedHash:
    """Seven base-62 characters of a hash over the address and a salt: the next try, with the next salt, differs.

    Leaves out: to ask whether the code is free. Only a table that knows every code can say that.
    """

    def __init__(self, salts: Iterator[str]) -> None:
        self._salts = salts

    def new_code(self, url: str) -> str:
        """A code that nothing but chance keeps from being somebody else's."""
        digest = hashlib.sha256(f"{next(self._salts)} {url}".encode()).digest()
        return padded(int.from_bytes(digest, "big") % CODES)


class FoldedHash:
    """A design often seen: seven characters of MD5 in base64, with + and / written as a and b.

    Two letters come twice as often as the others, and two customers with one address share one code.
    """

    def new_code(self, url: str) -> str:
        """The same address always gets the same code."""
        text = base64.b64encode(hashlib.md5(url.encode(), usedforsecurity=False).digest()).decode()
        return text.translate(str.maketrans("+/", "ab"))[:CODE_LENGTH]


class SnowflakeCodes:
    """Ids made of time, in base 62: nobody is asked, and the codes have ten or eleven characters.

    ``lease``, if given, is held against the time in each id: a server that lost its machine number gives none away.
    """

    def __init__(self, ids: Snowflake, lease: MachineLease | None = None) -> None:
        self._ids = ids
        self._lease = lease

    def new_code(self, url: str) -> str:  # noqa: ARG002 - a clock does not look at the address
        """The next id as a code. Raises ``ClockWentBack`` and ``LeaseLost``."""
        made = self._ids.next_id()
        if self._lease:
            self._lease.check(split(made).at_ms)
        return base62.encode(made)


class PooledCodes:
    """Keys made in advance. As short and as hard to guess as whoever made them wanted."""

    def __init__(self, keys: KeyBuffer) -> None:
        self._keys = keys

    def new_code(self, url: str) -> str:  # noqa: ARG002 - a key does not look at the address
        """The next key. Raises ``PoolEmpty``."""
        return self._keys.next_key()


class KeyedCodes:
    """The next number, moved by a keyed permutation: never twice, seven characters, and no way from one to another.

    Leaves out: random guesses, which hit as many links as there are among all codes.
    """

    def __init__(self, numbers: Iterator[int], key: bytes) -> None:
        self._numbers = numbers
        self._keyed = KeyedCounter(key, base62.BASE, CODE_LENGTH)

    def new_code(self, url: str) -> str:  # noqa: ARG002 - a counter does not look at the address
        """The next free number's place as a code. Raises ``ValueError`` when all codes are used."""
        return padded(self._keyed.shuffle(next(self._numbers)))


def padded(number: int) -> str:
    """The number in base 62, filled with zeros to seven characters. Raises ``ValueError`` beyond 62**7."""
    if not 0 <= number < CODES:
        raise ValueError(f"Seven characters hold the numbers 0 to {CODES - 1:,}; you gave {number:,}.")
    return base62.encode(number).rjust(CODE_LENGTH, base62.ALPHABET[0])


class CacheTtl(Protocol):
    """For how many seconds may the cache keep a link? 0: not at all."""

    def __call__(self, now_s: float, expires_s: float | None, default_s: int) -> int:
        """Whole seconds, between 0 and ``default_s`` if the policy is a good one."""
        ...


def ignore_expiry(now_s: float, expires_s: float | None, default_s: int) -> int:  # noqa: ARG001 - that is the mistake
    """A design often seen: every link stays for the default time."""
    return default_s


def until_expiry(now_s: float, expires_s: float | None, default_s: int) -> int:
    """Never past the link's own end; a second that is not whole is not kept."""
    if expires_s is None:
        return default_s
    return max(0, min(default_s, int(expires_s - now_s)))
