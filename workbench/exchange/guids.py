"""Identities: the standard's GUIDs, ours without dashes, and how one becomes the other."""

from __future__ import annotations

import re
import uuid
from functools import lru_cache
from hashlib import sha1

_GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_HEX = re.compile(r"[0-9a-f]{32}")
_SPACE = sha1(uuid.UUID("6f1f3f2e-6a0c-5c1e-9d0b-7c9a5d0c2b11").bytes, usedforsecurity=False)
_VARIANT = {digit: "89ab"[int(digit, 16) % 4] for digit in "0123456789abcdef"}
_LONGEST = 200


def stripped(text: str | None) -> str:
    """A GUID as it is compared: no braces, no spaces around, lower case.

    Programs also write what is no GUID; it is a name like another.

    >>> stripped("{0F8FAD5B-D9CB-469F-A165-70867728950E}")
    '0f8fad5b-d9cb-469f-a165-70867728950e'
    """
    return (text or "").strip().strip("{}").lower()[:_LONGEST]


normal = lru_cache(maxsize=1 << 16)(stripped)
"""The same for a GUID that many refer to, kept."""


@lru_cache(maxsize=1 << 16)
def guid_of(kind: str, uid: str) -> str:
    """The GUID of something that has a uid here: the same digits, or a name made of it."""
    if _HEX.fullmatch(uid):
        return str(uuid.UUID(uid))
    return made("uid", kind, uid)


def made(*parts: object) -> str:
    """A GUID for what has none: the same parts give the same (RFC 4122, version 5)."""
    name = "\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")
    # A file has several for each coding; going through UUID objects costs four times this.
    digest = _SPACE.copy()
    digest.update(name)
    text = digest.hexdigest()
    variant = _VARIANT[text[16]]
    return f"{text[:8]}-{text[8:12]}-5{text[13:16]}-{variant}{text[17:20]}-{text[20:32]}"


def uid_of(guid: str, *parts: object) -> str:
    """The uid for a GUID from outside; `parts` tell apart what is no GUID at all."""
    if _GUID.fullmatch(guid):
        return guid.replace("-", "")
    return made("outside", *parts, guid).replace("-", "")
