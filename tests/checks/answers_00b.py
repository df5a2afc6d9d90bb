"""Lesson 00b: wrong answers that a learner could give, each with its misconception, and other right ways to write it."""

from collections import Counter

from course.checks.lesson_00b import FEW, filled
from course.stores import open_duckdb

con_of_the_notebook = filled(open_duckdb(), FEW)


def by_alias(con, country, n):
    rows = con.execute(
        "SELECT package, count(*) AS clicks FROM clicks WHERE country = $1 "
        "GROUP BY package ORDER BY clicks DESC, package LIMIT $2",
        [country, n],
    )
    return rows.fetchall()


def by_columns(con, country, n):
    return con.execute(
        "SELECT package, sum(1) FROM clicks WHERE country = ? GROUP BY 1 ORDER BY 2 DESC, 1 ASC", [country]
    ).fetchmany(n)


def in_python(con, country, n):
    rows = con.execute("SELECT package FROM clicks WHERE country = ?", [country]).fetchall()
    counts = Counter(package for (package,) in rows)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:n]


def by_relation(con, country, n):
    command = "SELECT package, count(*) AS clicks FROM clicks WHERE country = ? GROUP BY package"
    rows = con.sql(command, params=[country]).order("clicks DESC, package").limit(n)
    return [list(row) for row in rows.fetchall()]


def by_package_and_country(con, country, n):
    return con.execute(
        "SELECT package, count(*) FROM clicks WHERE country = ? "
        "GROUP BY package, country ORDER BY count(*) DESC, package LIMIT ?",
        [country, n],
    ).fetchall()


def with_quotes_doubled(con, country, n):
    return pasted(con, country.replace("'", "''"), n)


def pasted(con, country, n):
    return con.execute(
        f"SELECT package, count(*) FROM clicks WHERE country = '{country}' "
        f"GROUP BY package ORDER BY count(*) DESC, package LIMIT {n}"
    ).fetchall()


def pasted_in_double_quotes(con, country, n):
    return con.execute(
        'SELECT package, count(*) FROM clicks WHERE country = "' + country + '" '
        f"GROUP BY package ORDER BY count(*) DESC, package LIMIT {n}"
    ).fetchall()


def pasted_in_dollars(con, country, n):
    return con.execute(
        f"SELECT package, count(*) FROM clicks WHERE country = $${country}$$ "
        f"GROUP BY package ORDER BY count(*) DESC, package LIMIT {n}"
    ).fetchall()


def pasted_in_named_dollars(con, country, n):
    return con.execute(
        f"SELECT package, count(*) FROM clicks WHERE country = $typed${country}$typed$ "
        f"GROUP BY package ORDER BY count(*) DESC, package LIMIT {n}"
    ).fetchall()


def like_a_mark(con, country, n):
    return con.execute(
        "SELECT package, count(*) FROM clicks WHERE country LIKE ? "
        "GROUP BY package ORDER BY count(*) DESC, package LIMIT ?",
        [country, n],
    ).fetchall()


def like_in_any_case(con, country, n):
    return con.execute(
        "SELECT package, count(*) FROM clicks WHERE country ILIKE ? "
        "GROUP BY package ORDER BY count(*) DESC, package LIMIT ?",
        [country, n],
    ).fetchall()


def like_a_file(con, country, n):
    return con.execute(
        "SELECT package, count(*) FROM clicks WHERE country GLOB ? "
        "GROUP BY package ORDER BY count(*) DESC, package LIMIT ?",
        [country, n],
    ).fetchall()


def like_an_expression(con, country, n):
    return con.execute(
        "SELECT package, count(*) FROM clicks WHERE regexp_full_match(country, ?) "
        "GROUP BY package ORDER BY count(*) DESC, package LIMIT ?",
        [country, n],
    ).fetchall()


def contained(con, country, n):
    return con.execute(
        "SELECT package, count(*) FROM clicks WHERE contains(country, ?) "
        "GROUP BY package ORDER BY count(*) DESC, package LIMIT ?",
        [country, n],
    ).fetchall()


def without_quotes(con, country, n):
    return pasted(con, country.replace("'", ""), n)


