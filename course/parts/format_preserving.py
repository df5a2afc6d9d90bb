"""A keyed permutation: every number of a range goes to another one, one to one, and only the key tells where."""

import struct
from collections.abc import Sequence

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

ROUNDS = 10
SMALLEST_RANGE = 1_000_000


class FF1:
    """Format-preserving encryption: ``length`` digits to the base ``radix`` become as many digits of the same base.

    Two halves of the digits take turns: each is added to a number that AES makes of the other one. AES need not be
    undone for that, so the way back exists for every key, and no two words become the same.

    Args:
        key: 16, 24 or 32 secret bytes.
        tweak: a public value; another tweak is another permutation.

    Cost: ten blocks of AES, some 12 µs, for a code of seven characters.
    Source: NIST SP 800-38G (2016) and its revision, which asks for at least a million different words.
    Leaves out: protection of the key, and to change it (a new key may give codes that the old one gave already).

    Raises:
        ValueError: the key, the radix or the length cannot be used.
    """

    def __init__(self, key: bytes, radix: int, length: int, tweak: bytes = b"") -> None:
        if not 2 <= radix <= 2**16 or length < 2 or radix**length < SMALLEST_RANGE:
            raise ValueError(
                f"FF1 needs a base from 2 to 65,536 and at least {SMALLEST_RANGE:,} words of two digits or more; "
                f"you gave base {radix:,} and {length} digits."
            )
        self._radix, self._length = radix, length
        self._left = length // 2
        self._powers: tuple[int, int] = radix**self._left, radix ** (length - self._left)
        self._half_bytes = -(-((radix ** (length - self._left) - 1).bit_length()) // 8)
        self._sum_bytes = 4 * -(-self._half_bytes // 4) + 4
        # ECB is no way to encrypt a text; here it is AES itself, one block at a time, as the standard builds on it
        self._encryptor = Cipher(algorithms.AES(key), modes.ECB()).encryptor()  # noqa: S305
        head = struct.pack(">BBB", 1, 2, 1) + radix.to_bytes(3, "big")
        head += struct.pack(">BBII", ROUNDS, self._left % 256, length, len(tweak))
        self._head = int.from_bytes(self._block(head), "big")
        self._tweak = tweak + bytes((-len(tweak) - self._half_bytes - 1) % 16)

    def encrypt(self, digits: Sequence[int]) -> list[int]:
        """Encrypt digits, most significant first. Raises ``ValueError`` for too few, too many or too large ones."""
        return self._digits(self.encrypt_number(self._number(digits)))

    def decrypt(self, digits: Sequence[int]) -> list[int]:
        """Undo :meth:`encrypt`."""
        return self._digits(self.decrypt_number(self._number(digits)))

    def encrypt_number(self, number: int) -> int:
        """The same for a number below ``radix ** length``."""
        left, right = divmod(number, self._powers[1])
        for turn in range(ROUNDS):
            left, right = right, (left + self._mix(turn, right)) % self._powers[turn % 2]
        return left * self._powers[1] + right

    def decrypt_number(self, number: int) -> int:
        """Undo :meth:`encrypt_number`."""
        left, right = divmod(number, self._powers[1])
        for turn in reversed(range(ROUNDS)):
            left, right = (right - self._mix(turn, left)) % self._powers[turn % 2], left
        return left * self._powers[1] + right

    def _mix(self, turn: int, half: int) -> int:
        """A number that AES makes of one half, the turn and the tweak (the standard's steps 6i to 6iv)."""
        text = self._tweak + bytes([turn]) + half.to_bytes(self._half_bytes, "big")
        chained = self._head
        for start in range(0, len(text), 16):
            chained = int.from_bytes(
                self._block((chained ^ int.from_bytes(text[start : start + 16], "big")).to_bytes(16, "big")), "big"
            )
        mixed = chained.to_bytes(16, "big")
        for more in range(1, -(-self._sum_bytes // 16)):
            mixed += self._block((chained ^ more).to_bytes(16, "big"))
        return int.from_bytes(mixed[: self._sum_bytes], "big")

    def _block(self, block: bytes) -> bytes:
        return self._encryptor.update(block)

    def _number(self, digits: Sequence[int]) -> int:
        if len(digits) != self._length or not all(0 <= digit < self._radix for digit in digits):
            raise ValueError(f"Give {self._length} digits from 0 to {self._radix - 1}; you gave {list(digits)}.")
        number = 0
        for digit in digits:
            number = number * self._radix + digit
        return number

    def _digits(self, number: int) -> list[int]:
        digits = []
        for _ in range(self._length):
            number, digit = divmod(number, self._radix)
            digits.append(digit)
        return digits[::-1]


class KeyedCounter:
    """Maps 0 … ``radix ** length`` - 1 one to one onto itself, and nobody without the key knows where a number goes.

    It takes the place of ``course.parts.shuffled_counter``, whose multiplier two neighbours betray.
    """

    def __init__(self, key: bytes, radix: int = 62, length: int = 7) -> None:
        self.modulus = radix**length
        self._cipher = FF1(key, radix, length)

    def shuffle(self, i: int) -> int:
        """Return the place of the counter's number ``i``. Raises ``ValueError`` outside the range."""
        self._check(i)
        return self._cipher.encrypt_number(i)

    def unshuffle(self, x: int) -> int:
        """Return the counter's number that was moved to ``x``."""
        self._check(x)
        return self._cipher.decrypt_number(x)

    def _check(self, number: int) -> None:
        if not 0 <= number < self.modulus:
            raise ValueError(f"The numbers go from 0 to {self.modulus - 1:,}; you gave {number:,}.")
