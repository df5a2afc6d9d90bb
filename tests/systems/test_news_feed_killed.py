"""The small store whose workers are killed at any moment, and the bills of single authors."""

import math

import pytest

from course.estimates.worksheet import Worksheet
from course.simulation.power import PowerCut
from course.systems.news_feed.costs import THRESHOLDS, author_bills, cheapest_threshold, simulate
from course.systems.news_feed.estimate import note_loads, scaled_profile
from course.systems.news_feed.killed import DeliveryStore, deliver_resumably, run_workers
from course.units import SECONDS_PER_DAY

FOLLOWERS = [5, 3, 9, 12]


@pytest.mark.parametrize("after", range(12))
def test_whoever_is_killed_after_any_call_leaves_a_delivery_that_the_next_one_ends(after):
    store = DeliveryStore()
    run_workers(deliver_resumably, store, 1, FOLLOWERS, [after, math.inf])
    assert store.feeds == {follower: [1] for follower in FOLLOWERS}
    assert store.finished == [1]


def test_a_dead_worker_can_do_nothing_more():
    store = DeliveryStore(calls_left=1)
    store.add(5, 1)
    for call in (lambda: store.append(5, 1), lambda: store.place(1), lambda: store.done(1)):
        with pytest.raises(PowerCut):
            call()
    assert store.feeds == {5: [1]}


def test_a_set_holds_an_id_once_and_a_list_as_often_as_it_comes():
    store = DeliveryStore()
    for _ in range(2):
        store.add(5, 1)
        store.append(6, 1)
    assert store.feeds == {5: [1], 6: [1, 1]}


def test_workers_stop_when_the_post_is_done_and_go_on_as_long_as_it_is_not():
    store = DeliveryStore()
    assert run_workers(deliver_resumably, store, 1, FOLLOWERS, [5] * 100) == 3
    assert run_workers(deliver_resumably, store, 1, FOLLOWERS, [5] * 100) == 0


def test_the_bills_of_single_authors_have_their_bottom_near_that_of_the_whole_arithmetic():
    bills = author_bills()
    assert 5 < cheapest_threshold(bills, [5, *THRESHOLDS]) <= 20
    pulled = sum(pull for _, _, pull in bills)
    assert pulled == pytest.approx(simulate(1).work_usd_per_day, rel=0.2)


def test_the_four_lines_of_the_sheet_are_the_arithmetic_of_half_a_billion_users():
    brief = {
        "users": 500e6,
        "posts_each": 1,
        "reads_each": 10,
        "followers_each": 200,
        "entries": 800,
        "entry_bytes": 20,
    }
    sheet = note_loads(Worksheet("feed"), brief)
    push = simulate(0, design="push", profile=scaled_profile())
    rates = {line.name: line.value.value for line in sheet.lines}
    assert rates["copies"] == pytest.approx(push.deliveries_per_s, rel=1e-6)
    assert rates["reads"] == pytest.approx(push.reads_per_s, rel=1e-6)
    assert rates["posts"] == pytest.approx(500e6 / SECONDS_PER_DAY)
    assert rates["memory"] == 8e12
    assert sheet.dominant.name == "copies"
