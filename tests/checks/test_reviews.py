import itertools
import sys
from dataclasses import replace
from types import SimpleNamespace

import pytest

from course.checks import check, order, overview, predict, progress, quiz, review
from course.checks.model import PATTERNS, ReviewCard, load
from course.checks.past import INTERVALS_DAYS, Past
from course.lessons import PATH, find_lesson
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


@pytest.fixture
def told(log, said):
    """The page of progress, as lines."""

    def page():
        said()
        progress(log=log)
        return said().splitlines()

    return page


def below(page, heading):
    """The lines that stand below a heading."""
    rest = page[page.index(heading) + 1 :]
    return list(itertools.takewhile(lambda line: line.startswith("  "), rest))


def test_progress_before_anything_was_answered_says_where_to_begin(log, told):
    page = told()
    assert page[1] == "Nothing is answered yet. Begin with 00 · Start here, 12 minutes: open 00-start-here.ipynb."
    assert below(page, "To repeat") == ["  nothing so far"]
    assert [line.split()[2] for line in below(page, "The path: the main lessons, in this order")] == list(PATH)
    (unmet,) = below(page, "Failure patterns: 0 of 10 met")
    assert unmet == f"  not met yet: {' · '.join(PATTERNS)}"
    assert page[-1] == f"Your progress is in {log.path}"


def test_progress_tells_what_to_repeat_what_was_met_and_what_you_can_do(log, told, clock):
    check("99.1", lambda number: 2 * number, log=log)
    quiz("99.q1", "a", sure=True, log=log)
    predict("99.p1", "a", log=log)
    page = told()
    assert below(page, "To repeat") == [
        "  the next review card is due in 1 d",
        "  sure but wrong: 99.q1 · Which is even? (99-not-here.ipynb)",
    ]
    assert "  begun: 99 · not in this course, 3 of 7 answered, about 0 minutes left" in page
    assert below(page, "Failure patterns: 2 of 10 met")[:2] == [
        "  check-then-act: met in 99",
        "  space too small: met in 99",
    ]
    assert below(page, "99 · not in this course: 1 open, 1 not yet") == [
        "  open: double a number",
        "  not yet: add up numbers",
    ]
    clock.advance(SECONDS_PER_DAY)
    quiz("99.q1", "b", log=log)
    assert below(told(), "To repeat")[0] == "  review cards that are due: 1, from 99. Run review()."
    assert "  with help: double a number" in told()


def test_a_slip_is_repeated_until_its_review_card_is_right_and_what_is_open_until_it_passes(log, told, answer):
    quiz("99.q1", "a", sure=True, log=log)
    for number in range(4):
        check("99.3", number, log=log)
    repeat = below(told(), "To repeat")
    assert repeat[1:] == [
        "  sure but wrong: 99.q1 · Which is even? (99-not-here.ipynb)",
        "  open: 99.3 · How many (99-not-here.ipynb)",
    ]
    answer()
    check("99.3", 7, log=log)
    quiz("99.q1", "b", log=log)
    assert below(told(), "To repeat") == ["  the next review card is due in 1 d"]


def test_progress_names_the_lesson_to_go_on_with_the_next_one_and_an_estimate(log, told, monkeypatch):
    monkeypatch.setattr(overview, "PATH", PATH[:3])  # to load eight lessons takes seconds
    log.append("guess", "00.p1", guess="?")
    page = told()
    assert page[1] == "Go on with 00 · Start here, about 10 minutes left: open 00-start-here.ipynb."
    assert page[2] == "Next on the path: 01 · Estimates that run, 50 minutes: open 01-estimates.ipynb."
    whole_h = sum(find_lesson(number).minutes for number in PATH[:3]) / 60
    assert page[3].startswith(f"Left on the path: about {whole_h:.1f} hours. An estimate: ")
    asked = [item for item in load("00").items if not isinstance(item, ReviewCard)]
    assert f"  begun: 00 · Start here, 1 of {len(asked)} answered, about 10 minutes left" in page
    for item in asked:
        log.append("attempt", item.id, passed=True, right=True)
    page = told()
    assert page[1].startswith("Next on the path: 01")
    assert "  ✓ done: 00 · Start here" in page
    monkeypatch.setattr(overview, "PATH", PATH[:1])
    assert told()[1] == "Next, a dive: 00a · Just enough Redis, 10 minutes: open 00a-just-enough-redis.ipynb."


def test_the_page_of_progress_shows_bars_and_folds_what_you_can_do(log, monkeypatch):
    cards = []
    monkeypatch.setattr(overview, "show", cards.append)
    quiz("99.q1", "a", log=log)
    progress(log=log)
    html = cards[0].html
    assert html.count("<details") == 1
    assert "width:14%" in html  # 1 of 7
    assert "<style" not in html
    assert "class=" not in html


@pytest.fixture
def lesson_98(monkeypatch):
    """A second lesson, with a card of the same failure pattern and one of another."""
    cards = [
        replace(CARD, id=f"98.r{number}", pattern=pattern, make=CARD.make)
        for number, pattern in ((1, CARD.pattern), (2, "clock as truth"))
    ]
    item = replace(LESSON.quizzes[0], id="98.q1", pattern=CARD.pattern)
    lesson = replace(
        LESSON, number="98", exercises=(), quizzes=(item,), predictions=(), orderings=(), reviews=tuple(cards)
    )
    monkeypatch.setitem(sys.modules, "course.checks.lesson_98", SimpleNamespace(LESSON=lesson))


@pytest.mark.usefixtures("lesson_98")
def test_cards_of_two_lessons_that_share_a_pattern_are_dealt_one_after_the_other(deal, log, clock):
    quiz("99.q1", "a", log=log)
    clock.advance(1)
    quiz("98.q1", "a", log=log)
    clock.advance(SECONDS_PER_DAY)
    dealt = [line for line in deal().splitlines() if line.startswith("Review ")]
    assert dealt == ["Review 98.r1", "Review 99.r1", "Review 98.r2"]


@pytest.mark.usefixtures("lesson_98")
def test_the_answer_of_a_card_names_its_pattern_and_where_else_it_was_met(deal, log, said):
    letter = right_letter(deal("99.r1"))
    review("99.r1", letter, log=log)
    assert said().endswith("The failure pattern: space too small.\n")
    quiz("98.q1", "b", log=log)
    said()
    review("99.r1", letter, log=log)
    assert said().endswith("The failure pattern: space too small. You also met it in 98.\n")


def test_a_card_without_a_pattern_names_none(log, said, monkeypatch):
    monkeypatch.setattr(
        sys.modules["course.checks.lesson_99"], "LESSON", replace(LESSON, reviews=(replace(CARD, pattern=None),))
    )
    review("99.r1", "a", log=log)
    assert "failure pattern" not in said()


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
    assert "99 · not in this course" in said()
