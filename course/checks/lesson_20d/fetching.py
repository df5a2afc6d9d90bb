"""Exercise 20d.3: a preview that never asks our own network."""

import random
from ipaddress import IPv4Address, ip_network
from itertools import cycle

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, expect
from course.systems.url_shortener.addresses import is_public
from course.systems.url_shortener.model import BadLink
from course.systems.url_shortener.preview import PlayedWeb, preview

PUBLIC, OTHER_PUBLIC, SECRET = "93.184.215.14", "198.41.0.4", "10.0.0.5"
NOT_PUBLIC = (
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "198.18.0.0/15",
)


def drawn(rng: random.Random) -> tuple[list[str], list[str]]:
    """Addresses that nobody could list by hand: public ones, and ones that are not."""
    networks = map(ip_network, NOT_PUBLIC)
    inside = [str(each[rng.randrange(each.num_addresses)]) for each in networks for _ in range(3)]
    anywhere = [str(IPv4Address(rng.randrange(1 << 24, 224 << 24))) for _ in range(40)]
    return [address for address in anywhere if is_public(address)], inside


SOME_PUBLIC, SOME_PRIVATE = drawn(random.Random(20))
PAGES = {PUBLIC: "<title>Cats</title>", OTHER_PUBLIC: "<title>More cats</title>"} | dict.fromkeys(
    ("172.32.0.1", "100.128.0.1", "192.0.78.9", "2606:4700::1111", *SOME_PUBLIC), "<title>Dogs</title>"
)
EMPTY = "192.0.78.10"
PAGES |= {EMPTY: ""}
PRIVATE = (
    *(SECRET, "192.168.0.1", "172.16.0.9", "127.0.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "fd00::5"),  # noqa: S104
    *("172.31.0.9", "100.127.0.1", "198.18.0.1", *SOME_PRIVATE),
)
MOST_LOOKS = 32  # whoever looks so often before the fetch is met by a name that changes just then
CHANGING = (*((PUBLIC,) * looks + (SECRET,) for looks in range(1, MOST_LOOKS + 1)), (EMPTY, SECRET))


def web(host: str, *told: str) -> PlayedWeb:
    """A web in which one name has these addresses in turn."""
    return PlayedWeb({host: told}, PAGES | dict.fromkeys(PRIVATE, "KEYS"))


def public_pages_come(answer: Answer) -> None:
    for wanted, (address, page) in zip(cycle(("news.example", "maps.example")), PAGES.items(), strict=False):
        played, case = web(wanted, address), f"preview({wanted!r}, web); the host is always at {address}"
        got = answer(wanted, played)
        for asked, host in played.asked:
            expect(host == wanted, case, f"You asked {asked} for the host {host!r}; the reader asked for {wanted}.")
        expect(got == page, case, f"The page is {page!r}; you returned {got!r}.")


def private_never_asked(answer: Answer) -> None:
    for address in PRIVATE:
        for host in ("router.example", address):
            played = web(host, address)
            got = answer(host, played)
            case = f"preview({host!r}, web); the host is always at {address}"
            expect(
                not played.asked,
                case,
                f"You asked {address} for a page. Nobody on the internet can reach it, but our server can.",
            )
            expect(got == "", case, f"There is nothing to show: return an empty text, not {got!r}.")


def never_fooled(answer: Answer) -> None:
    for told in CHANGING:
        played = web("cats.example", *told)
        for _ in range(4):
            answer("cats.example", played)
        private = [address for address, _ in played.asked if not is_public(address)]
        expect(
            not private,
            f"cats.example tells {len(told) - 1} times {told[0]}, then {SECRET}, and so on",
            f"You asked {SECRET} for a page, although the name told a public address before.",
        )


def asks(answer: Answer, host: str, *told: str) -> bool:
    """Does the answer ask a private address, if the host tells these?"""
    played = web(host, *told)
    for _ in range(4):
        answer(host, played)
    return any(not is_public(address) for address, _ in played.asked)


def names_another(answer: Answer) -> bool:
    """Does the answer ask the right machine for a host that nobody wanted?"""
    played = web("news.example", PUBLIC)
    answer("news.example", played)
    return any(host != "news.example" for _, host in played.asked)


def ours(host: str, played: PlayedWeb) -> str:
    """The preview of our service, asked for a host."""
    try:
        return preview(f"https://[{host}]/" if ":" in host else f"https://{host}/", played)
    except BadLink:
        return ""


PREVIEW = Exercise(
    id="20d.3",
    title="preview(host, web)",
    objective="fetch",
    points=2.0,
    expects=Function(("host", "web"), str),
    properties=(
        Property("a public page is shown", public_pages_come),
        Property("an address that is not public is never asked", private_never_asked),
        Property("not even if the name changes its mind", never_fooled),
    ),
    misconceptions=(
        Misconception(
            "an address is as good as a name",
            "Many sites may share one machine. What tells it which of them the reader wants?",
            names_another,
        ),
        Misconception(
            "what was checked is what is used",
            "How many look-ups happened from the first line to the page? Who chose the answer of each?",
            lambda answer: (
                any(asks(answer, "cats.example", *told) for told in CHANGING)
                and not any(asks(answer, "router.example", address) for address in PRIVATE)
            ),
            f"cats.example told {PUBLIC}, which you checked, and then {SECRET}, which was asked for the page.",
        ),
        Misconception(
            "a host is known by its letters",
            "router.example looks public. Which call tells where it leads?",
            lambda answer: asks(answer, "router.example", SECRET) and not asks(answer, SECRET, SECRET),
        ),
        Misconception(
            "the private ranges are the whole list",
            "You listed what is private. Which question lists what is *public*, and leaves nothing out?",
            lambda answer: (
                len({asks(answer, "a.example", address) for address in PRIVATE}) == 2  # some, and not all
            ),
        ),
        Misconception(
            "a server may ask anybody",
            "Our server stands behind the firewall. Which pages can it see that the stranger cannot?",
            lambda answer: (
                asks(answer, SECRET, SECRET) and answer("news.example", web("news.example", PUBLIC)) == PAGES[PUBLIC]
            ),
        ),
    ),
    steps=(
        "Look the host up, once, and keep the address.",
        "If the address is not global, return an empty text.",
        "Get the page from the address that you kept.",
        "Return the page.",
    ),
    sister=(
        "*A babysitter calls “the number of the parents”.* She asks a directory, checks the number on a list, and then "
        "presses the button “look up and call”, which asks the directory again. Dial the number that you checked."
    ),
    ours=lambda: ours,
    pattern="check-then-act",
)
