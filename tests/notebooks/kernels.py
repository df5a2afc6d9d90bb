"""How the kernels that nbval needs are started."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def twice(start: Callable[P, R]) -> Callable[P, R]:
    """Start a kernel again if it does not answer: another process may have taken one of the ports meant for it."""

    def start_again(*args: P.args, **options: P.kwargs) -> R:
        try:
            return start(*args, **options)
        except RuntimeError:
            return start(*args, **options)

    return start_again
