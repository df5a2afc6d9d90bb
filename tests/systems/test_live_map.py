"""A live map: one for all servers, silent phones, cells on several nodes; and the design often seen, which fails."""

import random
from math import dist

import pytest
import redis

from course.clock import ManualClock
from course.parts.quadtree import Area
from course.systems.nearby_drivers.heard import HeardList, sweep_silent
from course.systems.nearby_drivers.live_faults import NODES, Traffic, node_dies, spread
from course.systems.nearby_drivers.model import Driver
from course.systems.nearby_drivers.often_seen import OftenSeenServer
from course.systems.nearby_drivers.redis_map import HEARD, PLACES, RedisMap
from course.systems.nearby_drivers.service import BadPlace
from course.systems.nearby_drivers.shards import Cutting, Node, Ping, ShardedMap, newest_first
from course.systems.nearby_drivers.silence import hour_of_shifts, silences_s
from course.systems.nearby_drivers.workload import MIDDLE, after_the_match


def test_a_server_of_the_often_seen_design_finds_only_whom_it_heard_itself(store):
    servers = [OftenSeenServer(store) for _ in range(2)]
    servers[0].update("ana", *MIDDLE, now_s=0)
    assert servers[0].nearby(MIDDLE, 1) == ["ana"]
    assert servers[1].nearby(MIDDLE, 1) == []
    assert RedisMap(store, ManualClock()).near(MIDDLE, 1) == ["ana"]


@pytest.mark.parametrize(("latitude", "in_tree"), [(91.0, None), (86.0, 86.0)])
def test_a_bad_place_leaves_the_often_seen_stores_at_odds(store, latitude, in_tree):
    server = OftenSeenServer(store)
    server.update("ana", 0.0, 55.5, now_s=0)
    with pytest.raises(redis.ResponseError):
        server.update("ana", 0.0, latitude, now_s=1)
    assert server.places().get("ana", (0, None))[1] == in_tree
    assert store.geopos(PLACES, "ana")[0][1] == pytest.approx(55.5, abs=1e-4)


def test_the_shared_map_refuses_a_bad_place_and_changes_nothing(store):
    clock = ManualClock()
    shared = RedisMap(store, clock)
    shared.report(Driver("ana", (0.0, 55.5)))
    before = store.hgetall("driver:ana"), store.zscore(HEARD, "ana"), store.geopos(PLACES, "ana")
    clock.advance(9)
    for place in ((0.0, 86.0), (0.0, -91.0), (181.0, 0.0), (float("nan"), 0.0)):
        with pytest.raises(BadPlace, match="ana reports from"):
            shared.report(Driver("ana", place))
    assert (store.hgetall("driver:ana"), store.zscore(HEARD, "ana"), store.geopos(PLACES, "ana")) == before
    shared.report(Driver("ana", (0.0, 85.05)))
    assert shared.near((0.0, 85.05), 1) == ["ana"]


def test_what_the_often_seen_design_writes_never_ends(store):
    OftenSeenServer(store).update("ana", *MIDDLE, now_s=0)
    assert {store.ttl(PLACES), store.ttl("driver:ana")} == {-1}


def test_an_end_for_the_whole_set_takes_nobody_off_while_others_report(store, clock):
    shared = RedisMap(store, clock)
    shared.report(Driver("silent", MIDDLE))
    for _ in range(5):
        clock.advance(20)
        shared.report(Driver("speaks", MIDDLE))
        store.expire(PLACES, 30)
    assert set(shared.near(MIDDLE, 1)) == {"silent", "speaks"}


def test_the_sweeper_takes_off_exactly_the_silent_ones(store, clock):
    shared, rng = RedisMap(store, clock), random.Random(1)
    heard_s = {f"d{number}": rng.choice((0, 29, 30, 31, 90)) for number in range(250)}
    start_s = clock.now_s()
    for silence_s in (90, 31, 30, 29, 0):
        clock.advance(start_s + 90 - silence_s - clock.now_s())
        for name, each_s in heard_s.items():
            if each_s == silence_s:
                shared.report(Driver(name, MIDDLE))
    in_memory = HeardList({name: clock.now_s() - silence_s for name, silence_s in heard_s.items()})
    left = {name for name, silence_s in heard_s.items() if silence_s <= 30}
    for heard in (shared, in_memory):
        assert sweep_silent(heard, clock.now_s()) == 250 - len(left)
        assert sweep_silent(heard, clock.now_s()) == 0
    assert set(shared.near(MIDDLE, 1)) == set(in_memory.last_s) == left
    assert not any(store.exists(f"driver:{name}") for name in heard_s if name not in left)


def test_who_pings_after_being_listed_is_not_dropped(store, clock):
    shared = RedisMap(store, clock)
    shared.report(Driver("ana", MIDDLE))
    clock.advance(60)
    before_s = clock.now_s() - 30
    in_memory = HeardList({"ana": clock.now_s() - 60})
    assert shared.silent(before_s, 10) == in_memory.silent(before_s, 10) == ["ana"]
    shared.report(Driver("ana", MIDDLE))
    in_memory.ping("ana", clock.now_s())
    for heard in (shared, in_memory):
        assert heard.drop_if_silent("ana", before_s) is False
        assert heard.drop_if_silent("nobody", before_s) is False
        assert heard.drop("ana") is True
        assert heard.drop("ana") is False


def test_an_hour_without_goodbyes_leaves_a_ghost_for_every_phone_that_died():
    on_map, clock = set(), ManualClock()
    driving = hour_of_shifts(
        lambda name, _place: on_map.add(name), clock, random.Random(3), on_road=50, ends_a_minute=2
    )
    assert len(driving) == 50
    assert driving < on_map
    assert len(on_map - driving) == 120


