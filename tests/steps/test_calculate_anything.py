"""Whatever a table holds, there is a whole answer or a sentence."""

import json
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.agreement import SEGMENTING, UNITIZING
from workbench.errors import WorkbenchError
from workbench.steps.calculate import calculate, names

GAMMAS = {"gamma", "gamma_cat"}
cells = st.one_of(
    st.sampled_from(["", "0", "1", "2", "-3", "1.5", "nan", "inf", "1e400", "a", "b", "a;b", "{}"]),
    st.text(max_size=3),
)
levels = st.sampled_from(["nominal", "ordinal", "interval", "ratio", "binary", "x"])
parameters = st.dictionaries(
    st.sampled_from(
        ["interval", "seed", "confidence", "categories", "weights", "value", "code", "documents",
         "begin", "coders", "length", "n_t", "distance", "empty", "reference", "category"]
    ),
    st.one_of(cells, st.sampled_from(["jackknife", "pairs", "analytic", "bca", "percentile"])),
    max_size=2,
)  # fmt: skip


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[list[str]]]:
    width = draw(st.integers(1, 4))
    head = draw(st.sampled_from([["coder", "start", "stop", "value"], ["unit", "x", "y", "z"]]))
    rows = draw(st.lists(st.lists(cells, min_size=width, max_size=width), max_size=6))
    return head[:width], rows


@given(
    table=tables(),
    name=st.sampled_from([name for name in names() if name not in GAMMAS]),
    level=levels,
    sets=st.booleans(),
    length=st.sampled_from([None, 0.0, 3.0, 1e9, float("nan")]),
    asked=parameters,
)
@settings(max_examples=300, deadline=None)
def test_any_table_gives_a_whole_object_or_a_sentence(
    table: tuple[list[str], list[list[str]]],
    name: str,
    level: str,
    sets: bool,
    length: float | None,
    asked: dict[str, str],
) -> None:
    columns, rows = table
    if name not in UNITIZING and name not in SEGMENTING:
        length = None
    with suppress(WorkbenchError):
        found = calculate(
            columns,
            rows,
            coefficient=name,
            level=level,
            sets=sets,
            length=length,
            parameters={"replicates": "30", **asked},
        )
        assert json.loads(json.dumps(found, allow_nan=False)) == found
