"""The feed that we would ship: pages checked against the truth while everything changes."""

import json
import random
import threading

import pytest

from course.clock import ManualClock
from course.parts.snowflake import EPOCH_MS, IdParts, join
from course.systems.news_feed.designs import settle
from course.systems.news_feed.model import BadCursor, Counts, NotAllowed, Post, UnknownPost, read_cursor
from course.systems.news_feed.post_cache import PostCache, by_slot, from_json, key, to_json
from course.systems.news_feed.ranking import (
    Candidate,
    RankedPages,
    Signals,
    published_score,
)
from course.systems.news_feed.reactions import Reactions
from course.systems.news_feed.service import NewsFeed, hybrid, new_feed, new_ground, on_read, on_write

DESIGNS = {"push": on_write, "pull": on_read, "hybrid": lambda ground: hybrid(ground, pull_from=6, keep_s=0)}


@pytest.fixture(params=DESIGNS)
def feed(request, clock, store):
    ground = new_ground(clock, store=store, batch=3)
    return NewsFeed(ground, DESIGNS[request.param](ground))


def texts(feed, reader, limit=100):
    return [shown.post.text for shown in feed.page(reader, limit=limit).shown]


def test_a_post_reaches_its_followers_and_nobody_else(feed):
    feed.follow(1, 2)
    feed.post(2, "hello")
    settle(feed)
    assert texts(feed, 1) == ["hello"]
    assert texts(feed, 2) == texts(feed, 3) == []


def test_pages_are_right_while_everybody_posts_follows_deletes_and_blocks(feed, clock):
    """BUG-048: what was deleted, unfollowed or blocked stands on no page, from the next page on."""
    rng, alive, users = random.Random(11), {}, range(12)
    for step in range(250):
        user, other = rng.sample(users, 2)
        action = rng.choices(["post", "follow", "unfollow", "delete", "block", "work"], [8, 5, 2, 2, 0.2, 4])[0]
        if action == "post":
            post = feed.post(user, f"{step}")
            alive[post.id] = post
        elif action == "follow":
            feed.follow(user, other)
        elif action == "unfollow":
            feed.unfollow(user, other)
        elif action == "delete" and (own := [post_id for post_id, post in alive.items() if post.author == user]):
            feed.delete(own[-1], user)
            del alive[own[-1]]
        elif action == "block":
            feed.block(user, other)
        else:
            feed.work()
        clock.advance(1)
        if step % 5 == 0:
            reader = rng.choice(users)
            shown = [each.post for each in feed.page(reader, limit=50).shown]
            assert all(post.id in alive and feed.ground.edges.follows(reader, post.author) for post in shown)
            assert [post.id for post in shown] == sorted({post.id for post in shown}, reverse=True)
    settle(feed)
    newest = {author: sorted(p.id for p in alive.values() if p.author == author)[-20:] for author in users}
    for reader in users:  # a follow brings at least the newest twenty of each author
        shown = {each.post.id for each in feed.page(reader, limit=100).shown}
        for author in feed.ground.edges.followees(reader):
            assert set(newest[author]) <= shown


def test_a_page_is_full_although_most_ids_lead_nowhere(feed, clock):
    feed.follow(1, 2)
    feed.follow(1, 3)
    kept = []
    for number in range(60):
        if number % 6 == 0:
            kept.append(feed.post(3, f"{number}").text)
        feed.post(2, "gone")
        clock.advance(1)
    settle(feed)
    assert len(texts(feed, 1)) == 70
    feed.unfollow(1, 2)
    page = feed.page(1, limit=8)
    assert [shown.post.text for shown in page.shown] == kept[:1:-1]
    rest = feed.page(1, page.cursor, limit=8)
    assert [shown.post.text for shown in rest.shown] == kept[1::-1]
    assert rest.cursor is None


def test_a_follow_shows_what_the_author_posted_before(feed, clock):
    for number in range(30):
        feed.post(2, f"{number}")
        clock.advance(1)
    settle(feed)
    assert texts(feed, 1) == []
    assert feed.follow(1, 2)
    assert texts(feed, 1)[:20] == [f"{number}" for number in range(29, 9, -1)]
    assert not feed.follow(1, 2)


