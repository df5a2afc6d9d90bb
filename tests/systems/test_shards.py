"""Links on several machines: placements, a dead replica, a late one, and the load of each tier."""

import math
import random
from itertools import count

import pytest
from redis.crc import key_slot

from course.clock import ManualClock
from course.estimates import find_claim, quantity, servers, sourced
from course.parts import base62
from course.stores import open_duckdb, open_redis
from course.systems.url_shortener.designs import ShuffledCodes
from course.systems.url_shortener.estimate import LinkPlan, plan_loads, tier_loads, walk
from course.systems.url_shortener.layouts import LAYOUTS, layout_cost
from course.systems.url_shortener.links import LinkTable
from course.systems.url_shortener.model import Link, NameTaken
from course.systems.url_shortener.record_stores import JOBS, store_times
from course.systems.url_shortener.service import UrlShortener
from course.systems.url_shortener.shards import (
    SLOTS,
    FirstCharacter,
    Modulo,
    ReplicatedLinks,
    Ring,
    ShardLoad,
    Slots,
    first_opened_s,
    loads,
    moved,
    waits_after_a_death,
)
from course.systems.url_shortener.workload import redirects

MAKER = ShuffledCodes(count(1))
CODES = [MAKER.new_code("") for _ in range(20_000)]
PLACEMENTS = [Modulo(4), FirstCharacter(4), Ring(4), Ring(4, points=1), Slots.even(4)]


@pytest.mark.parametrize(
    "placement", PLACEMENTS, ids=["remainder", "first character", "ring", "ring, 1 point", "slots"]
)
def test_every_code_has_one_shard_before_and_after_growth(placement):
    for place in (placement, placement.grown()):
        counts = loads(place, CODES)
        assert len(counts) == place.shards
        assert sum(counts) == len(CODES)
        assert all(counts)
    assert placement.grown().shards == placement.shards + 1


def test_a_remainder_moves_nearly_all_a_ring_and_slots_only_what_the_newcomer_gets():  # BUG-017
    assert moved(Modulo(4), Modulo(5), CODES) / len(CODES) == pytest.approx(0.8, abs=0.01)
    for placement in (Ring(4), Ring(4, points=1), Slots.even(4)):
        after = placement.grown()
        assert moved(placement, after, CODES) == loads(after, CODES)[-1]


def test_slots_grow_evenly_and_move_a_fifth():
    five = Slots.even(4).grown()
    owners = [five.shard_of(code) for code in CODES]
    assert all(abs(owners.count(shard) / len(owners) - 0.2) < 0.01 for shard in range(5))
    again = five.grown()
    assert max(loads(again, CODES)) / len(CODES) < 1.1 / 6


def test_slots_are_those_of_redis_cluster():
    one_each = Slots(range(SLOTS))
    for code in CODES[:2_000]:
        assert one_each.shard_of(code) == key_slot(code.encode())


def test_slots_need_an_owner_each():
    with pytest.raises(ValueError, match=r"16,384 slots; you gave owners for 3"):
        Slots([0, 1, 0])


def test_codes_made_in_order_share_their_first_character_but_a_hash_spreads_them():  # BUG-018
    plain = [base62.encode(62**6 + number) for number in range(20_000)]
    assert sum(load > 0 for load in loads(FirstCharacter(), plain)) == 1
    assert min(loads(Modulo(62), plain)) > 200
    assert min(loads(Ring(62), plain)) > 50
    days = 62**6 / 100e6
    assert days == pytest.approx(568, abs=1)
    with pytest.raises(ValueError, match="only 62 first characters"):
        FirstCharacter().grown()


def java_hash_code(text):
    """``String.hashCode`` of Java: a signed 32-bit number."""
    value = 0
    for character in text:
        value = (31 * value + ord(character)) % 2**32
    return value - 2**32 if value >= 2**31 else value


def java_abs(number):
    """``Math.abs`` of an int: the smallest one has no positive twin, and stays as it is."""
    return number if number == -(2**31) else abs(number)


def java_remainder(number, divisor):
    """Java's ``%``: the sign of the dividend."""
    return number - divisor * int(number / divisor)


