"""The figures of lesson 23."""

import random

from course.systems.chat.often_seen import TrustingClient, publishing
from course.systems.chat.run import Chat
from course.systems.chat.workload import Crash, Plan, talk
from course.widgets.chat_pictures import chat_architecture, lost_by_second
from tests.widgets.layout import assert_legible_svg


def test_the_figure_tells_how_many_copies_are_lost_and_when():
    day, crash = talk(random.Random(3), users=40, messages=150, over_s=5), Crash(2.9, "g1")
    run = Chat(
        day,
        Plan(crashes=(crash,)),
        random.Random(3),
        make_gateway=publishing(store_first=True),
        make_client=TrustingClient,
    ).play(rest_s=10)
    figure = lost_by_second(run, day.members, crash)
    assert figure.alt.startswith(f"Of {run.verdict.lost} lost copies, ")
    assert "the gateway died at 2.9 s" in figure.alt


def test_the_picture_of_the_parts_is_legible():
    picture = chat_architecture()
    assert_legible_svg(picture.svg)
    assert "acknowledges" in picture.alt
