"""The power cut of lesson 20c."""

import pytest

from course.widgets.crash_moment import BATCH, CLICKS, STEPS, crash_moment, draw, simulate, steps
from tests.widgets.layout import assert_legible


def test_at_the_start_one_bill_lacks_five_and_the_other_has_one_too_many():
    view = crash_moment()
    assert view.parameters == {"after": 2}
    assert (view.result.ack_first.lost, view.result.write_first.twice) == (5, 1)
    assert "10 clicks (5 lost)" in view.summary
    assert "16 clicks (1 twice)" in view.summary


def test_the_words_tell_both_records_of_each_program():
    summary = crash_moment().set(after=10).summary
    assert "Acknowledged: 1 to 10. On the bill: 1 to 6." in summary
    assert "Acknowledged: 1 to 5. On the bill: 1 to 7." in summary
    assert "Acknowledged: none. On the bill: click 1." in crash_moment().summary


def test_both_programs_do_the_same_steps_in_another_order():
    assert sorted(steps(ack_first=True)) == sorted(steps(ack_first=False))
    assert len(steps(ack_first=True)) == STEPS


def by_hand(ack_first, after):
    """Replay the steps on a real list, restart, and count."""
    program, bill, done = steps(ack_first=ack_first), [], set()
    for what, click in program[:after]:
        if what == "write":
            bill.append(click)
        elif what == "ack":
            done |= set(range(click, click + BATCH))
    bill += [click for click in range(CLICKS) if click not in done]
    return tuple(bill.count(click) for click in range(CLICKS))


@pytest.mark.parametrize("after", range(STEPS + 1))
def test_the_bill_after_the_restart_is_the_one_of_a_replay(after):
    moment = simulate(after)
    assert moment.ack_first.final == by_hand(True, after)
    assert moment.write_first.final == by_hand(False, after)
    assert moment.ack_first.twice == moment.write_first.lost == 0


def test_exactly_one_moment_in_each_batch_reaches_the_target():
    moments = map(simulate, range(STEPS + 1))
    assert [each.after for each in moments if 0 < each.ack_first.lost == each.write_first.twice] == [4, 11, 18]


@pytest.mark.parametrize("after", range(STEPS + 1))
def test_every_state_is_legible(after):
    assert_legible(draw(simulate(after)))


def test_lost_and_twice_differ_by_shape_and_by_number():
    svg = draw(simulate(4)).svg()
    assert svg.count("stripes-d55e00)") == 3
    assert svg.count('stroke-dasharray="6 4"') == 3
    assert ">0</text>" in svg
    assert ">2</text>" in svg
