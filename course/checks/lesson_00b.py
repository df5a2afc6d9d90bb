"""Lesson 00b, just enough SQL: one question to a table, with a value that somebody typed."""

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from course.checks.answer import Answer
from course.checks.model import (
    Exercise,
    Function,
    LessonChecks,
    Misconception,
    Option,
    Prediction,
    Property,
    Quiz,
    ReviewCard,
    Wrong,
    expect,
)
from course.stores import open_duckdb

OBJECTIVES = {
    "value": "Ask a table about what somebody typed, so that it stays a value",
    "key": "Tell what a primary key refuses, and how much of a command it refuses with it",
    "batch": "Write many rows with one command, and tell what that saves",
}

Click = tuple[str, str]
Tops = list[tuple[str, int]]

QUOTED = "Côte d'Ivoire"
STRANGERS = ("x' OR 'a' = 'a", "x$$ OR $$a$$ = $$a", "Fiji'; DROP TABLE clicks; --", 'say "hi"')
MARKS = ("%", "F%", "F_ji", "F.*", "F*", "[EFG]iji", "100 %")
"""Names that nothing but a pattern makes out of them: none is a country."""
FEW = (
    *[("numpy", "Fiji")] * 5,
    *[("rich", "Fiji")] * 1,
    *[("attrs", "Fiji")] * 3,
    *[("numpy", "Peru")] * 9,
    *[("idna", "Peru")] * 2,
    *[("idna", QUOTED)] * 2,
    *[("rich", QUOTED)] * 1,
)
TIED = ("mypy", "h11", "zict", "anyio", "ruff", "black", "xlrd", "certifi")
FEW_TIED = tuple((package, "Fiji") for package in TIED)


class Clicks:
    """One database for all cases: to open one for each, or to fill it each time, would take longer than all questions."""

    def __init__(self) -> None:
        self._con = open_duckdb()
        self._held: tuple[Sequence[Click], object] | None = None

    def holding(self, clicks: Sequence[Click]) -> Any:  # noqa: ANN401 - a DuckDB connection
        """Open a connection to these clicks, and no others."""
        if self._held is None or self._held[0] != clicks:
            self._held = clicks, self._sum(filled(self._con, clicks))
        return self._con.cursor()

    def unchanged(self, con: Any) -> bool:  # noqa: ANN401 - a DuckDB connection
        """Whether they are still there, all and nothing else; raises where the table or the connection is gone."""
        held, self._held = self._held, None
        if held is not None and self._sum(con) == held[1]:
            self._held = held
        return self._held is not None

    def _sum(self, con: Any) -> object:  # noqa: ANN401 - a DuckDB connection
        return con.execute("SELECT count(*), sum(hash(package, country)) FROM clicks").fetchone()


@cache
def shelf() -> Clicks:
    return Clicks()


def filled(con: Any, clicks: Sequence[Click]) -> Any:  # noqa: ANN401 - a DuckDB connection
    """Let this database hold these clicks and no others."""
    con.execute("CREATE OR REPLACE TABLE clicks (package VARCHAR, country VARCHAR)")
    packages, countries = [package for package, _ in clicks], [country for _, country in clicks]
    con.execute("INSERT INTO clicks SELECT unnest(?), unnest(?)", [packages, countries])
    return con


def tops(clicks: Sequence[Click], country: str, n: int) -> Tops:
    """The obvious version: count in Python."""
    counts = Counter(package for package, where in clicks if where == country)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:n]


def asked(answer: Answer, clicks: Sequence[Click], country: str, n: int) -> list[Any]:
    con = shelf().holding(clicks)
    try:
        rows = answer(con, country, n)
        unchanged = shelf().unchanged(con)
    except Wrong as wrong:
        raise Wrong(f"top_packages(con, {country!r}, {n})", wrong.args[1]) from None
    except Exception:  # noqa: BLE001 - the table itself is gone, or the connection
        raise Wrong(f"top_packages(con, {country!r}, {n})", "Afterwards nobody could ask the table any more.") from None
    finally:
        con.close()
    expect(unchanged, f"top_packages(con, {country!r}, {n})", "It changed the table. Only ask it.")
    return [tuple(row) if isinstance(row, list) else row for row in rows]


