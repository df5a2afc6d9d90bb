"""Lesson 23c: wrong answers that a learner could give, each with its misconception, and other right ways to write it."""

from functools import cache

from course.systems.chat.history import older_page

# 23c.1 · page


def with_a_loop_for_each_bucket(shelf, cursor, n):
    bucket, before = cursor if cursor else (shelf.newest, None)
    rows = []
    while len(rows) < n and bucket >= shelf.first:
        more = shelf.read(bucket, before, n - len(rows))
        rows.extend(more)
        if len(rows) < n:
            bucket, before = bucket - 1, None
    return rows, ((bucket, rows[-1][0]) if len(rows) == n else None)


def calling_itself(shelf, cursor, n):
    bucket, before = cursor or (shelf.newest, None)
    rows = shelf.read(bucket, before, n)
    if len(rows) == n:
        return rows, (bucket, rows[-1][0])
    if bucket == shelf.first:
        return rows, None
    page = calling_itself
    rest, following = page(shelf, (bucket - 1, before), n - len(rows))
    return rows + rest, following


def cutting_what_was_too_much(shelf, cursor, n):
    bucket, before = cursor or (shelf.newest, None)
    rows = []
    for at in range(bucket, shelf.first - 1, -1):
        rows += [(at, number, text) for number, text in shelf.read(at, before, n)]
        if len(rows) >= n:
            break
    rows = rows[:n]
    following = (rows[-1][0], rows[-1][1]) if len(rows) == n else None
    return [(number, text) for _, number, text in rows], following


def with_a_dictionary_as_cursor(shelf, cursor, n):
    at = dict(cursor or {"bucket": shelf.newest, "below": None})
    rows = []
    while at["bucket"] >= shelf.first:
        rows = rows + shelf.read(at["bucket"], at["below"], n - len(rows))
        if rows:
            at["below"] = rows[-1][0]
        if len(rows) == n:
            return (rows, at)
        at["bucket"] -= 1
    return (rows, None)


def looking_whether_more_lies_below(shelf, cursor, n):
    page, following = older_page(shelf, cursor, n)
    if following is None:
        return page, None
    rest, _ = older_page(shelf, following, 1)
    return page, following if rest else None


def without_the_first_bucket(shelf, cursor, n):
    bucket, before = cursor or (shelf.newest, None)
    rows = []
    while bucket > shelf.first:
        rows += shelf.read(bucket, before, n - len(rows))
        if len(rows) == n:
            return rows, (bucket, rows[-1][0])
        bucket -= 1
    return rows, None


def down_to_bucket_0(shelf, cursor, n):
    bucket, before = cursor or (shelf.newest, None)
    rows = []
    while bucket >= 0:
        rows += shelf.read(bucket, before, n - len(rows))
        if len(rows) == n:
            return rows, (bucket, rows[-1][0])
        bucket -= 1
    return rows, None


def until_a_bucket_gives_nothing(shelf, cursor, n):
    bucket, before = cursor or (shelf.newest, None)
    found = []
    while bucket >= shelf.first:
        rows = shelf.read(bucket, before, n - len(found))
        found += rows
        if len(found) == n:
            return found, (bucket, found[-1][0])
        if rows:
            before = rows[-1][0]
        else:
            bucket -= 1
    return found, None


def one_number_lower(shelf, cursor, n):
    page, following = older_page(shelf, cursor, n)
    return page, following and (following[0], following[1] - 1)


def pages_of(size):
    def answer(shelf, cursor, n):
        return older_page(shelf, cursor, size)

    return answer


def pages_up_to(most):
    def answer(shelf, cursor, n):
        return older_page(shelf, cursor, min(n, most))

    return answer


def one_bucket_only(shelf, cursor, n):
    bucket, before = cursor or (shelf.newest, None)
    rows = shelf.read(bucket, before, n)
    return rows, (bucket, rows[-1][0]) if len(rows) == n else None


def a_page_for_each_bucket(shelf, cursor, n):
    bucket, before = cursor or (shelf.newest, None)
    rows = shelf.read(bucket, before, n)
    if len(rows) == n:
        return rows, (bucket, rows[-1][0])
    return rows, (bucket - 1, None) if bucket > shelf.first else None


