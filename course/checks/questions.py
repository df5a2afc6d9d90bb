"""``quiz``, ``predict``, ``reveal`` and ``order``: questions as widgets, as text, and on paper."""

import random
from collections.abc import Callable, Sequence
from itertools import pairwise
from string import ascii_lowercase
from typing import Any

from course.checks.cards import Block, Card, in_notebook, show
from course.checks.exercises import mixed
from course.checks.log import Log, learners_log
from course.checks.model import Exercise, Ordering, Prediction, Quiz, find
from course.errors import CourseError


def quiz(quiz_id: str, answer: str | None = None, *, sure: bool | None = None, log: Log | None = None) -> None:
    """Ask, or take the answer: ``quiz("20.q1", "b", sure=True)``; the first answer counts."""
    asked, kept = find(quiz_id, Quiz), learners_log(log)

    def take(letter: str, sure: bool | None) -> Card:
        return quiz_feedback(asked, letter, sure, kept, "quiz")

    ask(
        f"Quiz {asked.id}",
        asked.question,
        [option.text for option in asked.options],
        f'quiz("{asked.id}"',
        take,
        answer,
        sure,
    )


def predict(prediction_id: str, answer: str | None = None, *, sure: bool | None = None, log: Log | None = None) -> None:
    """Ask for a guess, or take it: ``predict("20.p1", "a", sure=False)``; the first guess counts."""
    asked, kept = find(prediction_id, Prediction), learners_log(log)

    def take(letter: str, sure: bool | None) -> Card:
        guess = asked.options[place(letter, len(asked.options))]
        first = kept.events("guess", asked.id)
        if not first:
            kept.append("guess", asked.id, guess=guess, sure=sure)
        counts = f"Your first guess counts: {first[0].get('guess')}." if first else "Now run the next cell and compare."
        return Card(f"Your guess: {letter}. {guess}", (counts,))

    ask(f"Predict {asked.id}", asked.question, asked.options, f'predict("{asked.id}"', take, answer, sure)


def reveal(prediction_id: str, value: object, *, unit: str | None = None, log: Log | None = None) -> None:
    """Show the result beside the guess, and why the guess was off."""
    asked, kept = find(prediction_id, Prediction), learners_log(log)
    number = f"{value:,}" if isinstance(value, int) else f"{value:,.4g}" if isinstance(value, float) else str(value)
    unit = asked.unit if unit is None else unit
    result = f"Result: {number}{' ' if unit else ''}{unit}"
    guesses = kept.events("guess", asked.id)
    if not guesses:
        show(Card(result, (f'You made no guess here. Before the next run, guess first: `predict("{asked.id}", "a")`',)))
        return
    guess, off = guesses[0].get("guess"), asked.reconcile.get(str(guesses[0].get("guess")))
    kept.append("reveal", asked.id, off=off is not None, sure=guesses[0].get("sure"))
    show(Card(result, (f"Your guess: {guess}", off or "Your guess fits.")))


def order(order_id: str, answer: str | None = None, *, log: Log | None = None) -> None:
    """Ask for an order, or take it: ``order("20.o1", "bdac")``; with an exercise's id, the steps of its third hint."""
    try:
        asked, kept = find(order_id, Ordering), learners_log(log)
        letters = dict(
            zip(ascii_lowercase, random.Random(asked.id).sample(sorted(asked.lines), len(asked.lines)), strict=False)
        )
    except CourseError:
        asked, kept = steps_of(find(order_id, Exercise)), Log(None, learners_log(log).clock)
        letters = {
            letter: str(at) for letter, at in zip(ascii_lowercase, mixed(find(order_id, Exercise)), strict=False)
        }

    def take(given: str, _: bool | None = None) -> Card:
        right, why = order_feedback(asked, letters, given)
        first = not kept.events("order", asked.id)
        if right is not None:
            kept.append("order", asked.id, right=right, first=first)
        return Card("✓ That order works" if right else "✗ Not this order yet", (why,), "good" if right else "bad")

    if answer is not None:
        show(take(answer))
        return
    lines = [f"{letter}. {asked.lines[key]}" for letter, key in letters.items()]
    extra = " Some lines do not belong; leave them out." if asked.distractors else ""
    question = Card(f"Put in order · {asked.id}", (asked.question + extra, lines))
    show(
        with_static(
            question,
            f'To answer in text: `order("{asked.id}", "{"".join(list(letters)[:3])}…")`',
            lambda: _order_view(question, take),
        )
    )


