"""A kernel that does not answer is started once more."""

import pytest

from tests.notebooks.kernels import twice


@pytest.mark.parametrize("failures", [0, 1])
def test_a_kernel_that_fell_silent_once_is_started_again(failures):
    starts = []

    def start(name, **options):
        starts.append((name, options))
        if len(starts) <= failures:
            raise RuntimeError("Kernel didn't respond in 60 seconds")
        return "kernel"

    assert twice(start)("python", cwd=".") == "kernel"
    assert starts == [("python", {"cwd": "."})] * (failures + 1)


def test_a_kernel_that_stays_silent_is_an_error():
    def start():
        raise RuntimeError("Kernel didn't respond in 60 seconds")

    with pytest.raises(RuntimeError, match="didn't respond"):
        twice(start)()
