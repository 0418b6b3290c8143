"""Packets as files: written whole, sealed, worked in, read back.

How a sealed packet is worked in: the seal protects the packet on its way. `workbench open`
unseals it into a working study beside it, which only its owner may read, and seals the packet
again when the workbench is left. The working study stays: what was saved is in it whatever ends
the program, the next `open` goes on with it, and `workbench packet FILE seal` seals by hand. Its
owner deletes it once the round is over; a program that did so could delete what somebody still
has open. A packet without a seal is worked in as it is.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

from workbench.errors import NotAsked
from workbench.files import read_whole, write_private, write_whole
from workbench.importers.coding_sheet import read_sheet
from workbench.shares import Returned
from workbench.store.discussion import Discussed, read_any
from workbench.store.packet import scratch, whole_copy
from workbench.store.seal import is_sealed, seal, unseal

_ARCHIVE = b"PK\x03\x04"


def put_new(path: Path, content: bytes) -> None:
    """Write a new file whole, readable by its owner alone; never over another."""
    refuse_existing(path)
    write_whole(path, content, private=True)


def refuse_existing(path: Path) -> None:
    """Raise NotAsked where a file is, or no folder."""
    if path.exists():
        raise NotAsked(f"{path} is there already and may hold work; choose another name.")
    if not path.absolute().parent.is_dir():
        raise NotAsked(f"There is no folder {path.parent}; make it first.")


def sealed(path: Path) -> bool:
    """Whether a file is a sealed packet."""
    try:
        with path.open("rb") as file:
            return is_sealed(file.read(64))
    except OSError:
        return False


# ------------------------------------------------------------------ worked in


def working_path(path: Path) -> Path:
    """Where the working study of a sealed packet lies."""
    return path.with_suffix(".study")


@contextlib.contextmanager
def opened(path: Path, passphrase: Callable[[], str]) -> Iterator[Path]:
    """The study to work in: of a sealed packet its working study, sealed again at the end.

    `passphrase` is asked only when the file is sealed.
    """
    if not sealed(path):
        yield path
        return
    words = passphrase()
    working = unseal_packet(path, words)
    try:
        yield working
    finally:
        seal_packet(path, words)


def unseal_packet(path: Path, passphrase: str) -> Path:
    """Unseal a packet into its working study, or go on with the one that is there.

    Refused when both were worked on apart from each other.
    """
    working, content = working_path(path), unseal(read_whole(path), passphrase)
    if not working.exists():
        put_new(working, content)
        return working
    there, packet = read_any(working), _read(path.name, content, path.absolute().parent)
    if there.packet != packet.packet or _apart(there, packet):
        raise NotAsked(
            f"{working} is there already and holds other work than {path.name}; move one of them "
            "to another folder."
        )
    if packet.counter > there.counter:
        write_whole(working, content, private=True)
    return working


def _apart(one: Returned | Discussed, other: Returned | Discussed) -> bool:
    shorter = min(one.counter, other.counter)
    return one.history[:shorter] != other.history[:shorter]


def seal_packet(path: Path, passphrase: str) -> None:
    """Seal a packet again with the work of its working study; the passphrase stays the same."""
    before = _read(path.name, unseal(read_whole(path), passphrase), path.absolute().parent)
    working = working_path(path)
    there = read_any(working)
    if there.packet != before.packet or there.counter < before.counter or _apart(there, before):
        raise NotAsked(
            f"{working} does not go on where {path.name} ends, so it is not sealed into it; move "
            "one of them to another folder."
        )
    write_whole(path, seal(whole_copy(working), passphrase), private=True)


# ------------------------------------------------------------------ read back


def read_back(path: Path, passphrase: str | None, folder: Path) -> Returned | Discussed:
    """What a packet or a coding sheet holds; copies are made in `folder` and removed."""
    content = read_whole(path)
    if content.startswith(_ARCHIVE):
        return read_sheet(path.name, content)
    if not is_sealed(content):
        return read_any(path, folder)
    if passphrase is None:
        raise NotAsked(f"{path.name} is sealed; say its passphrase.")
    return _read(path.name, unseal(content, passphrase), folder)


def _read(name: str, content: bytes, folder: Path) -> Returned | Discussed:
    with scratch(folder) as inside:
        copy = inside / Path(name).name
        write_private(copy, content)
        return read_any(copy)