def stopping_where_it_is_quiet(shelf, cursor, n):
    bucket, before = cursor or (shelf.newest, None)
    found = []
    while True:
        rows = shelf.read(bucket, before, n - len(found))
        found += rows
        if len(found) == n:
            return found, (bucket, found[-1][0])
        if not rows and bucket != shelf.newest and (not cursor or bucket != cursor[0]):
            return found, None
        if bucket <= shelf.first:
            return found, None
        bucket -= 1


def counting_down_from_the_newest(shelf, cursor, n):
    down, before = cursor or (0, None)
    found = []
    while shelf.newest - down >= shelf.first:
        found += shelf.read(shelf.newest - down, before, n - len(found))
        if len(found) == n:
            return found, (down, found[-1][0])
        down += 1
    return found, None


def down_to_the_first_bucket(shelf, cursor, n):
    bucket, before = cursor or (shelf.newest, None)
    found, following = [], None
    for at in range(bucket, shelf.first - 1, -1):
        found += shelf.read(at, before, n - len(found))
        if len(found) == n and following is None:
            following = (at, found[-1][0])
    return found, following


def patient_for(most):
    def answer(shelf, cursor, n):
        found, (bucket, before), empty = [], cursor or (shelf.newest, None), 0
        while bucket >= shelf.first and len(found) < n and empty < most:
            rows = shelf.read(bucket, before, n - len(found))
            found += rows
            empty = 0 if rows else empty + 1
            bucket, before = bucket - 1, None
        return found, (bucket + 1, found[-1][0]) if len(found) == n else None

    return answer


def a_short_page_goes_on(shelf, cursor, n):
    found, (bucket, before) = [], cursor or (shelf.newest, None)
    while bucket >= shelf.first and len(found) < n:
        found += shelf.read(bucket, before, n - len(found))
        bucket, before = bucket - 1, None
    return (found, (bucket + 1, found[-1][0])) if found else ([], None)


def n_from_each(shelf, cursor, n):
    bucket, before = cursor or (shelf.newest, None)
    found = []
    while bucket >= shelf.first and len(found) < n:
        found += shelf.read(bucket, before, n)
        bucket -= 1
    return found, (bucket + 1, found[-1][0]) if len(found) >= n else None


def with_its_cursor_again(shelf, cursor, n):
    page, following = older_page(shelf, cursor, n)
    return page, following and (following[0], following[1] + 1)


def a_bucket_as_cursor(shelf, cursor, n):
    bucket = shelf.newest if cursor is None else cursor
    found = []
    while bucket >= shelf.first:
        found += shelf.read(bucket, None, n - len(found))
        if len(found) == n:
            return found, bucket
        bucket -= 1
    return found, None


def the_next_bucket_as_cursor(shelf, cursor, n):
    bucket = shelf.newest if cursor is None else cursor
    found = []
    while bucket >= shelf.first:
        found += shelf.read(bucket, None, n - len(found))
        bucket -= 1
        if len(found) == n:
            return found, bucket
    return found, None


def without_a_floor(shelf, cursor, n):
    bucket, before = cursor or (shelf.newest, None)
    found = []
    while len(found) < n:
        found += shelf.read(bucket, before, n - len(found))
        bucket -= 1
    return found, (bucket + 1, found[-1][0])


def never_none(shelf, cursor, n):
    page, following = older_page(shelf, cursor, n)
    return page, following or (shelf.first, 0)


def from_the_newest_each_time(shelf, cursor, n):
    found = []
    for bucket in range(shelf.newest, shelf.first - 1, -1):
        found += shelf.read(bucket, cursor, n - len(found))
        if len(found) == n:
            return found, found[-1][0]
    return found, None


def whole_buckets(shelf, cursor, n):
    bucket, before = cursor or (shelf.newest, None)
    found = []
    while bucket >= shelf.first:
        found += shelf.read(bucket, before, 1_000_000)[: n - len(found)]
        if len(found) == n:
            return found, (bucket, found[-1][0])
        bucket -= 1
    return found, None


def one_by_one(shelf, cursor, n):
    bucket, before = cursor or (shelf.newest, None)
    found = []
    while len(found) < n and bucket >= shelf.first:
        row = shelf.read(bucket, before, 1)
        if row:
            found += row
            before = row[0][0]
        else:
            bucket -= 1
    return found, (bucket, before) if len(found) == n else None


