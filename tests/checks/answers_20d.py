"""Lesson 20d: wrong answers that a learner could give, each with its misconception, and other right ways to write it."""

import ipaddress
from urllib.parse import unquote, urlsplit

from course.parts.browser_address import browser_view

# 20d.2 · may_redirect


def by_parts(address, own_host):
    parts = browser_view(address)
    return parts.scheme in ("http", "https") and parts.host not in ("", own_host) and not parts.user


def by_cases(address, own_host):
    parts = browser_view(address)
    if parts.scheme != "http" and parts.scheme != "https":
        return False
    if parts.user != "":
        return False
    return parts.host != own_host


def by_starts(address, own_host):
    parts = browser_view(address)
    if not parts.scheme.startswith("http") or len(parts.scheme) > 5 or parts.scheme == "httpx":
        return False
    return parts.user == "" and own_host.lower() != parts.host


def blacklist(address, own_host):
    parts = browser_view(address)
    return parts.scheme not in ("javascript", "") and parts.host != own_host and not parts.user


def begins_with_http(address, own_host):
    parts = browser_view(address)
    return address.lower().startswith("http") and parts.host != own_host and not parts.user


def name_anywhere(address, own_host):
    parts = browser_view(address)
    return parts.scheme in ("http", "https") and own_host not in address.lower() and not parts.user


def begins_like_us(address, own_host):
    parts = browser_view(address)
    return parts.scheme in ("http", "https") and not parts.host.startswith(own_host) and not parts.user


def ends_like_us(address, own_host):
    parts = browser_view(address)
    return parts.scheme in ("http", "https") and not parts.host.endswith(own_host) and not parts.user


def by_python(address, own_host):
    parts = urlsplit(address)
    return parts.scheme in ("http", "https") and parts.hostname not in (None, own_host) and not parts.username


def by_netloc(address, own_host):
    parts = urlsplit(address)
    return (
        parts.scheme in ("http", "https")
        and parts.netloc != own_host
        and parts.netloc != ""
        and "@" not in parts.netloc
    )


def user_allowed(address, own_host):
    parts = browser_view(address)
    return parts.scheme in ("http", "https") and parts.host != own_host


def no_own_host(address, own_host):
    parts = browser_view(address)
    return parts.scheme in ("http", "https") and not parts.user


def only_https(address, own_host):
    parts = browser_view(address)
    return parts.scheme == "https" and parts.host != own_host and not parts.user


def at_sign_anywhere(address, own_host):
    parts = browser_view(address)
    return parts.scheme in ("http", "https") and parts.host != own_host and "@" not in address


def user_is_none(address, own_host):
    parts = browser_view(address)
    return parts.scheme in ("http", "https") and parts.host != own_host and parts.user is None


def or_a_text(address, own_host):
    parts = browser_view(address)
    return (parts.scheme == "http" or "https") and parts.host != own_host and not parts.user  # noqa: SIM222


def or_without_brackets(address, own_host):
    parts = browser_view(address)
    return parts.scheme == "http" or ("https" and parts.host != own_host and not parts.user)  # noqa: SIM223


def and_before_or(address, own_host):
    parts = browser_view(address)
    return parts.scheme == "http" or (parts.scheme == "https" and parts.host != own_host and not parts.user)


def and_before_or_turned(address, own_host):
    parts = browser_view(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.host != own_host and not parts.user)


def two_faults(address, own_host):
    parts = browser_view(address)
    return parts.scheme in ("http", "https") and own_host not in parts.host


def longer_blacklist(address, own_host):
    parts = browser_view(address)
    bad = ("javascript", "data", "file", "ftp")
    return parts.scheme not in bad and parts.host not in ("", own_host) and not parts.user


def any_host_but_ftp(address, own_host):
    parts = browser_view(address)
    return parts.host not in ("", own_host) and parts.scheme != "ftp" and not parts.user


def no_port(address, own_host):
    return by_parts(address, own_host) and browser_view(address).port is None


def name_below(address, own_host):
    return by_parts(address, own_host) and not browser_view(address).host.endswith("." + own_host)


def with_a_dot(address, own_host):
    return by_parts(address, own_host) and "." in browser_view(address).host


def known_endings(address, own_host):
    return by_parts(address, own_host) and browser_view(address).host.endswith((".example", ".org"))


def short_ones(address, own_host):
    return by_parts(address, own_host) and len(address) <= 60


