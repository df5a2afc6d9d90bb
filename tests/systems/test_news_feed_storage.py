"""Where a feed lives: its shape, its lifetime, a hot post, the tables; and what a table of lesson 22c only names."""

import random
from collections import Counter
from dataclasses import fields

import duckdb
import numpy as np
import pytest

from course.clock import ManualClock
from course.errors import CourseError
from course.estimates import find_claim
from course.parts.hash_ring import place_of
from course.systems.news_feed.graph import make_graph
from course.systems.news_feed.hot_post import (
    ANSWERS_PER_S,
    KEEP_S,
    PROCESSES,
    READS_PER_S,
    SHARDS,
    copies,
    crowd,
    first_minute,
    ours_kept,
    shard_of,
)
from course.systems.news_feed.lifetimes import DESIGNS, after_the_last_read
from course.systems.news_feed.model import Post
from course.systems.news_feed.service import NewsFeed, hybrid, new_ground
from course.systems.news_feed.shapes import CAPS, LIMITS, is_packed, shape, times_as_long
from course.systems.news_feed.tables import NOW_S, SCHEMA, three_days


def test_the_published_totals_are_a_sixth_of_what_was_measured():
    measured_tb = 500e6 * shape(128, 800).feed_bytes / 1e12
    assert 6 < measured_tb / float(find_claim("social.smp.feed-cache-all").stated) < 6.6


@pytest.mark.parametrize("limit", LIMITS)
def test_exactly_one_length_is_the_longest_that_stays_packed(limit):
    shapes = {cap: shape(limit, cap) for cap in CAPS}
    longest = max(cap for cap in CAPS if is_packed(limit, cap))
    assert longest == limit - 2
    assert shapes[longest].line_bytes < 25
    assert all(one.line_bytes > 120 for one in shapes.values() if not one.packed)


def test_an_unmeasured_shape_is_refused():
    with pytest.raises(CourseError, match="Measured were"):
        shape(128, 300)


def test_a_delivery_to_a_longer_packed_feed_takes_longer():
    assert 1 < times_as_long(126) < times_as_long(510) < 10


def test_only_a_lifetime_longer_than_the_active_window_lets_the_feed_of_one_who_left_go():
    left = [after_the_last_read(design) for design in DESIGNS]
    assert [feed.lines for feed in left] == [31, 24, 1, 0]
    assert [feed.ttl_s for feed in left] == [7 * 86_400, -1, -1, -2]
    with pytest.raises(CourseError, match="The designs are"):
        after_the_last_read("never")


def test_copies_of_a_hot_key_lie_where_their_names_lead():
    assert {shard_of(name) for name in copies(7, 8, braces=True)} == {shard_of("{post:7}")}
    assert len({shard_of(name) for name in copies(7, 8)}) < 8
    many = [first_minute(copies(post, 8), np.random.default_rng(1)).busiest_per_s for post in range(30)]
    assert min(many) >= READS_PER_S / SHARDS
    assert sorted(many)[15] > 1.4 * READS_PER_S / 8  # for the middle post too, some copies meet


def test_one_key_wears_out_one_machine_however_many_stand_beside_it():
    expected_s = 60 * (READS_PER_S - ANSWERS_PER_S) / ANSWERS_PER_S
    for machines in (1, 10, 20, 100):
        alone = first_minute(["post:7"], np.random.default_rng(1), machines=machines)
        assert alone.busiest_per_s == round(READS_PER_S)
        assert alone.longest_wait_s == pytest.approx(expected_s, rel=1e-3)
    assert first_minute(copies(7, 8), np.random.default_rng(1)).longest_wait_s == 0


def test_a_process_that_remembers_asks_once_in_ten_seconds_however_many_read():
    for reads_per_s in (500, 4_000):
        found = crowd(ours_kept, random.Random(1), reads_per_s=reads_per_s, seconds=20 + KEEP_S / 2)
        assert len(found.asked) == 3 * PROCESSES
        assert max(Counter(map(int, found.asked)).values()) <= PROCESSES  # in the fullest second
        assert found.oldest_s < KEEP_S


