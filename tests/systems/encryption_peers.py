"""PyPI's X3DH and DoubleRatchet with the same parameters as ours, as oracles and as peers."""

import doubleratchet
import x3dh
from doubleratchet.recommended import (
    HashFunction,
    aead_aes_hmac,
    diffie_hellman_ratchet_curve25519,
    kdf_hkdf,
    kdf_separate_hmacs,
)

from course.systems.encryption import x3dh as ours
from course.systems.encryption.model import Bundle, Envelope, Header, Opening


class RootChain(kdf_hkdf.KDF):
    @staticmethod
    def _get_hash_function():
        return HashFunction.SHA_256

    @staticmethod
    def _get_info():
        return b"course ratchet"


class MessageChain(kdf_separate_hmacs.KDF):
    @staticmethod
    def _get_hash_function():
        return HashFunction.SHA_256


class Aead(aead_aes_hmac.AEAD):
    @staticmethod
    def _get_hash_function():
        return HashFunction.SHA_256

    @staticmethod
    def _get_info():
        return b"course message"


class PeerRatchet(doubleratchet.DoubleRatchet):
    @staticmethod
    def _build_associated_data(associated_data, header):
        numbers = header.previous_sending_chain_length, header.sending_chain_length
        return associated_data + Header(header.ratchet_pub, *numbers).encode()


THEIR_REFUSALS = (
    doubleratchet.AuthenticationFailedException,
    doubleratchet.DuplicateMessageException,
    doubleratchet.DecryptionFailedException,
)
SETTINGS = {
    "diffie_hellman_ratchet_class": diffie_hellman_ratchet_curve25519.DiffieHellmanRatchet,
    "root_chain_kdf": RootChain,
    "message_chain_kdf": MessageChain,
    "message_chain_constant": b"\x02\x01",
    "dos_protection_threshold": 1_000,
    "max_num_skipped_message_keys": 2_000,
    "aead": Aead,
}


def run(coroutine):
    """Their functions are coroutines that wait for nothing: one step ends them."""
    try:
        coroutine.send(None)
    except StopIteration as end:
        return end.value
    coroutine.close()
    raise AssertionError("it waits for something after all")


class Peer:
    """Their ratchet with the face of ours; the first message decides which side it is."""

    def __init__(self, secret, associated, *, their_public=None, own_private=None):
        self._secret, self._associated = secret, associated
        self._their_public, self._own_private = their_public, own_private
        self._ratchet = None

    def encrypt(self, text):
        if self._ratchet is None:
            self._ratchet, made = run(
                PeerRatchet.encrypt_initial_message(
                    **SETTINGS,
                    shared_secret=self._secret,
                    recipient_ratchet_pub=self._their_public,
                    message=text,
                    associated_data=self._associated,
                )
            )
        else:
            made = run(self._ratchet.encrypt_message(text, self._associated))
        numbers = made.header.previous_sending_chain_length, made.header.sending_chain_length
        return Envelope(Header(made.header.ratchet_pub, *numbers), made.ciphertext)

    def decrypt(self, envelope):
        header = envelope.header
        theirs = doubleratchet.EncryptedMessage(
            header=doubleratchet.Header(header.ratchet_public, header.previous, header.number),
            ciphertext=envelope.sealed,
        )
        if self._ratchet is None:
            self._ratchet, text = run(
                PeerRatchet.decrypt_initial_message(
                    **SETTINGS,
                    shared_secret=self._secret,
                    own_ratchet_priv=self._own_private,
                    message=theirs,
                    associated_data=self._associated,
                )
            )
            return text
        return run(self._ratchet.decrypt_message(theirs, self._associated))


class PeerState(x3dh.State):
    def _publish_bundle(self, bundle):
        pass

    @staticmethod
    def _encode_public_key(key_format, pub):
        return pub


def peer_state():
    return PeerState.create(x3dh.IdentityKeyFormat.ED_25519, x3dh.HashFunction.SHA_256, ours.INFO)


class BareState(x3dh.BaseState):
    """A state without one-time prekeys."""

    _encode_public_key = staticmethod(PeerState._encode_public_key)


def bare_state():
    return BareState.create(x3dh.IdentityKeyFormat.ED_25519, x3dh.HashFunction.SHA_256, ours.INFO)


def their_bundle(bundle):
    """Our bundle as theirs."""
    one_time = frozenset() if bundle.one_time is None else frozenset({bundle.one_time})
    return x3dh.Bundle(bundle.identity, bundle.signed_prekey, bundle.signature, one_time)


def their_identity(state, *, one_time):
    """Their bundle as ours; they name a prekey by its public half, so any numbers will do."""
    theirs = state.bundle
    picked = {"one_time_id": 1, "one_time": min(theirs.pre_keys)} if one_time else {}
    return Bundle(theirs.identity_key, 0, theirs.signed_pre_key, theirs.signed_pre_key_sig, **picked)


def agree_with(state, bundle, ours):
    """Their active side: the secret, the associated data, and the opening in our form."""
    secret, associated, header = run(state.get_shared_secret_active(bundle, require_pre_key=False))
    return (
        secret,
        associated,
        Opening(header.identity_key, header.ephemeral_key, ours.signed_prekey_id, ours.one_time_id),
    )


def answer_of(state, opening, *, one_time):
    """Their passive side: the secret and the associated data."""
    used = min(state.bundle.pre_keys) if one_time else None
    header = x3dh.Header(opening.identity, opening.ephemeral, state.bundle.signed_pre_key, used)
    secret, associated, _ = run(state.get_shared_secret_passive(header, require_pre_key=False))
    return secret, associated
