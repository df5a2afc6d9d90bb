"""Each term of the lessons has its place in the glossary."""

import pytest

from course.editions.glossary import defining_sentence, entries
from course.editions.source import read_source, written_lessons

TEXT = """## 1 · A ring · 3 minutes

Points lie on a circle. This is a **ring**. A key belongs to the next point.

<details><summary>After you ran it</summary>

The <b>mean</b> hides the worst. His phone keeps a **bundle**:

- a key that stays,
- others that go.

| a table | with a **cell** |
|---|---|
</details>

A **cell** is one field of it."""


@pytest.mark.parametrize(
    ("term", "sentence"),
    [
        ("ring", "Points lie on a circle. This is a ring."),
        ("mean", "A key belongs to the next point. The mean hides the worst."),
        ("bundle", "The mean hides the worst. His phone keeps a bundle: a key that stays,"),
        ("cell", "others that go. A cell is one field of it."),
        ("circle", "Points lie on a circle."),
        ("shard", None),
    ],
)
def test_a_term_is_explained_by_the_sentence_that_has_it_in_bold(term, sentence):
    assert defining_sentence([TEXT], term) == sentence


def test_the_glossary_has_every_term_of_every_lesson():
    terms = {str(term).lower() for lesson in written_lessons() for term in read_source(lesson).front.get("terms", [])}
    assert {entry.term.lower() for entry in entries()} == terms
