"""The arithmetic of costs, held against the played day, against theory, and against the designs themselves."""

import math
import random
from dataclasses import replace
from statistics import mean

import pytest

from course.clock import ManualClock
from course.errors import CourseError
from course.estimates import sourced
from course.recordings import recorded_values
from course.systems.news_feed.costs import (
    ANSWER_S,
    PEAK_FACTOR,
    THRESHOLDS,
    Prices,
    cheapest,
    curve,
    feed_bytes,
    queue_wait_s,
    simulate,
    slowest_of,
)
from course.systems.news_feed.designs import settle
from course.systems.news_feed.estimate import THRESHOLDS as SCALED_THRESHOLDS
from course.systems.news_feed.estimate import delivery_time, published, scaled_profile
from course.systems.news_feed.faults import busy_celebrity, flush_feeds
from course.systems.news_feed.graph import make_graph, read_graph
from course.systems.news_feed.model import Post
from course.systems.news_feed.profile import profile_of
from course.systems.news_feed.service import NewsFeed, hybrid, new_ground, on_read, on_write
from course.systems.news_feed.workload import play_day, posts_of_day, waits_behind
from course.units import SECONDS_PER_DAY


@pytest.fixture(scope="module")
def graph():
    return read_graph()


DESIGN_OF = {math.inf: "push", 0: "pull"}


@pytest.mark.parametrize("threshold", [math.inf, 0, 1_000, 200])
def test_a_played_day_takes_what_the_arithmetic_expects(graph, threshold):
    design = DESIGN_OF.get(threshold, "hybrid")
    load = simulate(threshold, design=design)
    day = play_day(graph, threshold, random.Random(5), cache_s=10 if design == "hybrid" else 0)
    assert day.deliveries == pytest.approx(load.deliveries_per_s * SECONDS_PER_DAY, rel=0.1)
    assert day.lists_asked == pytest.approx(load.lists_per_read * load.reads_per_s * SECONDS_PER_DAY, rel=0.05)
    # the evening shares kept lists better than an even day would
    expected = load.list_reads_per_s * SECONDS_PER_DAY
    assert 0.75 * expected <= day.lists_fetched <= 1.05 * expected
    assert day.writes_per_read == pytest.approx(load.writes_per_read, rel=0.1)


@pytest.mark.parametrize(("design", "threshold"), [("push", math.inf), ("pull", 0), ("hybrid", 12)])
def test_the_designs_do_as_much_as_the_played_day_counts(design, threshold):
    """The chain of trust: commands on Redis = the played day = the arithmetic."""
    graph, rng, clock = make_graph(80, 10, random.Random(3)), random.Random(9), ManualClock()
    ground = new_ground(clock, graph)
    make = {"push": on_write, "pull": on_read, "hybrid": lambda each: hybrid(each, pull_from=threshold, keep_s=0)}
    feed = NewsFeed(ground, make[design](ground))
    readers = [user for user in range(80) if graph.is_active(user)]
    ground.active.seen(*readers)
    authors = [rng.randrange(80) for _ in range(60)]
    for author in authors:
        feed.post(author, "hello")
        clock.advance(1)
    settle(feed.design)
    active = {author: sum(graph.is_active(follower) for follower in graph.followers[author]) for author in set(authors)}
    pushed = [author for author in authors if graph.follower_counts[author] < threshold]
    assert ground.cost.deliveries == sum(active[author] for author in pushed)
    if design == "hybrid":
        reader = readers[0]
        feed.page(reader)
        celebrities = {author for author in authors if graph.follower_counts[author] >= threshold}
        trips_before, commands_before = ground.cost.round_trips, ground.cost.commands
        feed.design.page_ids(reader, None, 20)
        assert ground.cost.round_trips - trips_before <= 2  # and the log of modes: three in all
        assert ground.cost.commands - commands_before == 3 + 2 * len(celebrities & set(graph.follows[reader]))


def test_the_money_is_a_u_with_its_bottom_far_below_ten_thousand_on_this_graph():
    loads = curve()
    bottom = cheapest(loads)
    costs = [load.usd_per_day for load in loads]
    place = loads.index(bottom)
    assert 0 < place < len(loads) - 1
    assert costs[:place] == sorted(costs[:place], reverse=True)
    assert costs[place:] == sorted(costs[place:])
    assert bottom.threshold == 20
    push, pull = (simulate(0, design=design) for design in ("push", "pull"))
    assert pull.usd_per_day > 1.3 * bottom.usd_per_day
    assert push.usd_per_day > 4 * bottom.usd_per_day
    assert loads[-1].usd_per_day == pytest.approx(push.usd_per_day)  # nobody here has ten thousand followers


