"""DuckDB: the database of record, in memory or in a file."""

from pathlib import Path

import duckdb

from course.errors import CourseError


def open_duckdb(path: str | Path = ":memory:") -> duckdb.DuckDBPyConnection:
    """Open a database: an empty one in memory, or the one in a file (made if it is not there).

    DuckDB is built for analysis: write in batches, for single rows cost some 0.3 ms each. One process at a time may
    hold a file open. Its clock shows UTC, wherever the machine stands.

    Raises:
        CourseError: the file cannot be opened.
    """
    try:
        database = duckdb.connect(str(path))
    except duckdb.Error as error:
        raise CourseError(
            f"DuckDB cannot open {str(path)!r}. Shut down any other notebook that has it open. DuckDB says: {error}"
        ) from error
    database.execute("SET GLOBAL TimeZone = 'UTC'")
    database.execute("SET enable_progress_bar = false")  # or it writes into a notebook's outputs, on slow machines only
    return database
