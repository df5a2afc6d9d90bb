"""``quiz``, ``predict``, ``reveal`` and ``order``: questions as widgets, as text, and on paper."""

from collections.abc import Callable, Sequence
from string import ascii_lowercase
from typing import Any

from course.checks.cards import Block, Card, in_notebook, show
from course.checks.log import Log, learners_log
from course.checks.model import Exercise, Ordering, Prediction, Quiz, find, load
from course.errors import CourseError

Take = Callable[[str, bool | None], Card]
"""Takes the letters that were chosen and whether the learner is sure; gives what to say to it."""


def quiz(quiz_id: str, answer: str | None = None, *, sure: bool | None = None, log: Log | None = None) -> None:
    """Ask, or take the answer: ``quiz("20.q1", "b", sure=True)``. The first answer counts."""
    asked, kept = find(quiz_id, Quiz), learners_log(log)

    def take(letter: str, sure: bool | None) -> Card:
        option = asked.options[place(letter, len(asked.options))]
        first = not kept.events("quiz", asked.id)
        kept.append("quiz", asked.id, right=option.right, sure=sure, first=first)
        return said_to(asked, letter, "" if option.right else "Choose again, until it fits.")

    texts = [option.text for option in asked.options]
    ask(f"Quiz {asked.id}", asked.question, texts, take, answer, sure, call="quiz")


def predict(prediction_id: str, answer: str | None = None, *, sure: bool | None = None, log: Log | None = None) -> None:
    """Ask for a guess, or take it: ``predict("20.p1", "a", sure=False)``. The first guess counts."""
    asked, kept = find(prediction_id, Prediction), learners_log(log)

    def take(letter: str, sure: bool | None) -> Card:
        guess, first = asked.options[place(letter, len(asked.options))], kept.events("guess", asked.id)
        if not first:
            kept.append("guess", asked.id, guess=guess, sure=sure)
        counts = f"Your first guess counts: {first[0].get('guess')}" if first else "Now run the next cell, and compare."
        return Card(f"Your guess: {letter}. {guess}", (counts,))

    ask(f"Predict {asked.id}", asked.question, asked.options, take, answer, sure, call="predict")


def reveal(prediction_id: str, value: object, *, unit: str | None = None, log: Log | None = None) -> None:
    """Show the result beside the guess, and the sentence that reconciles them."""
    asked, kept = find(prediction_id, Prediction), learners_log(log)
    number = f"{value:,}" if isinstance(value, int) else f"{value:,.4g}" if isinstance(value, float) else str(value)
    title = f"Result: {number} {asked.unit if unit is None else unit}".rstrip()
    guesses = kept.events("guess", asked.id)
    if guesses:
        guess = str(guesses[0].get("guess"))
        show(Card(title, (f"Your guess: {guess}", *filter(None, [asked.reconcile.get(guess)]))))
    else:
        show(Card(title, (f'No guess is noted. Guess first, next time: `predict("{asked.id}", "a")`',)))


def order(order_id: str, answer: str | None = None, *, log: Log | None = None) -> None:
    """Ask for an order, or take it: ``order("20.o1", "bdac")``; with an exercise's id, the steps of its third hint."""
    try:
        asked, kept = find(order_id, Ordering), learners_log(log)
    except CourseError:
        if order_id not in {item.id for item in load(str(order_id).split(".", maxsplit=1)[0]).exercises}:
            raise
        asked, kept = find(order_id, Exercise).ordering, None

    def take(given: str, _: bool | None) -> Card:
        right, why = judged(asked, given)
        if kept and right is not None:
            kept.append("order", asked.id, right=right, first=not kept.events("order", asked.id))
        return Card("✓ That order works" if right else "✗ Not this order yet", (why,), "good" if right else "bad")

    extra = " Some lines do not belong: leave them out." if asked.distractors else ""
    texts = [asked.lines[key] for key in asked.lettered().values()]
    ask(f"Put in order · {asked.id}", asked.question + extra, texts, take, answer, None, call="order")


