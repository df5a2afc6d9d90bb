"""The anatomy of an address, in lesson 20d."""

import pytest

from course.errors import CourseError
from course.parts.browser_address import browser_view
from course.widgets.address_anatomy import ADDRESSES, OWN_HOST, address_anatomy, anatomy, draw
from tests.widgets.layout import assert_legible

NUMBERS = range(1, len(ADDRESSES) + 1)


def test_at_the_start_an_address_looks_like_ours_and_leads_elsewhere():
    view = address_anatomy()
    assert view.result.address.startswith(f"https://{OWN_HOST}")
    assert "A browser goes to cats.example, as the user go.example" in view.summary
    assert "that is not us" in view.summary


def test_the_target_can_be_reached_and_is_not_reached_at_the_start():
    reached = [number for number in NUMBERS if anatomy(number).is_ours and not anatomy(number).ours_by_python]
    assert reached == [8, 10, 11]


@pytest.mark.parametrize("number", NUMBERS)
def test_the_pieces_are_the_whole_address_and_name_what_a_browser_reads(number):
    seen = anatomy(number)
    assert "".join(text for text, _ in seen.pieces) == seen.address
    parts = {part: text for text, part in seen.pieces if part}
    view = browser_view(seen.address)
    assert browser_view(f"https://{parts['host']}/").host == view.host
    assert parts.get("user", "") == view.user
    assert parts["path"].replace("\\", "/").lstrip("/") == view.path.lstrip("/")


@pytest.mark.parametrize("number", NUMBERS)
def test_every_state_is_legible_and_says_its_verdicts_in_words(number):
    seen = anatomy(number)
    assert_legible(draw(seen))
    summary = address_anatomy().set(number=number).summary
    assert summary.count("right") + summary.count("wrong") == 2
    assert seen.address in summary


def test_another_number_is_refused():
    with pytest.raises(CourseError, match="1 to 11"):
        anatomy(12)
    with pytest.raises(CourseError, match="takes one of"):
        address_anatomy().set(number=0)
