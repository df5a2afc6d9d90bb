"""The stores' fixtures: a test that asks for ``store`` runs on the embedded Redis and on a real server."""

from tests.stores.conftest import clock, redis_kind, server_url, store

__all__ = ["clock", "redis_kind", "server_url", "store"]