def test_lost_pings_alone_hide_few_and_tunnels_hide_as_long_as_they_are():
    lost = silences_s(40_000, random.Random(1), lost=0.1)
    assert sum(silence > 2 for silence in lost) == pytest.approx(400, rel=0.2)  # 0.1 ** 2
    both = silences_s(40_000, random.Random(1), lost=0.0, in_tunnel=0.25, tunnel_s=20)
    assert sum(silence > 5 for silence in both) == pytest.approx(40_000 * 0.25 * 15 / 20, rel=0.05)
    assert max(both) <= 21


def brute_force_cells(cutting, x, y, radius_km, places):
    return {cutting.cell(*place) for place in places if dist(place, (x, y)) <= radius_km}


@pytest.mark.parametrize("cut", [False, True])
def test_the_cells_of_a_circle_hold_everybody_in_it_and_none_is_asked_in_vain(cut):
    rng = random.Random(4)
    places = [(rng.gauss(0, 3), rng.gauss(0, 3)) for _ in range(4_000)]
    cutting = Cutting.where_crowded(places, 2.0, 100) if cut else Cutting(2.0)
    for _ in range(100):
        x, y, radius_km = rng.uniform(-6, 6), rng.uniform(-6, 6), rng.choice((0.0, 0.3, 2.0, 5.0))
        cells = cutting.within(x, y, radius_km)
        assert len(cells) == len(set(cells))
        assert brute_force_cells(cutting, x, y, radius_km, places) <= set(cells)
        assert cutting.cell(x, y) in cells
        for depth, column, row in cells:
            side_km = cutting.side_of((depth, column, row))
            area = Area(column * side_km, row * side_km, (column + 1) * side_km, (row + 1) * side_km)
            nearest = min(max(x, area.west), area.east), min(max(y, area.south), area.north)
            assert dist(nearest, (x, y)) <= radius_km


def test_a_crowd_is_cut_until_no_cell_holds_too_many_or_the_smallest_is_reached():
    places = [*((0.001 * n, 0.5) for n in range(300)), *((1.9, 1.9),) * 200]
    cutting = Cutting.where_crowded(places, 2.0, most=60)
    crowds = [cutting.cell(*place) for place in places]
    sizes = {cell: crowds.count(cell) for cell in set(crowds)}
    assert all(size <= 60 or cell[0] == 6 for cell, size in sizes.items())
    assert max(sizes.values()) == 200
    assert cutting.cell(-0.1, -0.1) == (0, -1, -1)


def test_a_node_keeps_the_newest_ping_whatever_comes_late_or_twice():
    node = Node()
    pings = [Ping("ana", number, (float(number), 0.0)) for number in (1, 3, 2, 3, 1)]
    for at_s, ping in enumerate(pings):
        node.take(ping, at_s)
    assert node.near((3.0, 0.0), 0.1) == [("ana", 3, 0.0)]
    node.drop("ana", 3)
    assert "ana" in node
    node.drop("ana", 4)
    assert len(node) == 0
    node.take(Ping("bo", 1, (0.0, 0.0)), 10.0)
    node.take(Ping("cy", 1, (0.0, 0.0)), 20.0)
    node.take(Ping("bo", 2, (0.0, 0.0)), 30.0)
    node.forget(30.0)
    assert "bo" in node
    assert "cy" not in node


def test_looks_find_everybody_once_while_drivers_cross_borders():
    told = Traffic(300, random.Random(1), ShardedMap(NODES, Cutting(2.0)))
    untold = Traffic(300, random.Random(1), ShardedMap(NODES, Cutting(2.0), tells_old=False))
    for traffic in (told, untold):
        traffic.run(40)
        for rider in list(traffic.fleet.places.values())[:40]:
            near = sorted((dist(rider, at), name) for name, at in traffic.fleet.places.items() if dist(rider, at) <= 1)
            answers = traffic.city.look(rider, 1).values()
            found = newest_first(answers)
            assert len(found) == len(dict(found))
            assert {name for _, name in near} <= {name for name, _ in found}
        assert traffic.missing() == 0
    assert told.on_two_nodes() == 0
    assert untold.on_two_nodes() > 20
    rider = next(iter(told.fleet.places.values()))
    assert len(newest_first(told.city.look(rider, 15).values(), limit=7)) == 7


def test_a_dead_node_blinds_its_cells_until_it_is_noticed_and_everybody_has_pinged():
    alone = node_dies(1, random.Random(3), drivers=300)
    missing = [at_s for at_s, count in alone if count]
    assert 5 <= missing[0] < 5.5
    assert 10 <= missing[-1] < 11
    assert not any(count for _, count in node_dies(2, random.Random(3), drivers=300))


def test_the_second_owner_of_a_cell_is_the_next_on_the_ring():
    city = ShardedMap(NODES, Cutting(2.0), copies=2)
    cells = [(0, column, row) for column in range(-5, 5) for row in range(-5, 5)]
    before = {cell: city.owners(cell) for cell in cells}
    city.die("A")
    city.notice("A")
    for cell, (first, second) in before.items():
        assert first != second
        assert city.owners(cell)[0] == (second if first == "A" else first)


def test_cells_cut_where_it_is_crowded_are_even_and_seldom_asked():
    places = after_the_match(4_000, 1_200, random.Random(25))
    riders = random.Random(1).sample(list(places.values()), 30)
    by_name, whole = spread(places, None, riders), spread(places, Cutting(2.0), riders)
    cut = spread(places, Cutting.where_crowded(places.values(), 2.0, 120), riders)
    assert by_name.asked == len(NODES)
    assert by_name.busiest < 1.2 < cut.busiest + 0.2 < 2 < whole.busiest
    assert whole.asked <= cut.asked + 0.5 < 3
