"""The rules of a lesson. Each yields a sentence for every place that breaks it, and says what to do."""

from collections.abc import Callable

from tests.notebooks.reading import Problems, Reading
from tests.notebooks.rules import asking, code, showing, sources, text

RULES: tuple[Callable[[Reading], Problems], ...] = (
    *text.RULES,
    *code.RULES,
    *asking.RULES,
    *showing.RULES,
    *sources.RULES,
)
