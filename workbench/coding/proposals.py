"""A coder's own codes beside the codebook, and what a proposed change would do to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from workbench.coding import evolution
from workbench.coding.codes import format_path
from workbench.coding.evolution import Rules
from workbench.errors import NotAsked, NotDue
from workbench.ideas import Proposal, Said
from workbench.terms import Code, Codebook


def own_code(proposal: Proposal) -> Code:
    """The new code that a proposal adds."""
    return code_said(proposal.code, proposal.said)


def code_said(uid: str, said: Said) -> Code:
    """A coder's own code, as it is said."""
    return replace(Code(said.name, uid=uid), **rules_of(said).given())


def rules_of(said: Said) -> Rules:
    """The rules in a proposal."""
    known = {name: said.rules[name] for name in vars(evolution.NO_RULES) if name in said.rules}
    for name in ("examples", "groups"):
        if name in known:
            known[name] = tuple(known[name])
    return Rules(**known)


def own_book(codebook: Codebook, own: Iterable[tuple[str, Said]]) -> Codebook:
    """The codebook as one coder uses it: with their own codes (uid, what it says) in it.

    A code whose parent is no longer there lies at the top.
    """
    for uid, said in own:
        codebook = put_under(codebook, said.under, code_said(uid, said))
    return codebook


def put_under(codebook: Codebook, parent: str, code: Code) -> Codebook:
    """The codebook with a code at the end of those below `parent` (a uid); else at the top."""
    if parent not in {one.uid for _, one in codebook.walk()}:
        return replace(codebook, codes=(*codebook.codes, code))
    return replace(codebook, codes=_put_under(codebook.codes, parent, code))


def _put_under(codes: tuple[Code, ...], parent: str, code: Code) -> tuple[Code, ...]:
    return tuple(
        replace(one, codes=(*one.codes, code))
        if one.uid == parent
        else replace(one, codes=_put_under(one.codes, parent, code))
        for one in codes
    )


def refuse_unless_new(codebook: Codebook, said: Said) -> None:
    """Raise NotAsked unless a code of this name may lie there, in the coder's own codebook."""
    evolution.refuse_empty(said.name)
    siblings = {path[-1] for path, _ in codebook.walk() if _parent(codebook, path) == said.under}
    if said.name in siblings:
        raise NotAsked(f"There is a “{said.name}” there already; use it, or take another name.")


def _parent(codebook: Codebook, path: tuple[str, ...]) -> str:
    return dict(codebook.walk())[path[:-1]].uid if len(path) > 1 else ""


def changed(codebook: Codebook, proposal: Proposal) -> Codebook:
    """The codebook with a proposed change made; its codes say with `was` what they were.

    Raises NotDue where a code that it is about is no longer there, NotAsked where it cannot be.
    """
    names = _names(codebook, (*proposal.said.codes, *filter(None, [proposal.said.under])))
    about, said = [names[uid] for uid in proposal.said.codes], proposal.said
    if not about:
        raise NotAsked("Say which code is to change.")
    match proposal.kind:
        case "rename":
            return evolution.rename(codebook, about[0], said.name)
        case "redefine":
            return evolution.redefine(codebook, about[0], rules_of(said))
        case "move":
            return evolution.move(codebook, about[0], names.get(said.under))
        case "merge":
            return evolution.merge(codebook, about, said.name or about[0])
        case "split":
            return evolution.split(codebook, about[0], said.parts)
        case "retire":
            return evolution.retire(codebook, about[0])
        case _:
            raise NotAsked("This proposes a new code, which is no change of another.")


def _names(codebook: Codebook, uids: Iterable[str]) -> Mapping[str, str]:
    paths = {code.uid: format_path(path) for path, code in codebook.walk()}
    for uid in uids:
        if uid not in paths:
            raise NotDue(
                "A code that this proposal is about is no longer in the codebook; decline it."
            )
    return paths


def in_words(proposal: Proposal, codebook: Codebook) -> str:
    """What is proposed, in a few words; `codebook` is that of its round."""
    paths = {code.uid: format_path(path) for path, code in codebook.walk()}
    said = proposal.said
    about = " and ".join(f"“{paths.get(uid, '?')}”" for uid in said.codes)
    under = f" under “{paths[said.under]}”" if said.under in paths else ""
    definition = str(said.rules.get("definition", ""))
    return {
        "add": f"new code “{said.name}”{under}" + (f": {definition}" if definition else ""),
        "rename": f"call {about} “{said.name}”",
        "redefine": f"redefine {about}: "
        + "; ".join(f"{name.replace('_', ' ')}: {_line(v)}" for name, v in said.rules.items()),
        "move": f"move {about}{under or ' to the top'}",
        "merge": f"merge {about}" + (f" into “{said.name}”" if said.name else ""),
        "split": f"split {about} into " + " and ".join(f"“{part}”" for part in said.parts),
        "retire": f"retire {about}",
    }[proposal.kind]


def _line(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
