"""DuckDB, in memory and in a file."""

import time

import pytest

from course.errors import CourseError
from course.stores import open_duckdb


def test_each_database_in_memory_is_its_own():
    with open_duckdb() as first, open_duckdb() as second:
        first.execute("CREATE TABLE links (code VARCHAR)")
        assert second.execute("SELECT count(*) FROM duckdb_tables()").fetchone() == (0,)


def test_a_file_keeps_what_was_written(tmp_path):
    with open_duckdb(tmp_path / "links.duckdb") as database:
        database.execute("CREATE TABLE links AS SELECT 'abc' AS code")
    with open_duckdb(str(tmp_path / "links.duckdb")) as database:
        assert database.execute("SELECT code FROM links").fetchone() == ("abc",)


def test_a_file_that_cannot_be_opened_gets_one_sentence(tmp_path):
    with pytest.raises(CourseError, match="DuckDB cannot open"):
        open_duckdb(tmp_path / "no" / "folder" / "links.duckdb")
    (tmp_path / "text.duckdb").write_text("not a database, but long enough to be read as one" * 100)
    with pytest.raises(CourseError, match="DuckDB cannot open"):
        open_duckdb(tmp_path / "text.duckdb")


def test_no_progress_bar_is_drawn_into_a_notebook():
    with open_duckdb() as database:
        assert database.execute("SELECT current_setting('enable_progress_bar')").fetchone() == (False,)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system cannot change its zone while it runs")
def test_hours_are_those_of_utc_wherever_the_machine_stands(monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        with open_duckdb() as database:
            assert database.execute("SELECT hour(to_timestamp(0))").fetchone() == (0,)
            assert database.cursor().execute("SELECT hour(to_timestamp(0))").fetchone() == (0,)
    finally:
        monkeypatch.undo()
        time.tzset()