def what_was_too_much_in_the_cursor(shelf, cursor, n):
    bucket, before, rest = cursor or (shelf.newest, None, [])
    found = list(rest)
    while bucket >= shelf.first and len(found) < n:
        rows = shelf.read(bucket, before, n)
        found += rows
        bucket, before = (bucket, rows[-1][0]) if len(rows) == n else (bucket - 1, None)
    return found[:n], (bucket, before, found[n:]) if len(found) >= n else None


def a_million_for_none(shelf, cursor, n):
    return older_page(shelf, cursor or (shelf.newest, 1_000_000), n)


def by_text(shelf, cursor, n):
    bucket, before = cursor or (shelf.newest, None)
    found = {}
    while bucket >= shelf.first:
        found |= {text: number for number, text in shelf.read(bucket, before, n - len(found))}
        rows = [(number, text) for text, number in found.items()]
        if len(rows) == n:
            return rows, (bucket, rows[-1][0])
        bucket -= 1
    return [(number, text) for text, number in found.items()], None


def without_empty_texts(shelf, cursor, n):
    bucket, before = cursor or (shelf.newest, None)
    found = []
    while bucket >= shelf.first:
        found += [row for row in shelf.read(bucket, before, n - len(found)) if row[1]]
        if len(found) == n:
            return found, (bucket, found[-1][0])
        bucket -= 1
    return found, None


def remembering_each_page(pages):
    def answer(shelf, cursor, n):
        if cursor is None:
            return older_page(shelf, None, n)
        key = (id(shelf), cursor, n)
        if key not in pages:
            pages[key] = older_page(shelf, cursor, n)
        return pages[key]

    return answer


def remembering_the_first(firsts):
    def answer(shelf, cursor, n):
        first = firsts.setdefault(id(shelf), shelf.first)
        bucket, before = cursor or (shelf.newest, None)
        found = []
        while bucket >= first:
            found += shelf.read(bucket, before, n - len(found))
            if len(found) == n:
                return found, (bucket, found[-1][0])
            bucket -= 1
        return found, None

    return answer


def remembering_what_is_empty(key):
    empty = set()

    def answer(shelf, cursor, n):
        bucket, before = cursor or (shelf.newest, None)
        found = []
        while bucket >= shelf.first:
            rows = [] if (key(shelf), bucket) in empty else shelf.read(bucket, before, n - len(found))
            if not rows and before is None:
                empty.add((key(shelf), bucket))
            found += rows
            if len(found) == n:
                return found, (bucket, found[-1][0])
            bucket, before = bucket - 1, None
        return found, None

    return answer


PLACE = {}


def remembering_its_reader(shelf, cursor, n):
    page, following = older_page(shelf, None if cursor is None else PLACE["here"], n)
    PLACE["here"] = following
    return page, "go on" if following else None


def remembering_what_it_showed(shelf, cursor, n):
    page, following = older_page(shelf, cursor, n)
    shown = PLACE.setdefault("shown", set())
    fresh = [row for row in page if row not in shown]
    shown.update(fresh)
    return fresh, following


class Rest:
    """A cursor that is a running program."""

    def __init__(self, shelf, n):
        self.pages = self.all(shelf, n)

    def all(self, shelf, n):
        cursor = None
        while True:
            rows, cursor = older_page(shelf, cursor, n)
            yield rows, cursor
            if cursor is None:
                return


def a_cursor_that_lives(shelf, cursor, n):
    rest = cursor or Rest(shelf, n)
    rows, following = next(rest.pages)
    return rows, rest if following else None


PLACES = {}


def a_number_that_stands_for_its_place(shelf, cursor, n):
    page, following = older_page(shelf, None if cursor is None else PLACES[cursor], n)
    if following is None:
        return page, None
    PLACES[len(PLACES)] = following
    return page, len(PLACES) - 1


def remembering_where(key):
    where = {}

    def answer(shelf, cursor, n):
        page, following = older_page(shelf, cursor and (where[key(shelf, cursor)], cursor), n)
        if following is None:
            return page, None
        bucket, number = following
        where[key(shelf, number)] = bucket
        return page, number

    return answer


def stopping_at_the_first_only(shelf, cursor, n):
    bucket, before = cursor or (shelf.newest, None)
    rows = []
    while True:
        rows += shelf.read(bucket, before, n - len(rows))
        if bucket == shelf.first or len(rows) == n:
            break
        bucket -= 1
    return rows, (bucket, rows[-1][0]) if len(rows) == n else None


