"""A question with its inputs: radio buttons or a field, a button, and what is said to the answer."""

from collections.abc import Callable
from typing import Any

from course.widgets.cards import Card

Take = Callable[[int, bool | None], Card]
"""Takes which option was chosen, and whether the learner is sure; gives what to say to it."""


def choice_view(question: Card, lines: list[str], take: Take) -> Any:  # noqa: ANN401 - ipywidgets has no types
    """Offer the options as radio buttons."""
    import ipywidgets as w

    choice = w.RadioButtons(options=lines, value=None, layout=w.Layout(width="auto"))
    sure = w.ToggleButtons(options=["sure", "not sure"], value=None)

    def answered() -> Card:
        if None in (choice.index, sure.value):
            return Card("Choose an answer, and say whether you are sure.")
        return take(choice.index, sure.value == "sure")

    return panel(question, [choice, sure], answered)


def order_view(question: Card, take: Callable[[str], Card]) -> Any:  # noqa: ANN401 - ipywidgets has no types
    """Offer a field for the letters."""
    import ipywidgets as w

    letters = w.Text(description="Order", placeholder="cab…")
    return panel(question, [letters], lambda: take(letters.value))


def panel(question: Card, inputs: list[Any], answered: Callable[[], Card]) -> Any:  # noqa: ANN401 - as above
    """Put a button and room for what is said to the answer below the inputs."""
    import ipywidgets as w

    button, said = w.Button(description="Answer"), w.HTML()
    button.on_click(lambda _: setattr(said, "value", answered().html))
    return w.VBox([w.HTML(question.html), *inputs, button, said])