def compared(answer: Answer, clicks: Sequence[Click], country: str, n: int, told: str = "") -> None:
    given, wanted = asked(answer, clicks, country, n), tops(clicks, country, n)
    if not told:
        counts = tops(clicks, country, len(clicks))
        told = f"{country}: {', '.join(f'{package} {count}' for package, count in counts[:8]) or 'no clicks'}"
    expect(
        given == wanted, f"{told}; top_packages(con, {country!r}, {n})", f"You returned {given}, it should be {wanted}."
    )


def one_click(answer: Answer) -> None:
    compared(answer, [("numpy", "Fiji")], "Fiji", 1)


def only_there(answer: Answer) -> None:
    clicks = [("numpy", "Peru"), ("numpy", "Peru"), ("numpy", "Fiji")]
    compared(answer, clicks, "Fiji", 1, "numpy was clicked twice in Peru and once in Fiji")
    compared(answer, clicks, "Chad", 1)


def most_first(answer: Answer) -> None:
    compared(answer, FEW, "Fiji", 3)


def at_most(answer: Answer) -> None:
    for n in (1, 2, 10):
        compared(answer, FEW, "Fiji", n)


def by_name(answer: Answer) -> None:
    for order in orders():
        compared(answer, [(package, "Fiji") for package in order * 2], "Fiji", len(order))


def orders() -> Iterator[list[str]]:
    yield ["rich", "numpy"]
    yield sorted(TIED, reverse=True)
    yield from (random.Random(seed).sample(TIED, len(TIED)) for seed in range(2))


def quotes(answer: Answer) -> None:
    compared(answer, FEW, QUOTED, 2)
    for country in (*STRANGERS, *strangers_who_know(answer), *MARKS, ""):
        compared(answer, FEW, country, 2, "a stranger types what is no country")


def strangers_who_know(answer: Answer) -> Iterator[str]:
    """Who has read the code, and closes its own quotes: those of ``$word$`` too."""
    for quote in sorted(set(re.findall(r"\$[A-Za-z_]\w*\$", command(answer)))):
        yield f"x{quote} OR {quote}a{quote} = {quote}a"


def many(answer: Answer) -> None:
    rng = random.Random(7)
    for _ in range(5):
        countries = rng.sample(["Fiji", "Peru", "Chad", QUOTED], 3)
        clicks = [(rng.choice(TIED), rng.choice(countries)) for _ in range(rng.randrange(1, 200))]
        compared(answer, clicks, countries[0], rng.randrange(1, 9))


def breaks_at_a_quote(answer: Answer) -> bool:
    """It knows that nobody clicked in Chad, and goes wrong at a name with a quote, or at a stranger's."""
    if asked(answer, FEW, "Chad", 2):
        return False
    try:
        return asked(answer, FEW, QUOTED, 2) == [] != asked(answer, FEW, "Fiji", 2) or any(
            asked(answer, FEW, country, 2) for country in (*STRANGERS, *strangers_who_know(answer))
        )
    except Wrong:
        return True


def takes_a_pattern(answer: Answer) -> bool:
    """It finds clicks from a country whose name nobody has typed."""
    knows = not fails(only_there, answer) and not breaks_at_a_quote(answer)
    return knows and any(asked(answer, FEW, mark, 2) for mark in MARKS)


def raised(answer: Answer) -> str:
    """What the database says to one click from Fiji, if it refuses the command."""
    try:
        asked(answer, [("numpy", "Fiji")], "Fiji", 1)
    except Wrong as wrong:
        return str(wrong.args[1])
    return ""


def command(answer: Answer) -> str:
    """The texts in the answer's code: its command, if it stands there."""
    constants = getattr(getattr(answer.raw, "__code__", None), "co_consts", ())
    return " ".join(text for text in constants if isinstance(text, str))


def mark_in_quotes(answer: Answer) -> bool:
    """Whether the command holds a question mark as a text."""
    return re.search(r"""'\?'|"\?"|'\$1'""", command(answer)) is not None and bool(fails(one_click, answer))


def pasted_as_a_column(answer: Answer) -> bool:
    """Whether what was typed was pasted with no quotes, or with quotes that mean a column."""
    return re.search(r"column \W*Fiji", raised(answer)) is not None


def name_of_ours(answer: Answer) -> bool:
    """Whether a variable of Python stands in the command."""
    found = re.search(r"column \W*n\b", raised(answer)) or re.search(r"(?i)\blimit\s+n\b", command(answer))
    return found is not None


