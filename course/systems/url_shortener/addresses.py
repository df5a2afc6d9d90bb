"""Which addresses may become a link: the shortener lends its good name to each of them."""

import ipaddress
import unicodedata
from collections.abc import Collection
from urllib.parse import urlsplit

from course.parts.browser_address import browser_view

MAX_URL_CHARACTERS = 2_048
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # an IPv4 address is its last 32 bits (RFC 6052)
LOCAL_NAMES = ("internal", "lan", "local", "localhost")  # names that mean something only inside a house
WRITTEN_TOGETHER = (
    frozenset({"CJK", "HIRAGANA", "KATAKANA", "LATIN"}),
    frozenset({"CJK", "HANGUL", "LATIN"}),
    frozenset({"BOPOMOFO", "CJK", "LATIN"}),
)
"""Scripts that one word may mix: Japanese, Korean, Chinese.

Source: Unicode Technical Standard 39, "Highly Restrictive".
"""


def refusal(url: str, own_hosts: Collection[str] = ()) -> str:
    """Why ``url`` may not become a link, in one sentence; empty if it may.

    The host is read as a browser reads it (:func:`browser_view`). ``own_hosts`` are our own names, in small letters.

    Leaves out: lists of known bad pages; names of one foreign script that look like Latin (``xn--80ak6aa92e.com``); a
    second shortener that leads back to us; where a name leads tomorrow.
    """
    if len(url) > MAX_URL_CHARACTERS:
        return f"An address has at most {MAX_URL_CHARACTERS:,} characters; you gave {len(url):,}."
    if any(not 0x21 <= ord(character) <= 0x7E for character in url):
        return "An address has visible ASCII characters only. Percent-encode the others."
    return misread(url, own_hosts) or _refused_host(browser_view(url).host)


def misread(url: str, own_hosts: Collection[str] = ()) -> str:
    """The part of :func:`refusal` that asks only how a browser reads the address."""
    parts = browser_view(url)
    if parts.scheme not in {"http", "https"} or not parts.host:
        return f"An address starts with http:// or https:// and names a host; you gave {url!r}."
    if parts.user:
        return f"{parts.user!r} in front of an @ hides that {parts.host!r} is the host. Leave it out."
    if parts.host in own_hosts:
        return f"{parts.host!r} is ourselves: such a link would go round in circles."
    return ""


def whatever_parses(url: str) -> str:
    """A design often seen: :func:`refusal` that refuses only what a library cannot take apart."""
    try:
        urlsplit(url)
    except ValueError as error:
        return f"{url!r} cannot be read as an address: {error}."
    return ""


def http_and_a_host(url: str) -> str:
    """The check of lesson 20: one step better, and still read as Python reads."""
    if len(url) > MAX_URL_CHARACTERS or any(not 0x21 <= ord(character) <= 0x7E for character in url):
        return "An address has at most 2,048 characters, visible ASCII only."
    reason = whatever_parses(url)
    if not reason and (urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname):
        return "An address starts with http:// or https:// and names a host."
    return reason


def is_public(address: str) -> bool:
    """May a server of ours fetch from this IP address? Only from one that anybody on the internet can reach."""
    ip = ipaddress.ip_address(address)
    mapped = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)  # an IPv4 address in IPv6 dress
    if ip in TRANSLATED:
        mapped = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.is_global and not ip.is_multicast and (mapped is None or is_public(str(mapped)))


def scripts(label: str) -> set[str]:
    """Which alphabets the letters of a label come from: ``{"LATIN", "CYRILLIC"}``; ``xn--…`` is decoded first."""
    text = label.removeprefix("xn--").encode().decode("punycode") if label.startswith("xn--") else label
    return {unicodedata.name(letter, "UNKNOWN").split()[0] for letter in text if letter.isalpha()}


def _refused_host(host: str) -> str:
    try:
        public = is_public(host.strip("[]"))
    except ValueError:  # a name, and no number
        public = host.rpartition(".")[2] not in LOCAL_NAMES
    if not public:
        return f"{host!r} is not on the internet: each reader would be sent to a machine of their own."
    try:
        mixed = [label for label in host.split(".") if len(scripts(label)) > 1 and not _one_language(scripts(label))]
    except UnicodeError:
        return f"{host!r} is not a name that can be read."
    if mixed:
        found = " and ".join(sorted(scripts(mixed[0])))
        return f"{mixed[0]!r} mixes letters of {found}: it looks like another name."
    return ""


def _one_language(found: set[str]) -> bool:
    return any(found <= together for together in WRITTEN_TOGETHER)
