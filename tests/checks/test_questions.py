import re

import pytest

from course.checks import order, predict, questions, quiz, reveal
from course.errors import CourseError
from course.widgets.cards import Card
from tests.checks.sample_lesson import LESSON

QUIZ, PREDICTION, ORDERING = LESSON.quizzes[0], LESSON.predictions[0], LESSON.orderings[0]


@pytest.fixture
def shown(monkeypatch):
    """The cards that are shown, as in a notebook: with their widgets."""
    cards = []
    monkeypatch.setattr(questions, "in_notebook", lambda: True)
    monkeypatch.setattr(questions, "show", cards.append)
    return cards


def widgets(card, kind):
    return [child for child in card.view.children if type(child).__name__ == kind]


def test_a_quiz_on_paper_reads_fully_and_does_not_tell(said):
    quiz("99.q1")
    text = said()
    assert text == (
        "Quiz 99.q1\nWhich is even?\n  a. One\n  b. Two\n  c. Three\n"
        'To answer in text: quiz("99.q1", "a", sure=True)\n'
    )  # fmt: skip


def test_each_answer_of_a_quiz_gets_its_own_words_and_the_first_one_counts(log, said):
    quiz("99.q1", "a", sure=True, log=log)
    assert said() == "✗ Not this one\nYou chose a. One\nOne leaves a rest of one.\nChoose again, until it fits.\n"
    quiz("99.q1", "B ", log=log)
    assert said() == "✓ Right\nYou chose b. Two\nTwo halves are whole.\n"
    assert [(event["right"], event["sure"]) for event in log.events("quiz")] == [(False, True), (True, None)]


@pytest.mark.parametrize("answer", ["d", "", "ab", "1", "Two", 2])
def test_a_letter_that_is_no_option_is_explained_and_not_counted(answer, log, said):
    quiz("99.q1", answer, log=log)
    assert said() == f"{answer!r} is not one of the options\nAnswer with one letter from a to c.\n"
    assert log.events() == []


def test_an_unknown_quiz_is_a_clear_error():
    with pytest.raises(CourseError, match=r"There is no quiz '99\.q9'. This lesson has: 99\.q1\."):
        quiz("99.q9")


def test_a_guess_is_shown_beside_the_result_and_reconciled(log, said):
    predict("99.p1", "b", sure=False, log=log)
    assert said() == "Your guess: b. about 134 million\nNow run the next cell, and compare.\n"
    predict("99.p1", "a", log=log)
    assert "Your first guess counts: about 134 million" in said()
    reveal("99.p1", 24829, log=log)
    assert said() == (
        "Result: 24,829 links\nYour guess: about 134 million\n"
        "I was off because I asked about one code, not about any two.\n"
    )  # fmt: skip


def test_without_a_guess_the_result_is_shown_with_how_to_guess(log, said):
    reveal("99.p1", 24829, log=log)
    assert said() == 'Result: 24,829 links\nNo guess is noted. Guess first, next time: predict("99.p1", "a")\n'


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [(1234567, None, "1,234,567 links"), (0.50499, "of all", "0.505 of all"), ("50.5 %", "", "50.5 %")],
)
def test_a_result_is_printed_with_its_unit(value, unit, words, said):
    reveal("99.p1", value, unit=unit)
    assert said().splitlines()[0] == f"Result: {words}"


def letters_of(*keys):
    return "".join(next(letter for letter, own in ORDERING.lettered().items() if own == key) for key in keys)


def test_lines_to_order_are_mixed_up_in_the_same_way_for_everybody(said):
    order("99.o1")
    first = said()
    order("99.o1")
    assert first == said()
    assert "One line does not belong" in first
    assert [line.strip()[3:] for line in first.splitlines()[2:6]] != list(ORDERING.lines.values())


@pytest.mark.parametrize(
    ("keys", "words", "right"),
    [
        (("look", "load", "keep"), "✓ That order works", True),
        (("load", "look", "keep"), "stands too early. loading first", False),
        (("look", "load", "keep", "guess"), "“guess a value” does not belong. a guess is no value.", False),
        (("look", "load"), "1 more must be in it", False),
    ],
)
def test_an_order_is_judged_by_its_first_slip(keys, words, right, log, said):
    order("99.o1", letters_of(*keys), log=log)
    assert words in said()
    assert [event["right"] for event in log.events("order", "99.o1")] == [right]


@pytest.mark.parametrize("answer", ["", "xyz", "aa", "1"])
def test_letters_that_are_no_order_are_explained_and_not_counted(answer, log, said):
    order("99.o1", answer, log=log)
    assert "each at most once" in said()
    assert log.events() == []


def test_spaces_and_commas_between_the_letters_do_not_matter(said):
    order("99.o1", ", ".join(letters_of("look", "load", "keep")).upper())
    assert "✓" in said()


def test_the_widget_of_a_quiz_asks_for_an_answer_and_whether_it_is_sure(shown, log):
    quiz("99.q1", log=log)
    (card,) = shown
    (choice,), (sure,), (button,) = (widgets(card, kind) for kind in ("RadioButtons", "ToggleButtons", "Button"))
    assert list(choice.options) == ["a. One", "b. Two", "c. Three"]
    feedback = card.view.children[-1]
    button.click()
    assert "Choose an answer, and say whether you are sure." in feedback.value
    choice.index, sure.value = 0, "not sure"
    button.click()
    assert "One leaves a rest of one." in feedback.value
    choice.index = 1
    button.click()
    assert "✓ Right" in feedback.value
    assert [(event["right"], event["sure"]) for event in log.events("quiz")] == [(False, False), (True, False)]


def test_the_widget_of_an_order_takes_letters(shown, log):
    order("99.o1", log=log)
    (card,) = shown
    (field,), (button,) = widgets(card, "Text"), widgets(card, "Button")
    field.value = letters_of("look", "load", "keep")
    button.click()
    assert "✓ That order works" in card.view.children[-1].value
    assert log.events("order")[0]["right"]


def test_a_question_is_stored_with_a_view_and_two_static_forms(shown):
    predict("99.p1")
    bundle = shown[0]._repr_mimebundle_()
    assert set(bundle) == {"application/vnd.jupyter.widget-view+json", "text/html", "text/plain"}
    assert bundle["text/plain"] == repr(shown[0])
    static = Card(shown[0].title, shown[0].blocks)
    assert static._repr_mimebundle_()["text/html"] == bundle["text/html"]


def test_html_uses_only_what_an_untrusted_notebook_keeps():
    html = Card("Title <b>", ("a `code` < b", ["✓ holds: one", "✗ fails: two"]), "bad").html
    assert set(re.findall(r"<(\w+)", html)) == {"div", "p", "strong", "code", "ul", "li"}
    assert "Title &lt;b&gt;" in html
    assert ">code</code> &lt; b" in html
    assert "background:#fff" in html
