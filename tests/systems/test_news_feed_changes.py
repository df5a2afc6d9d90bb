"""One post for many followers while workers die and people follow, block, delete and repost."""

import importlib
import random

import pytest

from course.clock import ManualClock
from course.simulation.power import Fuse
from course.systems.news_feed.backfill import World, follow_then_fill
from course.systems.news_feed.designs import settle
from course.systems.news_feed.faults import Killed, Told, kill_at, power_fails_between
from course.systems.news_feed.model import NotAllowed, UnknownPost
from course.systems.news_feed.often_seen import page_of_copies
from course.systems.news_feed.reposts import original_of, repost, resolved
from course.systems.news_feed.resumable import Followers, Note, Walk, deliver_in_batches, watch, worst_kill
from course.systems.news_feed.service import NewsFeed, new_ground, on_write


@pytest.fixture
def feed(clock, store):
    ground = new_ground(clock, store=store)
    return NewsFeed(ground, on_write(ground))


def shown_to(feed, reader):
    return [shown.post for shown in feed.page(reader).shown]


@pytest.mark.parametrize("size", [0, 1, 999, 1_000, 1_001, 2_500])
def test_a_note_behind_the_copies_leaves_nobody_out_and_repeats_one_batch_at_most(size):
    worst = worst_kill(deliver_in_batches, range(0, 3 * size, 3))
    assert worst.missing == 0
    assert worst.written_again == min(size, 1_000)


def test_who_tidies_up_before_done_is_said_begins_anew():
    def tidy(followers, lists, note):
        deliver_in_batches(followers, lists, note)
        note.write(-1)

    assert worst_kill(tidy, range(2_500)).written_again == 2_500


@pytest.mark.parametrize(
    ("batches", "ending"), [(3, "done after 3 batches"), (4, "never; we stopped it after 3 batches")]
)
def test_a_walk_is_watched_to_its_end_or_to_the_end_of_our_patience(batches, ending):
    seen = watch(([number, 7] for number in range(batches)), most=3)
    assert (seen.copies, seen.followers, list(seen.last), seen.ending) == (6, 4, [2, 7], ending)


def test_workers_of_four_calls_each_get_to_the_end_together():
    walk = Walk(range(2_500))
    lives = [walk.live(deliver_in_batches, Fuse(4)) for _ in range(4)]
    assert lives == [False, False, False, True]
    assert not walk.missing()
    assert walk.written_again == 0


def test_who_comes_and_goes_does_not_move_whoever_stays():
    walk, rng = Walk(range(0, 5_000, 2)), random.Random(1)
    stay = set(rng.sample(walk.users, 1_500))
    while not walk.live(deliver_in_batches, Fuse(4)):
        for user in rng.sample(sorted(set(walk.users) - stay), 100):
            walk.unfollow(user)
        walk.follow(rng.randrange(1, 5_000, 2))
    assert not walk.missing(stay)


def test_questions_out_of_bounds_are_refused():
    followers = Followers([1, 2, 3], Fuse())
    for limit in (0, 1_001):
        with pytest.raises(Exception, match="1 to 1,000"):
            followers.after(-1, limit)
    with pytest.raises(Exception, match="place 0"):
        followers.at(-1, 5)
    assert followers.at(1, 5) == [2, 3]
    with pytest.raises(TypeError, match="whole number"):
        Note([], Fuse()).write("7")


@pytest.mark.parametrize("moment", range(12))
def test_a_worker_on_redis_may_be_killed_at_each_moment(moment):
    assert kill_at(moment) == Killed(
        steps_done=min(moment, 11),
        reached_before=min(20 * moment, 200),
        reached_after=200,
        missing=0,
        delivered_twice=0,
        shown_twice=0,
        waiting=0,
    )


@pytest.mark.parametrize("dies_after", range(4))
@pytest.mark.parametrize("meanwhile", [False, True])
def test_a_follow_that_dies_is_completed_by_the_second_tap(dies_after, meanwhile):
    world = World()
    for post_id in range(1, 31):
        world.post(2, post_id)
    world.ask(follow_then_fill, 1, 2, Fuse(dies_after))
    if meanwhile:
        world.post(2, 31)
    assert world.ask(follow_then_fill, 1, 2)
    assert world.feeds[1] >= {*range(12, 31), *([31] if meanwhile else [])}


def test_the_service_fills_again_when_the_first_follow_died_after_the_edge(feed):
    post = feed.post(2, "before")
    settle(feed)
    feed.page(1)  # a timeline that is complete, and so not built anew
    feed.ground.edges.follow(1, 2)  # here the first try died
    assert shown_to(feed, 1) == []
    assert not feed.follow(1, 2)
    assert shown_to(feed, 1) == [post]


def test_between_row_and_event_the_outbox_loses_nothing():
    """BUG-044: a row, then an event: a power cut between them leaves posts that nobody hears of, and doubles."""
    assert power_fails_between(outbox=False) == Told(taps=40, stored=50, twice=10, never_told=10)
    assert power_fails_between(outbox=False, asks_again=False) == Told(taps=40, stored=40, twice=0, never_told=10)
    for asks_again in (True, False):
        assert power_fails_between(outbox=True, asks_again=asks_again) == Told(40, 40, 0, 0)


