"""Lesson 20's figures: their words are computed from the data that they show."""

from course.widgets.shortener import collision_curve, flow, hit_curve


def test_the_collision_curve_tells_earliest_median_and_latest():
    alt = collision_curve([30_000, 10_000, 20_000], space=16**7).alt
    assert "before 20,000 links" in alt
    assert "10,000, the latest at 30,000" in alt


def test_the_hit_curve_tells_each_point():
    alt = hit_curve([(0.01, 0.505), (0.1, 0.725)]).alt
    assert "1.0% of the links: 50.5%; 10.0% of the links: 72.5%" in alt


def test_the_flow_tells_each_share():
    assert "cache: 700 (70.0%); table: 300 (30.0%)" in flow({"asked": 1_000, "cache": 700, "table": 300}).alt
