# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
#   lesson:
#     objectives: [run, repair, load]
#     terms: [load]
# ---

# %% [markdown]
# # 00 · Start here
#
# For people who know Python's functions, lists and loops. The eight lessons of the path (00, 01, 20, 25, 22, 26, 23, 24)
# take about seven hours. After them you can estimate, build, break and mend six systems.
#
# ## 1 · Press Run · 2 minutes
#
# Below is a small service. One server answers requests, ten milliseconds each on average. A request that comes while it is
# busy waits; there are six places to wait. Sixty requests come in a second, at random moments, a thousand in all.
#
# The grey box is a **cell**. Its picture is stored, from a run with six places. Change the 6 to 3 and press
# **Shift + Enter**: that runs the cell. While it runs, `[*]` stands at its left, then a number.

# %%
import random

from course.parts.waiting_room import visits
from course.widgets.waiting_room import request_grid

places = 6
request_grid(visits(1_000, random.Random(23), places=places))

# %% [markdown]
# A cross is a request that was sent away: all places were taken. With six places it was **12** of a thousand.
# (`random.Random(23)` makes chance repeatable: 23 always brings the same thousand.) In this workbook you don't read about
# systems, you run them. And you may break them.
#
# ## 2 · Guess, then change one number · 3 minutes
#
# Let us double the places, from 6 to 12. How many will be sent away? Guess before you run: a wrong guess teaches more than
# an answer that you read. Say also whether you are sure.

# %%
from course.checks import check, order, predict, progress, quiz, reveal, review

predict("00.p1")

# %% tags=["reveal"]
def refused(places, seed=23):
    return sum(visit.refused for visit in visits(1_000, random.Random(seed), places=places))


reveal("00.p1", refused(12))
for seed in (24, 25, 26):
    print(f"another thousand ({seed}): {refused(6, seed)} with 6 places, {refused(12, seed)} with 12")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# Result: **0**; and for three other thousands, with **1**, **8** and **17** at six places, too. Double the places are not
# half the trouble. Each further place is needed only if all others are taken too, and that gets rare quickly.
#
# </details>
#
# **Exercise 00.1.** Find the *smallest* number of places at which nobody of the thousand of the first cell is sent away. Go
# back to that cell, change the number, run it again, as often as you like. Then delete the `...` between the brackets
# here, write your number there, run the cell, and run the check below it.

# %% nbgrader={"grade": false, "grade_id": "answer-00-1", "locked": false, "schema_version": 3, "solution": true, "task": false}
fewest_places = (
    ### BEGIN SOLUTION
    11
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "grade_id": "check-00-1", "locked": true, "points": 1.0, "schema_version": 3, "solution": false, "task": false}
check("00.1", fewest_places)

# %% [markdown]
# ## 3 · Fail a check · 3 minutes
#
# A check is not an exam. It runs your answer, and shows the smallest case that fails. Here is one that is wrong on purpose,
# and is not counted.
#
# How busy is the server? Its **load** is how many seconds of work arrive in each second. Above 1, it can never keep up. It
# follows from two numbers: how many requests come in a second, and how many seconds each one takes.

# %%
from course.checks.log import NOT_KEPT


def divided(arrivals_per_s, service_s):
    return arrivals_per_s / service_s


check("00.2", divided, log=NOT_KEPT)

# %% [markdown]
# It names the properties that hold, the ones that fail, and one case that you can compute in your head. Each further try
# that fails brings the next hint: a question, then the steps, then a way on.
#
# **Exercise 00.2.** Your turn: return the load. With 60 requests a second, 0.010 s each, it is 0.6. Both may be fractions.

# %% nbgrader={"grade": false, "grade_id": "answer-00-2", "locked": false, "schema_version": 3, "solution": true, "task": false}
def load(arrivals_per_s, service_s):
    ### BEGIN SOLUTION
    return arrivals_per_s * service_s
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-00-2", "locked": true, "points": 1.0, "schema_version": 3, "solution": false, "task": false}
check("00.2", load)

# %% [markdown]
# ## 4 · Move a picture · 2 minutes
#
# Now the places are unlimited, and you decide how many requests come. Click on the slider and use the arrow keys.
# **Target:** the highest load at which 99 of 100 requests wait less than 100 ms.

# %%
from course.widgets.waiting_room import load_and_wait

view = load_and_wait()
view

# %% [markdown]
# No mouse, or no picture? Every widget also obeys a line of code, such as `view.set(arrivals_per_s=70)`, in a cell of your own
# (press **Esc**, then **B**), and says in words what it shows.

# %% tags=["instructor"]
view.set(arrivals_per_s=65)

# %%
check("00.3", view)

# %% [markdown]
# Now look at 50 requests a second, and then at 95. The load does not even double; the wait explodes. You will meet this
# curve again.
#
# ## 5 · How each lesson goes · 2 minutes
#
# You have met the four steps of every lesson, and of every good answer in an interview, but mixed. From now on they come in
# this order. First the **requirements**: nobody is sent away, 99 of 100 wait under 100 ms. Then an **estimate**: the load.
# Then a **design** that you build, break and measure: the places. And then the **scale**: what happens when more people come.

# %%
quiz("00.q1")

# %% [markdown]
# The notebook is yours: it lies in the folder `work/`, nothing overwrites it, and it saves itself (Ctrl + S: at once).
# Tomorrow, or after a restart, Python no longer knows `check` and the other names: choose *Run → Run All Above Selected
# Cell*, and go on. If a double click turned a text into its source, Shift + Enter turns it back.
#
# Your answers are remembered. `progress()` shows your own page, and `review()` brings back what you missed, from tomorrow
# on. Other lessons import all but `progress`: write `from course.checks import progress` there.

# %%
progress()

# %% [markdown]
# Your next lesson is **01 · Estimates that run**: open `01-estimates.ipynb` in the list on the left. Then comes **20 · A URL
# shortener**. If Redis or SQL are new to you, the primers 00a and 00b take ten minutes each; 00c, on async, can wait until you build a
# chat.

# %% [markdown] tags=["instructor"]
# **Discuss.** With 6 places 12 of 1,000 were sent away, with 12 nobody; but who sits on the twelfth place waits
# longest. Name one service whose customers would rather hear "no" at once, and one whose customers would rather wait.
