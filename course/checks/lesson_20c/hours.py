"""Exercise 20c.3: clicks and visitors by the reader's own clock, in SQL."""

import random
from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

from course.checks.answer import Answer, shown
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect
from course.stores import open_duckdb
from course.systems.url_shortener.click_traffic import COUNTRIES, MIDNIGHT_S, day_of_clicks
from course.systems.url_shortener.clicks import Click, ClickTable
from course.units import SECONDS_PER_DAY

OFFSET_H = {country.code: country.offset_h for country in COUNTRIES}
TYPED = "x' OR 'a' = 'a"  # a code as a stranger types it, to read the clicks of every link
Row = tuple[int, int, int]
OPEN: WeakKeyDictionary[Answer, Any] = WeakKeyDictionary()


def click(clock: str, country: str, visitor: str = "ana", code: str = "sale") -> Click:
    """A click at this time of the UTC day, ``"11:30"``."""
    hours, minutes = clock.split(":")
    return Click(code, MIDNIGHT_S + int(hours) * 3_600 + float(minutes) * 60, country=country, visitor=visitor)


def database(answer: Answer, clicks: Sequence[Click]) -> Any:  # noqa: ANN401 - a DuckDB connection: duckdb stays in stores
    """A database with these clicks: the answer's own, and empty before, because opening one takes long."""
    con = OPEN.get(answer) or OPEN.setdefault(answer, open_duckdb())
    try:
        tables = con.execute("SELECT table_name, table_type FROM information_schema.tables").fetchall()
    except Exception:  # noqa: BLE001 - DuckDB's own, which is not imported here: the connection is closed
        raise Wrong("local_hours(con, code)", "Afterwards nobody could ask the database any more.") from None
    for name, kind in tables:
        con.execute(f'DROP {"VIEW" if kind == "VIEW" else "TABLE"} "{name}"')
    ClickTable(con).add([(str(number), each) for number, each in enumerate(clicks)])
    con.execute("CREATE TABLE zones (country VARCHAR PRIMARY KEY, offset_h INTEGER)")
    con.executemany("INSERT INTO zones VALUES (?, ?)", list(OFFSET_H.items()))
    return con


