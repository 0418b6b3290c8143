"""The examples in the docstrings hold."""

import doctest
import importlib
import pkgutil

import pytest

import workbench.agreement

MODULES = [module.name for module in pkgutil.iter_modules(workbench.agreement.__path__)]


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_hold(module: str) -> None:
    examples = doctest.testmod(importlib.import_module(f"workbench.agreement.{module}"))
    assert examples.failed == 0


def test_every_coefficient_has_an_example_and_a_source() -> None:
    for name, coefficient in workbench.agreement.COEFFICIENTS.items():
        text = coefficient.__doc__ or ""
        module = importlib.import_module(coefficient.__module__).__doc__ or ""
        assert any(year in text + module for year in ("(19", "(20", " 19", " 20")), name