def test_copies_show_what_was_deleted_and_whom_one_left_and_a_page_does_not(feed):
    """BUG-048."""
    feed.page(1)
    feed.follow(1, 2)
    kept, gone = feed.post(2, "kept"), feed.post(2, "gone")
    settle(feed)
    feed.ground.table.delete(gone.id)
    feed.unfollow(1, 2)
    assert page_of_copies(feed.ground.redis, feed.ground.timelines, 1, 10) == [gone, kept]
    assert page_of_copies(feed.ground.redis, feed.ground.timelines, 5, 10) == []
    assert shown_to(feed, 1) == []
    assert feed.ground.timelines.read([1], None, 10) == [[]]


def test_a_repost_is_made_once_and_its_original_stands_on_a_page_once(feed):
    post = feed.post(9, "hello")
    for user in (2, 3):
        feed.follow(1, user)
        first = repost(feed, user, post.id)
        assert repost(feed, user, post.id) == first
    assert original_of(repost(feed, 4, first.id)) == post.id  # a repost of a repost
    assert original_of(post) is None
    settle(feed)
    assert len(shown_to(feed, 1)) == 2
    assert resolved(feed, 1, shown_to(feed, 1)) == [post]
    feed.delete(post.id, 9)
    assert resolved(feed, 1, shown_to(feed, 1)) == []
    with pytest.raises(UnknownPost):
        repost(feed, 5, post.id)


def test_a_block_stands_between_a_reader_and_a_reposted_author(feed):
    post = feed.post(9, "hello")
    feed.follow(1, 2)
    repost(feed, 2, post.id)
    settle(feed)
    feed.block(9, 1)
    assert resolved(feed, 1, shown_to(feed, 1)) == []
    with pytest.raises(NotAllowed):
        repost(feed, 1, post.id)


def test_a_search_index_that_was_down_misses_no_post_and_costs_no_second_row(feed, monkeypatch):
    """FEED-08: the index is fed by the outbox; while it is down the events wait there."""
    index, publish, down = dict[str, set[int]](), feed.design.publish, [True]

    def publish_and_index(post):
        publish(post)
        if down:
            raise ConnectionError("search is down")
        for word in post.text.split():
            index.setdefault(word, set()).add(post.id)

    monkeypatch.setattr(feed.design, "publish", publish_and_index)
    feed.follow(1, 2)
    with pytest.raises(ConnectionError):
        feed.post(2, "hello there", request="tap-1")
    down.clear()
    post = feed.post(2, "hello there", request="tap-1")
    settle(feed)
    assert index == {"hello": {post.id}, "there": {post.id}}
    assert shown_to(feed, 1) == [post]


def test_an_open_page_that_loses_half_of_its_signals_still_sees_every_post(feed, clock):
    """FEED-54: the line says only "look"; after a break, or now and then without a line, the page is asked."""
    rng, signalled, by_signals, by_pages = random.Random(1), 0, set(), set()
    feed.page(1)
    feed.follow(1, 2)
    posts = []
    for number in range(40):
        posts.append(feed.post(2, f"{number}"))
        settle(feed)
        clock.advance(1)
        if rng.random() < 0.5:
            signalled += 1
            by_signals.add(posts[-1])  # a line that carries the post itself
            by_pages |= set(shown_to(feed, 1))
    by_pages |= set(shown_to(feed, 1))  # the line is back
    assert len(by_signals) == signalled < 40
    assert by_pages == set(posts)


@pytest.mark.parametrize(
    ("role", "module"),
    [
        ("posts", "posts.PostTable"),
        ("fan-out", "fanout.FanOut"),
        ("feed", "service.NewsFeed"),
        ("users", "edges.Edges"),
        ("ranking", "ranking.RankedPages"),
    ],
)
def test_the_roles_that_we_have_are_modules_of_one_program(role, module):
    """FEED-43: elsewhere each of them is a service. Search, notices, gateway and images are lessons of their own."""
    name, kind = module.split(".")
    assert getattr(importlib.import_module(f"course.systems.news_feed.{name}"), kind).__doc__, role


def test_the_names_in_the_store_are_those_of_the_lesson(feed):
    """FEED-56."""
    feed.page(1)
    feed.follow(1, 2)
    post = feed.post(2, "hello")
    assert set(feed.ground.redis.scan_iter()) >= {"fanout-events", "feed:1", "posts:2", f"post:{post.id}"}


def test_a_second_worker_that_takes_a_long_job_over_while_the_first_lives_does_no_harm(store):
    """A job longer than the time after which it is taken over: copies twice, nobody left out, nobody sees it twice."""
    from course.systems.news_feed.fanout import FanOut

    ground = new_ground(ManualClock(), store=store, batch=10)
    for reader in range(1, 101):
        ground.edges.follow(reader, 0)
    ground.active.seen(*range(1, 101))
    workers = [
        FanOut(ground.timelines, ground.edges, ground.active, worker=name, batch=10, takeover_s=0)
        for name in ("first", "second")
    ]
    workers[0].send(5_000_000_000, 0)
    events = [worker.take() for worker in workers]
    assert events[0] == events[1]
    for steps in zip(*(worker.deliver(event) for worker, event in zip(workers, events, strict=True)), strict=False):
        assert steps
    for worker, event in zip(workers, events, strict=True):
        list(worker.deliver(event))
    assert ground.cost.deliveries > 100
    assert all(store.zcard(f"feed:{reader}") == 1 for reader in range(1, 101))
    assert workers[0].waiting() == 0
