"""Bugs of designs often seen: each runs here, beside what we do instead."""

import random

import pytest

from course.clock import ManualClock
from course.parts.snowflake import EPOCH_MS, IdParts, join
from course.stores import open_duckdb
from course.systems.news_feed.edges import Edges
from course.systems.news_feed.fanout import ActiveReaders
from course.systems.news_feed.graph import make_graph, read_graph
from course.systems.news_feed.id_lists import IdLists
from course.systems.news_feed.model import Post
from course.systems.news_feed.modes import Modes
from course.systems.news_feed.often_seen import (
    TwoRules,
    followers_inclusive,
    page_by_offset,
    page_by_offset_twice,
    page_with_celebrities_first,
    page_with_rank_stop,
    push_at_worker_time,
    push_copies,
)
from course.systems.news_feed.posts import PostTable
from course.systems.news_feed.reads import merge
from course.systems.news_feed.service import hybrid, new_ground, on_read, on_write


def ids(count, start=1):
    return [join(IdParts(EPOCH_MS + 1_000 * number, 1, 0)) for number in range(start, start + count)]


def test_copies_of_a_post_are_ten_times_as_large_and_come_twice(store):
    """BUG-031: a list of whole posts repeats on redelivery; a set of ids does not."""
    post = Post(ids(1)[0], 1, "x" * 280)
    for _ in range(2):
        push_copies(store, [5], post)
    assert store.llen("timeline:5") == 2
    lists = IdLists(store, "feed")
    for _ in range(2):
        lists.push([5], post.id)
    assert store.zcard("feed:5") == 1
    assert len(store.lindex("timeline:5", 0)) > 10 * len(str(post.id))


@pytest.mark.parametrize(("celebrities", "distinct"), [(3, 75), (10, 27)])
def test_celebrities_merged_before_the_cut_push_ordinary_posts_out(celebrities, distinct):
    """BUG-032: of ten pages of 20 only some 75 posts are different; merging below one cursor shows all 200."""
    rng, moments = random.Random(1), ids(1_000)
    famous = [sorted(rng.sample(moments[-250:], 10), reverse=True) for _ in range(celebrities)]
    taken = {post for posts in famous for post in posts}
    ordinary = sorted(set(moments) - taken, reverse=True)
    shown = [post for page in range(10) for post in page_with_celebrities_first(ordinary, famous, page, 20)]
    assert len(shown) == 200
    assert len(set(shown)) == pytest.approx(distinct, abs=25)
    assert len(set(shown)) < 110
    ours, before = [], None
    for _ in range(10):
        lists = [[post for post in posts if before is None or post < before] for posts in [ordinary, *famous]]
        page = merge(lists, 20)
        ours += page
        before = page[-1]
    assert ours == sorted({*ordinary, *taken}, reverse=True)[:200]


def test_who_is_a_celebrity_is_one_command_for_all_followees(store, clock):
    """BUG-033: not one look-up for each followed account."""
    modes, commands = Modes(store, clock, pull_from=10), []
    for author in range(0, 200, 20):
        modes.pulls(author, 10, int(clock.now_s() * 1000))
    execute = store.execute_command
    store.execute_command = lambda *args, **options: (commands.append(args[0]), execute(*args, **options))[1]
    assert modes.pulled_among(list(range(200))) == list(range(0, 200, 20))
    assert commands == ["ZMSCORE"]


def test_an_offset_that_is_applied_twice_reaches_70_posts_of_800():
    """BUG-034."""
    posts = list(range(800, 0, -1))
    pages = [page_by_offset_twice(posts, offset, 20) for offset in range(0, 800, 20)]
    assert [len(page) for page in pages[:5]] == [20, 20, 20, 10, 0]
    assert sum(map(len, pages)) == 70
    assert pages[1][0] == posts[40]


def test_a_stop_is_a_rank_and_not_a_count(store):
    """BUG-035, BUG-036: 21 posts, then none; 0 20 is 21 posts."""
    store.zadd("feed:1", {str(number): number for number in range(100)})
    assert [len(page_with_rank_stop(store, "feed:1", cursor, 20)) for cursor in (None, 20, 40)] == [21, 0, 0]
    assert len(store.zrevrange("feed:1", 0, 19)) == 20
    lists = IdLists(store, "ours")
    lists.fill({1: ids(100)})
    assert len(lists.read([1], None, 20)[0]) == 20
    assert lists.read([1], ids(100)[80], 20)[0] == ids(100)[60:80][::-1]


def test_a_walk_that_includes_its_cursor_never_ends():
    """BUG-037: the last follower comes back for ever; ours stops when a batch is not full."""
    edges = Edges()
    for follower in range(1, 2_501):
        edges.follow(follower, 0)
    walked = list(followers_inclusive(edges, 0, 1_000, most_batches=50))
    assert len(walked) == 50
    assert walked[-1] == walked[-2] == [2_500]
    assert len(edges.followers_after(0, 2_000, 1_000)) < 1_000


def test_a_pulled_authors_list_is_kept_short_and_is_read(clock, store):
    """BUG-040: no global set that grows for ever and that nobody reads."""
    ground = new_ground(clock, store=store, cap=10)
    design = hybrid(ground, pull_from=1, keep_s=0)
    ground.edges.follow(1, 0)
    posts = [Post(post_id, 0, "x") for post_id in ids(30)]
    for post in posts:
        ground.table.store(post)
        design.publish(post)
    assert store.zcard("posts:0") <= 11
    assert design.page_ids(1, None, 5) == [post.id for post in posts[:-6:-1]]


