"""DER-01 to DER-80: each value is computed again, the main ones through the named functions too."""

import pytest

from course.estimates import downtime, fan_out, quantity, servers, stored, transfer_time
from course.estimates.claims import claims
from course.estimates.derived import derived_figures


@pytest.mark.parametrize("figure", derived_figures(), ids=lambda figure: figure.id)
def test_the_printed_value_is_its_formula_rounded(figure):
    printed, exact = float(figure.value), figure.recomputed()
    digits = len(figure.value.replace(".", "").lstrip("0"))
    assert printed == pytest.approx(exact, rel=max(0.6 * 10.0 ** (1 - digits), 1e-12)), figure


def test_there_are_80_of_the_systems_that_the_claims_know():
    assert [figure.id for figure in derived_figures()] == [f"DER-{n:02}" for n in range(1, 81)]
    assert {figure.system for figure in derived_figures()} <= {claim.system for claim in claims()} | {"all"}


POSTS = quantity(500e6, "posts/day")
BY_NAME = {
    "DER-01": downtime(0.999).number("h"),
    "DER-02": downtime(0.9999).number("min"),
    "DER-15": servers(
        quantity(1_169_000, "requests/s"), quantity(80_000, "requests/s/server"), zones=3, zones_down=1
    ).value,
    "DER-24": fan_out(POSTS, 200).number("deliveries/s"),
    "DER-43": servers(quantity(10e6, "connections"), quantity(50_000, "connections/server")).value,
    "DER-44": fan_out(quantity(1e9, "messages/day"), 10).number("deliveries/s"),
    "DER-63": transfer_time(quantity(4, "MB"), quantity(5, "Mbit/s")).value,
    "DER-65": (quantity(1e6, "viewers") * quantity(5, "Mbit/s/viewer")).number("Tbit/s"),
    "DER-79": stored(quantity(18.25, "TB/year"), quantity(1), quantity(3, "years"), yearly_growth=0.2).number("TB"),
}


@pytest.mark.parametrize(("figure_id", "value"), BY_NAME.items())
def test_the_functions_of_the_course_agree_with_the_formula(figure_id, value):
    by_id = {figure.id: figure for figure in derived_figures()}
    assert value == pytest.approx(by_id[figure_id].recomputed(), rel=1e-9)