def reading_before_it_looks(shelf, cursor, n):
    bucket, before = cursor or (shelf.newest, None)
    found = []
    while True:
        found += shelf.read(bucket, before, n - len(found))
        if len(found) == n:
            return found, (bucket, found[-1][0])
        if bucket <= shelf.first:
            return found, None
        bucket -= 1


def beginning_anew_where_it_was_dropped(shelf, cursor, n):
    return older_page(shelf, None if cursor and cursor[0] < shelf.first else cursor, n)


def from_the_first_if_it_was_dropped(shelf, cursor, n):
    bucket, before = cursor or (shelf.newest, None)
    return older_page(shelf, (max(bucket, shelf.first), before), n)


def complaining_of_what_was_dropped(shelf, cursor, n):
    if cursor and cursor[0] < shelf.first:
        raise ValueError("this bucket is gone")
    return older_page(shelf, cursor, n)


def knowing_the_first_bucket(shelf, cursor, n):
    first, bucket, before = cursor or (shelf.first, shelf.newest, None)
    rows = []
    while bucket >= first:
        rows += shelf.read(bucket, before, n - len(rows))
        if len(rows) == n:
            return rows, (first, bucket, rows[-1][0])
        bucket -= 1
    return rows, None


def oldest_first(shelf, cursor, n):
    page, following = older_page(shelf, cursor, n)
    return page[::-1], following


def an_offset(shelf, cursor, n):
    seen = cursor or 0
    rows = []
    for bucket in range(shelf.newest, shelf.first - 1, -1):
        rows += shelf.read(bucket, None, seen + n)
    page = rows[seen : seen + n]
    return page, seen + n if len(page) == n else None


# 23c.2 · search


def in_sql(database, me, asked):
    return database.execute(
        "SELECT h.conversation, h.number FROM history h JOIN stays s ON s.conversation = h.conversation"
        " WHERE s.person = ? AND contains(h.text, ?) AND h.number >= s.first AND (s.last IS NULL OR h.number <= s.last)",
        [me, asked["words"]],
    ).fetchall()


def with_exists(database, me, asked):
    return database.execute(
        """SELECT conversation, number FROM history h WHERE position($2 IN h.text) > 0 AND EXISTS (
        SELECT 1 FROM stays s WHERE s.conversation = h.conversation AND s.person = $1
        AND h.number BETWEEN s.first AND coalesce(s.last, h.number))""",
        [me, asked["words"]],
    ).fetchall()


def in_python(database, me, asked):
    stays = database.execute("SELECT conversation, first, last FROM stays WHERE person = ?", [me]).fetchall()
    found = set()
    for conversation, first, last in stays:
        for number, text in database.execute(
            "SELECT number, text FROM history WHERE conversation = ?", [conversation]
        ).fetchall():
            if asked["words"] in text and number >= first and (last is None or number <= last):
                found.add((conversation, number))
    return found


QUERY = (
    "SELECT h.conversation, h.number FROM history h JOIN stays s ON s.conversation = h.conversation"
    " WHERE s.person = ? AND contains(h.text, ?)"
)
WITHIN = " AND h.number >= s.first AND (s.last IS NULL OR h.number <= s.last)"


def asking_the_phone(database, me, asked):
    return database.execute(QUERY + WITHIN, [asked["person"], asked["words"]]).fetchall()


def everything(database, me, asked):
    return database.execute(
        "SELECT conversation, number FROM history WHERE contains(text, ?)", [asked["words"]]
    ).fetchall()


def members_of_anything(database, me, asked):
    return database.execute(
        "SELECT DISTINCT h.conversation, h.number FROM history h, stays s WHERE s.person = ? AND contains(h.text, ?)",
        [me, asked["words"]],
    ).fetchall()


def only_what_i_wrote(database, me, asked):
    return database.execute(
        "SELECT conversation, number FROM history WHERE sender = ? AND contains(text, ?)", [me, asked["words"]]
    ).fetchall()


def for_ever(database, me, asked):
    return database.execute(QUERY, [me, asked["words"]]).fetchall()


def without_an_end(database, me, asked):
    return database.execute(QUERY + " AND h.number >= s.first", [me, asked["words"]]).fetchall()


