"""A codebook becomes YAML, in the form that importing reads, without loss."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from workbench.terms import Code, Codebook

_BREAKS = re.compile("[\r\x85\u2028\u2029\ufeff]")


def format_codebook(codebook: Codebook) -> str:
    """Write a codebook as YAML; what is empty is left out, and so are the codes' uids."""
    content = {"version": codebook.version, "codes": [_fields(code) for code in codebook.codes]}
    return yaml.dump(
        content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=96, line_break="\n"
    )


def _fields(code: Code) -> Mapping[str, object]:
    fields = {
        "name": code.name,
        "kind": code.kind if code.codes or code.kind == "category" else "",
        "was": _OnOneLine(code.was),
        "definition": code.definition,
        "use_when": code.use_when,
        "do_not_use_when": code.do_not_use_when,
        "examples": list(code.examples),
        "origin": code.origin,
        "colour": code.colour,
        "key": code.key,
        "groups": _OnOneLine(code.groups),
        "exclusive": code.exclusive,
        "codes": [_fields(below) for below in code.codes],
    }
    return {name: value for name, value in fields.items() if value}


class _OnOneLine(list[str]):
    """A list of a few names, written as `[a, b]`."""


class _Dumper(yaml.SafeDumper):
    """Writes no aliases, however often a list occurs, because reading refuses them."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 (the base class asks for it)
        return True


def _short_list(dumper: _Dumper, names: _OnOneLine) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", names, flow_style=True)


def _string(dumper: _Dumper, text: str) -> yaml.Node:
    # Other line breaks than \n would be read back as \n or a space, unless they are escaped.
    style = '"' if _BREAKS.search(text) else "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(_OnOneLine, _short_list)
_Dumper.add_representer(str, _string)