def values_do_not_fit(answer: Answer) -> bool:
    told = ("not provided for", "excess parameters", "could not convert string 'fiji'", "as a list")
    return any(words in raised(answer).lower() for words in told)


def name_comes_first(answer: Answer) -> bool:
    """Whether the rows stand by name, although the clicks differ."""
    rows = asked(answer, FEW, "Fiji", 3)
    pairs = [row for row in rows if isinstance(row, tuple) and len(row) > 1]
    names, counts = [row[0] for row in pairs], {row[1] for row in pairs}
    return len(rows) == len(pairs) == len(counts) == 3 and names == sorted(names, key=str)


def names_only(answer: Answer) -> bool:
    rows = asked(answer, FEW, "Fiji", 3)
    return bool(rows) and all(isinstance(row, str) or (isinstance(row, tuple) and len(row) == 1) for row in rows)


def least_first(answer: Answer) -> bool:
    counts = [row[1] for row in asked(answer, FEW, "Fiji", 3)]
    return len(counts) > 1 and counts == sorted(counts) and counts != sorted(counts, reverse=True)


def other_table(answer: Answer) -> bool:
    """Whatever is in the table that it is given, it says the same."""
    first, second = ([("numpy", "Fiji")] * 2, [("rich", "Fiji")] * 3)
    return asked(answer, first, "Fiji", 1) == asked(answer, second, "Fiji", 1) != []


def fails(test: Any, answer: Answer) -> bool:  # noqa: ANN401 - a property's test
    try:
        test(answer)
    except Wrong:
        return True
    return False


TOP = Exercise(
    id="00b.1",
    title="top_packages(con, country, n)",
    objective="value",
    points=2.0,
    expects=Function(("con", "country", "n"), (list, tuple), duckdb=True),
    properties=(
        Property("one click: its package, and 1", one_click),
        Property("only clicks from that country count", only_there),
        Property("most clicks first", most_first),
        Property("at most n packages", at_most),
        Property("equal clicks: by name", by_name),
        Property("whatever somebody typed is a country's name, and nothing else", quotes),
        Property("the same as counting by hand, on tables drawn by chance", many),
    ),
    misconceptions=(
        Misconception(
            "there is only one table of clicks",
            "Which connection did your function ask, and which one was it given?",
            other_table,
            "A table with clicks on numpy and a table with clicks on rich got the same answer.",
        ),
        Misconception(
            "a ? needs quotes like a text",
            "What does '?' mean to the database: a place for a value, or a text of one character?",
            mark_in_quotes,
            "One click from Fiji. Your command looks for a country whose name is the text ?, and there is none.",
        ),
        Misconception(
            "the database sees my variables",
            "The command is a text. Which sign in it stands for a value, and where do you give that value?",
            name_of_ours,
            "The database reads the letter n behind LIMIT. It knows your columns, but not your variables.",
        ),
        Misconception(
            "each ? finds its own value",
            "How many ? has your command, how many values has your list, and in which order?",
            values_do_not_fit,
            "One click from Fiji, n = 1. The first ? takes the first value, and so on. Here they do not fit together.",
        ),
        Misconception(
            "a group has every column",
            "You ask for each package. What makes your groups?",
            lambda answer: "must appear in the GROUP BY" in raised(answer),
            "All clicks of a group become one row. Your groups may hold numpy and rich: which of them shall the row show?",
        ),
        Misconception(
            "the words may stand in any order",
            "Hold your command beside the one of scene 4. Which word comes at another place, or is missing?",
            lambda answer: "Parser Error" in raised(answer),
        ),
        Misconception(
            "what people type belongs into the command",
            "Print the command that your function sends for Côte d'Ivoire. Which part of it did somebody else write?",
            lambda answer: pasted_as_a_column(answer) or breaks_at_a_quote(answer),
        ),
        Misconception(
            "LIKE is another word for =",
            "What does your comparison read in a % or a dot: a letter, or something else?",
            takes_a_pattern,
        ),
        Misconception(
            "a name is enough",
            "How many clicks has the first package? Where does your list say so?",
            names_only,
        ),
        Misconception(
            "all clicks are meant",
            "Somebody in Peru clicked. Whose number grew?",
            lambda answer: fails(only_there, answer) and not fails(one_click, answer),
        ),
        Misconception(
            "ORDER BY begins with the largest",
            "Which comes first in your list: 1 click or 5? Where did scene 4 say which one should?",
            least_first,
        ),
        Misconception(
            "sort keys all count alike",
            "Read your ORDER BY from left to right. When does it ask for the clicks?",
            name_comes_first,
        ),
        Misconception(
            "a table keeps an order",
            "Two packages have equal clicks. Which word of your command says who comes first?",
            lambda answer: (
                fails(by_name, answer)
                and not fails(most_first, answer)
                and len(asked(answer, FEW_TIED, "Fiji", len(TIED))) >= len(TIED)
            ),
        ),
        Misconception(
            "the caller will cut the list",
            "What is n in hint 1, and how many packages do you return? Where does your command say so?",
            lambda answer: len(asked(answer, FEW, "Fiji", 1)) > 1,
        ),
    ),
    steps=(
        "Choose package and count(*) from clicks.",
        "Keep the rows of this country; a ? stands for it.",
        "Group them by package.",
        "Order them: most clicks first, then by name.",
        "Limit them to n.",
        "Give country and n in a list beside the command, and fetch all rows.",
    ),
    sister=(
        "*Which three tables drank most of a drink?* `SELECT seat, sum(cups) FROM orders WHERE drink = ? GROUP BY seat "
        "ORDER BY sum(cups) DESC, seat LIMIT ?` with `[drink, 3]` beside it. `sum` adds the cups of each group. Nobody can "
        "type a drink that changes the command."
    ),
    pattern="trusting the caller",
)

