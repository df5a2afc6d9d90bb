"""Agreements that another program made, to hold one's own against where that program is not installed."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from course import datasets
from course.systems.encryption.primitives import agreement_key_of, montgomery_of

FILE = "agreements/agreements.csv"


@dataclass(frozen=True, slots=True, repr=False)
class Recorded:
    """One agreement, seen by its reader: private halves, the writer's public ones, and the secret of the other program.

    Keys by the names of the specification; ``own`` has ``OPK_B`` only if the writer used a one-time prekey.
    """

    own: dict[str, X25519PrivateKey]
    message: dict[str, bytes]
    secret: bytes


def private_of(raw: bytes) -> X25519PrivateKey:
    """A private key from its 32 bytes: for published and recorded ones only."""
    return X25519PrivateKey.from_private_bytes(raw)


def recorded_agreements() -> Iterator[Recorded]:
    """All of ``datasets/agreements``; identities stand there on Ed25519, here on X25519."""
    with datasets.path(FILE).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            raw = {name: bytes.fromhex(text) for name, text in row.items()}
            own = {
                "IK_B": agreement_key_of(raw["reader_identity_seed"]),
                "SPK_B": private_of(raw["reader_signed_prekey"]),
            }
            if raw["reader_one_time_prekey"]:
                own["OPK_B"] = private_of(raw["reader_one_time_prekey"])
            message = {"IK_A": montgomery_of(raw["writer_identity"]), "EK_A": raw["writer_ephemeral"]}
            yield Recorded(own, message, raw["secret"])
