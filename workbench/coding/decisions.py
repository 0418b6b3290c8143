"""What a decision has to say."""

from __future__ import annotations

from workbench.coding.codes import CodeIndex, mutually_exclusive
from workbench.errors import NotAsked
from workbench.terms import Codebook, Decision


def sound(made: Decision, codebook: Codebook) -> Decision:
    """The decision as it can be stored: codes by uid, and every list sorted.

    Its codes may be named as people name them. Raises NotAsked for one without codes where they
    are decided, with codes where they are not, without a reason, without anybody who agreed, or
    with two codes that exclude each other; NameUnknown for a code that the codebook lacks.
    """
    if made.outcome == "codes" and not made.codes:
        raise NotAsked("Say what the unit is to have: one code or several, none, or left open.")
    if made.outcome != "codes" and made.codes:
        raise NotAsked("A unit that is to have no code, or is left open, takes no codes.")
    if not made.reason.strip():
        raise NotAsked("A decision needs a reason; readers ask for it, and so will you.")
    if not made.agreed:
        raise NotAsked("Say who decided, with --agreed NAME for each, or --as NAME for yourself.")
    codes = _uids(made.codes, codebook)
    _refuse_rivals(codes, codebook)
    return made._replace(
        codes=codes, reason=made.reason.strip(), agreed=tuple(sorted(set(made.agreed)))
    )


def _uids(codes: tuple[str, ...], codebook: Codebook) -> tuple[str, ...]:
    known = {code.uid for _, code in codebook.walk()}
    index = CodeIndex.of(codebook)
    return tuple(sorted({code if code in known else index.find(code).uid for code in codes}))


def _refuse_rivals(codes: tuple[str, ...], codebook: Codebook) -> None:
    against = mutually_exclusive(codebook)
    names = {code.uid: code.name for _, code in codebook.walk()}
    for uid in codes:
        for rival in sorted(against.get(uid, frozenset()) & set(codes)):
            raise NotAsked(f"“{names[uid]}” and “{names[rival]}” exclude each other; keep one.")
