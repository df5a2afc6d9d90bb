"""The reader of addresses against the browser itself, and a loop that a real browser runs into."""

import random
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from playwright.sync_api import Browser, Error, Page

from course.estimates import sourced
from course.parts.browser_address import NOTHING, browser_view
from tests.parts.chromium_readings import READINGS

pytestmark = pytest.mark.browser

READ = """addresses => addresses.map(address => {
    try { const url = new URL(address); return [url.protocol.slice(0, -1), url.hostname, url.port]; }
    catch { return null; }
})"""
WEB = {"http", "https", "ws", "wss", "ftp"}
STARTS = ("https://", "http://", "https:", "HTTPS:\\\\", "https:/", "", " https://")
PIECES = (  # without "*" and " ", which Chromium, unlike the standard, escapes in a host
    *("go.example", "cats.example", "/", "\\", "@", ":", "?", "#", "%67", "%2e", "%40", "%5C", "%2F", "[", "]", "\t"),
    *(
        "\n",
        "0x7f",
        "127",
        ".",
        "1",
        "443",
        "80",
        "https:",
        "javascript:",
        "//",
        "xn--bnk-6cd",
        "a",
        "é",
        "｡",
        "\uff27\uff2f",
    ),
    *("_", "-", "%00", "%25", "::1", "08", "256", "0", "%", "~", "!", "$", "+", ",", ";", "=", "|", "^", "{", '"', "<"),
)


def live(page: Page, addresses: list[str]) -> list[tuple[str, str, int | None] | None]:
    """Chromium's scheme, host and port of each address; None for what it refuses."""
    read = page.evaluate(READ, addresses)
    return [
        one and (one[0], one[1] if one[0] in WEB else "", int(one[2]) if one[2] and one[0] in WEB else None)
        for one in read
    ]


def test_the_stored_readings_are_those_of_this_chromium(page: Page) -> None:
    assert dict(zip(READINGS, live(page, list(READINGS)), strict=True)) == READINGS


@pytest.mark.parametrize("seed", range(3))
def test_whatever_we_read_a_browser_reads_in_the_same_way(page: Page, seed: int) -> None:
    rng = random.Random(seed)
    addresses = [
        rng.choice(STARTS) + "".join(rng.choice(PIECES) for _ in range(rng.randint(1, 6))) for _ in range(3_000)
    ]
    refused = 0
    for address, theirs in zip(addresses, live(page, addresses), strict=True):
        view = browser_view(address)
        if view == NOTHING:
            refused += theirs is not None  # names in other alphabets: we are stricter
            continue
        assert theirs is not None, address
        scheme, host, port = theirs
        assert (view.scheme, view.host, view.port) == (scheme, host.removesuffix("."), port), address
    assert refused < 300


def test_a_click_on_a_loop_costs_about_as_many_requests_as_the_standard_says(browser: Browser) -> None:
    asked: list[str] = []

    class Loop(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(302)
            self.send_header("Location", rf"http://127.0.0.1:{server.server_port}\loop")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Loop)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    page = browser.new_page()
    try:
        with pytest.raises(Error, match="TOO_MANY_REDIRECTS"):
            page.goto(f"http://127.0.0.1:{server.server_port}/loop")
    finally:
        page.close()
        server.shutdown()
        server.server_close()
    # BUG-021: the standard allows 20 redirects after the first request; Chromium gives up one request earlier
    assert len(asked) in {sourced("browser-redirects").value, 1 + sourced("browser-redirects").value}
    assert set(asked) == {"/loop"}
