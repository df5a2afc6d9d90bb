"""A preview of a page, fetched by our own server: now *we* go where a stranger sends us.

The network is played: names, addresses and pages are what the test says, and nothing leaves this machine.
"""

from collections.abc import Mapping, Sequence
from itertools import cycle
from typing import Protocol

from course.parts.browser_address import browser_view
from course.systems.url_shortener.addresses import is_public
from course.systems.url_shortener.model import BadLink


class Web(Protocol):
    """What a server does to get a page: find the address behind a name, and ask that address."""

    def look_up(self, host: str) -> str:
        """The IP address of the name, as its owner tells it now."""
        ...

    def get(self, url: str) -> str:
        """The page. Looks the name up by itself, as HTTP libraries do."""
        ...

    def get_from(self, address: str, url: str) -> str:
        """The page, from this IP address: the name is not looked up again."""
        ...


class PlayedWeb:
    """A web of a few names and pages. ``names``: host → the IP addresses that its owner tells in turn, again and again.

    ``asked`` lists which addresses were asked for a page: what a firewall would have seen.
    """

    def __init__(self, names: Mapping[str, Sequence[str]], pages: Mapping[str, str]) -> None:
        self._answers = {host: cycle(addresses) for host, addresses in names.items()}
        self._pages = pages
        self.asked: list[str] = []

    def look_up(self, host: str) -> str:
        """The next answer of the name's owner; a host that is an IP address already is its own answer."""
        return next(self._answers[host]) if host in self._answers else host

    def get(self, url: str) -> str:
        """Look the name up and get the page."""
        return self.get_from(self.look_up(browser_view(url).host), url)

    def get_from(self, address: str, url: str) -> str:  # noqa: ARG002 - a real one sends it in the Host header
        """Get the page that this address holds; an empty one where there is none."""
        self.asked.append(address)
        return self._pages.get(address, "")


def preview(url: str, web: Web) -> str:
    """Fetch the page for a preview, from a public address only: looked up once, checked, and used as checked.

    Raises:
        BadLink: the name leads into a network that is not public.

    Leaves out: redirects, each of which must go through here again; a limit of size and time; names with several
    addresses; machines that are public and yet our own. A separate network for the fetcher is the second wall.
    """
    address = web.look_up(browser_view(url).host)
    if not is_public(address):
        raise BadLink(f"{url!r} leads to {address}, which is not on the internet.")
    return web.get_from(address, url)
