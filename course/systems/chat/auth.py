"""Who is at the other end of a socket: a signed token says so, and no frame can change it."""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass

from course.clock import Clock
from course.systems.chat.model import Unauthorised

TOKEN_S = 3_600.0
"""An assumption: a token is good for one hour."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A person, and which of their devices this is."""

    user: str
    device: str


class Tokens:
    """Makes and checks tokens. Whoever holds ``secret`` can: the gateways, and the service that people log in to.

    A token is readable for everybody: what it says in base64, a dot, and an HMAC-SHA-256 of that.
    Leaves out: a key's id, so that the secret can be changed; tokens withdrawn before their time.
    """

    def __init__(self, secret: bytes, clock: Clock) -> None:
        self._secret = secret
        self._clock = clock

    def issue(self, user: str, device: str, lifetime_s: float = TOKEN_S) -> str:
        """A token for somebody who has just proved who they are."""
        says = [user, device, self._clock.now_s() + lifetime_s]
        body = base64.urlsafe_b64encode(json.dumps(says).encode()).decode()
        return f"{body}.{self._signature(body)}"

    def verify(self, token: str) -> Identity:
        """Tell whose token it is.

        Raises:
            Unauthorised: it is missing, not one of ours, or over its time.
        """
        body, _, signature = token.partition(".")
        # Compared in constant time: how long it takes does not tell how much of a guess was right.
        if not hmac.compare_digest(_bytes(signature), _bytes(self._signature(body))):
            raise Unauthorised("The token is missing, or it is not one of ours. Log in again.")
        user, device, expires_s = json.loads(base64.urlsafe_b64decode(body))
        if expires_s <= self._clock.now_s():
            raise Unauthorised("The token is over its time. Log in again.")
        return Identity(user, device)

    def _signature(self, body: str) -> str:
        return hmac.new(self._secret, _bytes(body), hashlib.sha256).hexdigest()


def _bytes(text: str) -> bytes:
    return text.encode(errors="surrogatepass")
