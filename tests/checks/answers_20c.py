"""Lesson 20c: wrong answers that a learner could give, each with its misconception, and other right ways to write it."""

import threading
import time
from contextlib import suppress
from datetime import datetime, timedelta, timezone

from course.checks.lesson_20c.hours import by_their_clocks
from course.systems.url_shortener.click_faults import bill_once

OFFSETS = {"BR": -3, "VN": 7, "JP": 9}

# 20c.2 · deliver


def one_by_one(batch, bill, log):
    for entry in batch:
        bill.add_new([entry])
        log.ack([entry])


def ack_one_by_one_at_the_end(batch, bill, log):
    bill.add_new(batch)
    for entry in batch:
        log.ack([entry])


def looks_and_still_adds_new(batch, bill, log):
    known = bill.ids()
    bill.add_new([entry for entry in batch if entry[0] not in known])
    log.ack(batch)


def tries_and_raises(batch, bill, log):
    try:
        new = bill.add_new(batch)
    except OSError:
        raise
    log.ack(batch)
    return new


def keeps_the_error_from_the_log(batch, bill, log):
    try:
        bill.add_new(batch)
    except OSError:
        return False
    log.ack(batch)
    return True


def acks_what_the_bill_has(batch, bill, log):
    bill.add_new(batch)
    on_bill = bill.ids()
    log.ack([entry for entry in batch if entry[0] in on_bill])


def acks_twice(batch, bill, log):
    bill.add_new(batch)
    log.ack(batch)
    log.ack(batch)


def ack_then_write(batch, bill, log):
    log.ack(batch)
    bill.add_new(batch)


def ack_each_then_write(batch, bill, log):
    for entry in batch:
        log.ack([entry])
        bill.add_new([entry])


def write_then_ack(batch, bill, log):
    bill.add(batch)
    log.ack(batch)


def write_each_then_ack(batch, bill, log):
    for entry in batch:
        bill.add([entry])
        log.ack([entry])


def look_then_add(batch, bill, log):
    known = bill.ids()
    bill.add([entry for entry in batch if entry[0] not in known])
    log.ack(batch)


def look_at_each_then_add(batch, bill, log):
    for key, click in batch:
        if key not in bill.ids():
            bill.add([(key, click)])
    log.ack(batch)


def newer_than_the_newest(batch, bill, log):
    newest = max(bill.ids(), default="")
    bill.add_new([entry for entry in batch if entry[0] > newest])
    log.ack(batch)


def unless_any_is_known(batch, bill, log):
    if not bill.ids() & {key for key, _ in batch}:
        bill.add_new(batch)
    log.ack(batch)


def unless_the_first_is_known(batch, bill, log):
    if batch[0][0] not in bill.ids():
        bill.add_new(batch)
    log.ack(batch)


def unless_the_last_is_known(batch, bill, log):
    if batch[-1][0] not in bill.ids():
        bill.add_new(batch)
    log.ack(batch)


