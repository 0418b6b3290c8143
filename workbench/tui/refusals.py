"""What is refused, in the words of the screen: keys and screens instead of commands.

The rooms below word what to do for the command line; here each such hint becomes the key that
does the same. What has no key keeps its command, which says that it is one.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Hint(NamedTuple):
    """How a hint for the command line is worded, and what the screen says instead."""

    pattern: str
    words: str


HINTS = (
    Hint(r"say who is coding with --as NAME", "F2 says who is coding"),
    Hint(r"name yourself with --as, or reveal it", "say who you are with F2, or reveal it"),
    Hint(r"Say who decided, with --agreed NAME[^.]*", "Tick who decided"),
    Hint(r"Say why, with --reason TEXT;", "Say why;"),
    Hint(r"[Ff]irst: workbench round STUDY reveal[^.;]*", "First reveal it: v of the study."),
    Hint(r"revealed: workbench round STUDY reveal[^.;]*", "revealed: v of the study."),
    Hint(
        r"(open|draft) one: workbench round STUDY (open|draft)[^.;]*", "r of the study drafts one."
    ),
    Hint(
        r"load one: workbench codebook STUDY load FILE",
        "b of the study loads one; a round to explore needs none.",
    ),
    Hint(r"first: workbench segment STUDY[^.;]*", "first: s of the study."),
    Hint(r"Say what coders judge, with --unit [^.]*", "Choose what coders judge"),
    Hint(r"name each with --coder NAME", "tick each"),
    Hint(r"Say which units, with --unit [^.]*", "Choose which units"),
    Hint(r"Say what is to change, such as --[^.]*", "Say what is to change"),
    Hint(r"leave out --start-from", "let coders start from blank"),
    Hint(r"say --start-from own or decisions", "choose own or decisions"),
    Hint(r"make some with workbench decide", "make some with d of the study"),
    Hint(r"make one with: workbench new [^.;]*", "type its path at the start, and it is made."),
    Hint(r"see: workbench round STUDY list", "the study shows whose it is."),
    Hint(r"; see take --dry-run, and with --replace the packet wins", "; choose what stands"),
    Hint(
        r"; see take --dry-run, and with --replace this one wins", "; choose the packet to take it"
    ),
    Hint(
        r"Look with --dry-run; then --replace lets the packet win, --keep what stands here, and "
        r"the rest comes in",
        "Choose what stands, and the rest comes in",
    ),
    Hint(r"say whose it is with --as NAME", "say who you are with F2"),
    Hint(
        r"replace names and say so \(workbench pseudonyms STUDY mark pseudonymised\)",
        "replace names and say so (n, then m)",
    ),
    Hint(
        r"replace them \(workbench pseudonyms STUDY replace --all( --also shared)?\)",
        "replace them (n of the study)",
    ),
    Hint(r"leave out --by( and --after-discussion)?", "b of the agreement asks by code"),
    Hint(r"[Ss]ay why, with --reason TEXT", "Say why"),
    Hint(r"To change the codebook now: .*", "b of the study changes the codebook now."),
    Hint(
        r"take the packet back, or: workbench packet STUDY call-in.*",
        "m of the study takes the packet back, or calls it in.",
    ),
    Hint(r"changed: workbench coder STUDY rename .*", "changed: F2, then F6."),
    Hint(
        r"write one with --plan FILE, or keep, join and drop the codes one by one",
        "say of each code what becomes of it",
    ),
    Hint(r", or write “rest: keep”", "; A keeps all that are left"),
    Hint(r"merge those first, with: workbench codebook STUDY merge", "merge those first: m of b"),
    Hint(r"see: workbench codebook STUDY proposals", "p of the codebook shows them."),
    Hint(r"with packets \(workbench packet\)", "with packets (m of the study)"),
    Hint(r"take that back, or call it in", "take that back (t), or call it in (c)"),
    Hint(r"see: workbench cases STUDY( \w+)*", "p of the study shows them."),
    Hint(r"begin a set: workbench themes STUDY set NAME", "a adds a first one."),
    Hint(r"name another --encoding", "type another under Encoding"),
    Hint(r"try --encoding (\S+)\.", r"type \1 under Encoding."),
    Hint(r"name its --encoding", "type its name under Encoding"),
    Hint(r"name one with --sheet", "type its name under Sheet"),
    Hint(r"leave --sheet out", "leave Sheet empty"),
    Hint(r"--labels alternate tells", "l, and “alternate” there, tells"),
    Hint(
        r"say --same if they are the same people, or --own-ids if they are others, who",
        "press w once if they are the same people, twice if they are others, who",
    ),
    Hint(r"--repair \w+ mends it", "m mends it"),
    Hint(r"name columns to change that", "the letter of another role changes that"),
    Hint(r" \(--(previews|finished|answer) [^)]*\)", ""),
    Hint(r"Say by what, with --by: ", "Choose what people are grouped by: "),
    Hint(r"Say the scale of the items, with --scale 1-5", "Type the scale of the items, as 1-5"),
    Hint(r"; name items with --attribute", "; the command line names items with --attribute"),
    Hint(r"insist with --insist", "insist with a reason"),
    Hint(r"; replace them, or say --insist", "; replace them first"),
    Hint(r"see: workbench check STUDY --names KEY", "n of the study, then c, shows them."),
    Hint(r"give its passphrase with --key-passphrase-file FILE", "type its passphrase"),
    Hint(
        r"until it is opened: workbench pseudonyms [^.;]*key show", "until n of the study opens it."
    ),
    Hint(r", with --as NAME; it has", " (F2); it has"),
    Hint(r"mark it so again with --as NAME", "mark it so again, having said who you are (F2)"),
    Hint(r" \(--exports destroys them\)", ""),
    Hint(r"another unit, or another name with --name", "another unit"),
    Hint(r"see: workbench disagreements STUDY[^.;]*", "d of the study shows them."),
    Hint(
        r"takes no codings; only an open round does\.",
        "takes no codings; only an open round does: r of the study drafts the next.",
    ),
)


def on_screen(sentence: str) -> str:
    """The sentence with what to do in keys.

    >>> on_screen("Coding needs a name; say who is coding with --as NAME.")
    'Coding needs a name; F2 says who is coding.'
    """
    for pattern, words in HINTS:
        sentence = re.sub(pattern, words, sentence)
    return _TWO_STOPS.sub(".", sentence)


_TWO_STOPS = re.compile(r"(?<=[\w)])\.\.(?!\S)")
"""What a hint that ends a sentence leaves there; not the folder above, as in ../a.study."""
