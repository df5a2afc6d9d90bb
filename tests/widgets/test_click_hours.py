"""The picture of clicks by hour."""

from course.widgets.click_hours import hours_by_country


def test_the_picture_tells_the_busiest_hour_together_and_alone():
    picture = hours_by_country([(11, "JP", 30), (12, "JP", 20), (12, "VN", 25), (13, "VN", 28), (23, "BR", 40)])
    assert "Together the clicks are highest at 12:00 UTC, with 45." in picture.alt
    assert "BR is highest at 23:00; JP is highest at 11:00; VN is highest at 13:00" in picture.alt