def in_ascii(address, own_host):
    return address.isascii() and by_parts(address, own_host)


def with_two_slashes(address, own_host):
    return "://" in address and by_parts(address, own_host)


def no_numbers(address, own_host):
    return by_parts(address, own_host) and not browser_view(address).host.replace(".", "").isdigit()


def own_host_in_host(address, own_host):
    parts = browser_view(address)
    return parts.scheme in ("http", "https") and own_host not in parts.host and not parts.user


def python_mended(address, own_host):
    parts = urlsplit(unquote(address.replace("\\", "/")))
    host = (parts.hostname or "").rstrip(".")
    return parts.scheme in ("http", "https") and host not in ("", own_host) and not parts.username


def hard_coded(address, own_host):
    parts = browser_view(address)
    return parts.scheme in ("http", "https") and parts.host != "go.example" and not parts.user


def everything(address, own_host):
    return True


def nothing(address, own_host):
    return False


def returns_parts(address, own_host):
    return (
        browser_view(address).host != own_host
        and browser_view(address).scheme in ("http", "https")
        and browser_view(address).user
    )


def removes_only_javascript(address, own_host):
    return "javascript:" not in address and browser_view(address).host != own_host


# 20d.3 · preview


def is_global(address):
    return ipaddress.ip_address(address).is_global


def pinned(host, web):
    address = web.look_up(host)
    if is_global(address):
        return web.get_from(address, host)
    return ""


def looked_up_twice_and_pinned(host, web):
    first, second = web.look_up(host), web.look_up(host)
    if first != second or not is_global(second):
        return ""
    return web.get_from(second, host)


def refuses_first(host, web):
    address = web.look_up(host)
    return "" if not ipaddress.ip_address(address).is_global else web.get_from(address, host)


def check_then_get(host, web):
    if is_global(web.look_up(host)):
        return web.get(host)
    return ""


def check_and_look_up_again(host, web):
    if is_global(web.look_up(host)):
        return web.get_from(web.look_up(host), host)
    return ""


def checks_three_times(host, web):
    if all(is_global(web.look_up(host)) for _ in range(3)):
        return web.get(host)
    return ""


def checks_ten_times(host, web):
    return web.get(host) if all([is_global(web.look_up(host)) for _ in range(10)]) else ""


def remembers_addresses():
    known = {}

    def preview(host, web):
        if host not in known:
            known[host] = web.look_up(host)
        return web.get_from(known[host], host) if is_global(known[host]) else ""

    return preview


def endless(host, web):
    while not is_global(web.look_up(host)):
        pass
    return web.get_from(web.look_up(host), host)


def gets_first(host, web):
    page = web.get(host)
    return page if is_global(web.look_up(host)) else ""


def by_letters(host, web):
    if host.startswith(("10.", "127.", "192.168.", "172.16.", "169.254.", "100.64.", "0.", "fd")):
        return ""
    return web.get(host)


def by_prefix(host, web):
    address = web.look_up(host)
    if address.startswith(("10.", "127.", "192.168.", "172.16.")):
        return ""
    return web.get_from(address, host)


def by_first_number(host, web):
    address = web.look_up(host)
    return "" if address.startswith("10.") else web.get_from(address, host)


def by_first_number_then_get(host, web):
    return "" if web.look_up(host).startswith("10.") else web.get(host)


def forgot_ten(host, web):
    address = web.look_up(host)
    return "" if address.startswith("192.168") else web.get_from(address, host)


def case_table(host, web):
    address = web.look_up(host)
    known = ("10.", "127.", "172.16.", "192.168.", "169.254.", "100.64.", "0.", "fd", "fc", "fe80", "::1")
    return "" if address.startswith(known) else web.get_from(address, host)


def wide_table(host, web):
    address = web.look_up(host)
    known = ("10.", "127.", "172.", "192.", "169.254.", "100.", "198.", "0.", "fd")
    return "" if address.startswith(known) else web.get_from(address, host)


def one_host(host, web):
    address = web.look_up(host)
    return web.get_from(address, "news.example") if is_global(address) else ""


def no_empty_page(host, web):
    return pinned(host, web) or "no preview"


def again_if_empty(host, web):
    address = web.look_up(host)
    return web.get_from(address, host) or web.get(host) if is_global(address) else ""