def test_two_rules_lose_the_posts_of_whoever_crosses_or_stands_on_the_threshold():
    """BUG-042: pushed by the live count, pulled by a flag: an author with exactly so many followers is neither."""
    edges = Edges()
    for follower in range(1, 11):
        edges.follow(follower, 0)
    lost = TwoRules(edges, threshold=10)
    lost.set_flags()
    exactly, above = (Post(post_id, 0, "x") for post_id in ids(2))
    lost.publish(exactly)
    lost.set_flags()
    edges.follow(11, 0)  # now above the threshold; the flag is of last night
    lost.publish(above)
    assert lost.page_ids(1, 10) == []
    clock = ManualClock()
    ground = new_ground(clock)
    design = hybrid(ground, pull_from=10, keep_s=0)
    for follower in range(1, 11):
        ground.edges.follow(follower, 0)
    now = Post(join(IdParts(int(clock.now_s() * 1000), 1, 0)), 0, "x")
    ground.table.store(now)
    design.publish(now)
    assert design.page_ids(1, None, 10) == [now.id]


def test_a_redelivery_scored_by_the_workers_clock_moves_an_old_post_to_the_top(store):
    """BUG-043."""
    lists, (old, new) = IdLists(store, "feed"), ids(2)
    push_at_worker_time(lists, 1, old, 1_000)
    push_at_worker_time(lists, 1, new, 2_000)
    push_at_worker_time(lists, 1, old, 3_000)  # delivered again
    assert store.zrevrange("feed:1", 0, 0) == [str(old)]
    ours = IdLists(store, "ours")
    for post_id in (old, new, old):
        ours.push([1], post_id)
    assert store.zrevrange("ours:1", 0, 0) == [str(new)]


def test_the_tables_are_made_and_asked_in_one_dialect():
    """BUG-045, BUG-046, BUG-059: no counter among the columns, no filter without a key, no dialect but one."""
    table = PostTable(open_duckdb())
    columns = {row[0] for row in table.database.execute("SELECT column_name FROM duckdb_columns()").fetchall()}
    assert not {"likes_count", "comments_count"} & columns
    assert table.database.execute("SELECT count(*) FROM duckdb_indexes()").fetchall()[0][0] >= 1
    posts = [Post(post_id, number % 3, "x") for number, post_id in enumerate(ids(30))]
    table.store_many(posts)
    newest = {author: [post.id for post in reversed(posts) if post.author == author][:4] for author in (0, 1, 7)}
    assert table.newest([0, 1, 7], 4) == newest
    assert newest[7] == []


def test_whoever_reads_daily_counts_as_active_in_the_week(store, clock):
    """BUG-050: never fewer weekly than daily readers: whoever drops the inactive keeps at least the daily ones."""
    active, rng, daily = ActiveReaders(store, clock), random.Random(1), set()
    for _ in range(7):
        daily = set(rng.sample(range(100), 30))
        active.seen(*daily)
        clock.advance(86_400)
    weekly = set(active.among(list(range(100))))
    assert daily <= weekly
    assert len(weekly) > len(daily)
    graph = read_graph()
    assert sum(map(graph.is_active, range(graph.users))) > sum(rate >= 1 for rate in graph.reads_per_day)


def test_the_price_of_a_pull_is_that_of_the_reader_and_of_a_push_that_of_the_author(clock, store):
    """BUG-053: pull suits readers who follow few; few followers are where push is cheap."""
    graph = make_graph(80, 15, random.Random(1))
    ground = new_ground(clock, graph, store=store)
    ground.active.seen(*range(80))
    pull, push = on_read(ground), on_write(ground)
    prices = []
    for reader in sorted(range(80), key=lambda user: len(graph.follows[user])):
        pull.page_ids(reader, None, 5)
        before = ground.cost.commands
        pull.page_ids(reader, None, 5)
        prices.append(ground.cost.commands - before)
        assert prices[-1] == 2 * len(graph.follows[reader])
    for author in (0, 79):
        before = ground.cost.deliveries
        push.publish(Post(ids(1, start=author + 1)[0], author, "x"))
        assert push.work()
        assert ground.cost.deliveries - before == graph.follower_counts[author]


def test_more_copies_of_a_key_do_not_make_fewer_writes(clock, store):
    """BUG-054: a fan-out to many followers is write amplification; no key of it is hot. And reading is not O(1)."""
    graph = make_graph(80, 15, random.Random(1))
    ground = new_ground(clock, graph, store=store)
    ground.active.seen(*range(80))
    push = on_write(ground)
    push.publish(Post(ids(1)[0], 0, "x"))
    assert push.work()
    touched = list(store.scan_iter("feed:*"))
    assert len(touched) == graph.follower_counts[0] == ground.cost.deliveries
    lists = IdLists(store, "long")
    lists.fill({1: ids(500)})
    lists.read([1], None, 10)
    small = lists.cost.ids
    lists.read([1], None, 400)
    assert lists.cost.ids - small == 40 * small


def test_ranks_move_with_every_new_post_and_cursors_do_not(store):
    """BUG-057: three posts arrive between two pages; three repeat, or after three deletions three are never seen."""
    before = ids(40)[::-1]
    after = [*ids(3, start=100)[::-1], *before]
    first, second = page_by_offset(before, 0, 20), page_by_offset(after, 20, 20)
    assert len(set(first) & set(second)) == 3
    shrunk = before[3:]
    assert set(before[20:23]).isdisjoint({*first, *page_by_offset(shrunk, 20, 20)})
    lists = IdLists(store, "feed")
    lists.fill({1: before})
    page = lists.read([1], None, 20)[0]
    lists.add(1, ids(3, start=100))
    assert lists.read([1], page[-1], 20)[0] == before[20:40]
