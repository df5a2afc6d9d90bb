"""For every test and every notebook run by nbval: stateless checks, the project on the path."""

import gc
import os
import sys
from pathlib import Path

import nbval.kernel
import pytest
from redis.connection import parse_url

from tests.notebooks.kernels import twice

ROOT = Path(__file__).parent
os.environ.setdefault("COURSE_PROGRESS", "off")
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
sys.path.insert(0, str(ROOT))
# their summaries are printed by the process that counts for all workers
pytest_plugins = ["tests.checks.bench_of_answers", "tests.notebooks.points"]

nbval.kernel.start_new_kernel = twice(nbval.kernel.start_new_kernel)


def pytest_configure(config: pytest.Config) -> None:
    """Give each worker of xdist a Redis database of its own; the kernels that it starts inherit the variable."""
    worker = getattr(config, "workerinput", {}).get("workerid")
    url = os.environ.get("COURSE_REDIS_URL")
    if worker and url:
        os.environ["COURSE_REDIS_URL"] = database_of_worker(url, int(worker.removeprefix("gw")))


def pytest_collection_finish() -> None:
    """Leave what was collected out of each later search for garbage: thousands of tests cost it half a second."""
    gc.collect()
    gc.freeze()


def pytest_sessionfinish() -> None:
    """Let the end of the program find it: DuckDB would complain about a leak."""
    gc.unfreeze()


def database_of_worker(url: str, worker: int) -> str:
    """The URL of the database that lies ``worker`` + 1 beyond the one that ``url`` names."""
    number = parse_url(url).get("db", 0) + 1 + worker
    server, _, options = url.partition("?")
    others = [option for option in options.split("&") if option and not option.startswith("db=")]
    return f"{server}?{'&'.join([*others, f'db={number}'])}"
