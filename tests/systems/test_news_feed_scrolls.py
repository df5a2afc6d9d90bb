"""Scrolls through a list that moves: by time, and by rank of a score."""

import random
from itertools import pairwise

import pytest

from course.systems.news_feed.often_seen import page_by_offset, page_by_offset_twice, page_with_celebrities_first
from course.systems.news_feed.ranked_scrolls import (
    NOW_MS,
    PAGE,
    POSTS,
    WAYS,
    candidates,
    hot,
    points,
    published_points,
    ranked_scroll,
    totals,
)
from course.systems.news_feed.ranking import HALF_LIFE_H, MS_PER_H
from course.systems.news_feed.scrolls import (
    by_entry,
    by_moment,
    by_rank,
    evening,
    moved,
    scroll,
    timeline,
    with_celebrities,
)

SEEDS = range(100)


def scrolls(pager, **sizes):
    return [scroll(random.Random(seed), pager, **sizes) for seed in SEEDS]


def test_a_timeline_falls_and_some_posts_share_a_millisecond():
    entries = timeline(random.Random(1), 200)
    assert entries == sorted(entries, reverse=True)
    assert 30 < sum(upper[0] == lower[0] for upper, lower in pairwise(entries)) < 90
    assert len({post_id for _, post_id in entries}) == 200


def test_between_two_pages_posts_arrive_on_top_and_any_may_vanish():
    before, rng = timeline(random.Random(1), 50), random.Random(2)
    arrivals, gone_last = set(), 0
    for _ in range(200):
        after = moved(rng, before, before[9], range(501, 504))
        new = set(after) - set(before)
        assert all(entry > before[0] for entry in new)
        assert len(set(before) - set(after)) <= 3
        arrivals.add(len(new))
        gone_last += before[9] not in after
    assert arrivals == {0, 1, 2, 3}
    assert 40 < gone_last < 90


def test_the_last_entry_seen_is_the_only_cursor_that_never_fails():
    assert all(each.twice == each.never == 0 and each.ended for each in scrolls(by_entry))
    assert all(each.twice for each in scrolls(by_rank(page_by_offset)))
    assert sum(each.never for each in scrolls(by_rank(page_by_offset))) > 100
    assert sum(each.never > 0 for each in scrolls(by_moment)) > 80
    assert all(each.never > 30 for each in scrolls(by_rank(page_by_offset_twice)))


@pytest.mark.parametrize("n", [1, 3, 100])
def test_pages_of_any_size_are_right(n):
    assert all(each.twice == each.never == 0 and each.ended for each in scrolls(by_entry, posts=12, n=n))


def test_an_evening_has_six_posts_of_lia_on_its_first_page():
    lines = evening(random.Random(1))
    assert [line.number for line in lines] == list(range(100, 0, -1))
    assert [line.author for line in lines].count("Lia") == [line.author for line in lines[:20]].count("Lia") == 6


def test_two_celebrities_with_the_newest_posts_fill_every_page():
    """BUG-032: the same page, ten times."""
    ordinary, famous = with_celebrities(random.Random(1), 2, among=20)
    assert {post for page in range(10) for post in page_with_celebrities_first(ordinary, famous, page, 20)} == set(
        range(981, 1_001)
    )


def test_a_key_without_a_clock_ranks_as_points_that_halve_do_at_any_moment():
    def halved(each, now_ms):
        return points(each) * 0.5 ** (each.age_h(now_ms) / HALF_LIFE_H)

    posts = list(candidates(random.Random(1)).values())
    by_key = sorted(posts, key=lambda each: hot(points(each), each.post.at_ms, 6), reverse=True)
    for later_h in (0, 1, 100):
        now_ms = NOW_MS + later_h * MS_PER_H
        assert by_key == sorted(posts, key=lambda each: halved(each, now_ms), reverse=True)


def test_points_that_are_added_leave_an_old_favourite_above_every_new_post():
    """BUG-039: 22,026 likes are worth as much as being new, and they never fade."""
    assert published_points(0) == 100
    assert published_points(50) == 0
    assert all(published_points(hours + 8_760, 30_000) > published_points(hours) for hours in range(0, 8_760, 24))


def test_only_a_kept_ranking_shows_the_best_first_and_each_post_once():
    """BUG-039: what is ranked page by page is not in order; what is ranked anew moves."""
    found = {way: totals([ranked_scroll(random.Random(seed), way) for seed in range(30)]) for way in WAYS}
    alone, anew, kept = found.values()
    assert (kept.best_first, kept.twice, kept.never) == (PAGE, 0, 0)
    assert alone.best_first < PAGE
    assert alone.twice == alone.never == 0
    assert anew.twice == anew.never > 0
    assert POSTS == 5 * PAGE
