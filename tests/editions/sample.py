"""A lesson small enough to be built in a test, with one cell of each kind."""

import json
from pathlib import Path

from course.lessons import Lesson

LESSON = Lesson(number="99", slug="sample", title="A sample", minutes=5, summary="One cell of each kind.")
SOLUTION_LINE = "return sum(1 for letter in text if letter in vowels)"
INSTRUCTOR_LINE = "Most learners forget the letter y here."


def answer(name: str) -> str:
    """The first line of a cell in which a learner answers."""
    kind = {"grade": False, "grade_id": f"answer-{name}", "locked": False, "solution": True}
    return f"# %% nbgrader={json.dumps(kind | {'schema_version': 3, 'task': False})}"


def graded(name: str, points: int) -> str:
    """The first line of a cell that earns points."""
    kind = {"grade": True, "grade_id": f"check-{name}", "locked": True, "points": points, "solution": False}
    return f"# %% nbgrader={json.dumps(kind | {'schema_version': 3, 'task': False})}"


SOURCE = f"""\
# ---
# jupyter:
#   lesson:
#     objectives: [count]
#     terms: [vowel]
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # A sample
#
# ## 1 · Count the vowels · 5 minutes
#
# A **vowel** is a, e, i, o or u.

# %%
import course

vowels = "aeiou"
print("ready:", course.__name__)

{answer("99-1")}
def count_vowels(text):
    ### BEGIN SOLUTION
    {SOLUTION_LINE}
    ### END SOLUTION

{graded("99-1", points=2)}
float(2 * (count_vowels("seattle") == 3))

# %% [markdown] tags=["instructor"]
# {INSTRUCTOR_LINE}

# %%
"How many vowels has 'queue'? Guess first."

# %% tags=["reveal"] covers=["URL-01"]
sum("queue".count(vowel) for vowel in vowels)

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# There are **4**.
#
# </details>
"""


def write_sample(root: Path, text: str = SOURCE) -> Path:
    """A house with this one lesson in it."""
    (root / "solutions").mkdir(parents=True, exist_ok=True)
    path = root / "solutions" / f"{LESSON.stem}.py"
    path.write_text(text, encoding="utf-8")
    return path