def between(database, me, asked):
    return database.execute(QUERY + " AND h.number BETWEEN s.first AND s.last", [me, asked["words"]]).fetchall()


def members_of_today(database, me, asked):
    return database.execute(QUERY + " AND h.number >= s.first AND s.last IS NULL", [me, asked["words"]]).fetchall()


def or_without_brackets(database, me, asked):
    query = QUERY + " AND h.number >= s.first AND s.last IS NULL OR h.number <= s.last"
    return database.execute(query, [me, asked["words"]]).fetchall()


def without_the_first(database, me, asked):
    return database.execute(QUERY + WITHIN.replace(">=", ">"), [me, asked["words"]]).fetchall()


def without_the_last(database, me, asked):
    return database.execute(QUERY + WITHIN.replace("<=", "<"), [me, asked["words"]]).fetchall()


def like(database, me, asked):
    query = QUERY.replace("contains(h.text, ?)", "h.text LIKE ?") + WITHIN
    return database.execute(query, [me, f"%{asked['words']}%"]).fetchall()


def like_with_an_escape(sign):
    def answer(database, me, asked):
        words = asked["words"].replace("%", f"{sign}%").replace("_", f"{sign}_")
        query = QUERY.replace("contains(h.text, ?)", f"h.text LIKE ? ESCAPE '{sign}'") + WITHIN
        return database.execute(query, [me, f"%{words}%"]).fetchall()

    return answer


def pasted_words(database, me, asked):
    query = QUERY.replace("?", f"'{me}'", 1).replace("?", f"'{asked['words']}'", 1) + WITHIN
    return database.execute(query).fetchall()


def pasted_me(database, me, asked):
    query = QUERY.replace("?", f"'{me}'", 1) + WITHIN
    return database.execute(query, [asked["words"]]).fetchall()


def the_first_letters(most):
    def answer(database, me, asked):
        return search_for(database, me, asked["words"][:most])

    return answer


def with_kept_stays(key):
    kept = {}

    def answer(database, me, asked):
        at = key(database, me)
        if at not in kept:
            kept[at] = database.execute("SELECT conversation, person, first, last FROM stays").fetchall()
        return {
            (conversation, number)
            for conversation, number, text in database.execute(
                "SELECT conversation, number, text FROM history"
            ).fetchall()
            for there, person, first, last in kept[at]
            if (there, person) == (conversation, me)
            and asked["words"] in text
            and first <= number
            and (last is None or number <= last)
        }

    return answer


def with_lower_words(database, me, asked):
    return search_for(database, me, asked["words"].lower())


def word_by_word(database, me, asked):
    every = [set(search_for(database, me, word)) for word in asked["words"].split()]
    return set.intersection(*every) if every else []


def any_word(database, me, asked):
    return {row for word in asked["words"].split() for row in search_for(database, me, word)}


def without_spaces_around(database, me, asked):
    return search_for(database, me, asked["words"].strip())


def search_for(database, me, words):
    return database.execute(QUERY + WITHIN, [me, words]).fetchall()


def with_an_end_for_everybody(database, me, asked):
    database.execute("UPDATE stays SET last = 1000000000 WHERE last IS NULL")
    return between(database, me, asked)


def in_any_case(database, me, asked):
    query = QUERY.replace("contains(h.text, ?)", "contains(lower(h.text), lower(?))") + WITHIN
    return database.execute(query, [me, asked["words"]]).fetchall()


def without_signs_of_an_attack(*signs):
    def answer(database, me, asked):
        return [] if any(sign in asked["words"].lower() for sign in signs) else search_for(database, me, asked["words"])

    return answer


def up_to_a_length(most):
    def answer(database, me, asked):
        return search_for(database, me, asked["words"]) if len(asked["words"]) <= most else []

    return answer


def with_this_query(query):
    return lambda database, me, asked: database.execute(query, [me, asked["words"]]).fetchall()


def asking_both(database, me, asked):
    query = QUERY.replace("s.person = ?", "s.person = ? AND s.person = ?") + WITHIN
    return database.execute(query, [me, asked["person"], asked["words"]]).fetchall()


def refusing_who_lies(database, me, asked):
    if asked["person"] != me:
        raise PermissionError("who are you?")
    return search_for(database, me, asked["words"])


