import asyncio
import functools
import os
import signal
import threading
from fractions import Fraction

import duckdb
import pytest

from course.checks.answer import Answer, fingerprint, is_plain, plain, shown, untouched
from course.checks.judge import in_this_process, judge
from course.checks.model import Exercise, Function, Property, Relation, Wrong, expect
from course.checks.model import Number as Counted
from course.estimates import quantity, servers
from tests.checks.sample_lesson import LESSON


class Number(int):
    def __eq__(self, other):
        return True

    __hash__ = int.__hash__


class Text(str):
    __slots__ = ()

    def __eq__(self, other):
        return True

    __hash__ = str.__hash__


class Pairs(dict):
    def items(self):
        return []


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Number(5), 5),
        (Text("a"), "a"),
        (Pairs(a=1), {"a": 1}),
        ([Number(1), (Text("b"), {Number(2)})], [1, ("b", {2})]),
        (True, True),
        (None, None),
        (b"raw", b"raw"),
    ],
)
def test_a_plain_copy_has_exact_builtin_types(value, expected):
    copy = plain(value)
    assert repr(copy) == repr(expected)
    assert type(copy) is type(expected)


def test_numbers_of_numpy_are_plain_numbers():
    numpy = pytest.importorskip("numpy")
    assert type(plain(numpy.int64(3))) is int
    assert plain(numpy.array([1.5, 2])) == [1.5, 2.0]


def test_other_objects_are_not_plain():
    assert not is_plain(Fraction(1, 2))
    assert not is_plain([object()])
    assert shown([object()]) == "<list>"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (quantity(23, "servers"), 23),
        (quantity(23), 23),
        (servers(quantity(46, "requests/s"), quantity(2, "requests/s/server"), utilisation=1), 23),
    ],
)
def test_a_quantity_of_the_wanted_unit_is_the_number_of_it(given, expected):
    assert Answer(Counted("servers", whole=True), given).value == expected


def test_a_quantity_is_told_in_the_wanted_period():
    assert Answer(Counted("requests/s"), quantity(86_400, "requests/day")).value == pytest.approx(1)


@pytest.mark.parametrize("given", [quantity(23, "requests/s"), quantity(22.5, "servers")])
def test_a_quantity_of_another_unit_or_of_parts_is_refused_with_its_value(given):
    with pytest.raises(Wrong) as refused:
        Answer(Counted("servers", whole=True), given)
    assert refused.value.args == (f"You gave {given}.", "Give a whole number of servers.")


def answer(function, returns=int, parameters=("number",), *, awaits=False):
    return Answer(Function(parameters, returns, awaits=awaits), function)


@pytest.mark.parametrize(
    "double",
    [
        lambda n: 2 * n,
        lambda *numbers: 2 * sum(numbers),
        lambda n, factor=2: factor * n,
        functools.partial(lambda factor, n: factor * n, 2),
        (2).__mul__,
        Number(2).__mul__,
    ],
    ids=["lambda", "any number of arguments", "default", "partial", "builtin method", "method"],
)
def test_anything_that_can_be_called_with_these_arguments_is_a_function(double):
    assert answer(double)(21) == 42


def test_an_async_function_is_run():
    async def double(number):
        await asyncio.sleep(0)
        return 2 * number

    assert answer(double, awaits=True)(21) == 42
    with pytest.raises(Wrong, match="Use def"):
        answer(double)(21)


def test_an_async_function_is_run_where_a_loop_is_running():
    async def double(number):
        return 2 * number

    async def cell():
        return in_this_process(LESSON.exercises[0], double, 1.0)

    assert asyncio.run(cell()).passed


@pytest.mark.parametrize(
    ("returns", "given", "accepted"),
    [
        (int, 3, True),
        (int, 3.0, False),
        (int, True, False),
        (bool, 1, False),
        (float, 3, True),
        ((int, type(None)), None, True),
        (list, (1,), False),
        (Fraction, Fraction(1, 2), True),
    ],
)
def test_a_result_must_have_one_of_the_types_that_are_wanted(returns, given, accepted):
    if accepted:
        assert answer(lambda number: given, returns)(0) == given
    else:
        with pytest.raises(Wrong):
            answer(lambda number: given, returns)(0)


