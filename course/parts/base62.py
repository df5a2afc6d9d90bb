"""Whole numbers as short words of digits and letters, and back."""

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
"""Digit 0 to digit 61. The order is a convention: whoever decodes must use the one that was used to encode."""

BASE = len(ALPHABET)
_DIGITS = [ALPHABET.index(chr(byte)) if chr(byte) in ALPHABET else None for byte in range(256)]
_PAIRS = [high + low for high in ALPHABET for low in ALPHABET]  # two digits a division: 1.5 times as fast as one
_PAIR_BASE = len(_PAIRS)


def encode(number: int) -> str:
    """Write ``number`` in base 62, as short as possible: 0 is ``"0"``, 61 is ``"z"``, 62 is ``"10"``.

    Raises:
        ValueError: ``number`` is negative.
        TypeError: ``number`` is no int.
    """
    if type(number) is not int:  # a bool is an int too, and True no number to encode
        raise TypeError(f"encode() takes a whole number (int); you gave {number!r}.")
    if number < 0:
        raise ValueError(f"Base 62 writes the numbers from 0; you gave {number:,}.")
    code = _PAIRS[number % _PAIR_BASE]
    while number := number // _PAIR_BASE:
        code = _PAIRS[number % _PAIR_BASE] + code
    return code.lstrip(ALPHABET[0]) or ALPHABET[0]


def decode(code: str) -> int:
    """Read a base-62 word; zeros in front do not count.

    Raises:
        ValueError: ``code`` is empty, or has a character that is not in ``ALPHABET``.
        TypeError: ``code`` is no str.
    """
    if not isinstance(code, str):
        raise TypeError(f"decode() takes a word (str); you gave {code!r}.")
    if not code:
        raise ValueError("decode() needs at least one character; you gave an empty word.")
    number = 0
    try:
        for byte in code.encode():  # bytes index a list faster than characters a dictionary
            number = number * BASE + _DIGITS[byte]  # type: ignore[operator]  # None: caught below
    except (TypeError, UnicodeEncodeError):
        foreign = next(character for character in code if character not in ALPHABET)
        raise ValueError(f"Base 62 has only 0-9, A-Z and a-z; {code!r} has {foreign!r}.") from None
    return number
