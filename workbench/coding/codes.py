"""Finding codes in a codebook: by what people call them, and which exclude each other."""

from __future__ import annotations

from collections import Counter

from workbench.errors import NameUnknown
from workbench.shelf import unknown
from workbench.terms import Code, Codebook

SEPARATOR = " > "


def find_code(codebook: Codebook, name: str) -> Code:
    """The code of this name, or of this path such as `Parent > Child`.

    Refused, with the right names, where there is none, or more than one.
    """
    paths = {SEPARATOR.join(path): code for path, code in codebook.walk()}
    if name in paths:
        return paths[name]
    found = [path for path, code in paths.items() if code.name == name]
    if len(found) == 1:
        return paths[found[0]]
    if found:
        raise NameUnknown(f"“{name}” is the name of several codes; say which: {', '.join(found)}.")
    raise NameUnknown(unknown(f"code in version {codebook.version}", name, paths))


def short_names(codebook: Codebook) -> dict[str, str]:
    """What to call each code (by uid): its name, or its path where the name is not the only one."""
    uses = Counter(code.name for _, code in codebook.walk())
    return {
        code.uid: code.name if uses[code.name] == 1 else SEPARATOR.join(path)
        for path, code in codebook.walk()
    }


def exclusive_siblings(codebook: Codebook, uid: str) -> tuple[str, ...]:
    """The uids of the codes that a unit cannot take beside this one."""
    for _, parent in codebook.walk():
        children = [code.uid for code in parent.codes]
        if parent.exclusive and uid in children:
            return tuple(other for other in children if other != uid)
    return ()
