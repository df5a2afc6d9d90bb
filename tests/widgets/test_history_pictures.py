"""The figure of lesson 23c."""

import random

from course.systems.chat.long_talks import day_of_ids
from course.widgets.history_pictures import first_digits


def test_the_picture_shows_two_messages_whose_text_goes_back():
    day = day_of_ids(random.Random(1))
    picture = first_digits(day)
    texts = [str(each)[:8] for each in day]
    earlier, later = (text for text in texts if text in picture.alt)
    assert texts.index(later) == texts.index(earlier) + 1
    assert earlier > later
    assert "8 times" in picture.alt or "9 times" in picture.alt
    assert first_digits(day) == picture