@pytest.mark.parametrize("cursor", ["", "abc", "-1", "1.5", "9" * 20, "٣", str(1 << 63)])
def test_a_cursor_that_no_page_gave_out_is_refused(feed, cursor):
    with pytest.raises(BadCursor, match="first page"):
        feed.page(1, cursor)


def test_a_cursor_and_an_id_are_texts_at_every_border():
    """BUG-058: 63 bits do not fit into the numbers of JavaScript (2**53)."""
    post = Post(1_234_567_890_123_456_789, 7, "hello")
    fields = json.loads(to_json(post))
    assert fields["id"] == "1234567890123456789"
    assert int(float(fields["id"])) != post.id  # what a browser would make of a number
    assert from_json(to_json(post)) == post
    assert read_cursor(fields["id"]) == post.id


def test_a_moment_that_comes_back_from_the_cache_is_still_a_number(store, clock):
    """BUG-038: a date that came back as a text made every age NaN, and sorting did nothing."""
    post = Post(join(IdParts(EPOCH_MS + 3_600_000, 1, 0)), 1, "hello")
    cache = PostCache(store, Listing(post), clock)
    cache.put(post)
    (found,) = cache.get_many([post.id]).values()
    assert json.loads(to_json(found))["at_ms"] == found.at_ms == EPOCH_MS + 3_600_000
    assert Candidate(found, Counts()).age_h(EPOCH_MS + 2 * 3_600_000) == 1


@pytest.mark.parametrize("limit", [0, 101, -1])
def test_a_page_has_a_bound(feed, limit):
    with pytest.raises(NotAllowed, match="1 to 100"):
        feed.page(1, limit=limit)


@pytest.mark.parametrize("text", ["", "x" * 281])
def test_a_text_that_is_no_post_is_refused(feed, text):
    with pytest.raises(NotAllowed, match="280"):
        feed.post(1, text)


def test_only_the_author_deletes_and_a_deleted_post_takes_no_likes(feed):
    post = feed.post(1, "hello")
    with pytest.raises(NotAllowed):
        feed.delete(post.id, 2)
    feed.delete(post.id, 1)
    with pytest.raises(UnknownPost):
        feed.like(post.id, 2)


def test_a_blocked_user_neither_follows_nor_likes(feed):
    post = feed.post(1, "hello")
    feed.follow(2, 1)
    settle(feed)
    assert texts(feed, 2) == ["hello"]
    feed.block(1, 2)
    assert texts(feed, 2) == []
    assert not feed.follow(2, 1)
    with pytest.raises(NotAllowed):
        feed.like(post.id, 2)


def test_a_client_that_asks_again_gets_its_first_post(feed):
    """BUG-044: a retry after a lost answer makes no second post."""
    feed.follow(1, 2)
    first = feed.post(2, "hello", request="tap-1")
    assert feed.post(2, "hello", request="tap-1") == first
    assert feed.post(3, "hello", request="tap-1") != first
    settle(feed)
    assert texts(feed, 1) == ["hello"]


@pytest.mark.parametrize("crash", ["before publishing", "before forgetting"])
def test_a_crash_between_storing_and_announcing_loses_no_post_and_shows_none_twice(feed, monkeypatch, crash):
    """BUG-044: the event stands in the outbox, in the same transaction as the post."""
    feed.follow(1, 2)
    with monkeypatch.context() as patch:
        place, name = (feed.design, "publish") if crash == "before publishing" else (feed.ground.table, "sent")
        patch.setattr(place, name, lambda _: (_ for _ in ()).throw(ConnectionError("killed")))
        with pytest.raises(ConnectionError):
            feed.post(2, "hello")
    feed.announce()
    settle(feed)
    assert texts(feed, 1) == ["hello"]
    assert feed.ground.table.unsent() == []


