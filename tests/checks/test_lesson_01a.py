"""What the three plans of lesson 01a cost whoever signs them."""

from course.checks.lesson_01a.plans import FRESH, cost_of, slip_of


def test_each_slip_costs_traffic_or_money_and_a_right_figure_costs_neither():
    costs = {plan: cost_of(plan, slip_of(plan)[1]) for plan in FRESH}
    assert costs["library"] == "2,400 a second come at the peak, 150 can be served: 94 % fail"
    assert costs["election"] == "900,000 a second come at the peak, 140,000 can be served: 84 % fail"
    assert costs["radio"] == "4,032 USD an hour are asked for, and never spent"
    assert all(": 0 %" in cost_of(plan, 1) for plan in ("library", "election"))
    assert cost_of("radio", 1).startswith("0 USD")
