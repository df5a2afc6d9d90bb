"""The picture of dive 24a."""

from course.systems.encryption.taken_apart import AGREEMENTS
from course.widgets.agreement_pictures import draw, four_agreements
from tests.widgets.layout import assert_legible


def test_the_picture_is_legible():
    assert_legible(draw())


def test_it_names_every_agreement_and_how_long_each_pair_lives():
    picture = four_agreements()
    for number, (one, other) in enumerate(AGREEMENTS, start=1):
        assert f"{number}: {one} with {other}" in picture.alt
    assert picture.svg.count("stroke-dasharray") == 3  # what is deleted has a dashed frame