def test_the_absolute_value_of_a_java_hash_can_name_a_shard_below_zero_and_ours_cannot():  # BUG-016
    assert java_hash_code("polygenelubricants") == -(2**31)
    assert java_hash_code("aAgaAXq") == -(2**31)
    assert [java_remainder(java_abs(java_hash_code("aAgaAXq")), shards) for shards in (4, 6)] == [0, -2]
    for shards in range(1, 12):
        assert 0 <= Modulo(shards).shard_of("aAgaAXq") < shards


# a dead replica

PEAK = sourced("plan-peak-factor").value
PLAN = LinkPlan()
HIT_RATIO = float(sourced("plan-hit-ratio").quantity)
TOTAL = tier_loads(PEAK * PLAN.redirects_per_s, PEAK * PLAN.links_per_s, HIT_RATIO)
SHARD = ShardLoad(
    TOTAL.table_reads / 4,
    TOTAL.table_writes / 4,
    *(sourced(f"plan-{name}").value for name in ("replica-reads", "primary-reads", "primary-writes")),
)


def test_the_plan_is_ten_times_the_average_and_can_be_told_another_hit_ratio():
    assert plan_loads() == TOTAL
    assert plan_loads(0.724).table_reads == pytest.approx(0.276 * 1_157_407, rel=1e-6)
    assert plan_loads(edge_hit_ratio=0.5).table_reads == pytest.approx(TOTAL.table_reads / 2)
    needed = [math.ceil(plan_loads(hits).cache / 70_000) + 1 for hits in (None, 0.724)]
    assert needed == [22, 23]


def test_one_dead_replica_drowns_the_primary_and_two_replicas_do_not():  # BUG-023
    assert SHARD.primary_busy(SHARD.reads_per_s) == pytest.approx(1.447, abs=0.001)
    waits = waits_after_a_death(SHARD, replicas=1, dies_at_s=5, for_s=65)
    assert waits[:6] == [0.0] * 6
    for second in (10, 15, 65):  # theory: work comes faster than it is done, by 0.447 s each second
        assert waits[second] == pytest.approx((second - 5) * 0.44676, rel=0.001)
    assert max(waits_after_a_death(SHARD, replicas=2, dies_at_s=5, for_s=65)) == 0.0


def test_a_shard_that_its_primary_can_carry_alone_survives():
    small = ShardLoad(30_000, 1_000, 100_000, 50_000, 10_000)
    assert max(waits_after_a_death(small, replicas=1, for_s=30)) == 0.0


# a late replica


@pytest.mark.parametrize(
    ("habits", "opens_s"), [({}, 32.1), ({"fill_cache": True}, 0.1), ({"ask_primary": True}, 0.1)], ids=str
)
def test_a_note_of_30_s_hides_a_link_that_was_late_by_a_fifth_of_a_second(habits, opens_s):  # BUG-022
    assert first_opened_s(lag_s=0.2, first_try_s=0.1, every_s=4, **habits) == opens_s


def test_a_replica_in_time_opens_at_the_first_try():
    assert first_opened_s(lag_s=0.05, first_try_s=0.1, every_s=4) == 0.1


def test_our_shortener_opens_a_new_link_at_once_even_on_a_late_replica():  # BUG-022
    clock = ManualClock()
    table = ReplicatedLinks(open_duckdb(), clock, lag_s=10)
    shortener = UrlShortener(ShuffledCodes(count(1)), table, open_redis(clock), clock)
    link = shortener.create("https://example.org")
    assert shortener.resolve(link.code) == link


def test_names_are_claimed_on_the_primary_so_lag_lets_nobody_claim_twice():
    clock = ManualClock()
    shortener = UrlShortener(
        ShuffledCodes(count(1)), ReplicatedLinks(open_duckdb(), clock, lag_s=60), open_redis(clock), clock
    )
    shortener.create("https://a.example", alias="spring-sale")
    with pytest.raises(NameTaken):
        shortener.create("https://b.example", alias="spring-sale")


def test_the_primary_is_asked_only_for_what_the_replica_does_not_have():
    clock = ManualClock()
    table = ReplicatedLinks(open_duckdb(), clock, lag_s=1, ask_primary=True)
    link = Link("spring-sale", "https://example.org", clock.now_s())
    assert table.insert_if_absent(link)
    assert not table.insert_if_absent(link)
    assert table.find("spring-sale") == link
    assert table.primary_reads == 1
    clock.advance(1)
    assert table.find("spring-sale") == link
    assert table.primary_reads == 1
    assert table.find("nothing") is None
    assert table.primary_reads == 2  # what the way out costs: every misspelled code


