import pytest

from course.checks import check, order, predict, progress, quiz, review
from course.checks.reviews import INTERVALS_DAYS, Past
from course.units import SECONDS_PER_DAY
from tests.checks.sample_lesson import LESSON

CARD = LESSON.reviews[0]


def right_letter(text):
    """The letter of the right option of a dealt card: twice the number that it asks about."""
    lines = text.splitlines()
    twice = 2 * int(lines[1].removeprefix("What is twice ").rstrip("?"))
    return next(line.strip()[0] for line in lines if line.strip()[3:] == str(twice))


@pytest.fixture
def deal(log, said):
    """Deal the cards that are due; give their text."""

    def dealt(*which, **settings):
        said()
        review(*which, log=log, **settings)
        return said()

    return dealt


@pytest.fixture
def answer(deal, log):
    """Answer the card, rightly or not."""

    def answered(right=True):
        letter = right_letter(deal("99.r1"))
        review("99.r1", letter if right else {"a": "b", "b": "a"}[letter], log=log)

    return answered


def test_nothing_is_due_before_anything_was_missed(deal, log):
    assert deal() == "Review: nothing is due.\n"
    quiz("99.q1", "b", sure=True, log=log)
    check("99.1", lambda number: 2 * number, log=log)
    assert deal() == "Review: nothing is due.\n"


def test_a_missed_quiz_comes_back_after_one_day(deal, log, clock):
    quiz("99.q1", "a", log=log)
    assert deal() == "Review: nothing is due. The next card: in 1 d.\n"
    clock.advance(SECONDS_PER_DAY)
    assert deal().startswith("Review 99.r1\nWhat is twice ")


def test_a_first_answer_counts_also_when_the_second_is_right(deal, log, clock):
    quiz("99.q1", "a", log=log)
    quiz("99.q1", "b", log=log)
    clock.advance(SECONDS_PER_DAY)
    assert deal().startswith("Review 99.r1")


@pytest.mark.parametrize(("failures", "due"), [(1, False), (2, True), (4, True)])
def test_an_exercise_comes_back_when_it_took_a_hint(failures, due, deal, log, clock):
    for number in range(failures):
        check("99.1", lambda n, number=number: n + 5 + number if number % 2 else n - 7 - number, log=log)
    check("99.1", lambda n: 2 * n, log=log)
    clock.advance(SECONDS_PER_DAY)
    assert deal().startswith("Review 99.r1") is due


def test_right_answers_move_a_card_along_the_intervals_until_it_rests(deal, answer, log, clock):
    quiz("99.q1", "a", log=log)
    for days in INTERVALS_DAYS:
        clock.advance((days - 0.01) * SECONDS_PER_DAY)
        assert "nothing is due" in deal()
        clock.advance(0.02 * SECONDS_PER_DAY)
        assert "nothing is due" not in deal()
        answer()
    clock.advance(1_000 * SECONDS_PER_DAY)
    assert deal() == "Review: nothing is due.\n"


def test_a_wrong_answer_sends_a_card_back_to_the_start(deal, answer, log, clock):
    quiz("99.q1", "a", log=log)
    clock.advance(SECONDS_PER_DAY)
    answer()
    clock.advance(3 * SECONDS_PER_DAY)
    answer(right=False)
    assert "The next card: in 1 d." in deal()


def test_a_right_answer_that_comes_too_early_does_not_count(deal, answer, log, clock):
    quiz("99.q1", "a", log=log)
    answer()
    clock.advance(SECONDS_PER_DAY)
    assert deal().startswith("Review 99.r1")


def test_a_card_has_fresh_numbers_at_each_sitting_and_the_same_ones_within_it(deal, answer, clock):
    first = deal("99.r1")
    answer()
    assert deal("99.r1") == first
    clock.advance(SECONDS_PER_DAY)
    assert deal("99.r1") != first


def test_a_second_click_on_a_dealt_card_is_not_counted(log, monkeypatch):
    from course.checks import questions

    cards = []
    monkeypatch.setattr(questions, "in_notebook", lambda: True)
    monkeypatch.setattr(questions, "show", cards.append)
    review("99.r1", log=log)
    _, choice, sure, button, _ = cards[0].view.children
    for place in (0, 1):
        choice.index, sure.value = place, "sure"
        button.click()
    assert len(log.events("review", "99.r1")) == 1


def test_a_save_point_deals_cards_of_the_lesson_before_they_are_due(deal, log):
    assert deal("99", limit=2).count("Review 99.r1") == 1
    quiz("99.q1", "a", log=log)
    assert deal("99", limit=2).count("Review 99.r1") == 1
    assert deal("99", limit=0) == ""


def test_a_save_point_without_a_log_deals_the_same_every_time(said):
    review("99", limit=2)
    first = said()
    review("99", limit=2)
    assert first == said()


def test_what_was_sure_but_wrong_is_dealt_first(log, clock):
    quiz("99.q1", "a", sure=True, log=log)
    assert Past(log).due(CARD) == (clock.now_s() + SECONDS_PER_DAY, True)


def test_progress_before_anything_was_answered(log, said):
    progress(log=log)
    text = said()
    assert text.startswith("Your progress\nNothing is answered yet.\n")
    assert text.count("not met yet: ") == 10
    assert text.endswith(f"Your progress is in {log.path}\n")


def test_progress_tells_objectives_slips_patterns_and_the_place(log, said):
    check("99.1", lambda number: 2 * number, log=log)
    quiz("99.q1", "a", sure=True, log=log)
    predict("99.p1", "a", log=log)
    said()
    progress(log=log)
    text = said()
    assert "  with help: double a number\n" not in text
    assert "  open: double a number\n  not yet: add up numbers\n" in text
    assert "Sure but wrong\n  99.q1: Which is even?\n" in text
    assert "  met (1): check-then-act\n" in text
    assert "  met (1): space too small\n" in text
    quiz("99.q1", "b", log=log)
    said()
    progress(log=log)
    assert "  with help: double a number\n" in said()


@pytest.mark.parametrize(
    ("wrong", "then_right", "state"),
    [(0, True, "alone"), (1, True, "alone"), (2, True, "with help"), (3, False, "not yet"), (4, False, "open")],
)
def test_an_exercise_is_alone_with_help_open_or_not_yet(wrong, then_right, state, log):
    for number in range(wrong):
        check("99.1", [lambda n: n, lambda n: n + 2, lambda n: n**2, lambda n: -n][number], log=log)
    if then_right:
        check("99.1", lambda n: 2 * n, log=log)
    assert Past(log).standing(LESSON.exercises[0]) == state


def test_an_ordering_is_alone_when_the_first_order_works(log):
    letters = {key: letter for letter, key in LESSON.orderings[0].lettered().items()}
    order("99.o1", letters["look"] + letters["load"] + letters["keep"], log=log)
    assert Past(log).standing(LESSON.orderings[0]) == "alone"


def test_events_of_unknown_lessons_are_passed_over(log, said):
    log.append("quiz", "77.q1", right=False)
    log.append("dance", "99.q1")
    log.append("quiz", "", right=False)
    progress(log=log)
    review(log=log)
    assert "Lesson 99" in said()