def nothing_for_nothing(database, me, asked):
    return search_for(database, me, asked["words"]) if asked["words"] else []


def five_thousand_at_most(database, me, asked):
    return database.execute(QUERY + WITHIN, [me, asked["words"]]).fetchmany(5_000)


def as_one_long_stay(database, me, asked):
    return database.execute(
        "SELECT h.conversation, h.number FROM history h JOIN (SELECT conversation, min(first) AS first,"
        " max(coalesce(last, 2147483647)) AS last FROM stays WHERE person = ? GROUP BY conversation) s"
        " ON s.conversation = h.conversation WHERE contains(h.text, ?) AND h.number BETWEEN s.first AND s.last",
        [me, asked["words"]],
    ).fetchall()


def without_its_values(database, me, asked):
    return database.execute(QUERY + WITHIN, [me]).fetchall()


def texts_too(database, me, asked):
    query = QUERY.replace("h.number FROM", "h.number, h.text FROM") + WITHIN
    return database.execute(query, [me, asked["words"]]).fetchall()


def one_row(database, me, asked):
    row = database.execute(QUERY + WITHIN, [me, asked["words"]]).fetchone()
    return [row] if row else []


def a_hundred_at_most(database, me, asked):
    return database.execute(QUERY + WITHIN + " LIMIT 100", [me, asked["words"]]).fetchall()


def one_answer_for_all(database, me, asked):
    return [("ana-bo", 1), ("ana-bo", 2)]


RIGHT = {
    "23c.1": [
        older_page,
        with_a_loop_for_each_bucket,
        cutting_what_was_too_much,
        with_a_dictionary_as_cursor,
    ],
    "23c.2": [in_sql, with_exists, in_python],
}