def no_ipv6(host, web):
    address = web.look_up(host)
    return web.get_from(address, host) if ":" not in address and is_global(address) else ""


def address_as_host(host, web):
    address = web.look_up(host)
    return web.get_from(address, address) if is_global(address) else ""


def get_by_address(host, web):
    address = web.look_up(host)
    return web.get(address) if is_global(address) else ""


def swapped(host, web):
    address = web.look_up(host)
    return web.get_from(host, address) if is_global(address) else ""


def by_is_private(host, web):
    address = web.look_up(host)
    return "" if ipaddress.ip_address(address).is_private else web.get_from(address, host)


def no_check(host, web):
    return web.get(host)


def no_check_pinned(host, web):
    return web.get_from(web.look_up(host), host)


def host_is_address(host, web):
    return web.get_from(host, host) if is_global(host) else ""


def never(host, web):
    return ""


def returns_none(host, web):
    address = web.look_up(host)
    if is_global(address):
        return web.get_from(address, host)


def upside_down(host, web):
    address = web.look_up(host)
    return "" if is_global(address) else web.get_from(address, host)


RIGHT = {
    "20d.1": [{"number": 8}, {"number": 10}, {"number": 11}],
    "20d.2": [by_parts, by_cases, by_starts],
    "20d.3": [pinned, looked_up_twice_and_pinned, refuses_first],
}

# (the misconception that must be recognised, or None where only the case is shown; the answer)
WRONG = {
    "20d.1": [
        ("what looks like us is us", {"number": 6}),
        ("what looks like us is us", {"number": 5}),
        (None, {"number": 2}),
        (None, {"number": 3}),
        (None, {"number": 7}),
        (None, {"number": 99}),
        (None, {"number": "8"}),
    ],
    "20d.2": [
        ("a list of bad schemes is complete", blacklist),
        ("what begins with http is a web address", begins_with_http),
        ("our name anywhere means us", name_anywhere),
        ("what begins like us is us", begins_like_us),
        ("what ends like us is us", ends_like_us),
        ("Python reads as browsers do", by_python),
        ("Python reads as browsers do", by_netloc),
        ("a user before the host is harmless", user_allowed),
        (None, no_own_host),
        (None, longer_blacklist),
        (None, any_host_but_ftp),
        (None, no_port),
        (None, short_ones),
        (None, in_ascii),
        (None, with_two_slashes),
        (None, no_numbers),
        (None, with_a_dot),
        (None, known_endings),
        (None, python_mended),
        ("a name below ours is ours", name_below),
        ("what contains us is us", own_host_in_host),
        ("https is the only web", only_https),
        ("an @ anywhere names a user", at_sign_anywhere),
        ("what is missing is None", user_is_none),
        ("the second half of an or is a comparison too", or_a_text),
        ("the second half of an or is a comparison too", or_without_brackets),
        ("an or ends before the next and", and_before_or),
        ("an or ends before the next and", and_before_or_turned),
        ("what contains us is us", two_faults),
        (None, hard_coded),
        (None, everything),
        ("what is missing is None", nothing),
        (None, returns_parts),
        ("a list of bad schemes is complete", removes_only_javascript),
    ],
    "20d.3": [
        ("what was checked is what is used", check_then_get),
        ("what was checked is what is used", check_and_look_up_again),
        ("what was checked is what is used", checks_three_times),
        ("what was checked is what is used", checks_ten_times),
        (None, remembers_addresses()),
        (None, endless),
        ("a host is known by its letters", by_letters),
        ("an address is as good as a name", address_as_host),
        ("an address is as good as a name", get_by_address),
        ("an address is as good as a name", swapped),
        ("the private ranges are the whole list", by_prefix),
        ("the private ranges are the whole list", by_first_number),
        ("the private ranges are the whole list", forgot_ten),
        ("the private ranges are the whole list", case_table),
        (None, wide_table),
        (None, no_ipv6),
        ("what was checked is what is used", again_if_empty),
        (None, one_host),
        (None, no_empty_page),
        ("the private ranges are the whole list", by_first_number_then_get),
        ("the private ranges are the whole list", by_is_private),
        ("a server may ask anybody", no_check),
        ("a server may ask anybody", no_check_pinned),
        ("a server may ask anybody", gets_first),
        (None, host_is_address),
        (None, never),
        (None, returns_none),
        (None, upside_down),
    ],
}
