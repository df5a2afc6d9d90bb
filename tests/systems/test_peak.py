"""The signed plan of lesson 01a at its peak."""

import random

import pytest

from course.estimates import quantity, servers
from course.estimates.claims import find_claim
from course.systems.url_shortener.peak import DOES_PER_S, HIT_SHARE, CountedTiers, play_peak

CLICKS_PER_S = 10 * 100e6 * 100 / 86_400
SIGNED = {"server": 5, "cache": 5, "table": 4}
MENDED = {"server": 21, "cache": 20, "table": 4}


def share(machines, seed=1):
    return play_peak(CLICKS_PER_S, machines, random.Random(seed)).share


def test_the_figures_are_those_of_the_published_design():
    stated = {name: float(find_claim(f"url-short.ru1.{name}").stated) for name in (
        "server-net-rps", "redis-node-ops", "pg-replica-reads", "cache-hit-rate")}  # fmt: skip
    assert list(DOES_PER_S.values()) == list(stated.values())[:3]
    assert stated["cache-hit-rate"] == 100 * HIT_SHARE


def test_the_signed_plan_answers_a_third_and_more_servers_help_little():
    assert share(SIGNED) == pytest.approx(400_000 / CLICKS_PER_S, rel=0.02)
    assert share(SIGNED | {"server": 21}) == pytest.approx(500_000 / 1.2 / CLICKS_PER_S, rel=0.02)


@pytest.mark.parametrize("seed", range(10))
def test_the_mended_plan_loses_nothing(seed):
    assert share(MENDED, seed) == 1


def test_our_servers_are_counted_for_the_peak_with_head_room_and_a_zone_that_burns():
    """BUG-142: sizing on averages, without head-room and without a spare."""
    peak, each = quantity(CLICKS_PER_S, "requests/s"), quantity(80_000, "requests/s/server")
    assert servers(peak, each, utilisation=0.7).value == MENDED["server"]
    assert servers(peak, each, utilisation=0.7, zones=3, zones_down=1).value == 32
    assert share(MENDED | {"server": 14}) < 0.99
    assert share(MENDED | {"server": 32 - 11}) == 1


def test_a_miss_calls_the_cache_twice_and_a_hit_once():
    tiers = CountedTiers({"a": "https://example.org/a"})
    assert tiers.click("a") == tiers.click("a") == "https://example.org/a"
    assert tiers.calls == {"server": 2, "cache": 3, "table": 1}


def test_an_unknown_link_reaches_the_table():
    with pytest.raises(KeyError):
        CountedTiers({}).click("a")


def test_a_kind_of_machine_that_is_missing_is_named():
    with pytest.raises(ValueError, match="server, cache, table"):
        play_peak(1, {"server": 1}, random.Random(1))
