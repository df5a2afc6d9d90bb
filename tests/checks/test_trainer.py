"""The endless drill: it asks, marks by size, works the solution out, and remembers."""

import pytest

from course.checks.lesson_01 import trainer
from course.checks.log import Log
from course.clock import ManualClock
from course.estimates import drills


def right(number):
    return f"{drills.drill(number).answer:.3g}"


def test_it_asks_the_same_until_it_is_answered(log, said):
    trainer.drill(log=log)
    first = said()
    trainer.drill(log=log)
    assert said() == first
    assert drills.drill(0).question in first
    assert 'drill("3e5")' in first


def test_an_answer_is_marked_explained_and_followed_by_the_next_question(log, said):
    trainer.drill(right(0), log=log)
    text = said()
    assert "✓ Full marks" in text
    assert all(step in text for step in drills.drill(0).steps)
    assert drills.drill(1).question in text
    trainer.drill(log=log)
    assert drills.drill(1).question in said()


@pytest.mark.parametrize(("times", "mark"), [(1.9, "✓ Full marks"), (5, "½ Half marks"), (11, "✗ No marks")])
def test_marks_are_for_the_size(log, said, times, mark):
    trainer.drill(drills.drill(0).answer * times, log=log)
    text = said()
    assert mark in text
    assert f"off by a factor of {times:.2g}" in text


def test_what_is_no_number_is_asked_again_and_not_counted(log, said):
    trainer.drill("many", log=log)
    assert "Write 3e5" in said()
    assert log.events() == []


def test_it_tells_how_it_went_so_far(log, said):
    trainer.drill(right(0), log=log)
    said()
    trainer.drill("1e30", log=log)
    text = said()
    assert "So far: 1 of 2 points" in text
    assert f"Most points were lost at: {drills.drill(1).kind}" in text
    assert "over 100" in text


def test_two_minutes_are_told_once_with_the_first_answer_after_them(log, clock, said):
    trainer.two_minutes(log=log)
    assert "Two minutes begin now" in said()
    for number in range(3):
        clock.advance(30)
        trainer.drill(right(number), log=log)
        assert "over" not in said().partition("Next")[0]
    clock.advance(60)
    trainer.drill("1e30", log=log)
    assert "The two minutes are over: 3 of 3 points. Again" in said()
    trainer.drill(right(4), log=log)
    assert "are over" not in said()
    trainer.two_minutes(log=log)
    clock.advance(121)
    said()
    trainer.drill(right(5), log=log)
    assert "0 of 0 points. Your best before: 3." in said()


def test_an_answer_cell_that_runs_twice_counts_once(log, said):
    trainer.drill(right(0), log=log)
    said()
    trainer.drill(right(0), log=log)
    assert "counts once" in said()
    assert len(log.events("drill")) == 1
    trainer.drill(log=log)
    trainer.drill(right(0), log=log)
    assert len(log.events("drill")) == 2


def test_a_guess_may_say_its_unit(log, said):
    trainer.drill(f"{right(0)} {drills.drill(0).unit}", log=log)
    assert "✓ Full marks" in said()


@pytest.mark.parametrize(("off", "words"), [(1, "exact"), (432 / 430, "off by 0.47 %"), (58 / 57, "off by 1.8 %")])
def test_a_small_miss_is_told_as_a_share(off, words):
    assert trainer.how_far(off) == words


def test_a_round_tells_how_much_time_is_left(log, clock, said):
    trainer.two_minutes(log=log)
    clock.advance(50)
    said()
    trainer.drill(right(0), log=log)
    assert "70 seconds are left" in said()
    clock.advance(10)
    trainer.drill(log=log)
    assert "60 seconds are left" in said()
    clock.advance(61)
    trainer.drill(log=log)
    assert "left" not in said()


def test_without_a_log_it_still_asks_and_answers(said):
    nowhere = Log(None, ManualClock())
    trainer.two_minutes(log=nowhere)
    assert "Nothing is saved here" in said()
    trainer.drill(right(0), log=nowhere)
    assert "So far" not in said()


def test_whoever_leaves_out_a_step_hears_which(log, said):
    asks = drills.drill(0)
    skip = asks.skips[0]
    trainer.drill(asks.answer / skip.factor, log=log)
    text = said()
    assert "✓" not in text
    assert f"without one step: {skip.what}." in text


def test_the_field_goes_on_without_the_mouse(log):
    card = trainer.asked(log, 0)
    shown, row = trainer.field(log, 0, card).children
    guess, button = row.children
    guess.value = "nonsense"
    button.click()
    assert "Not a number yet" in shown.value
    guess.value = right(0)
    button.click()
    assert "Full marks" in shown.value
    assert guess.value == ""
    guess.value = right(1)
    button.click()
    assert len(log.events("drill")) == 2
    assert "aria-live" in shown.value


def test_leaving_the_field_marks_nothing(log):
    """A browser sends the value when the field is left; only the button asks for marks."""
    _, row = trainer.field(log, 0, trainer.asked(log, 0)).children
    row.children[0].value = "3"
    assert log.events("drill") == []
    row.children[1].click()
    assert len(log.events("drill")) == 1
