"""The key of a study: the file beside it that says who is who.

It never goes into the study, a packet, a backup or an export, and the study works without it.
It is written before what it says happens in the study: a key that knows a name too many is
harmless, a name that nobody knows any more is lost.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import FileFault, NotAsked
from workbench.files import read_whole, tidy, write_whole
from workbench.importers.table import read_table
from workbench.privacy import key as keys
from workbench.privacy.key import Key
from workbench.privacy.names import Name, merged, named
from workbench.store import Reader, Store
from workbench.store.reads.studies import identities
from workbench.store.seal import KEY, is_sealed, seal, unseal
from workbench.terms import NOBODY

SUFFIX = ".key"


def key_path(study: Path) -> Path:
    """Where the key of a study lies: beside it, under its name."""
    return study.with_suffix(SUFFIX) if study.suffix == ".study" else Path(f"{study}{SUFFIX}")


def uid_of(reader: Reader) -> str:
    """The uid of the study that is read."""
    return identities(reader, NOBODY)[0].uid


@dataclass(frozen=True)
class KeyFile:
    """A key on the disk, of one study."""

    path: Path
    study: str
    """The study's uid."""
    passphrase: Callable[[], str] | None = None
    """Asked where the key is sealed; None: nobody can be asked."""

    @property
    def is_there(self) -> bool:
        """Whether there is a key."""
        return self.path.exists()

    @property
    def is_sealed(self) -> bool:
        """Whether it is sealed."""
        return self.is_there and is_sealed(read_whole(self.path), KEY)

    def read(self) -> Key:
        """The key; one without names where there is no file.

        FileFault where it is damaged or the passphrase is wrong, NotAsked where it is the key of
        another study, or is sealed and nobody can be asked.
        """
        if not self.is_there:
            return Key(self.study)
        key = keys.read(self.path.name, self._plain(read_whole(self.path)))
        if key.study != self.study:
            raise NotAsked(
                f"{self.path} is the key of another study; move it away, or name the right one."
            )
        return key

    def _plain(self, content: bytes) -> bytes:
        return unseal(content, self._words(), KEY) if is_sealed(content, KEY) else content

    def _words(self) -> str:
        if self.passphrase is None:
            raise NotAsked(
                f"{self.path} is sealed; give its passphrase with --key-passphrase-file FILE."
            )
        return self.passphrase()

    def write(self, key: Key) -> None:
        """Write the key whole, for its owner alone; one that is sealed stays so."""
        plain = keys.written(key)
        content = seal(plain, self._words(), KEY) if self.is_sealed else plain
        write_whole(self.path, content, private=True)

    def seal(self, passphrase: str) -> None:
        """Seal the key; NotAsked where there is none."""
        key = self._known()
        write_whole(self.path, seal(keys.written(key), passphrase, KEY), private=True)

    def unseal(self) -> None:
        """Let the key lie open again."""
        write_whole(self.path, keys.written(self._known()), private=True)

    def _known(self) -> Key:
        if not self.is_there:
            raise NotAsked(f"There is no key at {self.path}; one is made with the first pseudonym.")
        return self.read()


def key_of(
    store: Store, path: Path | None = None, passphrase: Callable[[], str] | None = None
) -> KeyFile:
    """The key of an open study: the one beside it, unless another is named."""
    there = path or key_path(store.path)
    tidy(there)  # what a kill left would be a second key
    with store.reading() as reader:
        return KeyFile(there, uid_of(reader), passphrase)


# ------------------------------------------------------------------ lists of names


def names_in(path: Path, key: KeyFile) -> tuple[Name, ...]:
    """The names in a file: a key, a table, or a plain list with a name a line.

    A table has the columns `original` and, if wanted, `replacement` and `kind`. A name without a
    replacement has an empty one.
    """
    if path.suffix.lower() == SUFFIX:
        if not path.exists():
            raise FileFault(f"There is no file {path}; check its name and folder.")
        return KeyFile(path, key.study, key.passphrase).read().names
    if path.suffix.lower() in ("", ".txt", ".md"):
        return merged((), _names_in_lines(path))
    return merged((), _names_in_table(path))


def _names_in_lines(path: Path) -> list[Name]:
    try:
        lines = read_whole(path).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as fault:
        raise FileFault(f"{path.name} is not UTF-8; save it as UTF-8.") from fault
    return [Name(" ".join(line.split()), "") for line in lines if line.strip()]


def _names_in_table(path: Path) -> list[Name]:
    sheet = read_table(path)
    at = {name.strip().casefold(): n for n, name in enumerate(sheet.columns)}
    if "original" not in at:
        there = ", ".join(sheet.columns)
        raise FileFault(f"{path.name} has no column “original”; its columns are: {there}.")

    def cell(row: tuple[str, ...], column: str) -> str:
        return row[at[column]].strip() if column in at else ""

    found = []
    for row in sheet.rows:
        original, said, kind = (cell(row, name) for name in ("original", "replacement", "kind"))
        if original and (said or kind.casefold() == "removal"):
            found.append(named(original, said, kind))
        elif original:
            found.append(Name(" ".join(original.split()), ""))
    return found
