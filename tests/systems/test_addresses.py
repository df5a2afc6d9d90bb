"""Which addresses may become a link, and from where a preview is fetched."""

import csv
import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course import datasets
from course.parts.browser_address import browser_view
from course.systems.url_shortener.addresses import (
    http_and_a_host,
    is_public,
    misread,
    refusal,
    scripts,
    whatever_parses,
)
from course.systems.url_shortener.model import BadLink
from course.systems.url_shortener.preview import PlayedWeb, preview
from course.systems.url_shortener.workload import FIRST_HOUR

OURS = {"go.example"}
REFUSED = {
    "javascript:alert(1)": "starts with http",
    "java\tscript:alert(1)": "visible ASCII",
    "data:text/html,x": "starts with http",
    "file:///etc/passwd": "starts with http",
    "foo:bar": "starts with http",
    "": "starts with http",
    "https://": "starts with http",
    "https://example.org/" + "x" * 2_048: "at most 2,048",
    "https://example.org/\r\nSet-Cookie: a=b": "visible ASCII",
    "https://ex\u00e4mple.org": "visible ASCII",
    "https://bank.example@cats.example/": "in front of an @",
    "https://go.example/loop": "is ourselves",
    "https://GO.example:8443/loop": "is ourselves",
    "https://go.example\\loop": "is ourselves",
    "https://%67o.example/loop": "is ourselves",
    "https://go.example./loop": "is ourselves",
    "https:go.example/loop": "is ourselves",
    "http://192.168.0.1/reboot": "not on the internet",
    "http://0x7f.1/": "not on the internet",
    "http://2130706433/": "not on the internet",
    "http://169.254.169.254/latest/meta-data/": "not on the internet",
    "http://100.64.0.1/": "not on the internet",
    "http://[::1]/": "not on the internet",
    "http://[::ffff:10.0.0.5]/": "not on the internet",
    "http://[2002:a00:5::]/": "not on the internet",
    "http://224.0.0.1/": "not on the internet",
    "http://localhost:3000/": "not on the internet",
    "http://router.local/": "not on the internet",
    "https://xn--bnk-6cd.example/": "mixes letters of CYRILLIC and LATIN",
}
ACCEPTED = [
    "https://example.org/",
    "http://example.org:8080/a?b=c#d",
    "https://notgo.example/",
    "https://go.example.cats.example/",
    "https://example.org/?from=go.example",
    "https://93.184.215.14/",
    "https://xn--bcher-kva.example/",  # a u with dots: one alphabet
    "https://xn--fiqs8s.example/",
    "https://example.org/a\\b",
]


@pytest.mark.parametrize(("url", "reason"), REFUSED.items(), ids=[ascii(url)[:40] for url in REFUSED])
def test_an_address_that_makes_us_somebodys_tool_is_refused_for_its_reason(url, reason):
    # BUG-021: anything that parses as a URL is accepted
    assert reason in refusal(url, OURS)


@pytest.mark.parametrize("url", ACCEPTED)
def test_an_honest_address_is_accepted(url):
    assert refusal(url, OURS) == ""


def test_every_address_of_the_workbook_is_honest():
    with (datasets.path("urls") / "urls.csv").open() as file:
        assert not [row["url"] for row in csv.DictReader(file) if refusal(row["url"], OURS)]


def test_the_first_hour_tells_the_doors_apart():
    stored = [
        sum(not rule(url) for url in FIRST_HOUR)
        for rule in (whatever_parses, http_and_a_host, lambda url: misread(url, OURS), lambda url: refusal(url, OURS))
    ]
    assert stored == [12, 8, 6, 2]
    assert not any(refusal(url, OURS) for url in FIRST_HOUR[:2])


def test_a_name_of_one_foreign_alphabet_passes_as_the_docstring_admits():
    assert refusal("https://xn--80ak6aa92e.com/") == ""
    assert scripts("xn--80ak6aa92e") == {"CYRILLIC"}


@given(st.text(max_size=80))
def test_whatever_is_accepted_leads_a_browser_to_a_web_host_that_is_not_ours(text):
    for url in (text, f"https://{text}", f"https://go.example{text}"):
        if not refusal(url, OURS):
            view = browser_view(url)
            assert view.scheme in {"http", "https"}
            assert view.host
            assert view.host != "go.example"
            assert not view.user
            assert url.isascii()
            assert url.isprintable()


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_stays_private_in_ipv6_dress(ip):
    assert not is_public(str(ip)) or ip.is_global
    if not is_public(str(ip)):
        assert not is_public(f"::ffff:{ip}")
        assert not is_public(str(ipaddress.IPv6Address((0x2002 << 112) | (int(ip) << 80))))
        assert not is_public(f"64:ff9b::{ip}")


PAGES = {"93.184.215.14": "cats", "10.0.0.5": "keys", "fd00::5": "keys"}


def test_a_preview_asks_only_the_address_that_was_checked():
    # BUG-021: SSRF as soon as a preview fetches the target; the name changes between check and use
    web = PlayedWeb({"cats.example": ["93.184.215.14", "10.0.0.5"]}, PAGES)
    for _ in range(10):
        assert preview("https://cats.example/", web) == "cats"
        with pytest.raises(BadLink, match=r"leads to 10\.0\.0\.5"):
            preview("https://cats.example/", web)
    assert set(web.asked) == {("93.184.215.14", "cats.example")}


def test_a_machine_with_a_name_shows_its_page_to_that_name_only():
    web = PlayedWeb({"cats.example": ["93.184.215.14"], "dogs.example": ["93.184.215.14"]}, PAGES)
    assert [web.get(host) for host in ("cats.example", "dogs.example", "93.184.215.14")] == ["cats", "cats", ""]
    assert web.get_from("10.0.0.5", "10.0.0.5") == "keys"


@pytest.mark.parametrize("url", ["http://router.example/", "http://10.0.0.5/", "http://0xa.5/", "http://[fd00::5]/"])
def test_a_preview_never_asks_our_own_network(url):
    web = PlayedWeb({"router.example": ["10.0.0.5"]}, PAGES)
    with pytest.raises(BadLink, match="not on the internet"):
        preview(url, web)
    assert web.asked == []