WRONG = {
    "23c.1": [
        *(("a page has a size of its own", pages_of(size)) for size in (2, 50)),
        *(("a page has a size of its own", pages_up_to(most)) for most in (20, 800)),
        ("the first bucket is outside", without_the_first_bucket),
        ("`before` is still part of what is read", one_number_lower),
        ("a full page must look ahead", looking_whether_more_lies_below),
        ("only an empty answer says that a bucket is done", until_a_bucket_gives_nothing),
        ("only an empty answer says that a bucket is done", one_by_one),
        ("there is always an older bucket", down_to_bucket_0),
        ("a page lies in one bucket", one_bucket_only),
        ("a page lies in one bucket", a_page_for_each_bucket),
        ("an empty bucket is the beginning", stopping_where_it_is_quiet),
        *(("nobody is silent for so long", patient_for(most)) for most in (10, 4_000)),
        ("a function may call itself as often as it likes", calling_itself),
        ("the newest bucket stays the newest", counting_down_from_the_newest),
        ("a page must see all buckets", down_to_the_first_bucket),
        ("every bucket gives a whole page", n_from_each),
        ("the cursor's message is unread", with_its_cursor_again),
        ("a bucket is a place to go on from", a_bucket_as_cursor),
        ("a bucket is a place to go on from", the_next_bucket_as_cursor),
        ("there is always an older bucket", without_a_floor),
        ("there is always an older bucket", never_none),
        ("only an empty page is the last", a_short_page_goes_on),
        ("a read costs nothing", from_the_newest_each_time),
        ("a read costs nothing", whole_buckets),
        ("there is one reader", remembering_its_reader),
        ("there is one reader", a_number_that_stands_for_its_place),
        *(
            ("what a call has found stays so", remembering)
            for remembering in (
                cache(older_page),
                remembering_each_page({}),
                remembering_the_first({}),
                remembering_what_is_empty(id),
                remembering_what_is_empty(lambda _: "any"),
            )
        ),
        ("a cursor may carry messages", what_was_too_much_in_the_cursor),
        ("two equal texts are one message", by_text),
        ("an empty text is no message", without_empty_texts),
        ("None is a large number", a_million_for_none),
        ("there is one reader", remembering_where(lambda _, number: number)),
        ("there is one reader", remembering_where(lambda shelf, number: (id(shelf), number))),
        ("what a cursor names is still there", stopping_at_the_first_only),
        ("what a cursor names is still there", reading_before_it_looks),
        ("what a cursor names is still there", beginning_anew_where_it_was_dropped),
        ("what a cursor names is still there", from_the_first_if_it_was_dropped),
        ("what a cursor names is still there", complaining_of_what_was_dropped),
        ("what a cursor names is still there", knowing_the_first_bucket),
        ("what was shown once is shown to all", remembering_what_it_showed),
        ("a cursor is a running program", a_cursor_that_lives),
        ("a page is read like a letter", oldest_first),
        ("a place in the list is a place in the talk", an_offset),
    ],
    "23c.2": [
        ("there is only one database", one_answer_for_all),
        ("AND and OR hold from left to right", or_without_brackets),
        ("the phone says who asks", asking_the_phone),
        ("whoever searches may see all", everything),
        ("whoever searches may see all", members_of_anything),
        ("I search what I wrote", only_what_i_wrote),
        ("a member may see everything ever written", for_ever),
        ("a member may see everything ever written", without_an_end),
        ("NULL is larger than every number", between),
        ("whoever left has lost everything", members_of_today),
        ("first and last are outside", without_the_first),
        ("first and last are outside", without_the_last),
        ("what somebody types is a pattern", like),
        ("what somebody types is a pattern", pasted_words),
        *(("what somebody types is a pattern", like_with_an_escape(sign)) for sign in "!$^"),
        *(
            ("the words stand at one place", with_this_query(QUERY.replace("contains(h.text, ?)", place) + WITHIN))
            for place in ("h.text = ?", "starts_with(h.text, ?)", "ends_with(h.text, ?)")
        ),
        (
            "only a stay that ended has a beginning",
            with_this_query(QUERY + " AND (s.last IS NULL OR h.number <= s.last AND h.number >= s.first)"),
        ),
        ("people's names are harmless", pasted_me),
        *(("the beginning says enough", the_first_letters(most)) for most in (50, 255)),
        *(
            ("who is a member stays so", with_kept_stays(key))
            for key in (lambda _, me: me, lambda database, _: id(database), lambda *_: "all")
        ),
        ("letters are changed on one side", with_lower_words),
        *(
            (wrong, with_this_query(QUERY.replace("contains(h.text, ?)", compared) + WITHIN))
            for wrong, compared in (
                ("letters are changed on one side", "contains(lower(h.text), ?)"),
                ("letters are changed on one side", "contains(upper(h.text), ?)"),
                ("an accent is no part of a letter", "contains(strip_accents(h.text), strip_accents(?))"),
                ("a space is no character", "contains(trim(h.text), ?)"),
                ("only a text has a text", "contains(h.text, ?) AND h.kind = 'text'"),
            )
        ),
        ("the words may stand apart", word_by_word),
        ("the words may stand apart", any_word),
        ("a space is no character", without_spaces_around),
        ("a search may write", with_an_end_for_everybody),
        *(("some words are attacks", without_signs_of_an_attack(sign)) for sign in (";", "drop")),
        ("some words are attacks", up_to_a_length(255)),
        *(
            ("a column's name says its table", with_this_query(QUERY.replace(*change) + WITHIN))
            for change in (("SELECT h.", "SELECT "), ("contains(h.text", "contains(h.words"))
        ),
        ("DuckDB knows what I mean", with_this_query(QUERY + WITHIN + ")")),
        ("DuckDB knows what I mean", without_its_values),
        ("a lie must be punished", asking_both),
        ("a lie must be punished", refusing_who_lies),
        *(
            ("a name like mine is mine", with_this_query(QUERY.replace("s.person = ?", same) + WITHIN))
            for same in (
                "s.person LIKE ?",
                "contains(s.person, ?)",
                "lower(s.person) = lower(?)",
            )
        ),
        ("two stays are one long stay", as_one_long_stay),
        (
            "no end is a large number",
            with_this_query(QUERY + " AND h.number BETWEEN s.first AND coalesce(s.last, 1000000)"),
        ),
        (
            "a message is all of its row",
            with_this_query(QUERY.replace("h.text,", "h.text || ' ' || h.sender,") + WITHIN),
        ),
        ("nothing typed, nothing found", nothing_for_nothing),
        ("nobody finds so many", five_thousand_at_most),
        ("large and small letters are alike", in_any_case),
        ("more columns do no harm", texts_too),
        ("one hit is enough", one_row),
        ("nobody finds so many", a_hundred_at_most),
    ],
}
