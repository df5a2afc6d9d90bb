"""Redis and DuckDB: embedded by default, a server where a URL names one."""
