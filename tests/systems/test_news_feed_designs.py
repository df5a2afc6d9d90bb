"""Push, pull and hybrid give the same pages as brute force, on the embedded Redis and on a server alike."""

import random

import pytest

from course.clock import ManualClock
from course.parts.snowflake import Snowflake
from course.systems.news_feed import reads
from course.systems.news_feed.designs import settle
from course.systems.news_feed.fanout import GROUP, STREAM, FanOut
from course.systems.news_feed.faults import kill_worker
from course.systems.news_feed.graph import make_graph
from course.systems.news_feed.id_lists import IdLists, entry
from course.systems.news_feed.model import Cost, Post
from course.systems.news_feed.modes import Modes
from course.systems.news_feed.recent import RecentLists
from course.systems.news_feed.service import hybrid, new_ground, on_read, on_write

pytestmark = pytest.mark.slow  # every design against brute force, on both stores: half a minute

GRAPH = make_graph(60, 12, random.Random(4))
DESIGNS = {
    "push": on_write,
    "pull": on_read,
    "hybrid": lambda ground: hybrid(ground, pull_from=14, keep_s=0),
    "hybrid with kept lists": lambda ground: hybrid(ground, pull_from=14, keep_s=10),
    "all celebrities": lambda ground: hybrid(ground, pull_from=1, keep_s=0),
}


class World:
    """A ground, a design, and every post that was made: the obvious version to compare with."""

    def __init__(self, design, clock, store, *, cap=800, batch=5):
        self.clock = clock
        self.ground = new_ground(clock, GRAPH, cap=cap, batch=batch, store=store)
        self.design = DESIGNS[design](self.ground)
        self.ids = Snowflake(1, clock, wait=clock.advance)
        self.posts = []

    def post(self, author):
        post = Post(self.ids.next_id(), author, "hello")
        self.ground.table.store(post)
        self.design.publish(post)
        self.posts.append(post)
        return post

    def truth(self, reader, before=None):
        followees = self.ground.edges.followees(reader)
        ids = [post.id for post in reversed(self.posts) if post.author in followees]
        return [post_id for post_id in ids if before is None or post_id < before]

    def scroll(self, reader, limit, between=lambda: None):
        seen, before = [], None
        while ids := self.design.page_ids(reader, before, limit):
            assert len(ids) <= limit
            seen += ids
            before = ids[-1]
            between()
        return seen


@pytest.fixture(params=DESIGNS)
def world(request, clock, store):
    return World(request.param, clock, store)


def test_every_page_is_that_of_brute_force_whatever_happens_between(world):
    rng = random.Random(7)
    for _ in range(120):
        world.post(rng.randrange(60))
        world.clock.advance(rng.choice([0.0, 0.0, 0.3, 20]))  # several posts share a millisecond
        if rng.random() < 0.3:
            world.design.page_ids(rng.randrange(60), None, 10)
        if rng.random() < 0.3:
            world.design.work()
    settle(world.design)
    world.clock.advance(11)
    for reader in range(0, 60, 8):
        for limit in (1, 7, 200):
            assert world.scroll(reader, limit) == world.truth(reader)


def test_scrolling_neither_skips_nor_repeats_while_posts_arrive(world):
    """BUG-057: the cursor is the last id, not a rank that moves with every new post."""
    rng = random.Random(8)
    for _ in range(60):
        world.post(rng.randrange(60))
    settle(world.design)
    for reader in (0, 5, 40):
        world.clock.advance(11)
        world.design.page_ids(reader, None, 1)
        expected = world.truth(reader)

        def arrive():
            for _ in range(3):
                world.post(rng.randrange(60))
                world.design.work()

        newest = max(expected)
        seen = world.scroll(reader, 4, between=arrive)
        assert len(seen) == len(set(seen))
        assert [post_id for post_id in seen if post_id <= newest] == expected


