"""A core that keeps every rule, small enough to be broken in one place at a time."""

import re
from pathlib import Path

import nbformat

from course.checks.model import Exercise, LessonChecks, Number, Ordering, Prediction, Quiz
from course.editions.source import read_source, tagged
from course.editions.strip import make_edition
from course.lessons import Lesson
from tests.editions.sample import answer, graded
from tests.notebooks.reading import Reading

LESSON = Lesson(number="22", slug="sample", title="A sample", minutes=18, summary="Every rule kept.")
ITEMS = {"URL-01", "BUG-001"}
PICTURE = '<figure><img alt="Four of five letters are vowels." src="data:image/svg+xml;base64,PHN2Zy8+"></figure>'


def guess(number: int) -> str:
    """A prediction, its reveal and the folded explanation."""
    return f"""\
# %%
predict("22.p{number}")

# %% tags=["reveal"]
reveal("22.p{number}", 1000 * {number} + 234)

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# It was **{number},234**. You were off because you guessed.
#
# </details>
"""


def exercise(number: int) -> str:
    """An answer and its check."""
    return f"""\
{answer(f"22-{number}")}
def answer_{number}(text):
    ### BEGIN SOLUTION
    return text.count("{number}")
    ### END SOLUTION

{graded(f"22-{number}", points=2)}
check("22.{number}", answer_{number})
"""


SOURCE = f"""\
# ---
# jupyter:
#   lesson:
#     objectives: [count]
#     terms: [vowel]
# ---

# %% [markdown]
# # A sample
#
# ## 1 · Queue · 2 minutes
#
# A **vowel** is a, e, i, o or u. How many are in "queue"?

# %% covers=["URL-01"]
from course.checks import check, order, predict, quiz, reveal, review

{guess(1)}
# %% [markdown]
# ## 2 · Promises · 3 minutes
#
# We promise to count. Which question matters most?

# %%
quiz("22.q1")

{guess(2)}
# %% [markdown]
# ## 3 · The estimate · 5 minutes
#
# One word has five letters.

{exercise(1)}
{exercise(2)}
# %%
quiz("22.q2")

# %% [markdown]
# ## 4 · A picture · 5 minutes

# %% covers=["BUG-001"]
from course.widgets.two_callers import two_callers

two_callers(None)

# %% [markdown]
# The picture shows **4** of 5.
#
# <details><summary>Which failure pattern is this: space too small, or trusting the caller?</summary>Neither. You would
# detect it by counting. What remains: y.</details>

{guess(3)}
{guess(4)}
{exercise(3)}
{exercise(4)}
# %%
order("22.o1")

# %% [markdown]
# ## 5 · Against the estimate · 3 minutes
#
# The promises of scene 2: kept. In scene 4 it was **3,234**.
#
# **What this leaves out.** Capital letters. Other languages. The letter y.
#
# **The moral.** Nobody counts a queue twice.

# %%
from course.widgets.shortener import shortener_architecture

shortener_architecture()
quiz("22.q3")

# %% [markdown] tags=["instructor"]
# A note with ever so many words that no rule looks at. **Discuss.** Is y a vowel?

# %% [markdown]
# ## 6 · Whiteboard, on another day · 12 minutes
#
# Count the consonants.
"""


SKELETON = """\
# ---
# jupyter:
#   lesson:
# ---

# %% [markdown]
# # A sample
#
# ## 1 · Queue · 18 minutes
#
# How many vowels are in "queue"?
"""


def checks() -> LessonChecks:
    """What the sample asks; nothing here is ever judged."""
    exercises = tuple(
        Exercise(f"22.{n}", "Count", "count", 2, Number("vowels"), (), (), ("one", "two"), "") for n in range(1, 5)
    )
    return LessonChecks(
        number="22",
        objectives={"count": "Count vowels"},
        exercises=exercises,
        quizzes=tuple(Quiz(f"22.q{n}", "Which?", (), "count") for n in range(1, 4)),
        predictions=tuple(
            Prediction(f"22.p{n}", "How many?", ("none", "more than a thousand"), {"none": "Some."})
            for n in range(1, 5)
        ),
        orderings=(Ordering("22.o1", "In which order?", {}, (), {}, "count"),),
    )


def read_sample(root: Path, source: str = SOURCE, html: str = PICTURE) -> Reading:
    """The sample with the outputs that a run would leave; ``html`` is the widget's."""
    path = root / "solutions" / f"{LESSON.stem}.py"
    path.parent.mkdir(exist_ok=True)
    path.write_text(source, encoding="utf-8")
    read = read_source(LESSON, root)
    editions = {}
    for edition in ("student", "instructor"):
        notebook = make_edition(read, edition)
        for cell in notebook.cells:
            if cell.cell_type != "code" or (edition == "student" and tagged(cell, "reveal")):
                continue
            if "two_callers" in cell.source:
                data = {"text/plain": "4 of 5 letters", "text/html": html}
                cell.outputs = [nbformat.v4.new_output("display_data", data)]
            elif tagged(cell, "reveal"):
                found = re.search(r"22\.p(\d)", cell.source)
                text = f"measured: {found[1]},234\n" if found else "measured\n"
                cell.outputs = [nbformat.v4.new_output("stream", text=text)]
        editions[edition] = notebook
    return Reading(LESSON, read, editions["student"], editions["instructor"], checks(), ITEMS)
