"""The figures of lesson 23b."""

import random

from course.systems.chat.group_costs import growing
from course.systems.chat.group_order import Seen, seen
from course.widgets.group_pictures import growing_groups, two_screens


def test_the_growth_names_the_crossing_and_is_the_same_each_time():
    days = growing(0.2, 3, random.Random(1))
    picture = growing_groups(days, 116)
    assert "from 116 members on" in picture.alt
    assert growing_groups(days, 116) == picture


def test_the_screens_say_which_messages_crossed():
    found = seen("recipient", random.Random(1))
    screens = ((0, 1, 2), (1, 0, 2))
    alt = two_screens(Seen(found.written[:3], screens)).alt
    assert "2 of 3 messages" in alt
    assert alt.endswith("Messages that cross: 1 and 2.")
    assert "same order" in two_screens(Seen(found.written[:3], (screens[0], screens[0]))).alt
