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
# ## 1 · Press Run · 2 minutes
#
# Below is a small service. One server answers requests, ten milliseconds each on average. Who comes while it is busy
# waits; there are six places to wait. A thousand requests are about to come.
#
# Click into the cell and press **Shift + Enter**. That runs it.

# %%
import random

from course.parts.waiting_room import visits
from course.widgets.waiting_room import request_grid

places = 6
request_grid(visits(1_000, random.Random(23), places=places))

# %% [markdown]
# Each square is one request, the first at the upper left. A cross is somebody who was sent away: all six places were
# taken. **12** of a thousand. In this workbook you don't read about systems, you run them. And you may break them.
#
# ## 2 · Guess, then change one number · 2 minutes
#
# Let us double the places, from 6 to 12. How many will be sent away? Guess before you run. A guess that turns out wrong
# teaches more than an answer that you read, so the workbook asks for one before each measurement. Say also whether you
# are sure.

# %%
from course.checks import check, order, predict, progress, quiz, reveal, review

predict("00.p1")

# %% tags=["reveal"]
refused = sum(visit.refused for visit in visits(1_000, random.Random(23), places=12))
reveal("00.p1", refused)

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# Result: **0**. Double the places are not half the trouble. Each further place is needed only if all others are taken
# too, and that gets rare quickly.
#
# Text that answers a guess is folded like this one. Open it after you ran the cell above it.
#
# </details>
#
# **Exercise 00.1.** Twelve places are more than needed. Find the *smallest* number of places at which nobody of these
# thousand is sent away. Go back to the first cell, change the number, run it again, as often as you like. Then write
# your number here in place of `...`, run the cell, and run the check below it.

# %% nbgrader={"grade": false, "grade_id": "answer-00-1", "locked": false, "schema_version": 3, "solution": true, "task": false}
fewest_places = (
    ### BEGIN SOLUTION
    11
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "grade_id": "check-00-1", "locked": true, "points": 1.0, "schema_version": 3, "solution": false, "task": false}
check("00.1", fewest_places)

# %% [markdown]
# ## 3 · Fail a check · 2 minutes
#
# A check is not an exam. It runs your answer, and when something does not hold, it shows the smallest case that fails. Here
# is an answer that is wrong on purpose.
#
# How busy is the server? Its **load** is how many seconds of work arrive in each second. Above 1, it can never keep up. It
# follows from two numbers: how many requests come in a second, and how many seconds each one takes.

# %%
def divided(arrivals_per_s, service_s):
    return arrivals_per_s / service_s


check("00.2", divided)

# %% [markdown]
# Read the card from top to bottom. It names the properties that hold, the ones that fail, and one case that you can
# compute in your head. If you try again and fail again, the next hint comes: a question, then the steps, then a way on.
#
# **Exercise 00.2.** Your turn. 60 requests a second, 0.010 s each: in each second 0.6 s of work arrive.

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
# Now the places are unlimited, and you decide how many requests come, in steps of five. Click on the slider and use the
# arrow keys. **Target:** find the highest load at which 99 of 100 requests wait less than 100 ms.

# %%
from course.widgets.waiting_room import load_and_wait

view = load_and_wait()
view

# %% [markdown]
# No mouse, or no picture? Every widget also obeys a line of code, such as `view.set(arrivals_per_s=70)`, and says in words
# what it shows.

# %% tags=["instructor"]
view.set(arrivals_per_s=65)

# %%
check("00.3", view)

# %% [markdown]
# Now look at 50 requests a second, and then at 95. The load not even doubles. The wait explodes. You will meet this curve
# again.
#
# ## 5 · How each lesson goes · 2 minutes
#
# You have just walked through the four steps of every lesson, and of every good answer in an interview. First the
# **requirements**: nobody is sent away, 99 of 100 wait under 100 ms. Then an **estimate**: the load. Then a **design** that you build, break and
# measure: the places. And then the **scale**: what happens when more people come. Always in this order.

# %%
quiz("00.q1")

# %% [markdown]
# The notebook is yours: it lies in the folder `work/`, and nothing overwrites it. Whatever you answered is remembered. Run
# your page whenever you like; `review()` brings back what you missed, from tomorrow on.

# %%
progress()

# %% [markdown]
# Your next lesson is **01 · Estimates that run**: open `01-estimates.ipynb` in the list on the left. Then comes **20 · A URL
# shortener**. If Redis or SQL
# are new to you, the primers 00a and 00b take ten minutes each; 00c, on async, can wait until you build a chat.

# %% [markdown] tags=["instructor"]
# **Discuss.** With 6 places 12 of 1,000 were sent away, with 12 nobody; but who sits on the twelfth place waits
# longest. Name one service whose customers would rather hear "no" at once, and one whose customers would rather wait.
