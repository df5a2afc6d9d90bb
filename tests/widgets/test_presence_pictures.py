"""The pictures of lesson 23a."""

from course.systems.chat.evening import Sample
from course.systems.chat.reconnecting import Storm
from course.widgets.presence_pictures import knocks_chart, presence_errors


def test_the_chart_of_errors_says_how_many_are_shown_wrongly():
    runs = {
        "once": [
            Sample(1_200, 80, 60, 0),
            Sample(1_490, 80, 60, 0),
            Sample(1_500, 80, 50, 5),
            Sample(1_510, 60, 56, 0),
            Sample(1_560, 80, 50, 7),
        ],
        "ours": [Sample(at_s, 80, 0, ghosts) for at_s, ghosts in ((1_490, 0), (1_500, 21), (1_510, 0), (1_560, 1))],
    }
    chart = presence_errors(runs)
    assert chart.alt == (
        "once: 55 to 60 people are shown wrongly; "
        "10 s before the crash 60, in its second 55, 10 s later 56, after a minute 57. "
        "ours: 0 to 21 people are shown wrongly; "
        "10 s before the crash 0, in its second 21, 10 s later 0, after a minute 1."
    )
    assert presence_errors(runs) == chart


def test_the_chart_of_knocks_says_peak_falls_and_end():
    storms = {
        "no chance": Storm((0, 500, 0), (20, 0, 0), (0.0, 1.2, 1.3), None, ()),
        "chance": Storm((7, 9), (18, 20), (0.0,), 2.0, (0.5, 1.5)),
    }
    assert knocks_chart(storms, 40).alt == (
        "no chance: up to 500 knocks in a second; over 40 in 1 of 3 seconds, silent in 2, the last knock in second 1; "
        "gateways die 2 more times, not all are back after 3 s. "
        "chance: up to 9 knocks in a second; over 40 in 0 of 2 seconds, silent in 0, the last knock in second 1; "
        "gateways die 0 more times, all are back after 2 s."
    )
