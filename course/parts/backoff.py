"""How long to wait before the next attempt, so that those who failed together do not come back together."""

import random


def doubling_s(failures: int, first_s: float, longest_s: float) -> float:
    """The window after so many failures: for those who know no chance, the wait itself.

    ``first_s`` at 0 failures, twice as long after each, and never above ``longest_s``.
    """
    return min(longest_s, first_s * float(2 ** min(failures, 64)))


def full_jitter_s(failures: int, first_s: float, longest_s: float, rng: random.Random) -> float:
    """Any wait up to that window, all equally likely.

    Source: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
    """
    return rng.uniform(0, doubling_s(failures, first_s, longest_s))