def quote_around_the_mark(con, country, n):
    return con.execute(
        "SELECT package, count(*) FROM clicks WHERE country = '?' "
        "GROUP BY package ORDER BY count(*) DESC, package LIMIT ?",
        [n],
    ).fetchall()


def quote_around_the_mark_and_two_values(con, country, n):
    return con.execute(
        "SELECT package, count(*) FROM clicks WHERE country = '?' "
        "GROUP BY package ORDER BY count(*) DESC, package LIMIT ?",
        [country, n],
    ).fetchall()


def n_in_the_command(con, country, n):
    return con.execute(
        "SELECT package, count(*) FROM clicks WHERE country = ? GROUP BY package ORDER BY count(*) DESC, package LIMIT n",
        [country],
    ).fetchall()


def n_in_the_command_and_beside_it(con, country, n):
    return con.execute(
        "SELECT package, count(*) FROM clicks WHERE country = ? GROUP BY package ORDER BY count(*) DESC, package LIMIT n",
        [country, n],
    ).fetchall()


def n_fixed(con, country, n):
    return con.execute(
        "SELECT package, count(*) FROM clicks WHERE country = ? GROUP BY package ORDER BY count(*) DESC, package LIMIT 2",
        [country],
    ).fetchall()


def one_value_for_two_marks(con, country, n):
    return con.execute(
        "SELECT package, count(*) FROM clicks WHERE country = ? GROUP BY package ORDER BY count(*) DESC, package LIMIT ?",
        [country],
    ).fetchall()


def values_turned_round(con, country, n):
    return con.execute(
        "SELECT package, count(*) FROM clicks WHERE country = ? GROUP BY package ORDER BY count(*) DESC, package LIMIT ?",
        [n, country],
    ).fetchall()


def value_without_a_list(con, country, n):
    return con.execute(
        f"SELECT package, count(*) FROM clicks WHERE country = ? "
        f"GROUP BY package ORDER BY count(*) DESC, package LIMIT {n}",
        country,
    ).fetchall()


def grouped_by_country(con, country, n):
    return con.execute(
        "SELECT package, count(*) FROM clicks WHERE country = ? GROUP BY country ORDER BY count(*) DESC, package LIMIT ?",
        [country, n],
    ).fetchall()


def without_group_by(con, country, n):
    return con.execute(
        "SELECT package, count(*) FROM clicks WHERE country = ? ORDER BY count(*) DESC, package LIMIT ?", [country, n]
    ).fetchall()


def countries_not_packages(con, country, n):
    return con.execute(
        "SELECT country, count(*) FROM clicks WHERE country = ? GROUP BY country ORDER BY count(*) DESC, country LIMIT ?",
        [country, n],
    ).fetchall()


def where_after_the_groups(con, country, n):
    return con.execute(
        "SELECT package, count(*) FROM clicks GROUP BY package WHERE country = ? ORDER BY count(*) DESC, package LIMIT ?",
        [country, n],
    ).fetchall()


def sort_keys_swapped(con, country, n):
    return con.execute(
        "SELECT package, count(*) FROM clicks WHERE country = ? GROUP BY package ORDER BY package, count(*) DESC LIMIT ?",
        [country, n],
    ).fetchall()


def pasted_without_quotes(con, country, n):
    return con.execute(
        f"SELECT package, count(*) FROM clicks WHERE country = {country} "
        f"GROUP BY package ORDER BY count(*) DESC, package LIMIT {n}"
    ).fetchall()


def least_first(con, country, n):
    return con.execute(
        "SELECT package, count(*) FROM clicks WHERE country = ? GROUP BY package ORDER BY count(*), package LIMIT ?",
        [country, n],
    ).fetchall()


def without_where(con, country, n):
    return con.execute(
        "SELECT package, count(*) FROM clicks GROUP BY package ORDER BY count(*) DESC, package LIMIT ?", [n]
    ).fetchall()


def ties_as_they_come(con, country, n):
    return con.execute(
        "SELECT package, count(*) FROM clicks WHERE country = ? GROUP BY package ORDER BY count(*) DESC LIMIT ?",
        [country, n],
    ).fetchall()


