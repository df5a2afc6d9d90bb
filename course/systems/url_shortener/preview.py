"""A preview of a page, fetched by our own server: now *we* go where a stranger sends us.

The network is played: names, addresses and pages are what the test says, and nothing leaves this machine.
"""

from collections.abc import Mapping, Sequence
from itertools import cycle

from course.parts.browser_address import browser_view
from course.systems.url_shortener.addresses import is_public
from course.systems.url_shortener.model import BadLink


class PlayedWeb:
    """A web of a few names and pages. ``names``: host → the IP addresses that its owner tells in turn, again and again.

    A machine that has names shows its page to whoever asks for one of them, because many sites may share a machine.
    ``asked`` lists which address was asked for which host: what a firewall would have seen.
    """

    def __init__(self, names: Mapping[str, Sequence[str]], pages: Mapping[str, str]) -> None:
        self._names = names
        self._answers = {host: cycle(addresses) for host, addresses in names.items()}
        self._pages = pages
        self.asked: list[tuple[str, str]] = []

    def look_up(self, host: str) -> str:
        """The next answer of the name's owner; a host that is an IP address already is its own answer."""
        return next(self._answers[host]) if host in self._answers else host

    def get(self, host: str) -> str:
        """Look the name up, and get the page: so do HTTP libraries."""
        return self.get_from(self.look_up(host), host)

    def get_from(self, address: str, host: str) -> str:
        """Get this host's page from this IP address, and look nothing up; an empty text where there is no page."""
        self.asked.append((address, host))
        named = [name for name, addresses in self._names.items() if address in addresses]
        return self._pages.get(address, "") if host in named or not named else ""


def preview(url: str, web: PlayedWeb) -> str:
    """Fetch the page for a preview, from a public address only: looked up once, checked, and used as checked.

    Raises:
        BadLink: the name leads into a network that is not public.

    Leaves out: redirects, each of which must go through here again; a limit of size and time; names with several
    addresses; machines that are public and yet our own. A separate network for the fetcher is the second wall.
    """
    host = browser_view(url).host.strip("[]")  # IPv6 stands in brackets
    ip = web.look_up(host)
    if not is_public(ip):
        raise BadLink(f"{url!r} leads to {ip}, which is not on the internet.")
    return web.get_from(ip, host)