def test_a_lost_timeline_is_built_again(world, store):
    for author in range(60):
        world.post(author)
    settle(world.design)
    world.clock.advance(11)
    readers = (1, 2, 3)
    for reader in readers:
        world.design.page_ids(reader, None, 5)
    for key in store.scan_iter("feed:*"):
        store.delete(key)
    world.post(GRAPH.follows[1][0])  # delivered to a timeline that is gone: it must not pass for a whole one
    settle(world.design)
    world.clock.advance(11)
    assert all(world.scroll(reader, 10) == world.truth(reader) for reader in readers)
    for key in store.scan_iter("posts:*"):
        store.delete(key)
    world.post(GRAPH.follows[1][0])
    settle(world.design)
    world.clock.advance(11)
    assert all(world.scroll(reader, 10) == world.truth(reader) for reader in readers)


def test_a_reader_back_after_weeks_misses_nothing(world):
    reader = 9
    world.post(GRAPH.follows[reader][0])
    settle(world.design)
    assert world.scroll(reader, 10) == world.truth(reader)
    world.clock.advance(8 * 86_400)
    others = [world.post(author) for author in GRAPH.follows[reader][:5]]
    settle(world.design)
    assert world.ground.timelines.store.zscore(f"feed:{reader}", str(others[0].id)) is None  # nobody delivered it
    expected = [post_id for post_id in world.truth(reader) if post_id >= others[0].id]
    assert world.scroll(reader, 10)[: len(expected)] == expected


def test_whoever_looks_every_day_stays_active(clock, store):
    world, reader = World("push", clock, store), 9
    for _ in range(10):
        world.design.page_ids(reader, None, 1)
        clock.advance(86_400)
    world.post(GRAPH.follows[reader][0])
    settle(world.design)
    assert world.scroll(reader, 10) == world.truth(reader)
    assert world.design.rebuilds == 1


def test_a_crash_while_a_timeline_is_built_leaves_it_to_be_built_again(clock, store, monkeypatch):
    world, reader = World("push", clock, store), 9
    world.post(GRAPH.follows[reader][0])
    settle(world.design)
    world.design.page_ids(reader, None, 5)
    clock.advance(8 * 86_400)
    world.post(GRAPH.follows[reader][1])  # passes by: the reader is away
    settle(world.design)
    with monkeypatch.context() as patch:
        patch.setattr(world.ground.timelines, "fill", lambda _: (_ for _ in ()).throw(ConnectionError("killed")))
        with pytest.raises(ConnectionError):
            world.design.page_ids(reader, None, 5)
    assert world.scroll(reader, 10) == world.truth(reader)


def test_timelines_hold_no_more_than_their_cap(clock, store):
    world = World("push", clock, store, cap=10)
    for user in range(60):
        world.design.page_ids(user, None, 1)
    for _ in range(30):
        world.post(0)
    settle(world.design)
    for reader in GRAPH.followers[0]:
        assert store.zcard(f"feed:{reader}") == 11  # and the mark
        assert world.scroll(reader, 4) == world.truth(reader)[:10]


