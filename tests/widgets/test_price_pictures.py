"""The figures of lesson 26a say in words what they show."""

from course.widgets.price_pictures import dear_zone, prices_at


def test_the_zone_at_the_meridian_is_twice_as_wide_as_the_others():
    seen = dear_zone("old town")
    assert "1.26 km wide" in seen.alt
    assert "0.63 km wide" in seen.alt
    assert seen.svg == dear_zone("old town").svg


def test_the_largest_change_in_a_minute_is_told_for_each_rule():
    seen = prices_at("station", {"one": [100, 700, 200, 200], "two": [100, 120, 140, 120]})
    assert "one: highest 700, largest change 600; two: highest 140, largest change 20" in seen.alt
