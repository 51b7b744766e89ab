"""Seal: an interview as a token that its client keeps, and nobody else can read.

A token holds the record of an interview, encrypted and signed, with the time when it
was made. It is told in the body of a request alone, never in an address.
"""

import base64
import hashlib
import time
import zlib
from collections.abc import Iterable
from math import isinf

import attrs
from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from triage.base.exceptions import TriageError
from triage.base.immutable import immutable
from triage.web.guard import LEAST
from triage.web.refusal import Refusal


@immutable
class Seal:
    """Seal interviews, and open them again.

    Args:
        keys: What seals them, and what else opens them.
        seconds: How long a token can be opened.
    """

    keys: MultiFernet = attrs.field(repr=False)
    seconds: float

    @classmethod
    def of(cls, secrets: Iterable[str], seconds: float) -> "Seal":
        """Return the seal of some secrets, of which the first seals.

        Raises:
            TriageError: One of them is short.

        >>> seal = Seal.of(["such as secrets.token_urlsafe(32) makes"], 60)
        >>> seal.opened(seal.sealed("an interview"))
        'an interview'
        """
        words = [*secrets]
        if any(len(word) < LEAST for word in words):
            message = f"a secret needs {LEAST} characters or more"
            raise TriageError(f"{message}: make one by `secrets.token_urlsafe(32)`")
        return cls(MultiFernet([Fernet(key(word)) for word in words]), seconds)

    def sealed(self, text: str, now: float | None = None) -> str:
        """Return a token of a text."""
        made = int(time.time() if now is None else now)
        short = zlib.compress(text.encode(), 9)
        return self.keys.encrypt_at_time(short, made).decode()

    def opened(self, token: str) -> str:
        """Return the text of a token.

        Raises:
            Refusal: It is none of ours, or too old.
        """
        longest = None if isinf(self.seconds) else int(self.seconds)
        try:
            short = self.keys.decrypt(token.encode(), ttl=longest)
        except InvalidToken:
            raise Refusal("gone") from None
        return zlib.decompress(short).decode()


def key(secret: str) -> bytes:
    """Return a key of the length that is needed."""
    digest = hashlib.sha256(f"triage seal {secret}".encode()).digest()
    return base64.urlsafe_b64encode(digest)
