"""The figures of lesson 26b."""

from course.simulation.city import load_city
from course.systems.ride_matching.roads import Traffic
from course.systems.ride_matching.trips import STATES, STEPS
from course.widgets.road_pictures import searched_map, trip_machine, trip_services


def test_the_map_counts_what_both_searches_followed():
    city = load_city()
    traffic = Traffic(city)
    start, end = (city.place(name).junction for name in ("old town", "stadium"))
    around, ahead = traffic.way(start, end, 4 * 3600), traffic.way_ahead(start, end, 4 * 3600)
    drawn = searched_map(city, around, ahead)
    assert str(len(around.settled)) in drawn.alt
    assert str(len(ahead.settled)) in drawn.alt
    assert len(ahead.settled) < len(around.settled)
    assert searched_map(city, around, ahead) == drawn


def test_the_machine_tells_every_step_of_the_table():
    alt = trip_machine().alt
    assert all(f"{before}: {event} leads to {after}" in alt for (before, event), after in STEPS.items())
    assert all(state in alt for state in STATES)


def test_each_service_stands_in_the_diagram_with_what_it_decides():
    drawn = trip_services()
    assert "a gateway, which passes messages to the trip" in drawn.alt
    assert drawn.svg.startswith("<svg")
