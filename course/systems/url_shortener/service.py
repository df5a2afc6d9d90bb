"""The shortener that we would ship: one truth in the table, a cache that forgets in time, one query a stampede."""

import json
import re
from itertools import count
from urllib.parse import urlsplit

import redis

from course.clock import Clock
from course.parts.single_flight import SingleFlight
from course.stores import open_duckdb, open_redis
from course.systems.url_shortener.clicks import Click, ClickLog
from course.systems.url_shortener.designs import CacheTtl, CodeMaker, ShuffledCodes, until_expiry
from course.systems.url_shortener.links import LinkTable
from course.systems.url_shortener.model import BadLink, ExpiredLink, Link, NameTaken, UnknownCode

DEFAULT_TTL_S = 3_600
UNKNOWN_TTL_S = 30
MAX_URL_CHARACTERS = 2_048
MAX_CODE_ATTEMPTS = 5
ALIAS = re.compile(r"[0-9A-Za-z_-]{4,32}")
UNKNOWN = "unknown"  # a negative entry: the table was asked, and had nothing


class UrlShortener:
    """Creates links and resolves codes.

    ``cache_ttl`` decides how long the cache keeps a link. ``remember_unknown`` keeps a short note of codes that do not
    exist. ``hits`` and ``misses`` count the look-ups that the cache answered and did not.

    Leaves out: owners, rate limits, shards (their own lessons), and a cache that is down.
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
    ) -> None:
        self._codes = codes
        self._table = table
        self._cache = cache
        self._clock = clock
        self._cache_ttl = cache_ttl
        self._remember_unknown = remember_unknown
        self._flights: SingleFlight[str, Link | None] = SingleFlight()
        self.hits = 0
        self.misses = 0

    def create(self, url: str, *, alias: str | None = None, lifetime_s: float | None = None) -> Link:
        """A new link, kept in the table before it is returned.

        Raises:
            BadLink: the address is not http(s) or too long, or the alias has other characters than 0-9 A-Z a-z _ -.
            NameTaken: somebody owns the alias.
        """
        check_address(url)
        now_s = self._clock.now_s()
        expires_s = None if lifetime_s is None else now_s + lifetime_s
        if alias is not None:
            if not ALIAS.fullmatch(alias):
                raise BadLink(f"A name has 4 to 32 of 0-9 A-Z a-z _ -; you gave {alias!r}.")
            link = Link(alias, url, now_s, expires_s)
            if not self._table.insert_if_absent(link):
                raise NameTaken(f"The name {alias!r} is taken. Choose another one.")
            return self._remembered(link)
        for _ in range(MAX_CODE_ATTEMPTS):
            link = Link(self._codes.new_code(url), url, now_s, expires_s)
            if self._table.insert_if_absent(link):
                return self._remembered(link)
        raise NameTaken(f"{MAX_CODE_ATTEMPTS} codes in a row were taken. This way of making codes has too little room.")

    def resolve(self, code: str) -> Link:
        """The live link of a code: from the cache, or else from the table.

        Raises:
            UnknownCode: the code was never given.
            ExpiredLink: the link's time is over.
        """
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
            self._cache.set(_key(code), UNKNOWN, ex=UNKNOWN_TTL_S, nx=True)
        return link

    def _remembered(self, link: Link) -> Link:
        seconds = int(self._cache_ttl(self._clock.now_s(), link.expires_s, DEFAULT_TTL_S))
        if seconds > 0:
            self._cache.set(_key(link.code), json.dumps([link.url, link.created_s, link.expires_s]), ex=seconds)
        else:
            self._cache.delete(_key(link.code))
        return link


def new_shortener(clock: Clock) -> UrlShortener:
    """A shortener that nobody has used: an empty table, an empty cache, a shuffled counter that starts at 1."""
    return UrlShortener(ShuffledCodes(count(1)), LinkTable(open_duckdb()), open_redis(clock), clock)


def check_address(url: str) -> None:
    """Accept what a browser may be sent to.

    Raises:
        BadLink: another scheme than http and https, no host, over 2,048 characters, or a character that cannot stand
            in a header.
    """
    if len(url) > MAX_URL_CHARACTERS:
        raise BadLink(f"An address has at most {MAX_URL_CHARACTERS:,} characters; you gave {len(url):,}.")
    if any(not 0x21 <= ord(character) <= 0x7E for character in url):
        raise BadLink("An address has visible ASCII characters only. Percent-encode the others.")
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise BadLink(f"{url!r} cannot be read as an address: {error}.") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise BadLink(f"An address starts with http:// or https:// and names a host; you gave {url!r}.")


def _key(code: str) -> str:
    return f"link:{code}"