def both_descending(con, country, n):
    return con.execute(
        "SELECT package, count(*) FROM clicks WHERE country = ? "
        "GROUP BY package ORDER BY count(*) DESC, package DESC LIMIT ?",
        [country, n],
    ).fetchall()


def five_at_most(con, country, n):
    return by_alias(con, country, min(n, 5))


def all_of_them(con, country, n):
    return con.execute(
        "SELECT package, count(*) FROM clicks WHERE country = ? GROUP BY package ORDER BY count(*) DESC, package",
        [country],
    ).fetchall()


def names_alone(con, country, n):
    return [package for package, _ in by_alias(con, country, n)]


def one_column(con, country, n):
    return con.execute(
        "SELECT package FROM clicks WHERE country = ? GROUP BY package ORDER BY count(*) DESC, package LIMIT ?",
        [country, n],
    ).fetchall()


def the_notebooks_own(con, country, n):
    return by_alias(con_of_the_notebook, country, n)


def turned_round(con, country, n):
    return [(count, package) for package, count in by_alias(con, country, n)]


def by_name_only(con, country, n):
    return con.execute(
        "SELECT package, count(*) FROM clicks WHERE country = ? GROUP BY package ORDER BY package LIMIT ?",
        [country, n],
    ).fetchall()


def one_too_many(con, country, n):
    return by_alias(con, country, n + 1)


def not_fetched(con, country, n):
    return con.execute("SELECT package, count(*) FROM clicks WHERE country = ? GROUP BY package LIMIT ?", [country, n])


def empties_it(con, country, n):
    rows = by_alias(con, country, n)
    con.execute("DELETE FROM clicks")
    return rows


def closes_it(con, country, n):
    rows = by_alias(con, country, n)
    con.close()
    return rows


def without_a_return(con, country, n):
    by_alias(con, country, n)


def counts_countries(con, country, n):
    return con.execute(
        "SELECT package, count(DISTINCT country) FROM clicks WHERE country = ? "
        "GROUP BY package ORDER BY count(*) DESC, package LIMIT ?",
        [country, n],
    ).fetchall()


PASTED = "what people type belongs into the command"

RIGHT = {"00b.1": [by_alias, by_columns, in_python, by_relation, by_package_and_country, with_quotes_doubled]}

# (the misconception that must be recognised, or None where only the case is shown; the answer)
WRONG = {
    "00b.1": [
        (PASTED, pasted),
        (PASTED, without_quotes),
        (PASTED, pasted_in_double_quotes),
        (PASTED, pasted_without_quotes),
        (PASTED, pasted_in_dollars),
        (PASTED, pasted_in_named_dollars),
        ("LIKE is another word for =", like_a_mark),
        ("LIKE is another word for =", like_in_any_case),
        ("LIKE is another word for =", like_a_file),
        ("LIKE is another word for =", like_an_expression),
        (None, contained),
        ("a ? needs quotes like a text", quote_around_the_mark),
        ("a ? needs quotes like a text", quote_around_the_mark_and_two_values),
        ("the database sees my variables", n_in_the_command),
        ("the database sees my variables", n_in_the_command_and_beside_it),
        ("the caller will cut the list", n_fixed),
        ("each ? finds its own value", one_value_for_two_marks),
        ("each ? finds its own value", values_turned_round),
        ("each ? finds its own value", value_without_a_list),
        ("a group has every column", grouped_by_country),
        ("a group has every column", without_group_by),
        (None, countries_not_packages),
        ("the words may stand in any order", where_after_the_groups),
        ("sort keys all count alike", sort_keys_swapped),
        ("ORDER BY begins with the largest", least_first),
        ("all clicks are meant", without_where),
        ("a table keeps an order", ties_as_they_come),
        ("a table keeps an order", both_descending),
        ("the caller will cut the list", all_of_them),
        ("the caller will cut the list", one_too_many),
        ("a name is enough", names_alone),
        ("a name is enough", one_column),
        ("there is only one table of clicks", the_notebooks_own),
        (None, turned_round),
        (None, five_at_most),
        ("sort keys all count alike", by_name_only),
        (None, not_fetched),
        (None, empties_it),
        (None, closes_it),
        (None, without_a_return),
        (None, counts_countries),
    ]
}
