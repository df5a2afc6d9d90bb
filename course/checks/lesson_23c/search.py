"""Exercise 23c.2: search in one's own history, in SQL."""

import random
import string
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from typing import Any

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect
from course.stores import open_duckdb

Found = set[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Wrote:
    """A message."""

    conversation: str
    number: int
    text: str
    sender: str = "bo"
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody's time in a conversation; ``last`` None: still there."""

    conversation: str
    person: str
    first: int = 1
    last: int | None = None


@dataclass(frozen=True, slots=True)
class World:
    """What was written, and who was there."""

    wrote: tuple[Wrote, ...]
    stays: tuple[Stay, ...]

    def owed(self, me: str, words: str) -> Found:
        """By hand."""
        return {
            (each.conversation, each.number)
            for each in self.wrote
            for stay in self.stays
            if words in each.text
            and (stay.conversation, stay.person) == (each.conversation, me)
            and stay.first <= each.number <= (each.number if stay.last is None else stay.last)
        }

    def about(self, me: str, found: Found) -> str:
        """In words: these messages, how many stand beside them, and when ``me`` was there."""
        told_of = list[str]()
        for conversation in sorted({conversation for conversation, _ in found})[:2]:
            texts = {each.number: each.text for each in self.wrote if each.conversation == conversation}
            some = [number for other, number in sorted(found) if other == conversation and number in texts][:3]
            shown = ", ".join(f"{number} is {cut(texts[number])!r}" for number in some)
            there = ", ".join(
                f"{stay.first} to {'NULL' if stay.last is None else stay.last}"
                for stay in self.stays
                if (stay.conversation, stay.person) == (conversation, me)
            )
            size = "one message" if len(texts) == 1 else f"{len(texts):,} messages"
            told_of.append(f"{conversation}, a conversation of {size}: {shown}; {me}'s stays: {there or 'none'}")
        return "; ".join(told_of) or f"{len(self.wrote)} messages"


def cut(text: str) -> str:
    """The beginning of a text."""
    return text if len(text) <= 60 else f"{text[:50]} …"


@cache
def database() -> Any:  # noqa: ANN401 - a connection
    """One for all checks: to open one takes longer than to ask it."""
    return open_duckdb()


def tables(world: World) -> Any:  # noqa: ANN401 - a connection
    """A connection of its own to tables that are new."""
    database().execute(
        "CREATE OR REPLACE TABLE history (conversation VARCHAR, bucket INTEGER, number INTEGER, at_s DOUBLE,"
        " sender VARCHAR, kind VARCHAR, text VARCHAR, attachment VARCHAR);"
        "CREATE OR REPLACE TABLE stays (conversation VARCHAR, person VARCHAR, first INTEGER, last INTEGER)"
    )
    rows = [
        [
            each.conversation,
            each.number // 100_000,
            each.number,
            float(each.number),
            each.sender,
            each.kind,
            each.text,
            "" if each.kind == "text" else "f00d",
        ]
        for each in world.wrote
    ]
    for table, values in (
        ("history", rows),
        ("stays", [[each.conversation, each.person, each.first, each.last] for each in world.stays]),
    ):
        columns = [list(column) for column in zip(*values, strict=True)]
        database().execute(f"INSERT INTO {table} SELECT {', '.join(['unnest(?)'] * len(columns))}", columns)
    return database().cursor()


Case = tuple[str, str, str]
"""Who asks, for which words, and who the phone says it is."""


def rows(answer: Answer, connection: Any, case: Case, world: World) -> list[tuple[str, int]]:  # noqa: ANN401
    """What the answer finds, as pairs."""
    me, words, person = case
    found = answer(connection, me, {"person": person, "words": words})
    pairs = [tuple(row) if isinstance(row, (list, tuple)) else row for row in found]
    fit = all(isinstance(row, tuple) and len(row) == 2 and isinstance(row[0], str) for row in pairs)
    which = "" if fit else f"{me} searches {words!r}; {world.about(me, world.owed(me, words))}"
    expect(fit, which, f"Return pairs (conversation, number). You returned {pairs[:3]}.")
    return [(row[0], row[1]) for row in pairs]


def finds(answer: Answer, world: World, *cases: Case) -> None:
    with closing(tables(world)) as connection:
        for me, words, person in cases:
            found, owed = rows(answer, connection, (me, words, person), world), world.owed(me, words)
            liar = f", and the phone says that it is {person}'s" if person != me else ""
            foreign, missing = set(found) - owed, owed - set(found)
            right = set(found) == owed and len(found) == len(owed)
            case = "" if right else f"{me} searches {cut(words)!r}{liar}; {world.about(me, foreign or missing or owed)}"
            expect(not foreign, case, f"Not for {me}: {told(foreign)}.")
            expect(not missing, case, f"Missing: {told(missing)}.")
            expect(len(found) == len(owed), case, "Some messages stand there more than once.")


def told(found: Found) -> str:
    some = ", ".join(f"{conversation} {number}" for conversation, number in sorted(found)[:3])
    return some if len(found) <= 3 else f"{some} and {len(found) - 3:,} more"


CODE = World(
    (
        Wrote("ana-bo", 2, "the gate code is 4711"),
        Wrote("ana-bo", 3, "which code?", "ana"),
        Wrote("bo-cy", 2, "my card's code: 0815", kind="image"),
    ),
    (Stay("ana-bo", "ana"), Stay("ana-bo", "bo"), Stay("bo-cy", "bo"), Stay("bo-cy", "cy")),
)
GROUP = tuple(Wrote("group", number, f"word {number}") for number in range(1, 7))
LATE = World(GROUP, (Stay("group", "bo"), Stay("group", "ana", 3)))
LEFT = World(GROUP, (Stay("group", "bo"), Stay("group", "ana", 1, 4)))
ANAS = ("ana", "word", "ana")
TWICE = World(GROUP, (Stay("group", "ana", 2, 3), Stay("group", "ana", 5), Stay("group", "bo")))


APART = World(GROUP, (Stay("group", "ana", 2, 3), Stay("group", "ana", 5, 6), Stay("group", "bo")))
OLD = World((Wrote("group", 2_000_000_000, "word"),), (Stay("group", "ana"), Stay("group", "bo")))
ALIKE = ("ana", "an", "Ana", "an_", "bo")
PEOPLE = World(
    tuple(Wrote(f"talk {number}", 1, "word", person) for number, person in enumerate(ALIKE)),
    tuple(Stay(f"talk {number}", person) for number, person in enumerate(ALIKE)),
)


YEARS = World(
    tuple(Wrote("group", number, f"word {number}") for number in range(1, 5_501)),
    (Stay("group", "ana", 3), Stay("group", "bo")),
)


def own(answer: Answer) -> None:
    for me, words in (("ana", "code"), ("cy", "0815"), ("bo", "code"), ("bo", "nobody wrote this")):
        finds(answer, CODE, (me, words, me))
    finds(answer, PEOPLE, *((me, "word", me) for me in ALIKE))


def the_token_decides(answer: Answer) -> None:
    liars = (("cy", "ana"), ("ana", "bo"), ("eve", "bo"), ("bo", "eve"))
    finds(answer, CODE, *((me, "code", says) for me, says in liars))


def from_the_first_on(answer: Answer) -> None:
    finds(answer, LATE, ANAS)
    finds(answer, World(GROUP, (Stay("group", "ana", 6), Stay("group", "bo"))), ANAS)
    finds(answer, OLD, ANAS)


def up_to_the_last(answer: Answer) -> None:
    finds(answer, LEFT, ANAS)
    finds(answer, World(GROUP, (Stay("group", "ana", 1, 1), Stay("group", "bo"))), ANAS)


def came_back(answer: Answer) -> None:
    finds(answer, TWICE, ANAS)
    with closing(tables(World(GROUP, APART.stays[:1]))) as connection:
        rows(answer, connection, ANAS, APART)
        database().execute("INSERT INTO stays VALUES ('group', 'ana', 5, 6)")
        found, owed = set(rows(answer, connection, ANAS, APART)), APART.owed("ana", "word")
    case = f"ana searches 'word', comes back, and searches again; {APART.about('ana', owed)}"
    expect(found == owed, case, f"The second time you found {told(found) or 'nothing'}.")


ESCAPES = ("look!", "a$b", "a^b", "a#b", "a~b", "a|b")  # signs that a pattern's ESCAPE may name
STRANGE = (string.punctuation, "x'; drop table history; --", "SELECT me FROM you", "one line\nand one more", "ha" * 600)


def words_are_text(answer: Answer) -> None:
    texts = (
        "it's 100% sure",
        "100 of them",
        "a_b",
        "axb",
        "C:\\new",
        "Über",
        "code red",
        "red  code",
        " blue ",
        "ha" * 599,
        *ESCAPES,
        *STRANGE,
    )
    mine = tuple(Wrote("ana-bo", number, text) for number, text in enumerate(texts, start=2))
    world = World((*mine, *CODE.wrote[2:]), (*CODE.stays, Stay("ana-bo", "d'arcy")))
    typed = ["it's", "100%", "%", "_", "a_b", "\\n", "' OR '1'='1", "x' OR 1=1 --", "Ü", "Uber", "sure", "Sure"]
    typed += [
        "sure 100%",
        "100% sure",
        " code",
        "code ",
        "red code",
        " blue ",
        "e",
        ";",
        "drop table",
        "bo",
        "",
        *ESCAPES,
        *STRANGE,
    ]
    finds(answer, world, *(("ana", words, "ana") for words in typed), ("d'arcy", "sure", "d'arcy"))


def only_reads(answer: Answer) -> None:
    for world in (CODE, LEFT, TWICE):
        before = contents(world)
        with closing(tables(world)) as connection:
            rows(answer, connection, ("ana", "o", "ana"), world)
        case = f"ana searches 'o'; {world.about('ana', world.owed('ana', 'o'))}"
        expect(kept() == before, case, "After the search a table was another one.")


def contents(world: World) -> list[list[tuple[object, ...]]]:
    """What the tables of a world hold."""
    with closing(tables(world)):
        return kept()


def kept() -> list[list[tuple[object, ...]]]:
    """What the tables hold now."""
    queries = ("SELECT * FROM history ORDER BY ALL", "SELECT * FROM stays ORDER BY ALL")
    return [database().execute(query).fetchall() for query in queries]


def by_chance(answer: Answer) -> None:
    for seed in range(2):
        rng = random.Random(seed)
        people, talks = ("ana", "bo", "cy", "eve"), ("a", "b", "c", "d")
        texts = ("tea", "tea time", "time", "a code")
        wrote = tuple(
            Wrote(talk, number, rng.choice(texts), rng.choice(people)) for talk in talks for number in range(1, 31)
        )
        stays = []
        for talk in talks:
            for person in people:
                first = rng.randrange(1, 30)
                last = rng.choice((None, rng.randrange(first, 31)))
                if rng.random() < 0.7:
                    stays.append(Stay(talk, person, first, last))
        cases = [(me, rng.choice(("tea", "time", "e")), rng.choice(people)) for me in people]
        finds(answer, World(wrote, tuple(stays)), *cases)
    finds(answer, YEARS, ANAS)


def found_by(answer: Answer, world: World, me: str, words: str, person: str | None = None) -> Found:
    with closing(tables(world)) as connection:
        return set(rows(answer, connection, (me, words, person or me), world))


def believes_the_phone(answer: Answer) -> bool:
    return found_by(answer, CODE, "cy", "4711", "ana") == {("ana-bo", 2)} and not found_by(answer, CODE, "cy", "4711")


def other_tables(answer: Answer) -> bool:
    """Whatever the tables that it is given hold, it says the same."""
    first = World((Wrote("x1", 1, "word"),), (Stay("x1", "ana"),))
    second = World((Wrote("x2", 2, "word"),), (Stay("x2", "ana"),))
    return found_by(answer, first, "ana", "word") == found_by(answer, second, "ana", "word") != set()


def keeps_stays(answer: Answer) -> bool:
    """Of somebody whom no other case has: what it found at first is all that it finds later."""
    wrote = [Wrote(talk, number, "word", sender) for talk in ("y1", "y2") for number, sender in ((2, "zoe"), (3, "bo"))]
    two = World(tuple(wrote), (Stay("y1", "zoe"),))
    with closing(tables(two)) as connection:
        first = set(rows(answer, connection, ("zoe", "word", "zoe"), two))
        database().execute("UPDATE stays SET conversation = 'y2'")
        then = set(rows(answer, connection, ("zoe", "word", "zoe"), two))
    of_another = not first and bool(found_by(answer, CODE, "ana", "code"))
    return first == then and (first == {("y1", 2), ("y1", 3)} or of_another)


def one_text(answer: Answer, text: str, words: str, kind: str = "text", me: str = "ana") -> bool:
    """Whether these words find this text."""
    world = World((Wrote("talk", 2, text, me, kind),), (Stay("talk", me),))
    return bool(found_by(answer, world, me, words))


def changes_letters(answer: Answer) -> bool:
    """On one side only."""
    both = one_text(answer, "sure", "sure") or one_text(answer, "SURE", "SURE")
    return both and not one_text(answer, "Sure", "Sure")


def breaks_on_a_name(answer: Answer) -> bool:
    if not (one_text(answer, "it's", "it's") and one_text(answer, "sure", "sure")):
        return False
    try:
        return not one_text(answer, "sure", "sure", me="d'arcy")
    except Wrong as wrong:
        return "raised" in str(wrong)


def refused_by_duckdb(answer: Answer, *errors: str) -> bool:
    """It cannot even ask for plain words."""
    try:
        found_by(answer, CODE, "ana", "code")
    except Wrong as wrong:
        return any(error in str(wrong) for error in errors)
    return False


def takes_a_pattern(answer: Answer) -> bool:
    world = World((Wrote("ana-bo", 2, f"it's axb {' '.join(ESCAPES)}"),), CODE.stays)
    try:
        literal = all(found_by(answer, world, "ana", words) for words in ("it's", *ESCAPES))
        return bool(found_by(answer, world, "ana", "a_b")) or not literal
    except Wrong as wrong:
        return "raised" in str(wrong)


def punishes_a_lie(answer: Answer) -> bool:
    if not found_by(answer, CODE, "cy", "0815"):
        return False
    try:
        return not found_by(answer, CODE, "cy", "0815", "ana")
    except Wrong as wrong:
        return "raised" in str(wrong)


def takes_others_for_me(answer: Answer) -> bool:
    return any(len(found_by(answer, PEOPLE, me, "word")) > 1 for me in ALIKE)


def returns_other_rows(answer: Answer) -> bool:
    try:
        found_by(answer, CODE, "ana", "4711")
    except Wrong as wrong:
        return "Return pairs" in str(wrong)
    return False


def stops_counting(answer: Answer) -> bool:
    small = found_by(answer, LATE, "ana", "word")
    return len(small) == 4 and len(found_by(answer, YEARS, "ana", "word")) < len(YEARS.wrote) - 2


def fears_words(answer: Answer) -> bool:
    """It finds words, but not where they look strange, whatever the number of the message."""
    wrote = (Wrote("ana-bo", number, text) for number, text in enumerate(STRANGE * 2, start=2))
    world = World(tuple(wrote), CODE.stays)

    def finds_it(words: str) -> bool:
        try:
            return bool(found_by(answer, world, "ana", words))
        except Wrong:
            return False

    return finds_it("haha") and not all(finds_it(words) for words in (*STRANGE, ";"))


def writes(answer: Answer) -> bool:
    try:
        only_reads(answer)
    except Wrong as wrong:
        return "another one" in wrong.args[1]
    return False


def finds_words_apart(answer: Answer) -> bool:
    world = World((Wrote("ana-bo", 2, "it's 100% sure"),), CODE.stays)
    return bool(found_by(answer, world, "ana", "sure 100%"))


def cuts_spaces_off(answer: Answer) -> bool:
    world = World((Wrote("ana-bo", 2, "code"),), CODE.stays)
    lost = one_text(answer, "code", "code") and not one_text(answer, " code ", " code ")
    return lost or bool(found_by(answer, world, "ana", " code") or found_by(answer, world, "ana", "code "))


def own_words_only(answer: Answer) -> bool:
    found = {me: found_by(answer, CODE, me, "code") for me in ("ana", "bo", "cy")}
    return found == {"ana": {("ana-bo", 3)}, "bo": {("ana-bo", 2), ("bo-cy", 2)}, "cy": set()}


SEARCH = Exercise(
    id="23c.2",
    title="search(database, me, asked)",
    objective="authorise",
    points=3.0,
    expects=Function(("database", "me", "asked"), (list, tuple, set), duckdb=True),
    properties=(
        Property("it finds the words in my conversations, and in no others", own),
        Property("the token says who asks, whatever the phone says", the_token_decides),
        Property("nothing from before my first number", from_the_first_on),
        Property("nothing from after my last number", up_to_the_last),
        Property("whoever left and came back has two stays", came_back),
        Property("words are words, whatever somebody types", words_are_text),
        Property("a search changes no table", only_reads),
        Property("the same as by hand, on conversations drawn by chance", by_chance),
    ),
    misconceptions=(
        Misconception(
            "a column's name says its table",
            "DuckDB does not know which column you mean. Which tables have one of this name, and how does `h.` or `s.` help?",
            lambda answer: refused_by_duckdb(answer, "BinderException"),
        ),
        Misconception(
            "DuckDB knows what I mean",
            "DuckDB did not understand the query. What stands just before the place that it names? And has each question "
            "mark one value?",
            lambda answer: refused_by_duckdb(answer, "ParserException", "InvalidInputException"),
        ),
        Misconception(
            "more columns do no harm",
            "Whoever asked wants pairs. How many values has a row of yours?",
            returns_other_rows,
        ),
        Misconception(
            "there is only one database",
            "Which connection did your function ask, and which one was it given?",
            other_tables,
            "Two databases with different messages got the same answer.",
        ),
        Misconception(
            "who is a member stays so",
            "Between two searches somebody left, and somebody joined. When does your function read the stays?",
            keeps_stays,
            "Zoe searched; then her stay was in another conversation, and she searched again. She found the same.",
        ),
        Misconception(
            "AND and OR hold from left to right",
            "SQL joins what AND joins first. Which conditions does your OR step over?",
            lambda answer: bool(found_by(answer, LEFT, "ana", "nobody wrote this")),
        ),
        Misconception(
            "the phone says who asks",
            "Eve writes her own phone. What may stand in `asked`?",
            believes_the_phone,
            "Cy's token, and a phone that says “ana”: message 2 of ana-bo came back.",
        ),
        Misconception(
            "a lie must be punished",
            "Cy's token is good, and only the phone names somebody else. What does Cy owe to what a phone says?",
            punishes_a_lie,
            "Cy searched “0815”, which Cy may see, and the phone said “ana”. Cy got nothing.",
        ),
        Misconception(
            "whoever searches may see all",
            "Was the person of the token ever in that conversation? Which condition of your query asks?",
            lambda answer: ("ana-bo", 2) in found_by(answer, CODE, "cy", "4711"),
        ),
        Misconception(
            "a name like mine is mine",
            "How does your query compare two persons? Which other names does that let through?",
            takes_others_for_me,
            "“ana”, “an”, “Ana” and “an_” are four people, each in a talk with one message. One of them found two.",
        ),
        Misconception(
            "I search what I wrote",
            "Bo sent Ana the gate code. May Ana find it?",
            own_words_only,
        ),
        Misconception(
            "the words stand at one place",
            "The words may stand anywhere in a text. Where does your comparison look for them?",
            lambda answer: (
                bool(found_by(answer, World((Wrote("ana-bo", 2, "code"),), CODE.stays), "ana", "code"))
                and not found_by(
                    answer, World((Wrote("ana-bo", 2, "code, a code, code!"),), CODE.stays), "ana", "a code"
                )
            ),
            "The text is “code, a code, code!”. Ana searched “a code”, and found nothing.",
        ),
        Misconception(
            "only a stay that ended has a beginning",
            "Ana's stay began at 3, and has no end. SQL joins what AND joins first: on which side of your OR does `first` stand?",
            lambda answer: (
                len(found_by(answer, LATE, "ana", "word")) == 6
                and found_by(answer, World(GROUP, (Stay("group", "ana", 3, 4),)), "ana", "word")
                == {("group", 3), ("group", 4)}
            ),
        ),
        Misconception(
            "a member may see everything ever written",
            "What does `first` mean for the messages below it, and `last` for those above?",
            lambda answer: (
                len(found_by(answer, LATE, "ana", "word")) == 6 or len(found_by(answer, LEFT, "ana", "word")) == 6
            ),
        ),
        Misconception(
            "two stays are one long stay",
            "Ana was away when message 4 was written. With which first and which last number do you compare it?",
            lambda answer: ("group", 4) in found_by(answer, APART, "ana", "word"),
            "Ana's stays are 2 to 3 and 5 to 6. She found message 4.",
        ),
        Misconception(
            "NULL is larger than every number",
            "`5 <= NULL` is neither true nor false in SQL, and a row stays only if it is true. How else does one ask for "
            "NULL?",
            lambda answer: not found_by(answer, CODE, "ana", "code") and bool(found_by(answer, LEFT, "ana", "word")),
            "Ana is in ana-bo; her stay ends with NULL. She found nothing.",
        ),
        Misconception(
            "whoever left has lost everything",
            "Ana left after message 4. She had read it. May she find it?",
            lambda answer: not found_by(answer, LEFT, "ana", "word") and bool(found_by(answer, LATE, "ana", "word")),
        ),
        Misconception(
            "first and last are outside",
            "`first` is the first number that she may see. Does your comparison let it through? And `last`?",
            lambda answer: (
                found_by(answer, LATE, "ana", "word") == {("group", n) for n in (4, 5, 6)}
                or found_by(answer, LEFT, "ana", "word")
                in ({("group", n) for n in (1, 2, 3)}, {("group", 2), ("group", 3)})
            ),
        ),
        Misconception(
            "a search may write",
            "After your search a table holds something else. Who reads it next?",
            writes,
        ),
        Misconception(
            "no end is a large number",
            "Which number did you put in the place of NULL? Which message comes after it?",
            lambda answer: bool(found_by(answer, LATE, "ana", "word")) and not found_by(answer, OLD, "ana", "word"),
            "Ana is still there, and message 2,000,000,000 contains the word. She did not find it.",
        ),
        Misconception(
            "the words may stand apart",
            "`contains` compares character by character. What do you do with the words before you ask it?",
            finds_words_apart,
            "Ana searched “sure 100%”, and “it's 100% sure” came back.",
        ),
        Misconception(
            "only a text has a text",
            "Which columns does the question name? What else of a row does your query look at?",
            lambda answer: one_text(answer, "code", "code") and not one_text(answer, "code", "code", "image"),
            "A photo came with the text “code”. Ana searched “code”, and did not find it.",
        ),
        Misconception(
            "a message is all of its row",
            "Nobody wrote “bo”; Bo sent the message. In which column does your query look for the words?",
            lambda answer: bool(found_by(answer, World((Wrote("ana-bo", 2, "code"),), CODE.stays), "ana", "bo")),
            "The text is “code”, from bo. Ana searched “bo”, and the text came back.",
        ),
        Misconception(
            "nothing typed, nothing found",
            "Which of the characters of “” does a text lack?",
            lambda answer: not found_by(answer, CODE, "ana", "") and bool(found_by(answer, CODE, "ana", "code")),
            "Ana searched “”, which every text contains. She found nothing.",
        ),
        Misconception(
            "a space is no character",
            "A space was typed as well, or written. Where has it gone?",
            cuts_spaces_off,
            "One text is “code”, the other “ code ”. Ana searched “ code ”, and did not get just the second one.",
        ),
        Misconception(
            "people's names are harmless",
            "“d'arcy” may be somebody's name. What does its quote do in your query?",
            breaks_on_a_name,
            "The token says “d'arcy”, who searched “sure”, and wrote it. Ana finds hers; d'arcy does not.",
        ),
        Misconception(
            "the beginning says enough",
            "The words and the text differ only behind their first letters. How much of the words do you compare?",
            lambda answer: one_text(answer, "ha" * 599, "ha" * 600),
            "The text is 599 times “ha”. Ana searched 600 times “ha”, and the text came back.",
        ),
        Misconception(
            "letters are changed on one side",
            "Which letters have you changed before you compare: those of the text, those of the words, or both?",
            changes_letters,
            "The text is “Sure”. Ana searched “Sure”, and found nothing.",
        ),
        Misconception(
            "an accent is no part of a letter",
            "Which characters stand in the text, and which were typed, one by one?",
            lambda answer: one_text(answer, "Über", "Uber"),
            "The text is “Über”. Ana searched “Uber”, and the text came back.",
        ),
        Misconception(
            "what somebody types is a pattern",
            "Somebody types a per cent sign, or a quote. What does your query make of it?",
            takes_a_pattern,
        ),
        Misconception(
            "some words are attacks",
            "A value in the place of a `?` is never read as SQL. Which words then need a rule of their own?",
            fears_words,
        ),
        Misconception(
            "large and small letters are alike",
            "Ana typed “Sure”. Which characters stand in the text, one by one?",
            lambda answer: bool(found_by(answer, World((Wrote("ana-bo", 2, "100% sure"),), CODE.stays), "ana", "Sure")),
            "The text is “100% sure”. Ana searched “Sure”, and the text came back.",
        ),
        Misconception(
            "one hit is enough",
            "More than one message contains the words and lies in her stay. How many rows did you fetch?",
            lambda answer: len(found_by(answer, LATE, "ana", "word")) == 1,
        ),
        Misconception(
            "nobody finds so many",
            "Which part of your function ends before all rows are there?",
            stops_counting,
            "5,500 messages of a group contain the word, and Ana's stay begins at 3. You gave fewer than 5,498.",
        ),
    ),
    steps=(
        "Put each message beside each stay in its conversation.",
        "Keep the stays of the person whom the token proved.",
        "Keep numbers from first on, and up to last, or without an end.",
        "Keep texts that contain the words; give them as a value, with a question mark.",
    ),
    sister=(
        "*A library card.* You may read what your club owned while you were a member: books bought from your first day "
        "to your last. The desk looks at the card that the machine read, and not at the name that you write on the slip. "
        "“No last day” is no date: ask for it by itself."
    ),
    ours=lambda: by_hand,
    pattern="trusting the caller",
    free=((1, 2), (1, 3), (2, 3)),
)


def by_hand(database: Any, me: str, asked: dict[str, str]) -> list[tuple[str, int]]:  # noqa: ANN401 - a connection
    """Ours, in Python: no line of a query stands here, because learners have this file."""
    wrote = [Wrote(*row) for row in database.execute("SELECT conversation, number, text FROM history").fetchall()]
    stays = [Stay(*row) for row in database.execute("SELECT * FROM stays").fetchall()]
    return sorted(World(tuple(wrote), tuple(stays)).owed(me, asked["words"]))
