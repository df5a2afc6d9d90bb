"""A power cut at a chosen call: what a program had done by then is done, and nothing after it."""


class PowerCut(BaseException):
    """The machine stops here. It is no ``Exception``: a worker without power handles nothing."""


class Fuse:
    """Lets ``calls`` calls through, notes their names, and then cuts the power for good; None: it never does."""

    def __init__(self, calls: int | None = None) -> None:
        self._most = calls
        self.calls: list[str] = []

    def burn(self, call: str) -> None:
        """Note a call of a store before it happens.

        Raises:
            PowerCut: the calls are used up.
        """
        if self._most is not None and len(self.calls) >= self._most:
            raise PowerCut
        self.calls.append(call)
