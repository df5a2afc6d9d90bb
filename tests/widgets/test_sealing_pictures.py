"""The figure of lesson 24c."""

import random
from dataclasses import replace

from course.systems.chat.run import Chat
from course.systems.chat.seen_by_server import TellingGateway
from course.systems.chat.workload import Away, Crash, Plan, talk
from course.widgets.sealing_pictures import what_lies_there


def test_the_picture_counts_the_texts_and_the_metadata_of_both_runs():
    day = talk(random.Random(1), users=5, messages=20, over_s=2)
    hidden = replace(day, typed=tuple(replace(each, text="?") for each in day.typed))
    plan = Plan(crashes=(Crash(1.0, "g1"),), absences=tuple(Away(0.5, device, 1) for device in day.devices[:3]))
    plain, sealed = (
        Chat(each, plan, random.Random(1), make_gateway=TellingGateway, watch=True).play(rest_s=8)
        for each in (day, hidden)
    )
    found = what_lies_there(day, plan, plain, sealed).alt
    for place in ("on the wires", "in the table", "in the inboxes"):
        assert f"{place} 20 and 0" in found
    assert "in the bells 0" not in found
    assert "who, where, when 20 and 20" in found