def by_hand(clicks: Sequence[Click], code: str = "sale") -> list[Row]:
    seen: dict[int, list[str]] = defaultdict(list)
    for each in clicks:
        if each.code == code:
            local_s = each.at_s + OFFSET_H[each.country] * 3_600
            seen[int(local_s % SECONDS_PER_DAY // 3_600)].append(each.visitor)
    return sorted((hour, len(visitors), len(set(visitors))) for hour, visitors in seen.items())


def rows(answer: Answer, clicks: Sequence[Click], code: str = "sale", times: int = 1) -> list[tuple[float, ...]]:
    """What the answer returns, in order; asked several times, what it returns in the end."""
    con = database(answer, clicks)
    for _ in range(times):
        found = answer(con, code)
    try:
        return sorted(tuple(number(value) for value in row) for row in found)
    except (TypeError, ValueError):
        raise Wrong(
            f"You returned {shown(found)}.", "It should be a list of (hour, clicks, visitors), all of them numbers."
        ) from None


def number(value: Any) -> float:  # noqa: ANN401 - anything may stand in a row
    """The value as a float.

    Raises:
        TypeError: it is a text, or nothing at all.
    """
    if isinstance(value, str):
        raise TypeError(value)
    return float(value)


def told(clicks: Sequence[Click]) -> str:
    return "; ".join(
        f"{each.visitor} in {each.country} at {clock_of(each)} UTC" + (f" on {each.code}" * (each.code != "sale"))
        for each in clicks
    )


def clock_of(each: Click) -> str:
    minutes = (each.at_s - MIDNIGHT_S) / 60
    seconds = round(minutes % 1 * 60, 1)
    return f"{int(minutes // 60):02}:{int(minutes % 60):02}" + (f":{seconds:04.1f}" if seconds else "")


def plain(found: Sequence[Sequence[float]]) -> str:
    return shown([tuple(int(value) if value == int(value) else value for value in row) for row in found])


def gives(answer: Answer, *clicks: Click) -> None:
    expected, found = by_hand(clicks), rows(answer, clicks)
    expect(found == [tuple(map(float, row)) for row in expected], told(clicks), tell(found, expected))


def tell(found: Sequence[Sequence[float]], expected: Sequence[Row]) -> str:
    return f"You returned {plain(found)}; on the readers' own clocks it is {plain(expected)} (hour, clicks, visitors)."


def one_click(answer: Answer) -> None:
    gives(answer, click("11:30", "JP"))
    gives(answer, click("11:30", "VN"))
    gives(answer, click("15:59.99", "BR"))
    gives(answer, click("11:59.995", "JP"))


def over_midnight(answer: Answer) -> None:
    gives(answer, click("01:10", "BR"))
    gives(answer, click("23:50", "JP"))
    gives(answer, click("02:59.5", "BR"), click("15:00", "JP"))


def visitors_once(answer: Answer) -> None:
    """Whatever the hour is called: so one mistake fails one property."""
    for clicks in (
        (click("11:30", "JP"), click("11:40", "JP")),
        (click("11:30", "JP"), click("11:30", "JP", "bo"), click("12:40", "JP")),
    ):
        expected, found = by_hand(clicks), rows(answer, clicks)
        counts = sorted(row[1:] for row in found)
        expect(counts == sorted(row[1:] for row in expected), told(clicks), tell(found, expected))


def one_row_an_hour(answer: Answer) -> None:
    gives(answer, click("11:30", "JP"), click("13:30", "VN", "bo"))


def one_link(answer: Answer) -> None:
    clicks = (click("11:30", "JP"), click("11:31", "JP", "bo", code="Sale"))
    found = rows(answer, clicks)
    expect(sum(row[1] for row in found) == 1, told(clicks), tell(found, by_hand(clicks)))
    empty = rows(answer, [click("11:30", "JP")], "sal_")  # LIKE would take it for a pattern
    expect(empty == [], "the link sal_, which nobody clicked", f"You returned {plain(empty)}.")
    typed = rows(answer, clicks, TYPED)
    expect(typed == [], f"a stranger asks for the code {TYPED}", f"No link has this code. You returned {plain(typed)}.")


def whole_day(answer: Answer) -> None:
    clicks = day_of_clicks(random.Random(4), clicks_each=300)
    found, expected = rows(answer, clicks, times=2), by_hand(clicks)
    missing = [row for row in expected if tuple(map(float, row)) not in found]
    expect(
        len(found) == len(expected) and not missing,
        f"a day of {len(clicks)} clicks, asked for twice",
        f"{len(found)} rows where {len(expected)} are right; the first wrong hour is {missing[0][0] if missing else 0}.",
    )


def by_their_clocks(con: Any, code: str) -> list[Row]:  # noqa: ANN401 - as above
    """Ours: (hour, clicks, visitors) by the reader's own clock."""
    found = con.execute("SELECT at_s, country, visitor FROM clicks WHERE code = $1", [code]).fetchall()
    return by_hand([Click(code, at_s, country=country, visitor=visitor) for at_s, country, visitor in found], code)


def only(answer: Answer, *clicks: Click) -> list[tuple[float, ...]]:
    return rows(answer, clicks)


HOURS = Exercise(
    id="20c.3",
    title="local_hours(con, code)",
    objective="hours",
    points=2.0,
    expects=Function(("con", "code"), (list, tuple), duckdb=True),
    properties=(
        Property("one click stands in its reader's own hour", one_click),
        Property("hours go round at midnight, in both directions", over_midnight),
        Property("a visitor who clicks twice in an hour is one visitor", visitors_once),
        Property("one row an hour, whatever the country", one_row_an_hour),
        Property("only the link that was asked for", one_link),
        Property("a whole day is right", whole_day),
    ),
    misconceptions=(
        Misconception(
            "an offset in hours can be added to seconds",
            "`at_s` counts seconds. What does `offset_h` count?",
            lambda answer: (
                [row[0] for row in only(answer, click("11:59.95", "JP"))] == [12]
                and [row[0] for row in only(answer, click("11:30", "JP"))] == [11]
            ),
        ),
        Misconception(
            "the server's hour is everybody's hour",
            "A reader in Tokyo looks at their own clock. What does it show?",
            lambda answer: [row[0] for row in only(answer, click("11:30", "JP"))] == [11],
            "A reader in Japan clicked at 11:30 UTC. You put the click into hour 11.",
        ),
        Misconception(
            "// drops the fraction of every number",
            "Your hour has a fraction. Which function in the query above drops one?",
            lambda answer: any(row[0] % 1 for row in only(answer, click("11:30", "JP"))),
        ),
        Misconception(
            "clocks that are ahead show less",
            "Japan is nine hours ahead: is it later or earlier there?",
            lambda answer: [row[0] for row in only(answer, click("11:30", "JP"))] in ([2], [-7]),
        ),
        Misconception(
            "a part of an hour rounds up",
            "It is not yet 21:00. Which hour is it?",
            lambda answer: (
                [row[0] for row in only(answer, click("11:59.995", "JP"))] == [21]
                and [row[0] for row in only(answer, click("11:10", "JP"))] == [20]
            ),
            "A reader in Japan clicked at 20:59:59.7 on their own clock. You put the click into hour 21.",
        ),
        Misconception(
            "hours add up without going round",
            "Which hour comes after 23, and which one before 0? When do you take the rest?",
            lambda answer: (
                only(answer, click("11:30", "JP")) == [(20, 1, 1)]
                and any(not 0 <= row[0] < 24 for row in only(answer, click("01:10", "BR"), click("23:50", "JP")))
            ),
        ),
        Misconception(
            "each click is a visitor",
            "Ana clicked twice. How many people were there?",
            lambda answer: (
                {row[1:] for row in only(answer, click("11:30", "JP"), click("11:40", "JP"))} == {(2.0, 2.0)}
            ),
        ),
        Misconception(
            "all clicks belong to this link",
            "The table holds every link of the shortener. Which clause keeps only one?",
            lambda answer: (
                sum(row[1] for row in only(answer, click("11:30", "JP"), click("11:31", "JP", code="news"))) == 2
            ),
        ),
        Misconception(
            "the link of the example is always meant",
            "You were asked for another link. Where does your query use `code`?",
            lambda answer: only(answer, click("11:30", "JP")) == rows(answer, [click("11:30", "JP")], "never"),
            "Nobody clicked the link that was asked for. You returned the clicks of another one.",
        ),
        Misconception(
            "a code is only text",
            "You returned the clicks of every link. Who wrote a part of your command? (Primer 00b)",
            lambda answer: any(row[1] for row in rows(answer, [click("11:30", "JP")], TYPED)),
            f"A stranger asked for the code {TYPED}. No link has it, and they read the clicks of all.",
        ),
        Misconception(
            "each country keeps a row of its own",
            "Eight in the evening in Japan and in Vietnam: how many rows does the owner want to see?",
            lambda answer: len(only(answer, click("11:30", "JP"), click("13:30", "VN", "bo"))) == 2,
        ),
    ),
    steps=(
        "Put the row of its country beside each click, and keep the clicks of this link only.",
        "Turn the seconds into hours, and add the offset.",
        "Drop the fraction, then take the rest by 24.",
        "Make one group an hour; count its rows, and its different visitors.",
    ),
    sister=(
        "*Nurses note the minute of the UTC day; a ward stands in the zone +2.* 22:50 UTC is minute 1,370. In hours "
        "22.83, plus 2 is 24.83, without the fraction 24, the rest by 24 is 0: the hour after midnight."
    ),
    ours=lambda: by_their_clocks,
    pattern="clock as truth",
)
