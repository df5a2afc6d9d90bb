"""How a browser reads an address: which is not always how it looks, nor how other readers read it."""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

import idna

DEFAULT_PORTS = {"ftp": 21, "http": 80, "https": 443, "ws": 80, "wss": 443}
"""The schemes whose addresses name a host, and the port that need not be said."""

SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(.*)", re.DOTALL)
AUTHORITY = re.compile(r"[/\\]*([^/\\?#]*)(.*)", re.DOTALL)
HOST_AND_PORT = re.compile(r"(\[[^\]]*\]|[^:]*)(?::([0-9]*))?")
FORBIDDEN = re.compile(r"[\x00-\x1f\x7f #%/:<>?@\[\\\]^|]")
NUMBER = re.compile(r"0[xX][0-9a-fA-F]*|[0-9]+")


@dataclass(frozen=True, slots=True)
class BrowserAddress:
    """The parts of an address. ``host`` is empty where a browser finds none; ``port`` is None if it is the usual one.

    The host stands as the network is asked for it: in small letters, without a dot at its end, IPv4 as four numbers,
    other alphabets as ``xn--…``.
    """

    scheme: str
    user: str
    host: str
    port: int | None
    path: str


NOTHING = BrowserAddress("", "", "", None, "")
"""What remains of a text that no browser opens."""


def browser_view(address: str) -> BrowserAddress:
    r"""Read ``address`` as a browser does; :data:`NOTHING` for a text that it does not open.

    It drops tabs and line ends, takes ``\`` for ``/``, ends the user at the *last* ``@``, decodes ``%41`` in a host,
    and reads ``0x7f.1`` as 127.0.0.1.

    Source: the WHATWG's URL Standard; held against Chromium's ``new URL()`` in the tests.
    Leaves out: hosts of schemes that are not :data:`DEFAULT_PORTS`; how paths are encoded; the finer rules of ``xn--``.
    """
    text = re.sub(r"[\t\n\r]", "", address.strip("".join(map(chr, range(0x21)))))
    parts = SCHEME.fullmatch(text)
    if not parts:
        return NOTHING
    scheme = parts[1].lower()
    if scheme not in DEFAULT_PORTS:
        return BrowserAddress(scheme, "", "", None, parts[2])
    authority = AUTHORITY.fullmatch(parts[2])
    assert authority
    user, _, place = authority[1].rpartition("@")
    found = HOST_AND_PORT.fullmatch(place)
    host = _host(found[1]) if found else ""
    port = int(found[2] or DEFAULT_PORTS[scheme]) if found else 0
    if not host or port > 65_535:
        return NOTHING
    return BrowserAddress(scheme, user, host, None if port == DEFAULT_PORTS[scheme] else port, _path(authority[2]))


def _path(written: str) -> str:
    r"""Begin with a ``/``; left of ``?`` and ``#``, a ``\`` is one too."""
    end = re.search(r"[?#]|$", written)
    assert end
    return (written[: end.start()].replace("\\", "/") or "/") + written[end.start() :]


def _host(written: str) -> str:
    """The host as it is looked up; empty if it cannot be."""
    if written.startswith("["):
        try:
            return f"[{_hexadecimal(ipaddress.IPv6Address(written[1:-1]))}]" if "%" not in written else ""
        except ValueError:
            return ""
    try:
        name = unquote_to_bytes(written).decode()
        name = name.lower() if name.isascii() else idna.encode(name, uts46=True).decode()
    except (UnicodeError, idna.IDNAError):
        return ""
    name = name.removesuffix(".")
    if FORBIDDEN.search(name):
        return ""
    last = name.rpartition(".")[2]
    return _ipv4(name.split(".")) if last.isdigit() or NUMBER.fullmatch(last) else name


def _hexadecimal(address: ipaddress.IPv6Address) -> str:
    """As browsers write it; Python 3.13 writes an IPv4 address that is mapped into IPv6 with dots."""
    if address.ipv4_mapped is None:
        return str(address)
    high, low = divmod(int(address.ipv4_mapped), 1 << 16)
    return f"::ffff:{high:x}:{low:x}"


def _ipv4(parts: list[str]) -> str:
    """Four numbers from one to four, each decimal, octal (``010``) or hexadecimal (``0x8``); empty if they are not."""
    if len(parts) > 4 or not all(NUMBER.fullmatch(part) for part in parts):
        return ""
    try:
        *first, last = (_number(part) for part in parts)
        if max(first, default=0) > 255 or last >= 256 ** (4 - len(first)):
            return ""
    except ValueError:
        return ""
    shifted = sum(number << 8 * (3 - place) for place, number in enumerate(first))
    return str(ipaddress.IPv4Address(shifted + last))


def _number(part: str) -> int:
    if part[:2] in {"0x", "0X"}:
        return int(part[2:] or "0", 16)
    return int(part, 8) if part.startswith("0") else int(part)
