"""What changed in a codebook, in a few words."""

from workbench.coding.changes import in_short
from workbench.terms import Code, Codebook


def code(name: str, uid: str, definition: str = "") -> Code:
    return Code(name, uid=uid, definition=definition)


OLD = Codebook(
    1,
    (code("anger", "a"), code("guilt", "g"), code("shame", "s"), code("role", "r"), code("x", "x")),
)


def test_added_joined_split_renamed_retired_and_redefined_codes_are_named() -> None:
    new = Codebook(
        2,
        (
            code("rage", "a", "Shouting."),
            code("guilt and shame", "gs"),
            code("learning", "r1"),
            code("limits", "r2"),
            code("joy", "j"),
        ),
    )
    lineage = {"gs": ("g", "s"), "r1": ("r",), "r2": ("r",)}
    assert in_short(OLD, new, lineage) == (
        "added: joy",
        "joined or split: guilt + shame → guilt and shame; role → learning + limits",
        "renamed: anger → rage",
        "retired: x",
        "redefined: 1 code",
    )


def test_the_same_codebook_has_no_changes() -> None:
    assert in_short(OLD, OLD, {}) == ()