def ask(
    title: str,
    question: str,
    options: Sequence[str],
    call: str,
    take: Callable[[str, bool | None], Card],
    answer: str | None,
    sure: bool | None,
) -> None:
    """Show the question, or what it says to an answer."""
    if answer is not None:
        show(take(answer.strip().lower(), sure))
        return
    lines = [f"{letter}. {text}" for letter, text in zip(ascii_lowercase, options, strict=False)]
    head = Card(title, (question,))
    static = Card(title, (question, lines))
    show(with_static(static, f'To answer in text: `{call}, "a", sure=True)`', lambda: _choice_view(head, lines, take)))


def quiz_feedback(asked: Quiz, letter: str, sure: bool | None, log: Log, kind: str) -> Card:
    """Record the answer and say what its option says."""
    option = asked.options[place(letter, len(asked.options))]
    first = not log.events(kind, asked.id)
    log.append(kind, asked.id, letter=letter, right=option.right, sure=sure, first=first)
    blocks: list[Block] = [f"You chose {letter}. {option.text}", option.feedback]
    if not option.right:
        blocks.append("Your first answer is noted. Choose again until it fits.")
    return Card("✓ Right" if option.right else "✗ Not this one", tuple(blocks), "good" if option.right else "bad")


def place(letter: str, count: int) -> int:
    """Which option a letter names.

    Raises:
        CourseError: it names none.
    """
    if len(letter) != 1 or letter not in ascii_lowercase[:count]:
        raise CourseError(
            f"{letter!r} is not one of the options. Answer with one letter from a to {ascii_lowercase[count - 1]}."
        )
    return ascii_lowercase.index(letter)


def order_feedback(asked: Ordering, letters: dict[str, str], given: str) -> tuple[bool | None, str]:
    """Whether the order works (None: it is no order), and what to say."""
    given = "".join(given.lower().replace(",", " ").split())
    unknown = [letter for letter in given if letter not in letters]
    if unknown or len(set(given)) < len(given) or not given:
        return None, f"Write each letter once, without others: for example {''.join(letters)!r}."
    keys = [letters[letter] for letter in given]
    for key in keys:
        if key in asked.distractors:
            return False, f"“{asked.lines[key]}” does not belong: {asked.distractors[key]}"
    for earlier, later, why in asked.before:
        if earlier in keys and later in keys and keys.index(earlier) > keys.index(later):
            return False, f"“{asked.lines[later]}” stands too early: {why}"
    missing = len(asked.lines) - len(asked.distractors) - len(keys)
    if missing:
        return False, f"So far the order works, but {missing} more must be in it."
    return True, "Every line stands where it must."


def steps_of(exercise: Exercise) -> Ordering:
    """The steps of a third hint as an ordering exercise; nothing is recorded for it."""
    keys = [str(at) for at in range(len(exercise.steps))]
    before = tuple((first, then, "another step must come first.") for first, then in pairwise(keys))
    lines = dict(zip(keys, exercise.steps, strict=True))
    return Ordering(exercise.id, f"The steps of “{exercise.title}”.", lines, before, {}, exercise.objective)


def with_static(card: Card, how: str, view: Callable[[], Any]) -> Card:
    """The card as it is stored, with the widget where a kernel can serve it."""
    return Card(card.title, (*card.blocks, how), card.tone, view() if in_notebook() else None)


def _choice_view(head: Card, lines: list[str], take: Callable[[str, bool | None], Card]) -> Any:  # noqa: ANN401 - ipywidgets has no types
    import ipywidgets as w

    choice = w.RadioButtons(options=lines, value=None, layout=w.Layout(width="auto"))
    sure = w.ToggleButtons(options=["sure", "not sure"], value=None)
    button, feedback = w.Button(description="Answer"), w.HTML()

    def clicked(_: object) -> None:
        if choice.value is None or sure.value is None:
            feedback.value = Card("Choose an answer, and say whether you are sure.").html
        else:
            feedback.value = take(choice.value[0], sure.value == "sure").html

    button.on_click(clicked)
    return w.VBox([w.HTML(head.html), choice, sure, button, feedback])


def _order_view(question: Card, take: Callable[[str], Card]) -> Any:  # noqa: ANN401 - ipywidgets has no types
    import ipywidgets as w

    letters, button, feedback = (
        w.Text(description="Order", placeholder="letters"),
        w.Button(description="Test"),
        w.HTML(),
    )

    def clicked(_: object) -> None:
        feedback.value = take(letters.value).html

    button.on_click(clicked)
    return w.VBox([w.HTML(question.html), letters, button, feedback])