def test_a_question_for_the_other_end_of_an_edge_asks_every_shard():
    """BUG-051, BUG-052: rows of one author's followers lie on many shards, and nothing says on which."""
    graph = make_graph(2_000, 20, random.Random(1))
    author, shards = 0, 50
    with_rows = {place_of(str(follower)) % shards for follower in graph.followers[author]}
    assert len(with_rows) == shards  # no shard could have been left out
    authors = {place_of(str(followee)) % shards for followee in range(20)}
    assert 10 < len(authors) <= 20  # a pull asks nearly as many shards as authors


def test_a_counter_drifts_and_the_rows_do_not():
    """BUG-045, FEED-48: a like is a row; a counter beside the text counts taps. The card quotes both numbers."""
    database = three_days(random.Random(1))
    found = database.execute("SELECT sum(like_count), (SELECT count(*) FROM likes) FROM posts").fetchall()
    assert found == [(13_200, 10_982)]


def test_lists_of_all_posts_are_made_once_and_kept():
    """FEED-51, FEED-52: the most liked of a day, and a table of each author's posts and likes."""
    database = three_days(random.Random(1))
    trending = """SELECT post, count(*) AS n FROM likes JOIN posts ON post = posts.id
    WHERE at_s > ? GROUP BY post ORDER BY n DESC LIMIT 100"""
    most = [likes for _, likes in database.execute(trending, [NOW_S - 86_400]).fetchall()]
    assert len(most) == 100
    assert most == sorted(most, reverse=True)
    database.execute("""CREATE TABLE author_stats AS SELECT author, count(DISTINCT id) AS posts, count(post) AS likes
    FROM posts LEFT JOIN likes ON post = posts.id GROUP BY author""")
    assert database.execute("SELECT sum(posts), sum(likes) FROM author_stats").fetchall() == [(600, 10_982)]


def test_what_a_cache_keeps_of_a_post_has_no_likes():
    """SOC-67: the text may grow old somewhere near the reader; its likes are asked for apart."""
    assert {field.name for field in fields(Post)} == {"id", "author", "text"}


@pytest.mark.parametrize("column", ["media JSONB", "id BIGINT, INDEX by_id (id)"])
def test_two_dialects_in_one_sentence_run_on_neither(column):
    """BUG-059, and BUG-046: what an engine does not know it refuses."""
    database = duckdb.connect()
    database.execute(SCHEMA)
    with pytest.raises(duckdb.Error):
        database.execute(f"CREATE TABLE more ({column})")


def test_follow_copies_old_posts_unfollow_hides_them_and_celebrities_are_not_pushed():
    """SOC-23, SOC-39, SOC-42, SOC-43, SOC-82, FEED-47: as in the published design, and filtered at reading."""
    clock = ManualClock(1_800_000_000.0)
    ground = new_ground(clock)
    feed = NewsFeed(ground, hybrid(ground, pull_from=2))
    ordinary, celebrity, reader, other = 1, 2, 3, 4

    def texts():
        while feed.design.work():
            pass
        return [shown.post.text for shown in feed.page(reader).shown]

    feed.post(ordinary, "before you came")
    assert texts() == []
    feed.follow(reader, ordinary)
    assert texts() == ["before you came"]
    for follower in (reader, other):
        feed.follow(follower, celebrity)
    clock.advance(1)
    deliveries = ground.cost.deliveries
    feed.post(celebrity, "hello, both of you")
    assert texts() == ["hello, both of you", "before you came"]
    assert ground.cost.deliveries == deliveries
    feed.unfollow(reader, ordinary)
    assert texts() == ["hello, both of you"]
    assert ground.timelines.key(reader) == f"feed:{reader}"