def ask(
    title: str, question: str, texts: Sequence[str], take: Take, answer: str | None, sure: bool | None, *, call: str
) -> None:
    """Show the question, as a widget where there is a kernel; or what it says to the answer."""
    if answer is not None:
        show(take(answer.strip().lower(), sure))
        return
    lines = [f"{letter}. {text}" for letter, text in zip(ascii_lowercase, texts, strict=False)]
    example = '"cab…"' if call == "order" else '"a", sure=True'
    how = f'To answer in text: `{call}("{title.rsplit(maxsplit=1)[-1]}", {example})`'
    view = None
    if in_notebook():
        view = (
            order_view(Card(title, (question, lines)), take)
            if call == "order"
            else choice_view(title, question, lines, take)
        )
    show(Card(title, (question, lines, how), view=view))


def said_to(asked: Quiz, letter: str, then: str) -> Card:
    """Say what the option's author says to whoever chooses it."""
    option = asked.options[place(letter, len(asked.options))]
    blocks: list[Block] = [f"You chose {letter}. {option.text}", option.feedback, *filter(None, [then])]
    return Card("✓ Right" if option.right else "✗ Not this one", tuple(blocks), "good" if option.right else "bad")


def place(letter: str, count: int) -> int:
    """Find which option a letter names.

    Raises:
        CourseError: it names none.
    """
    if len(letter) != 1 or letter not in ascii_lowercase[:count]:
        last = ascii_lowercase[count - 1]
        raise CourseError(f"{letter!r} is not one of the options. Answer with one letter from a to {last}.")
    return ascii_lowercase.index(letter)


def judged(asked: Ordering, given: str) -> tuple[bool | None, str]:
    """Tell whether the order works (None: it is no order of these lines), and why not."""
    letters, chosen = asked.lettered(), [letter for letter in given.lower() if letter not in " ,"]
    if not chosen or len(set(chosen)) < len(chosen) or not set(chosen) <= letters.keys():
        return None, f"Write letters from {''.join(letters)}, each at most once, the first step first."
    keys = [letters[letter] for letter in chosen]
    for key in keys:
        if key in asked.distractors:
            return False, f"“{asked.lines[key]}” does not belong. {asked.distractors[key]}"
    for earlier, later, why in asked.before:
        if {earlier, later} <= set(keys) and keys.index(earlier) > keys.index(later):
            return False, f"“{asked.lines[later]}” stands too early. {why}"
    missing = len(asked.lines) - len(asked.distractors) - len(keys)
    return not missing, f"So far it works, but {missing} more must be in it." if missing else "Each line has its place."


def choice_view(title: str, question: str, lines: list[str], take: Take) -> Any:  # noqa: ANN401 - ipywidgets has no types
    """Offer the options as radio buttons."""
    import ipywidgets as w

    choice = w.RadioButtons(options=lines, value=None, layout=w.Layout(width="auto"))
    sure = w.ToggleButtons(options=["sure", "not sure"], value=None)
    button, said = w.Button(description="Answer"), w.HTML()

    def answered(_: object) -> None:
        if choice.value is None or sure.value is None:
            said.value = Card("Choose an answer, and say whether you are sure.").html
        else:
            said.value = take(choice.value[0], sure.value == "sure").html

    button.on_click(answered)
    return w.VBox([w.HTML(Card(title, (question,)).html), choice, sure, button, said])


def order_view(question: Card, take: Take) -> Any:  # noqa: ANN401 - ipywidgets has no types
    """Offer a field for the letters."""
    import ipywidgets as w

    letters, button, said = w.Text(description="Order", placeholder="cab…"), w.Button(description="Answer"), w.HTML()

    def answered(_: object) -> None:
        said.value = take(letters.value, None).html

    button.on_click(answered)
    letters.on_submit(answered)
    return w.VBox([w.HTML(question.html), letters, button, said])