def test_ordinary_posts_are_stored_before_anybody_is_told(feed, monkeypatch):
    """BUG-030: in a design often seen, only celebrities' posts reached the table."""
    stored = []
    publish = feed.design.publish
    monkeypatch.setattr(
        feed.design, "publish", lambda post: (stored.append(feed.ground.table.find([post.id])), publish(post))
    )
    post = feed.post(2, "hello")
    assert stored == [{post.id: post}]
    feed.ground.redis.flushdb()
    assert feed.ground.table.find([post.id]) == {post.id: post}


def test_every_row_of_a_page_is_a_whole_post(feed):
    """BUG-047: ids are hydrated, rows without content are never taken for posts."""
    feed.follow(1, 2)
    post = feed.post(2, "hello")
    settle(feed)
    assert [shown.post for shown in feed.page(1).shown] == [post]


def test_two_taps_are_one_like_and_counts_are_those_of_brute_force(store):
    """BUG-045: counters live beside the posts, and a repeated request does not count twice."""
    reactions, rng, likes, comments = Reactions(store), random.Random(2), set(), set()
    for _ in range(400):
        user, post_id = rng.randrange(8), rng.randrange(3)
        act, truth, item = rng.choice(
            [
                (reactions.like, likes, (post_id, user)),
                (reactions.unlike, likes, (post_id, user)),
                (reactions.comment, comments, (post_id, user)),
                (reactions.uncomment, comments, (post_id, user)),
            ]
        )
        adds = act in (reactions.like, reactions.comment)
        assert act(post_id, user) == ((item in truth) != adds)
        (truth.add if adds else truth.discard)(item)
        expected = Counts(*(sum(post == post_id for post, _ in each) for each in (likes, comments)))
        assert reactions.counts([post_id]) == {post_id: expected}
    for post_id in range(3):
        expected = reactions.counts([post_id])[post_id]
        store.delete(f"counts:{post_id}")
        assert reactions.recount(post_id) == expected == reactions.counts([post_id])[post_id]


def test_counts_stand_on_the_page(feed):
    feed.follow(1, 2)
    post = feed.post(2, "hello")
    settle(feed)
    feed.like(post.id, 5)
    feed.like(post.id, 5)
    feed.comment(post.id, 6)
    assert feed.page(1).shown[0].counts == Counts(likes=1, comments=1)


class Listing:
    """Posts in memory that count how often they are asked for."""

    def __init__(self, *posts):
        self.posts = {post.id: post for post in posts}
        self.asked = []

    def find(self, post_ids):
        self.asked.append(tuple(post_ids))
        return {post_id: self.posts[post_id] for post_id in post_ids if post_id in self.posts}


POSTS = [Post(join(IdParts(EPOCH_MS + number, 1, 0)), number, f"{number}") for number in range(1, 30)]


def test_the_cache_reads_through_itself_and_asks_the_table_once(store, clock):
    """BUG-056: in read-through the cache asks the table; the caller never sees a miss."""
    table = Listing(*POSTS)
    cache = PostCache(store, table, clock, local_s=0)
    ids = [post.id for post in POSTS]
    for _ in range(3):
        assert list(cache.get_many(ids).values()) == POSTS
    assert table.asked == [tuple(ids)]


def test_an_empty_page_asks_for_nothing(store, clock):
    """BUG-041: MGET without a key is an error, and a new user's feed is empty."""
    table = Listing()
    assert PostCache(store, table, clock).get_many([]) == {}
    assert Reactions(store).counts([]) == {}
    assert table.asked == []
    assert new_feed(ManualClock()).page(1).shown == ()


def test_a_page_over_many_slots_is_one_mget_a_slot(store, clock):
    """BUG-055: a cluster refuses an MGET whose keys lie in two slots."""
    from redis.crc import key_slot

    groups = by_slot([post.id for post in POSTS])
    assert len(groups) > 1
    for slot, ids in groups.items():
        assert {key_slot(key(post_id).encode()) for post_id in ids} == {slot}
    for clustered in (False, True):
        cache = PostCache(store, Listing(*POSTS), clock, clustered=clustered)
        assert cache.get_many([post.id for post in POSTS]) == {post.id: post for post in POSTS}


