"""X3DH taken apart: five pairs of keys, four agreements, and the secret that somebody reaches who has some of the keys.

The names are those of the specification. Ana writes and has ``IK_A`` (her identity) and ``EK_A`` (drawn for this one
message); Bo sleeps, and has left ``IK_B``, ``SPK_B`` (his signed prekey) and ``OPK_B`` (a one-time prekey).
"""

import random
from collections.abc import Collection, Iterator, Mapping
from itertools import combinations

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from course.systems.encryption.model import Tampered
from course.systems.encryption.primitives import agree, fingerprint, public_of, unseal
from course.systems.encryption.x3dh import agreed

Pairs = Collection[tuple[str, str]]

OF_ANA, OF_BO = ("IK_A", "EK_A"), ("IK_B", "SPK_B", "OPK_B")
AGREEMENTS = (("IK_A", "SPK_B"), ("EK_A", "IK_B"), ("EK_A", "SPK_B"), ("EK_A", "OPK_B"))
"""In the order of X3DH. Source: M. Marlinspike and T. Perrin, "The X3DH Key Agreement Protocol", 2016, section 3.3."""


def drawn(rng: random.Random, *names: str) -> dict[str, X25519PrivateKey]:
    """Private keys by name, from seeded chance: a lesson's keys are the same in each run, and worth nothing."""
    return {name: X25519PrivateKey.from_private_bytes(rng.randbytes(32)) for name in names}


def public_halves(keys: Mapping[str, X25519PrivateKey]) -> dict[str, bytes]:
    """What everybody may see of them."""
    return {name: public_of(private) for name, private in keys.items()}


def reached(own: Mapping[str, X25519PrivateKey], public: Mapping[str, bytes], pairs: Pairs) -> bytes | None:
    """The secret out of these agreements, made with the private halves in ``own`` and anybody's public ones.

    None: of some pair neither private half is in ``own``, so this agreement cannot be made.
    """
    results = []
    for one, other in pairs:
        if one in own:
            results.append(agree(own[one], public[other]))
        elif other in own:
            results.append(agree(own[other], public[one]))
        else:
            return None
    return agreed(results, b"", b"").secret


def opens_at_bo(bo: Mapping[str, X25519PrivateKey], seen: Mapping[str, bytes], sealed: bytes, pairs: Pairs) -> bool:
    """Whether Bo's phone opens a first message that came with these two public keys of its writer."""
    secret = reached(bo, seen, pairs)
    if secret is None:
        return False
    try:
        unseal(secret, sealed, b"")
    except Tampered:
        return False
    return True


def thefts(names: Collection[str] = (*OF_ANA, *OF_BO)) -> Iterator[frozenset[str]]:
    """Every choice of private keys that somebody may have, small ones first."""
    for count in range(len(names) + 1):
        yield from map(frozenset, combinations(names, count))


def glance(secret: bytes) -> str:
    """Ten digits that stand for a secret: enough to compare two by eye, and no way back."""
    return fingerprint(secret, "a secret")[:11]
