"""PostgreSQL's row locks, as far as two workers on one pool need them."""

import pytest

from course.simulation.row_locks import LockedTable, WouldWait


def draw(table, worker, count, **how):
    return table.mark_used(worker, table.select_unused(count, **how))


def test_a_worker_who_waited_takes_the_same_rows():
    # BUG-008, as PostgreSQL 15 did it: two sessions received the same 1,000 keys
    table = LockedTable(5_000)
    first = draw(table, "A", 1_000)
    chosen = table.select_unused(1_000)
    with pytest.raises(WouldWait, match="B waits"):
        table.mark_used("B", chosen)
    table.commit("A")
    assert table.mark_used("B", chosen) == first


def test_a_condition_that_is_tried_again_leaves_the_second_worker_with_nothing():
    table = LockedTable(5_000)
    draw(table, "A", 1_000)
    chosen = table.select_unused(1_000)
    table.commit("A")
    assert table.mark_used("B", chosen, only_unused=True) == []


def test_skip_locked_gives_every_worker_rows_of_its_own():
    table = LockedTable(5_000)
    drawn = [draw(table, worker, 1_000, skip_locked=True) for worker in "ABCDE"]
    assert sorted(row for rows in drawn for row in rows) == list(range(5_000))
    for worker in "ABCDE":
        table.commit(worker)
    assert table.select_unused(1) == []


def test_one_after_the_other_nobody_waits():
    table = LockedTable(10)
    for _ in range(2):
        draw(table, "A", 5)
        table.commit("A")
    assert table.select_unused(5) == []
