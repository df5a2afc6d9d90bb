"""One address, three readers: a check of its first letters, Python, and the browser that will follow it."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from course.errors import CourseError
from course.parts.browser_address import BrowserAddress, browser_view
from course.widgets.style import (
    BLUE,
    GOOD,
    GOOD_WASH,
    GREEN,
    GROUND,
    INK,
    LIMIT,
    LIMIT_INK,
    ORANGE,
    PURPLE,
    QUIET_INK,
    SMALL_PX,
    TITLE_PX,
    WASH,
    text_width,
)
from course.widgets.svg import Box, Canvas, shorten
from course.widgets.view import Control, Explorer

OWN_HOST = "go.example"
ADDRESSES = (
    "https://go.example@cats.example/loop",
    "https://go.example/loop",
    "https://GO.EXAMPLE/loop",
    "https://go.example:443/loop",
    "https://cats.example/?from=go.example",
    "https://go.example.cats.example/loop",
    "https://cats.example@go.example/loop",
    r"https://go.example\loop",
    "https://cats.example#@go.example/loop",
    "https://%67o.example/loop",
    "https://go.example./loop",
)
PARTS = {"scheme": PURPLE, "user": ORANGE, "host": BLUE, "port": QUIET_INK, "path": GREEN}


@dataclass(frozen=True, slots=True)
class Anatomy:
    """An address, and what each of three readers takes for its host."""

    number: int
    address: str
    browser: BrowserAddress
    python_host: str

    @property
    def is_ours(self) -> bool:
        """Will a browser come to us?"""
        return self.browser.host == OWN_HOST

    @property
    def ours_by_letters(self) -> bool:
        """Does it begin with https:// and our name?"""
        return self.address.startswith(f"https://{OWN_HOST}")

    @property
    def ours_by_python(self) -> bool:
        """Does Python take our name for its host?"""
        return self.python_host == OWN_HOST

    @property
    def pieces(self) -> list[tuple[str, str]]:
        """The whole text in pieces, each with the part that a browser takes it for; "" for signs in between."""
        scheme, rest = self.address.split("://")
        end = next((at for at, sign in enumerate(rest) if sign in "/\\?#"), len(rest))
        user, at_sign, place = rest[:end].rpartition("@")
        host, colon, port = place.partition(":")
        named = [(scheme, "scheme"), ("://", ""), (user, "user"), (at_sign, ""), (host, "host"), (colon, "")]
        return [(text, part) for text, part in [*named, (port, "port"), (rest[end:], "path")] if text]


def anatomy(number: int) -> Anatomy:
    """Read the address with this number, from 1 on."""
    if number not in range(1, len(ADDRESSES) + 1):
        raise CourseError(f"There are the addresses 1 to {len(ADDRESSES)}; you asked for {number!r}.")
    address = ADDRESSES[number - 1]
    return Anatomy(number, address, browser_view(address), urlsplit(address).hostname or "")


def address_anatomy() -> Explorer[Anatomy]:
    """Step through addresses that look like ours, or not; by code: ``.set(number=2)``."""
    return Explorer(
        question=f"We are {OWN_HOST}. Where does a browser go, and which check notices?",
        target=f"Target: an address that Python says is not ours, and that a browser opens at {OWN_HOST}.",
        simulate=anatomy,
        draw=draw,
        describe=describe,
        controls=[
            Control(
                "number", "address", range(1, len(ADDRESSES) + 1), 1, lambda number: f"{number} of {len(ADDRESSES)}"
            )
        ],
    )


def verdicts(seen: Anatomy) -> list[tuple[str, bool, bool]]:
    """What each check reads: its sentence, whether it says that the address is ours, whether that is right."""
    first = f"letters: it {'begins' if seen.ours_by_letters else 'does not begin'} with https://{OWN_HOST}"
    second = f"Python: urlsplit reads the host {seen.python_host}"
    return [
        (sentence, says_ours, says_ours == seen.is_ours)
        for sentence, says_ours in ((first, seen.ours_by_letters), (second, seen.ours_by_python))
    ]


def judged(says_ours: bool, right: bool) -> str:
    """In words, with a sign: "✗ “not ours”: wrong"."""
    return f"{'✓' if right else '✗'} {'“ours”' if says_ours else '“not ours”'}: {'right' if right else 'wrong'}"


def describe(seen: Anatomy) -> str:
    """The address, where a browser goes, and what the checks say."""
    view = seen.browser
    user = f", as the user {view.user}" if view.user else ""
    where = "that is us" if seen.is_ours else "that is not us"
    lines = [
        f"{seen.number}. {seen.address}",
        f"A browser goes to {view.host}{user}, and asks for {view.path.partition('#')[0]}: {where}.",
        *(f"{sentence}. {judged(says_ours, right)}." for sentence, says_ours, right in verdicts(seen)),
    ]
    return "\n".join(lines)


def draw(seen: Anatomy) -> Canvas:
    """The address in pieces, each named below; where a browser goes; two checks and whether they are right."""
    canvas = Canvas(720, 244)
    _draw_pieces(canvas, seen)
    goes = f"a browser goes to {seen.browser.host}"
    canvas.text((24, 120), shorten(goes, 470, TITLE_PX, bold=True), size_px=TITLE_PX, bold=True)
    us = "that is us" if seen.is_ours else "that is not us"
    canvas.text((696, 120), us, anchor="end", size_px=TITLE_PX, bold=True, fill=LIMIT_INK if seen.is_ours else INK)
    for row, (sentence, says_ours, right) in enumerate(verdicts(seen)):
        y = 166 + 44 * row
        canvas.rect(
            Box(16, y - 18, 704, y + 18),
            fill=GOOD_WASH if right else GROUND,
            stroke=GOOD if right else LIMIT,
            dash="solid" if right else "dashed",
            radius_px=6,
        )
        canvas.text((26, y), shorten(sentence, 480))
        verdict = judged(says_ours, right)
        canvas.text((694, y), verdict, anchor="end", bold=True, fill=INK if right else LIMIT_INK)
    return canvas


def _draw_pieces(canvas: Canvas, seen: Anatomy) -> None:
    """Names below their pieces; a name that is wider than its piece pushes the next one to the right."""
    canvas.rect(Box(16, 14, 704, 90), fill=WASH, radius_px=6)
    x, last_right, size_px = 30.0, 0.0, TITLE_PX
    for text, part in seen.pieces:
        width_px = text_width(text, size_px, bold=part == "host")
        box = canvas.text((x, 40), text, size_px=size_px, bold=part == "host", fill=INK)
        if part:
            colour = PARTS[part]
            canvas.line([(box.left + 1, 54), (box.right - 1, 54)], stroke=colour, stroke_px=3)
            name_px = text_width(part, SMALL_PX)
            middle = max(box.left + width_px / 2, last_right + 8 + name_px / 2)
            canvas.text((middle, 70), part, anchor="middle", size_px=SMALL_PX)
            last_right = middle + name_px / 2
        x = box.right + 1