def test_stores_and_other_objects_are_passed_as_they_are():
    store = object()
    assert answer(lambda given: given is store, bool)(store) is True


def test_a_list_is_handed_out_as_a_copy_and_a_change_is_refused():
    numbers = [1, 2]
    with pytest.raises(Wrong, match="changed the argument"):
        answer(lambda given: given.pop())(numbers)
    assert numbers == [1, 2]


def test_a_function_with_any_work_in_it_is_an_attempt():
    def tries(number):
        number += 1

    assert not untouched(tries)
    assert not untouched(len)
    assert not untouched(lambda number: 0)


def test_attempts_differ_by_code_or_by_what_was_found():
    assert fingerprint(lambda n: n + 1, []) == fingerprint(lambda n: n + 1, [])
    assert fingerprint(lambda n: n + 1, []) != fingerprint(lambda n: n + 2, [])
    assert fingerprint(lambda n: n + 1, []) != fingerprint(lambda n: n + 1, [(False, "f(0)", "It gave 1.")])
    assert fingerprint(7, []) != fingerprint(8, [])


def exercise(expects, test):
    return Exercise("99.9", "Rows", "adding", 1, expects, (Property("holds", test),), (), ("Ask.",), "None.")


COUNTS = exercise(Relation(("n",)), lambda answer: expect(answer.value == [(3,)], "rows", f"It gave {answer.value}."))
SLOW = "SELECT count(*) AS n FROM range(300000) a, range(300000) b WHERE a.range * b.range % 7 = 3"


def test_the_rows_of_a_relation_are_read_in_this_process():
    with duckdb.connect() as connection:
        assert judge(COUNTS, connection.sql("SELECT 3 AS n")).passed
        assert judge(COUNTS, connection.sql("SELECT 3 AS m")).findings == [
            (False, "Its columns are m.", "They must be n.")
        ]
        assert judge(COUNTS, 3).findings[0][1] == "You gave 3."


def test_a_query_without_end_is_interrupted_and_the_connection_lives():
    with duckdb.connect() as connection:
        report = judge(COUNTS, connection.sql(SLOW), limit_s=0.5)
        assert report.timed_out
        assert "did not come back" in report.findings[0][2]
        assert connection.execute("SELECT 1").fetchall() == [(1,)]


def test_a_function_over_the_notebooks_connection_is_interrupted_too():
    with duckdb.connect() as connection:
        rows = exercise(Function((), list, duckdb=True), lambda answer: answer())
        assert judge(rows, lambda: connection.execute("SELECT 1").fetchall()).passed
        report = judge(rows, lambda: connection.execute(SLOW).fetchall(), limit_s=0.5)
        assert report.timed_out
        assert connection.execute("SELECT 1").fetchall() == [(1,)]


@pytest.mark.parametrize(
    "ask",
    [
        lambda connection: connection.execute(SLOW).fetchall(),
        lambda connection: [connection.execute("SELECT 1").fetchall() for _ in iter(int, 1)],
        lambda _: [0 for _ in iter(int, 1)],
    ],
    ids=["one query", "query after query", "no query at all"],
)
def test_a_function_that_was_given_a_connection_is_ended_too(ask):
    ran_in = []

    def test(answer):
        ran_in.append(threading.current_thread())
        with duckdb.connect() as connection:
            answer(connection)

    report = judge(exercise(Function(("connection",), list, duckdb=True), test), ask, limit_s=0.5)
    assert report.timed_out
    for thread in ran_in:
        thread.join(5)
        assert not thread.is_alive()


def test_an_interrupt_of_a_query_passes_through():
    with duckdb.connect() as connection:
        stop = threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT))
        stop.start()
        with pytest.raises(KeyboardInterrupt):
            judge(COUNTS, connection.sql(SLOW), limit_s=30)
        assert connection.execute("SELECT 1").fetchall() == [(1,)]


def test_an_interrupt_of_a_loop_passes_through():
    stop = threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT))
    stop.start()
    with pytest.raises(KeyboardInterrupt):
        judge(exercise(Function((), int), lambda answer: answer()), lambda: [0 for _ in iter(int, 1)], limit_s=30)