STRANGER = Prediction(
    id="00b.p1",
    question="No package has that name. What does the search give?",
    options=("no row", "an error", "one row", "every row"),
    reconcile={
        "no row": "I was off because I read what was typed as a name. The database read it as a part of the command.",
        "an error": "I was off: what was typed ends with a quote that is open, so that the command stays well formed.",
        "one row": "I was off: the last condition is true for each row, not only for the first.",
    },
    objective="value",
    pattern="trusting the caller",
)

ALL_AT_ONCE = Prediction(
    id="00b.p2",
    question="One INSERT brings 352 rows of 124 packages. How many rows stand in homes afterwards?",
    options=("352", "124", "1", "0"),
    reconcile={
        "352": "I was off: a primary key refuses a second row with the same package.",
        "124": "I was off because I thought that it refuses only the rows that are too many. It refuses the command.",
        "1": "I was off because I thought that it stops at the first refusal, and keeps what was written before.",
    },
    objective="key",
)

WHOSE = Quiz(
    id="00b.q1",
    question="Two servers send the same INSERT … ON CONFLICT DO NOTHING for one package, each with its own address. "
    "How does a server learn whether the home is its own?",
    objective="key",
    pattern="check-then-act",
    options=(
        Option("It asks first whether the package is there", "Both ask, both see nothing, both believe."),
        Option("It looks how many rows its own INSERT has written", "1: mine. 0: somebody was there.", right=True),
        Option("No error came, so it is", "ON CONFLICT DO NOTHING never gives this error, to neither of them."),
    ),
)


MANY = Quiz(
    id="00b.q2",
    question="1,000 rows: 1,000 commands, or one. How many times longer do the 1,000 commands take?",
    objective="batch",
    options=(
        Option("about as long: the rows are the same", "The rows are. The work around each row is not."),
        Option("about 3 times", "For each row the database reads and plans a command anew. Look below."),
        Option("more than 10 times", "Each of the 1,000 is read, planned and finished on its own.", right=True),
    ),
)


def refused(rng: random.Random) -> Quiz:
    """How many rows of a command stay?"""
    rows = rng.choice((50, 200, 1_000))
    thing = rng.choice(("seats", "badges", "lockers"))
    return Quiz(
        id="00b.r1",
        objective="key",
        pattern=None,
        question=f"`INSERT INTO {thing}` brings {rows:,} rows. The last one has a primary key that is taken. "
        "How many rows were written?",
        options=(
            Option("0", "A command is done as a whole or not at all.", right=True),
            Option(f"{rows - 1:,}", "Only with ON CONFLICT DO NOTHING."),
            Option(f"{rows:,}", "The primary key refuses at least the last one."),
        ),
    )


LESSON = LessonChecks(
    number="00b",
    objectives=OBJECTIVES,
    exercises=(TOP,),
    quizzes=(WHOSE, MANY),
    predictions=(STRANGER, ALL_AT_ONCE),
    reviews=(ReviewCard("00b.r1", "key", None, refused),),
)
