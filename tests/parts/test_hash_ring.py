"""The ring against the obvious version, and against uhashring's ketama."""

import random
from collections import Counter

import pytest
import uhashring
from hypothesis import given
from hypothesis import strategies as st

from course.parts.hash_ring import PLACES, HashRing, place_of

NAMES = st.lists(st.text(max_size=8), min_size=1, max_size=6, unique=True)
KEYS = [f"key{number}" for number in range(2_000)]


def obvious_owner(ring, key):
    """Look at every point: the first one past the key's place, or else the first of all."""
    points = ring.points()
    return next((node for place, node in points if place > place_of(key)), points[0][1])


@given(NAMES, st.integers(1, 12), st.lists(st.text(max_size=12), max_size=8))
def test_the_first_point_past_the_place_owns_the_key(nodes, points, keys):
    ring = HashRing(nodes, points)
    for key in keys:
        assert ring.owner(key) == obvious_owner(ring, key)


@pytest.mark.parametrize("nodes", [1, 2, 5, 12])
@pytest.mark.parametrize("points", [4, 40, 160])
def test_points_and_owners_are_those_of_ketama(nodes, points):
    names = [f"10.0.1.{number}:11211" for number in range(nodes)]
    peer = uhashring.HashRing(names, hash_fn="ketama", vnodes=points // 4)
    ring = HashRing(names, points)
    assert ring.points() == peer.get_points()
    on_points = [f"{name}-{number}" for name in names for number in range(points // 4)]  # they lie on a point exactly
    for key in [*KEYS, *on_points]:
        assert ring.owner(key) == peer.get_node(key)


@given(NAMES, st.integers(1, 12), st.text(max_size=8))
def test_a_new_node_takes_keys_and_nothing_else_moves(nodes, points, newcomer):
    if newcomer in nodes:
        nodes.remove(newcomer)
    if not nodes:
        return
    before = HashRing(nodes, points)
    after = before.with_node(newcomer)
    for key in KEYS[:300]:
        assert after.owner(key) in (before.owner(key), newcomer)


@given(NAMES.filter(lambda nodes: len(nodes) > 1), st.integers(1, 12), st.data())
def test_only_the_keys_of_a_removed_node_move(nodes, points, data):
    leaver = data.draw(st.sampled_from(nodes))
    before = HashRing(nodes, points)
    after = before.without_node(leaver)
    for key in KEYS[:300]:
        if before.owner(key) != leaver:
            assert after.owner(key) == before.owner(key)
        else:
            assert after.owner(key) != leaver


@given(NAMES, st.integers(1, 12), st.text(max_size=8))
def test_who_joins_and_leaves_changes_nothing(nodes, points, guest):
    if guest not in nodes:
        ring = HashRing(nodes, points)
        assert ring.with_node(guest).without_node(guest).points() == ring.points()


def test_a_node_that_joins_n_takes_one_part_of_n_and_one():
    for nodes in (1, 4, 9):
        taken = [
            HashRing([f"{seed}.{number}" for number in range(nodes + 1)]).shares()[f"{seed}.{nodes}"]
            for seed in range(200)
        ]
        assert sum(taken) / len(taken) == pytest.approx(1 / (nodes + 1), rel=0.02)


@given(NAMES, st.integers(1, 12))
def test_shares_are_what_the_points_cut_and_sum_to_one(nodes, points):
    ring = HashRing(nodes, points)
    shares, cut = ring.shares(), Counter[str]()
    for (start, _), (end, node) in zip(
        [(ring.points()[-1][0] - PLACES, ""), *ring.points()], ring.points(), strict=False
    ):
        cut[node] += end - start
    assert sum(shares.values()) == pytest.approx(1)
    assert shares == {node: cut[node] / PLACES for node in nodes}


def test_shares_are_those_that_many_keys_show():
    ring, rng = HashRing("abcde", 10), random.Random(1)
    counts = Counter(ring.owner(f"{rng.getrandbits(64)}") for _ in range(50_000))
    for node, share in ring.shares().items():
        assert counts[node] / 50_000 == pytest.approx(share, abs=0.01)


def test_more_points_even_the_shares_by_their_root():
    def strays(points):
        shares = [
            5 * share
            for seed in range(100)
            for share in HashRing([f"{seed}.{number}" for number in range(5)], points).shares().values()
        ]
        return (sum((share - 1) ** 2 for share in shares) / len(shares)) ** 0.5

    for points in (10, 40, 160):
        assert strays(points) == pytest.approx((0.8 / points) ** 0.5, rel=0.15)  # 0.8: the five sum to five


@pytest.mark.parametrize(
    ("nodes", "points", "message"),
    [([], 1, "at least one node"), (["a", "b", "a"], 1, "'a' twice"), (["a"], 0, "at least one point; you gave 0")],
)
def test_what_is_no_ring_is_refused(nodes, points, message):
    with pytest.raises(ValueError, match=message):
        HashRing(nodes, points)


def test_nodes_that_are_not_there_or_there_already_are_refused():
    ring = HashRing(["a", "b"])
    with pytest.raises(ValueError, match=r"No node is called 'c'\. The nodes are: a, b"):
        ring.without_node("c")
    with pytest.raises(ValueError, match="'a' twice"):
        ring.with_node("a")
    with pytest.raises(ValueError, match="at least one node"):
        ring.without_node("a").without_node("b")