def unless_the_middle_is_known(batch, bill, log):
    if batch[len(batch) // 2][0] not in bill.ids():
        bill.add_new(batch)
    log.ack(batch)


def adds_unless_any_is_known(batch, bill, log):
    if not bill.ids() & {key for key, _ in batch}:
        bill.add(batch)
    log.ack(batch)


def adds_unless_the_bill_is_as_long(batch, bill, log):
    if len(bill.ids()) < len(batch):
        bill.add_new(batch)
    log.ack(batch)


def unless_all_are_known(batch, bill, log):
    if not {key for key, _ in batch} <= bill.ids():
        bill.add_new(batch)
    log.ack(batch)


def never_acks(batch, bill, log):
    bill.add_new(batch)


def acks_only_news(batch, bill, log):
    if bill.add_new(batch):
        log.ack(batch)


def acks_only_new_ones(batch, bill, log):
    known = bill.ids()
    new = [entry for entry in batch if entry[0] not in known]
    bill.add_new(new)
    if new:
        log.ack(new)


def remembering():
    seen = set()

    def deliver(batch, bill, log):
        bill.add([entry for entry in batch if entry[0] not in seen])
        seen.update(key for key, _ in batch)
        log.ack(batch)

    return deliver


def by_looks(batch, bill, log):
    different = {click: (key, click) for key, click in batch}
    bill.add_new(list(different.values()))
    log.ack(batch)


def passes_errors_over(batch, bill, log):
    with suppress(Exception):
        bill.add_new(batch)
    log.ack(batch)


def finally_acks(batch, bill, log):
    try:
        bill.add_new(batch)
    finally:
        log.ack(batch)


def first_of_the_batch(batch, bill, log):
    bill.add_new(batch[:1])
    log.ack(batch[:1])


def one_id_for_ack(batch, bill, log):
    bill.add_new(batch)
    for key, _ in batch:
        log.ack(key)


def ids_for_the_bill(batch, bill, log):
    bill.add_new([key for key, _ in batch])
    log.ack(batch)


def ids_for_ack(batch, bill, log):
    bill.add_new(batch)
    log.ack([key for key, _ in batch])


async def awaited(batch, bill, log):
    bill.add_new(batch)
    log.ack(batch)


def tries_again(batch, bill, log):
    while True:
        try:
            bill.add_new(batch)
            break
        except OSError:
            continue
    log.ack(batch)


def acks_all_on_the_bill(batch, bill, log):
    bill.add_new(batch)
    log.ack([(key, None) for key in bill.ids()])


def three_tries(batch, bill, log):
    for _ in range(3):
        try:
            bill.add_new(batch)
            break
        except OSError:
            pass
    log.ack(batch)


def two_suppressed_tries(batch, bill, log):
    for _ in range(2):
        with suppress(OSError):
            bill.add_new(batch)
    log.ack(batch)


def adds_after_the_error(batch, bill, log):
    try:
        bill.add_new(batch)
    except OSError:
        bill.add(batch)
    log.ack(batch)


def looks_after_the_error(batch, bill, log):
    try:
        bill.add_new(batch)
    except OSError:
        known = bill.ids()
        bill.add([entry for entry in batch if entry[0] not in known])
    log.ack(batch)


def looks_under_a_lock():
    lock = threading.Lock()

    def deliver(batch, bill, log):
        with lock:
            look_then_add(batch, bill, log)

    return deliver


def gathers(batch, bill, log, pending=[]):  # noqa: B006
    pending.extend(batch)
    bill.add_new(pending)
    log.ack(pending)


def three_of_a_batch(batch, bill, log):
    bill.add_new(batch[:3])
    log.ack(batch[:3])


def ids_without_clicks(batch, bill, log):
    bill.add_new([(key, None) for key, _ in batch])
    log.ack(batch)


def three_tries_then_raises(batch, bill, log):
    for _ in range(3):
        try:
            bill.add_new(batch)
            log.ack(batch)
            return
        except OSError:
            pass
    raise OSError("still busy")


def waits_and_tries_again(batch, bill, log):
    while True:
        try:
            bill.add_new(batch)
            break
        except OSError:
            time.sleep(1)
    log.ack(batch)


def returns_a_share(batch, bill, log):
    new = bill.add_new(batch)
    log.ack(batch)
    return new / len(batch)


def returns_the_ids(batch, bill, log):
    bill.add_new(batch)
    log.ack(batch)
    return frozenset(key for key, _ in batch)


def until_it_works(batch, bill, log):
    while True:
        try:
            bill.add_new(batch)
            log.ack(batch)
            return
        except:
            pass


def does_nothing(batch, bill, log):
    return len(batch)


# 20c.3 · local_hours

SELECT = "SELECT {hour} AS hour, count(*), count(DISTINCT visitor) FROM clicks JOIN zones USING (country)"


def asking(hour, rest="WHERE code = ? GROUP BY hour", select=SELECT, name="asking"):
    def local_hours(con, code):
        query = f"{select.format(hour=hour)} {rest}"
        return con.execute(query, [code] * query.count("?")).fetchall()

    local_hours.__name__ = name
    return local_hours


floor_and_offset = asking("floor(at_s / 3600 + offset_h)::INT % 24", name="floor_and_offset")
seconds = asking("floor((at_s + offset_h * 3600) / 3600)::BIGINT % 24", name="seconds")
rest_and_24 = asking("(floor(at_s / 3600)::INT % 24 + offset_h + 24) % 24", name="rest_and_24")
timestamps = asking("hour(make_timestamp(((at_s + 3600 * offset_h) * 1000000)::BIGINT))", name="timestamps")
integer_division = asking("(floor(at_s)::BIGINT // 3600 + offset_h) % 24", name="integer_division")
float_division = asking("(at_s // 3600 + offset_h) % 24", name="float_division")
in_utc = asking("hour(to_timestamp(at_s + offset_h * 3600))", name="in_utc")
in_order = asking("floor(at_s / 3600 + offset_h)::INT % 24", "WHERE code = ? GROUP BY 1 ORDER BY 1", name="in_order")


def in_python(con, code):
    hours = {}
    for at_s, country, visitor in con.execute(
        "SELECT at_s, country, visitor FROM clicks WHERE code = ?", [code]
    ).fetchall():
        zone = timezone(timedelta(hours=OFFSETS[country]))
        hours.setdefault(datetime.fromtimestamp(at_s, zone).hour, []).append(visitor)
    return [(hour, len(found), len(set(found))) for hour, found in hours.items()]


def with_lists(con, code):
    return [list(row) for row in floor_and_offset(con, code)]


utc = asking("floor(at_s / 3600)::INT % 24", name="utc")
minus = asking("floor(at_s / 3600 - offset_h)::INT % 24", name="minus")
hours_on_seconds = asking("floor((at_s + offset_h) / 3600)::INT % 24", name="hours_on_seconds")
no_second_rest = asking("floor(at_s / 3600)::INT % 24 + offset_h", name="no_second_rest")
negative_rest = asking("(floor(at_s / 3600)::INT % 24 + offset_h) % 24", name="negative_rest")
rounding = asking("(at_s / 3600 + offset_h)::BIGINT % 24", name="rounding")
rounded_seconds = asking("(at_s::BIGINT // 3600 + offset_h) % 24", name="rounded_seconds")
rounded_then_floor = asking("floor(at_s::INT / 3600 + offset_h)::INT % 24", name="rounded_then_floor")
clicks_as_visitors = asking(
    "floor(at_s / 3600 + offset_h)::INT % 24", select=SELECT.replace("DISTINCT ", ""), name="clicks_as_visitors"
)
every_link = asking("floor(at_s / 3600 + offset_h)::INT % 24", "GROUP BY hour", name="every_link")
per_country = asking(
    "floor(at_s / 3600 + offset_h)::INT % 24", "WHERE code = ? GROUP BY hour, country", name="per_country"
)
since_1970 = asking("floor(at_s / 3600 + offset_h)::INT", name="since_1970")
one_link_by_name = asking(
    "floor(at_s / 3600 + offset_h)::INT % 24", "WHERE code = 'sale' GROUP BY hour", name="one_link_by_name"
)


def pasted(con, code):
    hour = "floor(at_s / 3600 + offset_h)::INT % 24"
    return con.execute(f"{SELECT.format(hour=hour)} WHERE code = '{code}' GROUP BY hour").fetchall()


def pasted_with_marks_doubled(con, code):
    return pasted(con, code.replace("'", "''"))


def pasted_in_the_end(con, code):
    found = con.execute(f"SELECT at_s, country, visitor FROM clicks WHERE clicks.code = '{code}'").fetchall()
    hours = {}
    for at_s, country, visitor in found:
        hours.setdefault(int(at_s // 3600 + OFFSETS[country]) % 24, []).append(visitor)
    return [(hour, len(who), len(set(who))) for hour, who in hours.items()]


rounded_with_rest_first = asking(
    "(floor(at_s)::BIGINT % 86400 / 3600 + offset_h)::INT % 24", name="rounded_with_rest_first"
)
like = asking("floor(at_s / 3600 + offset_h)::INT % 24", "WHERE code LIKE ? GROUP BY hour", name="like")
small_letters = asking(
    "floor(at_s / 3600 + offset_h)::INT % 24", "WHERE lower(code) = lower(?) GROUP BY hour", name="small_letters"
)
moments = asking(
    "floor(at_s / 3600 + offset_h)::INT % 24", select=SELECT.replace("count(*)", "count(DISTINCT at_s)"), name="moments"
)


def moves_the_clicks(con, code):
    con.execute("UPDATE clicks SET at_s = at_s + 3600 * offset_h FROM zones WHERE zones.country = clicks.country")
    return utc(con, code)


def closes_it(con, code):
    found = floor_and_offset(con, code)
    con.close()
    return found


def each_hour(con, code):
    found = {row[0]: row for row in floor_and_offset(con, code)}
    return [found.get(hour, (hour, 0, 0)) for hour in range(24)]


no_such_column = asking("floor(at / 3600 + offset_h)::INT % 24", name="no_such_column")
only_hours = asking(
    "floor(at_s / 3600 + offset_h)::INT % 24",
    select="SELECT {hour} AS hour, count(*) FROM clicks JOIN zones USING (country)",
    name="only_hours",
)


def as_texts(con, code):
    return [tuple(map(str, row)) for row in floor_and_offset(con, code)]


def hour_of_the_first_click(con, code):
    rows = floor_and_offset(con, code)
    return rows[:1]


def forgets_to_fetch(con, code):
    return con.execute(
        f"{SELECT.format(hour='floor(at_s / 3600 + offset_h)::INT % 24')} WHERE code = ? GROUP BY hour", [code]
    )


def visitors_added_up(con, code):
    query = (
        "SELECT hour, sum(c), sum(v) FROM (SELECT floor(at_s / 3600 + offset_h)::INT % 24 AS hour, country,"
        " minute(make_timestamp((at_s * 1000000)::BIGINT)) AS m, count(*) AS c, count(DISTINCT visitor) AS v"
        " FROM clicks JOIN zones USING (country) WHERE code = ? GROUP BY ALL) GROUP BY hour"
    )
    return con.execute(query, [code]).fetchall()


RIGHT = {
    "20c.1": [{"after": 4}, {"after": 11}, {"after": 18}],
    "20c.2": [
        bill_once,
        one_by_one,
        ack_one_by_one_at_the_end,
        looks_and_still_adds_new,
        tries_and_raises,
        keeps_the_error_from_the_log,
        acks_what_the_bill_has,
        acks_twice,
        tries_again,
        acks_all_on_the_bill,
        unless_all_are_known,
        three_tries_then_raises,
        waits_and_tries_again,
        returns_a_share,
        returns_the_ids,
    ],
    "20c.3": [
        by_their_clocks,
        floor_and_offset,
        seconds,
        rest_and_24,
        timestamps,
        integer_division,
        in_utc,
        in_order,
        in_python,
        with_lists,
        pasted_with_marks_doubled,
    ],
}

# (the misconception that must be recognised, or None where only the case is shown; the answer)
WRONG = {
    "20c.1": [
        ("a good moment is wanted", {"after": 0}),
        ("a good moment is wanted", {"after": 7}),
        ("a good moment is wanted", {"after": 21}),
        ("what is worst for one is worst for the other", {"after": 2}),
        ("what is worst for one is worst for the other", {"after": 13}),
        (None, {"after": 3}),
        (None, {"after": 22}),
        (None, {"step": 4}),
        ("what is worst for one is worst for the other", {}),
    ],
    "20c.2": [
        ("done may be said first", ack_then_write),
        ("done may be said first", ack_each_then_write),
        ("a restart goes on where it stopped", write_then_ack),
        ("a restart goes on where it stopped", write_each_then_ack),
        ("looking reserves", look_then_add),
        ("looking reserves", look_at_each_then_add),
        ("the newest id tells all", newer_than_the_newest),
        ("written means done", never_acks),
        ("nothing new means nothing to do", acks_only_news),
        ("nothing new means nothing to do", acks_only_new_ones),
        ("the worker's memory survives", remembering()),
        ("what looks the same is the same", by_looks),
        ("an error can be passed over", passes_errors_over),
        ("an error can be passed over", finally_acks),
        ("an error can be passed over", three_tries),
        ("an error can be passed over", two_suppressed_tries),
        ("after an error any call will do", adds_after_the_error),
        (None, first_of_the_batch),
        (None, three_of_a_batch),
        (None, ids_without_clicks),
        (None, gathers),
        (None, looks_after_the_error),
        ("looking reserves", looks_under_a_lock()),
        ("an id is enough", ids_for_ack),
        ("an id is enough", one_id_for_ack),
        ("an id is enough", ids_for_the_bill),
        ("a batch is old or new", unless_any_is_known),
        ("a batch is old or new", unless_the_first_is_known),
        ("a batch is old or new", unless_the_last_is_known),
        ("a batch is old or new", unless_the_middle_is_known),
        ("a batch is old or new", adds_unless_any_is_known),
        (None, adds_unless_the_bill_is_as_long),
        (None, awaited),
        (None, until_it_works),
        ("written means done", does_nothing),
    ],
    "20c.3": [
        ("the server's hour is everybody's hour", utc),
        ("clocks that are ahead show less", minus),
        ("an offset in hours can be added to seconds", hours_on_seconds),
        ("hours add up without going round", no_second_rest),
        ("hours add up without going round", negative_rest),
        ("a part of an hour rounds up", rounding),
        ("a part of an hour rounds up", rounded_seconds),
        ("a part of an hour rounds up", rounded_then_floor),
        ("// drops the fraction of every number", float_division),
        ("each click is a visitor", clicks_as_visitors),
        ("all clicks belong to this link", every_link),
        ("each country keeps a row of its own", per_country),
        (None, since_1970),
        ("the link of the example is always meant", one_link_by_name),
        ("a code is only text", pasted),
        ("a code is only text", pasted_in_the_end),
        ("a part of an hour rounds up", rounded_with_rest_first),
        (None, like),
        (None, small_letters),
        (None, moments),
        (None, moves_the_clicks),
        (None, each_hour),
        (None, closes_it),
        (None, no_such_column),
        (None, only_hours),
        (None, forgets_to_fetch),
        (None, as_texts),
        (None, hour_of_the_first_click),
        ("each click is a visitor", visitors_added_up),
    ],
}
