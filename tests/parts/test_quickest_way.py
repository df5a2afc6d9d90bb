"""The quickest way: against networkx where times stand still, and against every way where they move."""

import random

import networkx as nx
import pytest

from course.parts.quickest_way import NoWay, quickest_way


def random_town(rng, junctions=30, roads=90):
    graph = nx.DiGraph()
    graph.add_nodes_from(range(junctions))
    for _ in range(roads):
        graph.add_edge(*rng.sample(range(junctions), 2), s=rng.randrange(1, 50))
    return graph


def still(graph):
    return lambda here, there, _moment: graph[here][there]["s"]


@pytest.mark.parametrize("seed", range(20))
def test_on_still_roads_it_finds_what_networkx_finds(seed):
    rng = random.Random(seed)
    graph = random_town(rng)
    start = rng.randrange(30)
    known = nx.single_source_dijkstra_path_length(graph, start, weight="s")
    for end in graph:
        if end not in known:
            with pytest.raises(NoWay):
                quickest_way(graph, still(graph), start, end)
            continue
        way = quickest_way(graph, still(graph), start, end, 1_000)
        assert way.arrival_s == 1_000 + known[end]
        assert nx.path_weight(graph, way.path, "s") == known[end] or way.path == (start,)
        assert (way.path[0], way.path[-1]) == (start, end)


@pytest.mark.parametrize("seed", range(20))
def test_with_a_guess_that_is_never_too_high_the_answer_is_the_same(seed):
    rng = random.Random(seed)
    graph = random_town(rng)
    end = rng.randrange(30)
    left = nx.single_source_dijkstra_path_length(graph.reverse(), end, weight="s")
    for start in left:
        plain = quickest_way(graph, still(graph), start, end)
        # a guess that jumps up and down, but is never too high
        for share in (lambda _: 1.0, lambda junction: (junction % 3) / 2):
            ahead = quickest_way(
                graph, still(graph), start, end, guess_s=lambda at, share=share: share(at) * left.get(at, 10**6)
            )
            assert ahead.arrival_s == plain.arrival_s


def test_a_guess_saves_looks_on_a_grid():
    graph = nx.grid_2d_graph(20, 20).to_directed()
    nx.set_edge_attributes(graph, 1, "s")
    plain = quickest_way(graph, still(graph), (10, 10), (15, 10))
    ahead = quickest_way(graph, still(graph), (10, 10), (15, 10), guess_s=lambda at: abs(at[0] - 15) + abs(at[1] - 10))
    assert ahead.arrival_s == plain.arrival_s == 5
    assert ahead.looks < plain.looks / 4


@pytest.mark.parametrize("seed", range(30))
def test_on_moving_roads_no_way_arrives_earlier(seed):
    rng = random.Random(seed)
    graph = random_town(rng, 8, 20)
    closing = {road: rng.randrange(0, 60) for road in graph.edges}

    def drive_s(here, there, moment):
        return graph[here][there]["s"] * (1 if moment < closing[here, there] else 3)

    def along(path):
        now_s = 0
        for here, there in nx.utils.pairwise(path):
            now_s += drive_s(here, there, now_s)
        return now_s

    for end in range(1, 8):
        paths = list(nx.all_simple_paths(graph, 0, end))
        if paths:
            way = quickest_way(graph, drive_s, 0, end)
            assert way.arrival_s == min(map(along, paths)) == along(way.path)


def test_without_a_guess_each_road_is_asked_once_and_each_junction_settled_once():
    graph = random_town(random.Random(3), 60, 240)
    asked = []

    def drive_s(here, there, _moment):
        asked.append((here, there))
        return graph[here][there]["s"]

    for end in sorted(nx.descendants(graph, 0)):
        asked.clear()
        way = quickest_way(graph, drive_s, 0, end)
        assert len(asked) == len(set(asked)) == way.looks
        assert len(set(way.settled)) == len(way.settled)
