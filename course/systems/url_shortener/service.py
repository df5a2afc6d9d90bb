"""The shortener that we would ship: one truth in the table, a cache that forgets in time, one query a stampede."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

import redis

from course.clock import Clock
from course.parts.single_flight import SingleFlight
from course.stores import open_duckdb, open_redis
from course.systems.url_shortener.addresses import refusal
from course.systems.url_shortener.clicks import Click, ClickLog
from course.systems.url_shortener.designs import CacheTtl, CodeMaker, ShuffledCodes, until_expiry
from course.systems.url_shortener.links import LinkTable
from course.systems.url_shortener.model import (
    BadLink,
    ExpiredLink,
    Link,
    NameTaken,
    NotYours,
    Unavailable,
    UnknownCode,
)

DEFAULT_TTL_S = 3_600
UNKNOWN_TTL_S = 30
MAX_CODE_ATTEMPTS = 5
ALIAS = re.compile(r"[0-9A-Za-z_-]{4,32}")
GENERATED = re.compile(r"[0-9A-Za-z]{7}")  # what a code maker may give one day: no customer may take it before
RESERVED = frozenset({"admin", "docs", "favicon", "health", "help", "login", "robots", "static"})  # pages of our own
UNKNOWN = "unknown"  # a negative entry: the table was asked, and had nothing


class UrlShortener:
    """Creates links and resolves codes.

    ``cache_ttl`` decides how long the cache keeps a link. ``remember_unknown`` keeps a short note of codes that do not
    exist. ``address_rule`` says why an address is refused. ``hits`` and ``misses`` count the look-ups that the cache
    answered and did not. While the cache is down the table answers alone: ``cache_failures`` counts the calls that
    failed, ``clicks_lost`` the clicks that could not be noted.

    Leaves out: shards (their own lesson); a cache that hangs instead of failing (give its client a time-out).
    """

    def __init__(
        self,
        codes: CodeMaker,
        table: LinkTable,
        cache: redis.Redis,
        clock: Clock,
        *,
        cache_ttl: CacheTtl = until_expiry,
        remember_unknown: bool = True,
        address_rule: Callable[[str], str] = refusal,
    ) -> None:
        self._codes = codes
        self._table = table
        self._cache = cache
        self._clock = clock
        self._cache_ttl = cache_ttl
        self._remember_unknown = remember_unknown
        self._address_rule = address_rule
        self._flights: SingleFlight[str, Link | None] = SingleFlight()
        self.hits = 0
        self.misses = 0
        self.cache_failures = 0
        self.clicks_lost = 0

    def create(
        self, url: str, *, alias: str | None = None, lifetime_s: float | None = None, owner: str | None = None
    ) -> Link:
        """A link, kept in the table before it is returned: :meth:`create_or_reuse` without its second answer."""
        return self.create_or_reuse(url, alias=alias, lifetime_s=lifetime_s, owner=owner)[0]

    def create_or_reuse(
        self, url: str, *, alias: str | None = None, lifetime_s: float | None = None, owner: str | None = None
    ) -> tuple[Link, bool]:
        """A link, kept in the table before it is returned, and whether it is new.

        An owner who asks again for the same address, with the same alias or without any wish, gets the first link
        again: so it is safe to repeat a call whose answer was lost. (Two calls without a wish at the same moment may
        make two links, which harms nobody.) Nobody is ever given the link of another owner.

        Raises:
            BadLink: the address is refused (:func:`refusal`), or the alias (:func:`check_alias`).
            NameTaken: somebody owns the alias.
            Unavailable: the table does not answer, or has no free code. The link may have been made all the same.
        """
        if reason := self._address_rule(url):
            raise BadLink(reason)
        now_s = self._clock.now_s()
        expires_s = None if lifetime_s is None else now_s + lifetime_s
        if alias is not None:
            check_alias(alias)
            return self._claim(Link(alias, url, now_s, expires_s, owner))
        reusable = owner is not None and expires_s is None
        if owner is not None and reusable and (made := self._table.find_own(owner, url)):
            return made, False
        for _ in range(MAX_CODE_ATTEMPTS):
            link = Link(self._codes.new_code(url), url, now_s, expires_s, owner)
            if self._table.insert_if_absent(link):
                if reusable:
                    self._table.remember_own(link)
                return self._remembered(link), True
        raise Unavailable(
            f"{MAX_CODE_ATTEMPTS} codes in a row were taken. This way of making codes has too little room."
        )

    def _claim(self, link: Link) -> tuple[Link, bool]:
        """Keep a link under a name that its owner chose, in one step; or find that they own it already."""
        if self._table.insert_if_absent(link):
            return self._remembered(link), True
        kept = self._table.find(link.code)
        if kept is None or link.owner is None or (kept.owner, kept.url) != (link.owner, link.url):
            raise NameTaken(f"The name {link.code!r} is taken. Choose another one.")
        return kept, False

    def resolve(self, code: str) -> Link:
        """The live link of a code: from the cache, or else from the table.

        Raises:
            UnknownCode: the code was never given.
            ExpiredLink: the link's time is over.
            Unavailable: the cache has no answer, and the table gives none.
        """
        cached = None
        with self._cache_may_fail():
            cached = self._cache.get(_key(code))
        if cached is None:
            self.misses += 1
            link = self._flights.do(code, lambda: self._look_up(code))
        else:
            self.hits += 1
            link = None if cached == UNKNOWN else Link(code, *json.loads(cached))
        if link is None:
            raise UnknownCode(f"No link has the code {code!r}. Check its spelling.")
        if cached is None and link.expired(self._clock.now_s()):
            raise ExpiredLink(f"The link {code!r} has expired.")
        return link

    def owned(self, code: str, owner: str) -> Link:
        """The link of a code, dead or alive, if ``owner`` made it.

        Raises:
            UnknownCode: the code was never given.
            NotYours: somebody else made it.
        """
        link = self._table.find(code)
        if link is None:
            raise UnknownCode(f"No link has the code {code!r}. Check its spelling.")
        if link.owner != owner:
            raise NotYours(f"The link {code!r} belongs to somebody else.")
        return link

    def record_click(self, code: str, referrer: str = "", *, country: str = "", visitor: str = "") -> None:
        """Append a click to the log, to be counted later: a redirect never waits for statistics.

        ``visitor``: what :func:`course.systems.url_shortener.clicks.visitor_id` gives, never an address.
        """
        ClickLog(self._cache).append(Click(code, self._clock.now_s(), referrer, country, visitor))

    def clicks(self) -> int:
        """How many clicks the log holds."""
        return len(ClickLog(self._cache))

    def _look_up(self, code: str) -> Link | None:
        link = self._table.find(code)
        if link is not None:
            self._remembered(link)
        elif self._remember_unknown:
            # nx: a link created since we looked must not be hidden behind this note
            with self._cache_may_fail():
                self._cache.set(_key(code), UNKNOWN, ex=UNKNOWN_TTL_S, nx=True)
        return link

    def _remembered(self, link: Link) -> Link:
        seconds = int(self._cache_ttl(self._clock.now_s(), link.expires_s, DEFAULT_TTL_S))
        with self._cache_may_fail():
            if seconds > 0:
                row = [link.url, link.created_s, link.expires_s, link.owner]
                self._cache.set(_key(link.code), json.dumps(row), ex=seconds)
            else:
                self._cache.delete(_key(link.code))
        return link

    @contextmanager
    def _cache_may_fail(self) -> Iterator[None]:
        """The cache only saves work: without it, go on."""
        try:
            yield
        except redis.RedisError:
            self.cache_failures += 1


def check_alias(alias: str) -> None:
    """Accept a name that can stand in an address, hides no page of ours, and is no code that we may give one day.

    Raises:
        BadLink: it cannot be used.
    """
    if not ALIAS.fullmatch(alias):
        raise BadLink(f"A name has 4 to 32 of 0-9 A-Z a-z _ -; you gave {alias!r}.")
    if alias.lower() in RESERVED:
        raise BadLink(f"{alias!r} is a page of ours. Choose another name.")
    if GENERATED.fullmatch(alias):
        raise BadLink(
            f"Seven letters and digits are kept for codes; you gave {alias!r}. Make it longer, or put in a -."
        )


def new_shortener(clock: Clock, *, address_rule: Callable[[str], str] = refusal) -> UrlShortener:
    """A shortener that nobody has used: an empty table, an empty cache, a shuffled counter that starts at 1."""
    table, cache = LinkTable(open_duckdb()), open_redis(clock)
    return UrlShortener(ShuffledCodes(count(1)), table, cache, clock, address_rule=address_rule)


def _key(code: str) -> str:
    return f"link:{code}"