def test_the_bottom_moves_up_with_the_reads_and_with_the_published_bytes():
    """BUG-049: with 20 bytes an entry the bottom would lie ten times as high."""
    bottoms = [cheapest(curve(reads_per_post=reads)).threshold for reads in (5, 10, 50, 200)]
    assert bottoms == sorted(bottoms)
    assert bottoms[0] <= 20
    assert bottoms[2] >= 100
    assert cheapest(curve(prices=Prices(entry_bytes=20))).threshold == 200


@pytest.mark.parametrize("name", ["delivery_s", "list_read_s", "merge_s", "server_bytes"])
@pytest.mark.parametrize("factor", [0.6, 1.6])
def test_the_bottom_hardly_moves_when_a_price_is_measured_wrongly(name, factor):
    prices = replace(Prices(), **{name: factor * getattr(Prices(), name)})
    assert 10 <= cheapest(curve(prices=prices)).threshold <= 50


def test_everything_moves_one_way_as_the_threshold_rises():
    loads = curve()
    for name, sign in (("deliveries_per_s", 1), ("memory_bytes", 1), ("lists_per_read", -1), ("p99_s", -1)):
        values = [sign * getattr(load, name) for load in loads]
        assert values == sorted(values), name


def test_celebrities_who_post_more_make_push_dearer_and_pull_not():
    for share in (0.02, 0.5):
        assert simulate(0, share, design="pull").work_usd_per_day == pytest.approx(
            simulate(0, design="pull").work_usd_per_day
        )
    pushes = [simulate(0, share, design="push").deliveries_per_s for share in (0.02, 0.1, 0.5)]
    assert pushes == sorted(pushes)
    posts = profile_of().posts
    assert profile_of().celebrity_share == pytest.approx(0.057, abs=0.001)
    assert posts == pytest.approx(10_000, rel=1e-3)


def test_a_goal_for_the_slowest_delivery_is_kept_and_paid_for():
    loose, tight = (simulate(0, design="push", goal_s=goal_s) for goal_s in (None, 5))
    assert tight.worst_staleness_s < 10 < loose.worst_staleness_s
    assert tight.work_usd_per_day > 5 * loose.work_usd_per_day


@pytest.mark.parametrize(("design", "share"), [("both", None), ("hybrid", 1.0), ("hybrid", -0.1)])
def test_settings_that_cannot_be_are_refused(design, share):
    with pytest.raises(CourseError, match="Choose one of push, pull, hybrid"):
        simulate(100, share, design=design)


@pytest.mark.parametrize("lists", [1, 5, 28])
def test_the_wait_for_the_slowest_list_is_that_of_drawn_waits(lists):
    rng = random.Random(lists)
    drawn = sorted(max(rng.expovariate(1 / ANSWER_S) for _ in range(lists)) for _ in range(20_000))
    assert slowest_of([(lists, 1.0)], 0.5) == pytest.approx(drawn[10_000], rel=0.05)
    assert slowest_of([(lists, 1.0)], 0.99) == pytest.approx(drawn[19_800], rel=0.05)


def test_the_queue_waits_as_long_as_pollaczek_and_khinchine_say():
    rng, jobs = random.Random(4), [(200, 50.0), (20, 500.0)]  # (jobs a day and copies each, before the peak)
    scale = 100
    per_day = sum(count * scale for count, _ in jobs)
    copies = sum(count * scale * size for count, size in jobs)
    squares = sum(count * scale * size**2 for count, size in jobs)
    capacity_per_s = copies * PEAK_FACTOR / 0.6 / SECONDS_PER_DAY
    expected_s = queue_wait_s(per_day, copies, squares, capacity_per_s)
    waits = []
    for _ in range(40):
        at_s, arrivals = 0.0, []
        for _ in range(3_000):
            at_s += rng.expovariate(per_day * PEAK_FACTOR / SECONDS_PER_DAY)
            arrivals.append((at_s, rng.choices([50, 500], [200, 20])[0]))
        done = waits_behind(arrivals, capacity_per_s)
        waits += [wait - size / capacity_per_s for wait, (_, size) in zip(done, arrivals, strict=True)]
    assert mean(waits) == pytest.approx(expected_s, rel=0.1)


def test_a_feed_takes_the_bytes_that_were_measured():
    recorded = recorded_values("22.redis-bytes")
    for size in (1, 20, 127, 128, 400, 800):
        assert feed_bytes(size) == pytest.approx(recorded[f"bytes a feed of {size}"], rel=0.1, abs=200)
    assert feed_bytes(0) == 0
    assert feed_bytes(128) > 7 * feed_bytes(127)


def test_the_registered_prices_of_work_are_those_that_were_recorded():
    recorded = recorded_values("22.redis-work")
    for name, label in (
        ("redis-delivery", "a delivery, pipelined"),
        ("redis-list-read", "a timeline read"),
        ("list-merged-in-python", "a list merged here"),
    ):
        assert 1e-6 * sourced(name).value == pytest.approx(recorded[label], rel=0.005), name


