"""A counter whose numbers do not follow each other: one multiplication moves each to a place of its own."""

import math


class ShuffledCounter:
    """Maps 0 … ``modulus`` - 1 one to one onto itself: i goes to (``multiplier`` · i + ``offset``) mod ``modulus``.

    It visits every number once because the multiplier has an inverse, and it has one exactly when it shares no factor
    with the modulus.

    Source: D. H. Lehmer's linear congruences, 1949.
    Leaves out: secrecy. Two neighbours betray the multiplier; a keyed permutation does not.

    Raises:
        ValueError: ``multiplier`` and ``modulus`` share a factor, or ``modulus`` is below 1.
    """

    def __init__(self, multiplier: int, modulus: int, offset: int = 0) -> None:
        if modulus < 1:
            raise ValueError(f"The modulus is 1 or more; you gave {modulus:,}.")
        shared = math.gcd(multiplier, modulus)
        if shared != 1:
            raise ValueError(
                f"{multiplier:,} and {modulus:,} share the factor {shared:,}: some numbers would come {shared:,} times,"
                " others never. Choose a multiplier that shares no factor with the modulus."
            )
        self.multiplier = multiplier
        self.modulus = modulus
        self.offset = offset
        self._inverse = pow(multiplier, -1, modulus)

    def shuffle(self, i: int) -> int:
        """Return the place of the counter's number ``i``."""
        self._check(i)
        return (self.multiplier * i + self.offset) % self.modulus

    def unshuffle(self, x: int) -> int:
        """Return the counter's number that was moved to ``x``."""
        self._check(x)
        return (x - self.offset) * self._inverse % self.modulus

    def _check(self, number: int) -> None:
        if not 0 <= number < self.modulus:
            raise ValueError(f"The numbers go from 0 to {self.modulus - 1:,}; you gave {number:,}.")