@pytest.mark.parametrize("steps", range(6))
def test_a_worker_killed_after_any_step_leaves_nobody_out_and_nothing_twice(clock, store, steps):
    world = World("push", clock, store, batch=10)
    world.ground.active.seen(*range(60))
    followers = len(GRAPH.followers[0])
    post = Post(world.ids.next_id(), 0, "hello")
    world.ground.table.store(post)
    killed = kill_worker(world.ground, post, after_steps=steps)
    assert killed.steps_done == min(steps, followers // 10 + 2)
    assert killed.reached_before == min(followers, 10 * steps)
    assert (killed.reached_after, killed.missing, killed.shown_twice, killed.waiting) == (followers, 0, 0, 0)
    assert killed.delivered_twice == 0  # the second worker goes on where the first one ended
    assert store.xpending(STREAM, GROUP)["pending"] == 0


def test_two_workers_on_one_event_change_nothing_more(clock, store):
    world = World("push", clock, store, batch=4)
    world.ground.active.seen(*range(60))
    post = world.post(0)
    ground = world.ground
    slow = FanOut(ground.timelines, ground.edges, ground.active, worker="slow", batch=4)
    quick = FanOut(ground.timelines, ground.edges, ground.active, worker="quick", batch=4, takeover_s=0)
    event = slow.take()
    steps = slow.deliver(event)
    next(steps)
    assert quick.work()  # takes the event over while the first worker is only slow
    list(steps)
    assert not quick.work()
    for reader in GRAPH.followers[0]:
        assert store.zrangebyscore(f"feed:{reader}", "-inf", "(inf") == [str(post.id)]


def test_an_event_is_left_to_its_worker_for_a_while(clock, store):
    world = World("push", clock, store)
    ground = world.ground
    world.post(0)
    first = FanOut(ground.timelines, ground.edges, ground.active, worker="first")
    second = FanOut(ground.timelines, ground.edges, ground.active, worker="second", takeover_s=3_000)
    assert first.take() is not None
    assert second.take() is None
    assert second.waiting() == 1


def test_a_late_or_repeated_delivery_keeps_its_place(clock, store):
    """BUG-043: the score is the moment of the post, not the worker's clock."""
    world = World("push", clock, store)
    world.ground.active.seen(*range(60))
    reader, author = GRAPH.followers[0][0], 0
    world.design.page_ids(reader, None, 1)
    first = world.post(author)
    clock.advance(60)
    world.post(author)
    settle(world.design)
    world.design.fan_out.send(first.id, author)
    clock.advance(3_600)
    settle(world.design)
    assert world.scroll(reader, 10) == world.truth(reader)


@pytest.mark.parametrize(
    "push", [IdLists.push_one_by_one, IdLists.push, IdLists.push_by_script], ids=["one by one", "pipelined", "script"]
)
def test_every_way_to_push_gives_the_same_sets(store, push):
    lists, rng = IdLists(store, "feed", cap=5), random.Random(3)
    ids = [1_000_000_000 * number for number in rng.sample(range(1, 1_000), 40)]
    owners, truth = range(12), {owner: set() for owner in range(12)}
    for post_id in ids:
        some = rng.sample(owners, 6)
        push(lists, some, post_id)
        for owner in some:
            truth[owner].add(post_id)
    lists.fill(dict.fromkeys(owners, ()))
    assert lists.read(list(owners), None, 100) == [sorted(truth[owner], reverse=True)[:5] for owner in owners]


def test_ids_of_one_millisecond_stand_in_order_and_page_exactly(store, clock):
    ids = Snowflake(3, clock, wait=clock.advance).batch(50)
    assert len({entry(post_id)[1] for post_id in ids}) == 1
    lists = IdLists(store, "feed")
    lists.fill({1: ids})
    seen, before = [], None
    while page := lists.read([1], before, 7)[0]:
        seen += page
        before = page[-1]
    assert seen == ids[::-1]


READS = [reads.read_sequentially, reads.read_pipelined, reads.read_by_union, reads.read_by_heap]


@pytest.fixture
def posted(clock, store):
    world, rng = World("pull", clock, store), random.Random(2)
    for _ in range(150):
        world.post(rng.randrange(60))
        clock.advance(rng.choice([0.0, 1.0]))
    for reader in range(60):
        world.design.page_ids(reader, None, 1)  # the lists are complete now
    world.ground.table.load_follows(GRAPH)
    return world


@pytest.mark.parametrize("read", READS, ids=lambda read: read.__name__)
def test_every_way_to_merge_gives_the_page_of_brute_force(posted, read):
    lists = posted.ground.authors.lists
    for reader in range(0, 60, 9):
        for before in (None, posted.posts[100].id, posted.posts[0].id):
            for limit in (1, 20, 500):
                truth = posted.truth(reader, before)[:limit]
                assert read(lists, GRAPH.follows[reader], before, limit) == truth
                assert reads.read_by_query(posted.ground.table, reader, before, limit) == truth


def test_each_way_to_merge_has_its_price(posted):
    """BUG-052: a pull never moves all posts of all followees, only the top of each list."""
    lists, reader = posted.ground.authors.lists, max(range(60), key=lambda user: len(GRAPH.follows[user]))
    authors, prices = GRAPH.follows[reader], {}
    for read in READS:
        lists.cost = Cost()
        read(lists, authors, None, 5)
        prices[read] = lists.cost
    assert prices[reads.read_sequentially].round_trips == len(authors)
    assert prices[reads.read_pipelined].round_trips == prices[reads.read_by_union].round_trips == 1
    assert prices[reads.read_by_union].ids == 5
    assert prices[reads.read_by_heap].ids <= prices[reads.read_pipelined].ids <= 5 * len(authors)


def test_a_merge_takes_each_id_once_and_the_largest_first():
    rng = random.Random(1)
    for _ in range(200):
        lists = [sorted(rng.sample(range(50), rng.randrange(10)), reverse=True) for _ in range(rng.randrange(6))]
        limit = rng.randrange(1, 20)
        assert reads.merge(lists, limit) == sorted({item for ids in lists for item in ids}, reverse=True)[:limit]


def test_exactly_ten_thousand_followers_are_pulled(store, clock):
    modes = Modes(store, clock)
    now_ms = int(clock.now_s() * 1000)
    assert [modes.pulls(author, followers, now_ms) for author, followers in enumerate((9_999, 10_000, 10_001))] == [
        False,
        True,
        True,
    ]


def test_a_pulled_author_is_pushed_again_only_well_below_the_threshold(store, clock):
    modes = Modes(store, clock)
    now_ms = int(clock.now_s() * 1000)
    followers = (9_999, 10_000, 9_999, 8_000, 7_999, 8_000, 9_999, 10_000)
    assert [modes.pulls(1, count, now_ms) for count in followers] == [
        False,
        True,
        True,
        True,
        False,
        False,
        False,
        True,
    ]


def test_the_log_forgets_former_celebrities_after_the_horizon(store, clock):
    modes = Modes(store, clock, pull_from=10)
    assert modes.pulls(1, 10, int(clock.now_s() * 1000))
    assert not modes.pulls(1, 7, int(clock.now_s() * 1000))
    assert modes.pulled_among([1, 2]) == [1]
    clock.advance(8 * 86_400)
    assert modes.pulled_among([1, 2]) == []
    assert modes.forget() == 1


def test_no_post_is_lost_when_its_author_crosses_the_threshold_up_and_down(store, clock):
    """BUG-042: the decision is made once, when the post is made, and readers believe the log of decisions."""
    ground = new_ground(clock, store=store)
    design, ids, posts = hybrid(ground, pull_from=10, keep_s=0), Snowflake(1, clock, wait=clock.advance), []
    rng = random.Random(6)
    for reader in range(1, 8):
        ground.edges.follow(reader, 0)
        design.page_ids(reader, None, 1)
    for _ in range(120):
        reader = rng.randrange(8, 16)  # 7 to 15 followers: below 8 and above 10 again and again
        if not ground.edges.follow(reader, 0):
            ground.edges.unfollow(reader, 0)
        posts.append(Post(ids.next_id(), 0, "hello"))
        ground.table.store(posts[-1])
        design.publish(posts[-1])
        clock.advance(1)
        if rng.random() < 0.5:
            settle(design)
    settle(design)
    for reader in range(1, 8):
        assert design.page_ids(reader, None, 500) == [post.id for post in reversed(posts)]


class Listed:
    """Lists in memory that count how often they are asked."""

    def __init__(self):
        self.lists, self.asked = {}, 0

    def read(self, authors, before, limit):
        self.asked += len(authors)
        found = [self.lists.get(author, []) for author in authors]
        return [[post_id for post_id in ids if before is None or post_id < before][:limit] for ids in found]


def test_kept_lists_answer_as_the_lists_do_and_are_at_most_seconds_late():
    rng, clock, listed = random.Random(4), ManualClock(), Listed()
    recent = RecentLists(listed, clock, keep_s=10, depth=8)
    listed.lists = {author: sorted(rng.sample(range(100), rng.randrange(30)), reverse=True) for author in range(6)}
    for _ in range(300):
        authors = rng.sample(range(6), rng.randrange(1, 6))
        before, limit = rng.choice([None, rng.randrange(110)]), rng.randrange(1, 12)
        assert recent.read(authors, before, limit) == Listed.read(listed, authors, before, limit)
    listed.lists[0] = [1_000]
    clock.advance(10)
    assert recent.read([0], None, 3) == [[1_000]]


def test_a_thousand_readers_fetch_a_celebritys_list_once():
    clock, listed = ManualClock(), Listed()
    listed.lists = {1: list(range(50, 0, -1))}
    recent = RecentLists(listed, clock)
    for _ in range(1_000):
        recent.read([1], None, 20)
    assert (listed.asked, recent.hits, recent.misses) == (1, 999, 1)