def test_half_a_billion_users_follow_and_are_followed_as_assumed():
    profile = scaled_profile()
    assert profile.posts == pytest.approx(500e6)
    assert profile.reads == pytest.approx(5e9)
    assert sum(each.count for each in profile.authors) == pytest.approx(500e6, rel=1e-6)
    push = simulate(0, design="push", profile=profile)
    assert push.deliveries_per_s == pytest.approx(500e6 * 200 / SECONDS_PER_DAY, rel=1e-6)
    assert push.writes_per_read == pytest.approx(20)
    assert push.memory_bytes == pytest.approx(51.5e12, rel=0.01)


def test_the_law_gives_what_the_drawn_graph_gives(graph):
    drawn = curve(thresholds=(20, 200, 2_000))
    law = curve(thresholds=(20, 200, 2_000), profile=scaled_profile(10_000, 20, posts_grow_with_followers=0.5))
    for one, other in zip(drawn, law, strict=True):
        # chance gave the largest author of the drawn graph few posts, and heavy readers follow more than others
        assert other.deliveries_per_s == pytest.approx(one.deliveries_per_s * 10 / 7, rel=0.5)
        assert other.lists_per_read == pytest.approx(one.lists_per_read, rel=0.5)


def test_at_scale_memory_outweighs_all_work_and_the_threshold_hardly_matters():
    loads = curve(thresholds=SCALED_THRESHOLDS, profile=scaled_profile())
    between = [load.usd_per_day for load in loads if 1e4 <= load.threshold <= 1e8]
    assert max(between) < 1.2 * min(between)
    push = simulate(0, design="push", profile=scaled_profile())
    assert push.memory_usd_per_day > 0.95 * push.usd_per_day


def test_the_published_figures_stand_on_one_axis():
    figures = {each.label: each.deliveries.number("deliveries/s") for each in published()}
    assert list(figures.values()) == sorted(figures.values())
    assert figures["6 K posts/s, to ten each"] == 60_000
    assert figures["31 M followers in 5 min"] == pytest.approx(103_333, rel=1e-3)
    assert figures["400 M posts/day, to 75 each"] == pytest.approx(347_222, rel=1e-3)
    assert figures["400 M posts/day, to 75 each"] == pytest.approx(figures["30 G deliveries/day"])
    assert delivery_time(10_000, 50_000).number("s") == pytest.approx(0.2)


def staleness_s(graph, threshold, rng, capacity_per_s):
    """How long each pushed post of a day took to reach its last active follower, sorted."""
    active = [graph.is_active(user) for user in range(graph.users)]
    jobs = [
        (at_s, sum(active[follower] for follower in graph.followers[author]))
        for at_s, author in posts_of_day(graph, rng)
        if graph.follower_counts[author] < threshold
    ]
    return sorted(waits_behind(jobs, capacity_per_s))


def test_a_day_without_celebrities_in_the_queue_is_fresher(graph):
    capacity_per_s = simulate(0, design="push").deliveries_per_s * PEAK_FACTOR / 0.7
    pushed, hybrid_day = (staleness_s(graph, bound, random.Random(2), capacity_per_s) for bound in (math.inf, 200))
    assert pushed[-1] > 200
    assert hybrid_day[-1] < 60
    assert pushed[len(pushed) * 99 // 100] > 5 * hybrid_day[len(hybrid_day) * 99 // 100]


def test_behind_a_busy_celebrity_ordinary_posts_wait_for_minutes_unless_they_have_their_own_way():
    waits = {design: busy_celebrity(random.Random(1), design=design) for design in ("push", "lanes", "hybrid")}
    middle = {design: sorted(each.ordinary_s)[len(each.ordinary_s) // 2] for design, each in waits.items()}
    assert middle["push"] > 60
    assert middle["lanes"] < 0.1
    assert middle["hybrid"] < 0.1
    assert max(waits["lanes"].celebrity_s) > max(waits["push"].celebrity_s)  # its own lane has half the workers
    with pytest.raises(ValueError, match="push, lanes and hybrid"):
        busy_celebrity(random.Random(1), design="both")


def test_after_a_flush_sharing_loads_helps_and_a_gate_bounds_the_rest(graph):
    rush, shared, gated = (
        flush_feeds(graph, random.Random(1), **how)
        for how in (
            {"single_flight": False},
            {"single_flight": True},
            {"single_flight": True, "most_rebuilds": 20},
        )
    )
    assert shared.list_loads < 0.8 * rush.list_loads
    assert gated.most_at_once < shared.most_at_once / 3
    assert gated.slowest_s < 0.5 < shared.slowest_s
    assert (rush.sent_away, shared.sent_away) == (0, 0)
    assert gated.sent_away > 0


def test_a_post_is_what_it_says():
    assert Post(1, 2, "x").at_ms == 1_609_459_200_000
    assert THRESHOLDS[-1] == 10_000
