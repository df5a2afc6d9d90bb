"""The black boxes: agree on a secret, stretch it, seal a text. ``cryptography`` and hashlib do the mathematics."""

import hashlib
import hmac
import struct
from itertools import count

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from course.systems.encryption.model import KEY_BYTES, Tampered

HASH = "sha256"
HASH_BYTES = 32
TAG_BYTES = HASH_BYTES
BLOCK_BYTES = 16
ZEROS = bytes(HASH_BYTES)


def new_private() -> X25519PrivateKey:
    """A new private key, from the operating system's chance."""
    return X25519PrivateKey.generate()


def public_of(private: X25519PrivateKey) -> bytes:
    """Its public key, 32 bytes that anybody may see."""
    return private.public_key().public_bytes_raw()


def agree(private: X25519PrivateKey, public: bytes) -> bytes:
    """The secret that both ends compute: mine from my private and your public key, yours the other way round.

    Raises:
        Tampered: the public key is one of the few with which every secret would be zero, or it has no 32 bytes.

    Source: Diffie and Hellman, 1976; X25519 of RFC 7748.
    """
    try:
        return private.exchange(X25519PublicKey.from_public_bytes(public))
    except ValueError as error:
        raise Tampered("This public key cannot be used; whoever sent it wants the secret to be known.") from error


def mac(key: bytes, data: bytes) -> bytes:
    """A keyed hash, 32 bytes: who lacks the key can neither compute nor change it. Source: HMAC, RFC 2104."""
    return hmac.digest(key, data, HASH)


def hkdf(secret: bytes, *, salt: bytes, info: bytes, length: int) -> bytes:
    """Stretch a secret into ``length`` bytes; other ``info``, unrelated bytes. Source: RFC 5869, with SHA-256.

    Raises:
        ValueError: none, or more than 8,160 bytes are wanted.
    """
    if not 0 < length <= 255 * HASH_BYTES:
        raise ValueError(f"HKDF gives 1 to {255 * HASH_BYTES} bytes; you asked for {length}.")
    key = mac(salt, secret)
    made = block = b""
    for number in count(1):
        block = mac(key, block + info + bytes((number,)))
        made += block
        if len(made) >= length:
            break
    return made[:length]


def seal(key: bytes, text: bytes, associated: bytes) -> bytes:
    """Encrypt a text, and add a tag over it and over ``associated``, which stays in clear. Use each key once.

    AES-256-CBC, then HMAC-SHA-256: if a key were used twice by mistake, only equal beginnings would show.
    Cost: 10 µs for a short text. Source: Signal, "The Double Ratchet Algorithm", 2016, section 5.2.
    """
    cipher_key, mac_key, start = _three_keys(key)
    encryptor = Cipher(algorithms.AES(cipher_key), modes.CBC(start)).encryptor()
    padding = BLOCK_BYTES - len(text) % BLOCK_BYTES
    hidden = encryptor.update(text + bytes((padding,)) * padding) + encryptor.finalize()
    return hidden + mac(mac_key, associated + hidden)


def unseal(key: bytes, sealed: bytes, associated: bytes) -> bytes:
    """Undo :func:`seal`. The tag is compared first, in a time that does not depend on where it differs.

    Raises:
        Tampered: the key, the ciphertext or ``associated`` is not the one it was sealed with.
    """
    cipher_key, mac_key, start = _three_keys(key)
    hidden, tag = sealed[:-TAG_BYTES], sealed[-TAG_BYTES:]
    if not hmac.compare_digest(tag, mac(mac_key, associated + hidden)) or not hidden or len(hidden) % BLOCK_BYTES:
        raise Tampered("This message does not open: it was changed on the way, or it is not for this key.")
    decryptor = Cipher(algorithms.AES(cipher_key), modes.CBC(start)).decryptor()
    padded = decryptor.update(hidden) + decryptor.finalize()
    return padded[: -padded[-1]]  # the tag says that we padded it


def _three_keys(key: bytes) -> tuple[bytes, bytes, bytes]:
    made = hkdf(key, salt=ZEROS, info=b"course message", length=2 * KEY_BYTES + BLOCK_BYTES)
    return made[:32], made[32:64], made[64:]


PRIME = 2**255 - 19


def montgomery_of(ed25519_public: bytes) -> bytes:
    """The same point for X25519: u = (1 + y) / (1 - y). So one identity both signs and agrees. Source: RFC 7748.

    Raises:
        Tampered: it has no 32 bytes, or no such point exists.
    """
    if len(ed25519_public) != KEY_BYTES:
        raise Tampered(f"A public key has {KEY_BYTES} bytes; this one has {len(ed25519_public)}.")
    y = int.from_bytes(ed25519_public, "little") & ((1 << 255) - 1)
    if y in (1, 0) or y >= PRIME:
        raise Tampered("This is no public key of a person.")
    return ((1 + y) * pow(1 - y, -1, PRIME) % PRIME).to_bytes(KEY_BYTES, "little")


def agreement_key_of(ed25519_seed: bytes) -> X25519PrivateKey:
    """The private half for X25519 that belongs to an Ed25519 seed. Source: RFC 8032, section 5.1.5."""
    return X25519PrivateKey.from_private_bytes(hashlib.sha512(ed25519_seed).digest()[:KEY_BYTES])


def fingerprint(public: bytes, name: str, rounds: int = 5_200) -> str:
    """Thirty digits that stand for an identity, slow on purpose. Source: libsignal's numeric fingerprint, version 0."""
    digest = struct.pack(">H", 0) + public + name.encode()
    for _ in range(rounds):
        digest = hashlib.sha512(digest + public).digest()
    groups = (int.from_bytes(digest[place : place + 5], "big") % 100_000 for place in range(0, 30, 5))
    return " ".join(f"{group:05}" for group in groups)
