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
#     objectives: [value, key, batch]
#     terms: [table, primary key, batch]
# ---

# %% [markdown]
# # 00b · Just enough SQL
#
# ## 1 · A name that opens everything · 3 minutes
#
# A **table** keeps rows under named columns. This one, `links`, holds web addresses that Python packages publish. It lies
# in our database, DuckDB, and you ask it in SQL. `SELECT url FROM links WHERE package = 'httpx'` means: from the table links, give me the url of each row
# whose package is httpx. A text stands between single quotes. `fetchall()` gives the rows, each as a tuple.

# %%
from course import datasets
from course.stores import open_duckdb

con = open_duckdb()  # a database in memory
con.read_csv(str(datasets.path("urls/urls.csv"))).create("links")
con.execute("SELECT url FROM links WHERE package = 'httpx'").fetchall()

# %% [markdown]
# A search box puts what people type between the quotes.

# %%
def search(package):
    command = f"SELECT url FROM links WHERE package = '{package}'"
    return con.execute(command).fetchall()


print(len(search("httpx")), "rows for httpx")
print(len(search("no-such-package")), "rows for no-such-package")

# %% [markdown]
# Then somebody types `x' OR 'a' = 'a`.

# %%
from course.checks import check, measured, order, predict, quiz, reveal, review

predict("00b.p1")

# %% tags=["reveal"]
typed = "x' OR 'a' = 'a"
found = search(typed)
print(f"SELECT url FROM links WHERE package = '{typed}'")
reveal("00b.p1", len(found), unit="rows")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **352** rows: the whole table. Read the command aloud: the package is x, *or* a equals a. That is true for each row.
#
# Perhaps you thought: no such name, no rows. But the first quote that was typed ended the name. The rest became a part of
# your command. A single quote, as in O'Brien, gives an error: the text never ends.
#
# </details>
# Lessons give such failures names, their *patterns*. This one is **trusting the caller**: a stranger wrote a part of our
# command.
#
# <details><summary>How would you detect it?</summary>In the log: by commands that fail with syntax errors, or by answers
# of far too many rows.</details>
#
# The repair: write `?` where a value belongs, without quotes, and give the value beside the command, in a list. It can
# never become a part of the command.

# %%
def safe_search(package):
    return con.execute("SELECT url FROM links WHERE package = ?", [package]).fetchall()


print(len(safe_search("httpx")), "rows for httpx")
print(len(safe_search("x' OR 'a' = 'a")), "rows for the stranger")

# %% [markdown]
# **0** rows. What remains: a `?` stands for a value only. If people may type a column's name, look it up in a list of
# yours first.
#
# ## 2 · One home each · 2 minutes
#
# The 352 addresses belong to 124 packages. Each package shall have one home. A **primary key** is a column whose values
# are all different; the database refuses a second row with the same value. `CREATE OR REPLACE TABLE` makes an empty table,
# in place of an older one with that name. VARCHAR means text.
#
# `INSERT INTO homes SELECT …` writes all rows that a question finds, in one command. `count(*)` counts rows, and
# `fetchone()` gives one row.

# %%
con.execute("CREATE OR REPLACE TABLE homes (package VARCHAR PRIMARY KEY, url VARCHAR)")
predict("00b.p2")

# %% tags=["reveal"]
try:
    con.execute("INSERT INTO homes SELECT package, url FROM links")
except Exception as error:
    print(error)
count = con.execute("SELECT count(*) FROM homes").fetchone()[0]
reveal("00b.p2", count, unit="rows")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **0**. Perhaps you thought: one of each package stays. But a command is done as a whole or not at all. One row that is
# refused takes 351 others with it.
#
# </details>
#
# `ON CONFLICT DO NOTHING` passes over rows whose key is taken. An INSERT answers how many rows it wrote. `VALUES` gives one
# row by its values.

# %%
print(con.execute("INSERT INTO homes SELECT package, url FROM links ON CONFLICT DO NOTHING").fetchone())
one = con.execute("INSERT INTO homes VALUES (?, ?) ON CONFLICT DO NOTHING", ["httpx", "https://x.example"])
print(one.fetchone())

# %%
quiz("00b.q1")

# %% [markdown]
# ## 3 · A thousand clicks · 2 minutes
#
# People click on packages, and we note package and country: one INSERT for each row, or one INSERT for all, a **batch**.
# The batch takes two lists, and `unnest(?)` makes rows of them. Each way runs three times.

# %%
import random
from time import perf_counter

rng = random.Random(1)
packages = rng.choices(["httpx", "pillow", "redis", "rich"], weights=[4, 3, 2, 1], k=1_000)
countries = rng.choices(["Kenya", "Peru", "Côte d'Ivoire"], k=1_000)


def seconds(insert):
    con.execute("CREATE OR REPLACE TABLE clicks (package VARCHAR, country VARCHAR)")
    start = perf_counter()
    insert()
    return perf_counter() - start


# %%
def row_by_row():
    for row in zip(packages, countries):
        con.execute("INSERT INTO clicks VALUES (?, ?)", row)


def one_batch():
    con.execute("INSERT INTO clicks SELECT unnest(?), unnest(?)", [packages, countries])


# %%
quiz("00b.q2")

# %%
figures = {}
for name, insert in {"row by row": row_by_row, "one batch": one_batch}.items():
    runs = sorted(seconds(insert) for attempt in range(3))
    figures[f"{name}, fastest of 3"] = runs[0]
    figures[f"{name}, slowest of 3"] = runs[-1]
measured("00b.3", figures, at_least=("row by row, fastest of 3", "one batch, fastest of 3", 10))

# %% [markdown]
# The same 1,000 rows, but 1,000 commands against one. Each command is read, planned and finished on its own. The seconds
# are a *clock* figure: your machine, today. Two runs of one way differ far less than the two ways do.
#
# ## 4 · A question about many rows · 3 minutes
#
# `GROUP BY country` puts rows with the same country together, and `count(*)` then counts each group. `ORDER BY` sorts:
# here by count, with DESC the largest first, and where counts are equal by country. `LIMIT` keeps the first rows. The
# first `?` takes the first value of the list, the second `?` the second.

# %%
command = """
    SELECT country, count(*) FROM clicks WHERE package = ?
    GROUP BY country ORDER BY count(*) DESC, country LIMIT ?
"""
con.execute(command, ["redis", 2]).fetchall()

# %% [markdown]
# **Exercise 00b.1.** Return the `n` packages with the most clicks from this country, as a list of (package, clicks). Most
# clicks first, equal ones by name. The country is what somebody typed.

# %% nbgrader={"grade": false, "grade_id": "answer-00b-1", "locked": false, "schema_version": 3, "solution": true, "task": false}
def top_packages(con, country, n):
    ### BEGIN SOLUTION
    command = """
        SELECT package, count(*) FROM clicks
        WHERE country = ?
        GROUP BY package
        ORDER BY count(*) DESC, package
        LIMIT ?
    """
    return con.execute(command, [country, n]).fetchall()
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-00b-1", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("00b.1", top_packages)

# %% [markdown] tags=["instructor"]
# **Common wrong answer.** An f-string that works for Kenya. Ask for Côte d'Ivoire.

# %% [markdown]
# **What this leaves out.** Questions over two tables. Indexes, which find rows without reading all. Several commands that
# count as one.
#
# **The moral.** The command is yours; what others type is a value. One quote opened **352** rows, one `?` closed them.
#
# Now on to lesson 20, or back to its scene 2.

# %% [markdown] tags=["instructor"]
# **Discuss.** One quote opened 352 rows. What would stand in your log of that hour, and which line of it would look
# unusual to somebody who does not know the trick?
