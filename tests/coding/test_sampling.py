"""What is drawn of a study: stretches of transcripts and single answers, by strata."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.coding.sampling import Piece, draw, positions
from workbench.errors import NotAsked
from workbench.terms import Sample


def transcript(name: str, units: int, stratum: str = "") -> list[Piece]:
    return [Piece(stratum or name, name, (at,), alone=False) for at in range(1, units + 1)]


def runs(units: list[int]) -> list[int]:
    """Lengths of the runs of consecutive numbers."""
    found: list[int] = []
    for before, at in zip([None, *units], units, strict=False):
        if before is not None and at == before + 1:
            found[-1] += 1
        else:
            found.append(1)
    return found


def test_a_share_of_each_document_is_drawn_in_stretches_of_even_length() -> None:
    pieces = transcript("s1", 100) + transcript("s2", 55)
    drawn = draw(pieces, Sample("20%", stretch=5))
    assert [(one.stratum, one.of, one.units, one.stretches) for one in drawn] == [
        ("s1", 100, 20, 4),
        ("s2", 55, 11, 3),
    ]
    lengths = runs(positions(drawn)["s1"])
    assert sum(lengths) == 20
    assert all(length % 5 == 0 for length in lengths)


def test_a_number_of_units_is_divided_by_size() -> None:
    pieces = transcript("s1", 60) + transcript("s2", 30) + transcript("s3", 10)
    drawn = draw(pieces, Sample("25"))
    assert [one.units for one in drawn] == [15, 8, 2]


def test_answers_are_drawn_one_by_one_and_whole() -> None:
    pieces = [Piece("best", "f/best", (2 * k + 1, 2 * k + 2), alone=True) for k in range(30)]
    (drawn,) = draw(pieces, Sample("20"))
    assert (drawn.units, drawn.stretches) == (20, 10)
    assert all(at + 1 in positions([drawn])["f/best"] for at in positions([drawn])["f/best"][::2])


def test_each_role_gives_its_share() -> None:
    pieces = [*transcript("s1", 40, "student"), *transcript("s1", 10, "leader")]
    assert [one.units for one in draw(pieces, Sample("50%", by="role"))] == [20, 5]


def test_the_same_seed_draws_the_same_and_another_something_else() -> None:
    pieces = transcript("s1", 200)
    drawn = positions(draw(pieces, Sample("10%", seed=7, stretch=10)))
    assert drawn == positions(draw(pieces, Sample("10%", seed=7, stretch=10)))
    assert drawn == {"s1": [*range(73, 83), *range(100, 110)]}
    assert drawn != positions(draw(pieces, Sample("10%", seed=8, stretch=10)))


def test_every_unit_has_about_the_same_chance() -> None:
    pieces = transcript("s1", 30)
    times = [0] * 31
    for seed in range(3000):
        for at in positions(draw(pieces, Sample("6", seed=seed, stretch=3)))["s1"]:
            times[at] += 1
    inner = times[3:29]
    assert min(inner) > 0.8 * 600
    assert max(inner) < 1.25 * 600


@pytest.mark.parametrize("size", ["", "0%", "101%", "some", "-5", "0", "1.5", "nan%", "201"])
def test_what_is_no_sample_is_refused(size: str) -> None:
    with pytest.raises(NotAsked):
        draw(transcript("s1", 200), Sample(size))


@given(
    sizes=st.lists(st.integers(1, 80), min_size=1, max_size=4),
    percent=st.integers(1, 100),
    stretch=st.integers(1, 30),
    seed=st.integers(),
)
def test_a_sample_holds_its_share_of_every_stratum_and_no_unit_twice(
    sizes: list[int], percent: int, stretch: int, seed: int
) -> None:
    pieces = [piece for k, size in enumerate(sizes) for piece in transcript(f"s{k}", size)]
    found = positions(draw(pieces, Sample(f"{percent}%", seed=seed, stretch=stretch)))
    for k, size in enumerate(sizes):
        units = found[f"s{k}"]
        assert len(units) == -(-size * percent // 100)
        assert sorted(set(units)) == units
        assert 1 <= units[0] <= units[-1] <= size
