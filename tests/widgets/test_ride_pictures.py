"""The figures of lesson 26."""

import random

from course.systems.ride_matching.eta import air_m, city_times
from course.widgets.ride_pictures import matching_architecture, river_map


def test_the_map_names_both_cars_and_both_drives():
    times = city_times(rain=0.85)
    rng, junctions = random.Random(26), range(len(times.city.positions))
    drawn = [(rng.choice(junctions), rng.sample(junctions, 30)) for _ in range(200)]

    def lost(pair):
        rider, cars = pair
        by_air = min(cars, key=lambda car: air_m(times.city, car, rider))
        return times.free_s[by_air, rider] - min(times.free_s[car, rider] for car in cars)

    rider, cars = max(drawn, key=lost)
    picture = river_map(times, rider, cars, 19 * 3600.0)
    assert "across the river" in picture.alt
    assert picture.alt.count("minutes") == 2
    assert river_map(times, rider, cars, 19 * 3600.0) == picture


def test_the_diagram_says_who_talks_to_whom():
    assert "claim and confirm drivers in Redis" in matching_architecture().alt
