"""How a browser reads an address: held against what Chromium said."""

import ipaddress
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.parts.browser_address import NOTHING, browser_view
from tests.parts.chromium_readings import READINGS


def reading(address):
    view = browser_view(address)
    return None if view == NOTHING else (view.scheme, view.host, view.port)


@pytest.mark.parametrize("address", READINGS, ids=ascii)
def test_it_reads_as_chromium_does(address):
    expected = READINGS[address]
    if expected:
        scheme, host, port = expected
        expected = scheme, host.removesuffix("."), port  # a name with a dot at its end is looked up as the same name
    assert reading(address) == expected


@pytest.mark.parametrize(
    ("address", "user", "path"),
    [
        ("https://a:b@c@go.example/x", "a:b@c", "/x"),
        (r"https://go.example\loop\x?a\b", "", r"/loop/x?a\b"),
        ("https://go.example?x@y", "", "/?x@y"),
        ("https://go.example", "", "/"),
        ("javascript:alert(1)", "", "alert(1)"),
    ],
)
def test_user_and_path_end_where_a_browser_ends_them(address, user, path):
    view = browser_view(address)
    assert (view.user, view.path) == (user, path)


LABEL = st.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True)


@given(
    st.sampled_from(["http", "https"]),
    st.lists(LABEL, min_size=1, max_size=4).map(".".join),
    st.integers(1, 65_535),
    st.from_regex(r"(/[a-z0-9.~-]{0,5}){0,3}", fullmatch=True),
)
def test_a_plain_address_reads_as_everybody_reads_it(scheme, host, port, path):
    view = browser_view(f"{scheme}://{host}:{port}{path}")
    parts = urlsplit(f"{scheme}://{host}:{port}{path}")
    assert (view.scheme, view.host, view.path) == (parts.scheme, parts.hostname, parts.path or "/")
    assert (view.port or {"http": 80, "https": 443}[scheme]) == port


@given(st.integers(0, 2**32 - 1), st.sampled_from(["{}", "0x{:x}", "0{:o}"]))
def test_one_number_is_an_ipv4_address_in_three_bases(number, form):
    assert browser_view(f"http://{form.format(number)}/").host == str(ipaddress.IPv4Address(number))


@given(st.text(max_size=60))
def test_it_reads_any_text_without_an_error_and_a_host_never_holds_a_sign(text):
    for address in (text, f"https://{text}", f"https://go.example/{text}"):
        view = browser_view(address)
        if not view.host.startswith("["):
            assert not set(view.host) & set("/\\?#@:% \t\r\n")
