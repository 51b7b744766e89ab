"""Names of a package that are imported when they are used."""

import importlib

import pytest

from triage.base.lazy import Later

PACKAGES = ["triage", "triage.cases", "triage.engine", "triage.model"]
PACKAGES += ["triage.verify", "triage.comparison"]


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_offers_what_it_lists(package):
    """Every listed name is there, is offered for completion, and has one home."""
    module = importlib.import_module(package)
    homes = [name for names in module.HOMES.values() for name in names]

    assert sorted(homes) == module.__all__
    assert {*module.__all__} <= {*dir(module)}
    for name in module.__all__:
        assert getattr(module, name) is getattr(module, name)


@pytest.mark.parametrize("package", PACKAGES)
def test_nothing_else_is_offered(package):
    """A name that a package has not is refused, as any module would."""
    module, name = importlib.import_module(package), "nothing_of_the_kind"

    with pytest.raises(AttributeError, match=f"'{package}' has no") as refused:
        getattr(module, name)

    assert (refused.value.obj, refused.value.name) == (module, name)


def test_a_module_stands_for_itself_once_it_is_used():
    """What stands for a module has its names, and refuses those that it has not."""
    later = Later("triage.base.suggest")

    assert later.closest is importlib.import_module("triage.base.suggest").closest
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        _ = later.nothing_of_the_kind
