"""Sealing a packet or a key: nobody reads or changes it without the passphrase.

A sealed file is its kind's `magic`, 16 bytes of salt, 12 of nonce, then the content under
AES-256-GCM, whose tag also covers what stands before. The key is scrypt of the passphrase
(n = 2^17, r = 8, p = 1: half a second and 128 MiB for each guess). Salt and nonce are new with
every sealing.
"""

from __future__ import annotations

import os
import unicodedata
from typing import NamedTuple

from workbench.errors import FileFault, NotAsked


class Sealed(NamedTuple):
    """What kind of file is sealed."""

    magic: bytes
    word: str
    again: str
    """What to do about a damaged one."""


PACKET = Sealed(b"workbench packet, sealed, 1\n", "packet", "ask for the packet again")
KEY = Sealed(b"workbench key, sealed, 1\n", "key", "take another copy of the key")
_SALT, _NONCE, _TAG = 16, 12, 16
_COST = 2**17
"""Of scrypt: half a second and 128 MiB for each guess."""

_LARGEST = 2**31 - 1
"""Bytes that the cipher takes at once; no share of a round comes near."""


def is_sealed(content: bytes, kind: Sealed = PACKET) -> bool:
    """Whether a file that begins so is sealed, as a packet or what else is asked for."""
    return content.startswith(kind.magic)


def seal(content: bytes, passphrase: str, kind: Sealed = PACKET) -> bytes:
    """The content so that only the passphrase opens it."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if len(content) > _LARGEST - _TAG:
        raise FileFault("The packet has more than 2 GB, too much to seal; make smaller shares.")
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    head = kind.magic + salt + nonce
    return head + AESGCM(_key(passphrase, salt)).encrypt(nonce, content, head)


def unseal(sealed: bytes, passphrase: str, kind: Sealed = PACKET) -> bytes:
    """What was sealed; FileFault when the passphrase is wrong or a byte was changed."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    at = len(kind.magic) + _SALT + _NONCE
    head, secret = sealed[:at], sealed[at:]
    if len(secret) < _TAG or len(secret) > _LARGEST:
        raise FileFault(f"The {kind.word} is cut off; {kind.again}.")
    salt, nonce = head[len(kind.magic) : -_NONCE], head[-_NONCE:]
    try:
        return AESGCM(_key(passphrase, salt)).decrypt(nonce, secret, head)
    except InvalidTag as fault:
        raise FileFault(
            f"The passphrase does not open this {kind.word}, or the file was changed on its way; "
            f"type it again, or {kind.again}."
        ) from fault


def _key(passphrase: str, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    # What is typed on one keyboard as é and on another as e with an accent is one passphrase.
    words = unicodedata.normalize("NFC", passphrase)
    if not words.strip():
        raise NotAsked("The passphrase is empty; type some words, which nobody else guesses.")
    return Scrypt(salt=salt, length=32, n=_COST, r=8, p=1).derive(words.encode())
