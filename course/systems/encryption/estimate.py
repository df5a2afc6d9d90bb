"""What end-to-end encryption costs: bytes around each text, and copies, because nobody but a phone can make them."""

from dataclasses import dataclass

from course.systems.encryption.model import HEADER_BYTES, KEY_BYTES
from course.systems.encryption.primitives import BLOCK_BYTES, TAG_BYTES
from course.systems.encryption.x3dh import ONE_TIME_KEYS
from course.units import SECONDS_PER_DAY

SIGNATURE_BYTES = 64
BUNDLE_BYTES = 3 * KEY_BYTES + SIGNATURE_BYTES
"""What one writer fetches: an identity, a signed prekey, a one-time prekey, a signature (numbers aside)."""


def envelope_bytes(text_bytes: int) -> int:
    """Header, text filled up to whole blocks (always at least one byte more), and the tag that seals it."""
    return HEADER_BYTES + (text_bytes // BLOCK_BYTES + 1) * BLOCK_BYTES + TAG_BYTES


@dataclass(frozen=True, slots=True)
class Cost:
    """What phones send to the server, in bytes a second, and what it keeps of their keys."""

    plain_bytes_per_s: float
    single_bytes_per_s: float
    group_bytes_per_s: float
    bundle_bytes_per_s: float
    key_store_bytes: float

    @property
    def times_plain(self) -> float:
        """All sealed messages against the same texts sent once each in clear."""
        return (self.single_bytes_per_s + self.group_bytes_per_s) / self.plain_bytes_per_s


def cost(
    users: float,
    *,
    messages_a_day: float,
    text_bytes: int,
    group_share: float,
    group_phones: int,
    new_talks_a_day: float = 1,
) -> Cost:
    """Estimate it. A message to a group of ``group_phones`` goes out once for each other phone.

    Raises:
        ValueError: ``group_share`` is no share, or a group has fewer than 2 phones.
    """
    if not 0 <= group_share <= 1 or group_phones < 2:
        raise ValueError(f"A share is 0 to 1, a group has 2 phones or more; you gave {group_share}, {group_phones}.")
    messages_per_s = users * messages_a_day / SECONDS_PER_DAY
    sealed_per_s = messages_per_s * envelope_bytes(text_bytes)
    return Cost(
        plain_bytes_per_s=messages_per_s * text_bytes,
        single_bytes_per_s=sealed_per_s * (1 - group_share),
        group_bytes_per_s=sealed_per_s * group_share * (group_phones - 1),
        bundle_bytes_per_s=users * new_talks_a_day / SECONDS_PER_DAY * BUNDLE_BYTES,
        key_store_bytes=users * (BUNDLE_BYTES + (ONE_TIME_KEYS - 1) * KEY_BYTES),
    )
