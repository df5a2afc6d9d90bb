"""``quiz``, ``predict``, ``reveal`` and ``order``: questions as widgets, as text, and on paper."""

from collections.abc import Callable, Sequence
from string import ascii_lowercase
from typing import Any

from course.checks.log import Log, learners_log
from course.checks.model import Exercise, Ordering, Prediction, Quiz, find
from course.widgets.cards import Block, Card, in_notebook, show
from course.widgets.question_views import Take, choice_view, order_view

ORDERED: tuple[type[Ordering | Exercise], ...] = (Ordering, Exercise)


def quiz(quiz_id: str, answer: str | None = None, *, sure: bool | None = None, log: Log | None = None) -> None:
    """Ask, or take the answer: ``quiz("20.q1", "b", sure=True)``. The first answer counts."""
    asked, kept = find(quiz_id, Quiz), learners_log(log)

    def take(at: int, sure: bool | None) -> Card:
        right = asked.options[at].right
        kept.append("quiz", asked.id, right=right, sure=sure)
        return said_to(asked, at, "" if right else "Choose again, until it fits.")

    ask("quiz", asked.id, asked.question, [option.text for option in asked.options], take, answer, sure)


def predict(prediction_id: str, answer: str | None = None, *, sure: bool | None = None, log: Log | None = None) -> None:
    """Ask for a guess, or take it: ``predict("20.p1", "a", sure=False)``. The first guess counts."""
    asked, kept = find(prediction_id, Prediction), learners_log(log)

    def take(at: int, sure: bool | None) -> Card:
        kept.append("guess", asked.id, guess=asked.options[at], sure=sure)
        first = [event.get("guess") for event in kept.events("guess", asked.id)][:-1][:1]
        counts = f"Your first guess counts: {first[0]}" if first else "Now run the next cell, and compare."
        return Card(f"Your guess: {ascii_lowercase[at]}. {asked.options[at]}", (counts,))

    ask("predict", asked.id, asked.question, asked.options, take, answer, sure)


def reveal(prediction_id: str, value: object, *, unit: str | None = None, log: Log | None = None) -> None:
    """Show the result beside the guess, and the sentence that reconciles them."""
    asked, guesses = find(prediction_id, Prediction), learners_log(log).events("guess", prediction_id)
    number = f"{value:,}" if isinstance(value, int) else f"{value:,.4g}" if isinstance(value, float) else str(value)
    title = f"Result: {number} {asked.unit if unit is None else unit}".rstrip()
    if guesses:
        guess = str(guesses[0].get("guess"))
        as_said = "It came out as you said."  # "about 150" is right for 146: what is wrong has a sentence of its own
        why = as_said if guess == number else asked.reconcile.get(guess, as_said)
        show(Card(title, (f"Your guess: {guess}", why)))
    else:
        show(Card(title, (f'No guess is noted. Guess first, next time: `predict("{asked.id}", "a")`',)))


def order(order_id: str, answer: str | None = None, *, log: Log | None = None) -> None:
    """Ask for an order, or take it: ``order("20.o1", "bdac")``; with an exercise's id, the steps of its third hint."""
    kept = learners_log(log)
    item = find(order_id, *ORDERED)
    asked = item.ordering if isinstance(item, Exercise) else item

    def take(given: str) -> Card:
        right, why = judged(asked, given)
        if asked is item and right is not None:
            kept.append("order", asked.id, right=right)
        return Card("✓ That order works" if right else "✗ Not this order yet", (why,), "good" if right else "bad")

    if answer is not None:
        show(take(str(answer)))
        return
    some = (
        "One line does not belong: leave it" if len(asked.distractors) == 1 else "Some lines do not belong: leave them"
    )
    extra = f" {some} out." if asked.distractors else ""
    lines = [f"{letter}. {asked.lines[key]}" for letter, key in asked.lettered().items()]
    question = Card(f"Put in order · {asked.id}", (asked.question + extra, lines))
    present(question, f'`order("{asked.id}", "cab…")`', lambda: order_view(question, take))


def ask(
    call: str, item_id: str, question: str, texts: Sequence[str], take: Take, answer: str | None, sure: bool | None
) -> None:
    """Show a question with its options, or what is said to the answer."""
    letters = ascii_lowercase[: len(texts)]
    if answer is not None:
        letter = str(answer).strip().lower()
        other = Card(f"{answer!r} is not one of the options", (f"Answer with one letter from a to {letters[-1]}.",))
        show(take(letters.index(letter), sure) if letter in set(letters) else other)
        return
    lines = [f"{letter}. {text}" for letter, text in zip(letters, texts, strict=True)]
    head = Card(f"{call.capitalize()} {item_id}", (question,))
    static = Card(head.title, (question, lines))
    present(static, f'`{call}("{item_id}", "a", sure=True)`', lambda: choice_view(head, lines, take))


def present(card: Card, call: str, view: Callable[[], Any]) -> None:
    """Show the question as it is stored, and as a widget where there is a kernel."""
    show(Card(card.title, (*card.blocks, f"To answer in text: {call}"), view=view() if in_notebook() else None))


def said_to(asked: Quiz, at: int, *then: str) -> Card:
    """Say what the option's author says to whoever chooses it."""
    option = asked.options[at]
    blocks: list[Block] = [f"You chose {ascii_lowercase[at]}. {option.text}", option.feedback, *filter(None, then)]
    return Card("✓ Right" if option.right else "✗ Not this one", tuple(blocks), "good" if option.right else "bad")


def judged(asked: Ordering, given: str) -> tuple[bool | None, str]:
    """Tell whether the order works (None: it is no order of these lines), and why not."""
    letters, chosen = asked.lettered(), [letter for letter in given.lower() if letter not in " ,"]
    if not chosen or len(set(chosen)) < len(chosen) or not set(chosen) <= letters.keys():
        return None, f"Write letters from {''.join(letters)}, each at most once, the first step first."
    keys = [letters[letter] for letter in chosen]
    for key in keys:
        if key in asked.distractors:
            return False, f"“{asked.lines[key]}” does not belong. {asked.distractors[key]}"
    for earlier, later, why in asked.all_before():
        if {earlier, later} <= set(keys) and keys.index(earlier) > keys.index(later):
            return False, f"“{asked.lines[later]}” stands too early. {why}"
    missing = len(asked.lines) - len(asked.distractors) - len(keys)
    return not missing, f"So far it works, but {missing} more must be in it." if missing else "Each line has its place."
