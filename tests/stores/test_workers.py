"""Tests that run at the same time on one server do not meet."""

import pytest
from redis.connection import parse_url


@pytest.mark.parametrize(
    ("url", "database"),
    [
        ("redis://127.0.0.1:6399", 3),
        ("redis://127.0.0.1:6399/4", 7),
        ("redis://:secret@127.0.0.1:6399/4?db=1&socket_timeout=5", 4),
        ("unix:///run/redis.sock?db=2", 5),
    ],
)
def test_each_worker_gets_a_database_beyond_the_one_that_the_url_names(url, database, pytestconfig):
    house = next(plugin for plugin in pytestconfig.pluginmanager.get_plugins() if hasattr(plugin, "database_of_worker"))
    moved = parse_url(house.database_of_worker(url, worker=2))
    before = parse_url(url)
    assert moved.pop("db") == database
    before.pop("db", None)
    assert moved == before