def test_a_hot_post_is_asked_of_redis_once_in_ten_seconds(store, clock):
    cache = PostCache(store, Listing(*POSTS), clock)
    for _ in range(1_000):
        cache.get_many([POSTS[0].id])
    assert cache.redis_gets == 1
    clock.advance(11)
    cache.get_many([POSTS[0].id])
    assert cache.redis_gets == 2


def test_many_threads_that_miss_one_post_ask_the_table_once(store, clock):
    inside, together = threading.Event(), threading.Event()

    class Slow(Listing):
        def find(self, post_ids):
            inside.set()
            together.wait(5)
            return super().find(post_ids)

    table = Slow(*POSTS)
    cache = PostCache(store, table, clock, local_s=0)
    threads = [threading.Thread(target=cache.get_many, args=([POSTS[0].id],)) for _ in range(8)]
    threads[0].start()
    assert inside.wait(5)
    for thread in threads[1:]:
        thread.start()
    while cache._flights.waits < 7:
        threading.Event().wait(0.01)
    together.set()
    for thread in threads:
        thread.join(5)
    assert len(table.asked) == 1


def test_a_reader_who_found_a_post_just_before_its_deletion_does_not_bring_it_back(store, clock):
    class Late(Listing):
        def find(self, post_ids):
            found = super().find(post_ids)
            cache.drop(POSTS[0].id)  # the author deletes it while this reader is on the way to the cache
            return found

    cache = PostCache(store, Late(*POSTS), clock, local_s=0)
    cache.get_many([POSTS[0].id])
    assert cache.get_many([POSTS[0].id]) == {}


def test_an_unknown_post_is_remembered_as_gone_for_a_while_only(store, clock):
    table = Listing()
    cache = PostCache(store, table, clock)
    for _ in range(5):
        assert cache.get_many([POSTS[0].id]) == {}
    assert len(table.asked) == 1
    table.posts = {POSTS[0].id: POSTS[0]}
    clock.advance(31)
    assert cache.get_many([POSTS[0].id]) == {POSTS[0].id: POSTS[0]}


NOW_MS = EPOCH_MS + 100 * 3_600_000


def candidate(age_h, likes=0, comments=0, shares=0):
    return Candidate(Post(join(IdParts(int(NOW_MS - age_h * 3_600_000), 1, 0)), 1, ""), Counts(likes, comments), shares)


@pytest.mark.parametrize(
    ("post", "points"),
    [
        (candidate(0), 100),
        (candidate(10), 80),
        (candidate(50), 0),
        (candidate(60), 0),
        (candidate(60, likes=22_025), 100),
        (candidate(50, 1, 1, 1), 45 * 0.6931471805599453),
    ],
)
def test_the_published_formula_gives_its_points(post, points):
    assert published_score(post, NOW_MS) == pytest.approx(points, rel=1e-5)


def test_a_viral_post_never_ages_in_the_published_formula():
    """BUG-039: 22,026 likes are worth as much as being new, for ever."""
    old, new = candidate(90, likes=22_026), candidate(0)
    assert published_score(old, NOW_MS) > published_score(new, NOW_MS)


def test_pages_of_a_ranking_hold_every_candidate_once_and_in_order(store, clock):
    """BUG-039: ranked page by page, the pages are not in order; ranked once, they are."""
    pages, rng = RankedPages(store), random.Random(1)
    scores = {number: rng.choice([1.0, 2.0, 3.0]) for number in range(1, 100)}
    name = pages.rank(7, scores)
    seen = [post_id for offset in range(0, 120, 20) for post_id in pages.page(name, offset, 20)]
    assert seen == sorted(scores, key=lambda post_id: (-scores[post_id], -post_id))
    clock.advance(601)
    with pytest.raises(Exception, match="expired"):
        pages.page(name, 0, 20)


def test_one_signal_of_zero_hides_a_post():
    assert Signals(1, 1, 1, 1, 1).score() == 1
    assert Signals(1, 1, 0, 1, 1).score() == 0
    with pytest.raises(Exception, match="between 0 and 1"):
        Signals(1, 2, 1, 1, 1).score()