# tiers


def test_the_cache_takes_load_from_the_table_and_from_nothing_before_it():  # BUG-029
    without, with_cache = (tier_loads(1_000, 10, hit_ratio) for hit_ratio in (0.0, 0.8))
    assert with_cache.api == without.api == 1_010
    assert with_cache.table_reads == pytest.approx(0.2 * without.table_reads)
    assert with_cache.table_writes == without.table_writes == 10
    assert with_cache.cache == pytest.approx(1_000 + 200 + 10)  # look, refill, count


def test_an_edge_takes_load_from_everything_behind_it_but_not_from_new_links():
    loads_ = tier_loads(1_000, 10, 0.8, edge_hit_ratio=0.5)
    assert (loads_.api, loads_.table_writes) == (510, 10)
    assert loads_.table_reads == pytest.approx(100)


def test_the_walk_counts_what_the_arithmetic_says():
    wanted = redirects(links=10_000, count=30_000, rng=random.Random(3))
    counted = walk(wanted, room=1_000)
    expected = tier_loads(len(wanted), 0, 1 - counted.table_reads / counted.api)
    assert counted.cache == pytest.approx(expected.cache)
    assert counted.api == expected.api


def test_the_walk_counts_what_the_service_of_lesson_20_does():
    """With room for everything: the embedded Redis evicts nothing."""
    clock = ManualClock()
    table, store = LinkTable(open_duckdb()), open_redis(clock)
    shortener = UrlShortener(ShuffledCodes(count(1)), table, store, clock)
    wanted = redirects(links=300, count=1_000, rng=random.Random(3))
    table.insert_many(Link(f"link-{number}", "https://example.org", 0.0) for number in range(300))
    for number in wanted:
        shortener.resolve(f"link-{number}")
    counted = walk(wanted, room=300)
    assert counted.table_reads == table.reads == shortener.misses
    assert counted.cache == shortener.hits + 2 * shortener.misses
    assert counted.api == len(wanted)


def needed(load_per_s, each_per_s, utilisation, spare):
    load, each = quantity(load_per_s, "requests/s"), quantity(each_per_s, "requests/s/server")
    return servers(load, each, utilisation=utilisation, failed=spare).value


def test_what_the_plan_needs_is_what_its_own_figures_give():
    """BUG-029: by their own ratings; the figures of the data set of claims."""
    assert TOTAL.api == pytest.approx(find_claim("url-short.ru1.total-peak-rps").recomputed(), rel=0.001)
    assert TOTAL.cache == pytest.approx(1_400_480, rel=0.001)
    assert needed(TOTAL.api, 80_000, 0.7, 0) == find_claim("url-short.ru1.api-servers").recomputed() == 21
    assert needed(TOTAL.cache, 100_000, 1, 0) == 15
    assert needed(TOTAL.cache, 100_000, 0.7, 0) == 21
    assert TOTAL.api / 14 > 80_000  # fifteen were ordered, and one is missing
    assert needed(SHARD.reads_per_s, 100_000, 0.7, 1) == 2


# layouts and stores


def test_a_unique_code_beside_a_number_costs_three_indexes_and_shards_repeat_the_numbers():  # BUG-028
    costs = {name: layout_cost(name) for name in LAYOUTS}
    assert costs["number, unique code, one more index"].indexes == 3
    assert costs["number, unique code, one more index"].keys == (1, 1)
    for name in ("code and owner", "code, owner and clicks"):
        assert costs[name].indexes == 1
        assert len(set(costs[name].keys)) == 2


def test_our_own_table_keeps_one_index():  # BUG-028
    database = open_duckdb()
    LinkTable(database)
    kinds = database.execute("SELECT constraint_type FROM duckdb_constraints() WHERE table_name = 'links'").fetchall()
    assert [kind for (kind,) in kinds if kind in ("PRIMARY KEY", "UNIQUE")] == ["PRIMARY KEY"]
    assert database.execute("SELECT count(*) FROM duckdb_indexes()").fetchall() == [(0,)]


def test_both_stores_do_the_same_jobs():
    times = store_times(CODES[:2_000])
    assert list(times) == [f"{job} · {store}" for job in JOBS for store in ("SQLite", "DuckDB")]
    assert all(seconds > 0 for seconds in times.values())
    with pytest.raises(ValueError, match="more than 500 codes; you gave 3"):
        store_times(CODES[:3])
