"""Stores to ask: the shipped samples, disclosures made by hand, and the real documents where they are at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from budget_example import disclosure

from kb.store.embedded import Store
from loaders.document import load
from loaders.triples import nquads
from loaders.triples.revisions import Version, revisions

if TYPE_CHECKING:
    from loaders.facts import Disclosure

EARLIER = Version("ab" * 32, "更正前.pdf")
SAMPLES = ("hebei-tabs", "hebei-word", "henan-tabs", "hubei-markdown")


@pytest.fixture(scope="session")
def samples_store(samples_dir: Path) -> Iterator[Store]:
    """The shipped samples that the expected answers were copied from, with the ontology."""
    with Store() as store:
        for name in SAMPLES:
            _put(store, load(samples_dir / f"{name}.txt"))
        yield store


@pytest.fixture(scope="session")
def checked_store(samples_dir: Path) -> Iterator[Store]:
    """One sample with what the checks find in it."""
    from kb.checks import check_documents

    with Store() as store:
        _put(store, load(samples_dir / "hebei-tabs.txt"))
        list(check_documents(store, store.documents()))
        yield store


@pytest.fixture(scope="session")
def made_store() -> Iterator[Store]:
    """Two departments made by hand; of one also the next year, in which one figure is larger."""
    later = disclosure(year="2025")
    figures = tuple(replace(one, amount="5.00") if one.amount == "4.00" else one for one in later.figures)
    with Store() as store:
        for one in (disclosure(), disclosure("绿水县医疗保障局")):
            _put(store, one)
        _put(store, replace(later, figures=figures), [EARLIER])
        yield store


@pytest.fixture(scope="session")
def neighbours_store(samples_dir: Path) -> Iterator[Store]:
    """Two departments whose forms are alike, so that both graphs describe the same meanings of columns.

    Their columns of 基本支出, 项目支出, 人员经费 and 公用经费 are under a source of funds, as some forms print them.
    """
    one = load(samples_dir / "hubei-markdown.txt")
    split = {"basic-expenditure", "project-expenditure", "personnel", "public-use"}
    figures = tuple(
        replace(figure, component=f"{figure.component}.general-public-budget") if figure.component in split else figure
        for figure in one.figures
        if not figure.project
    )
    one = replace(one, figures=figures, projects=(), indicators=(), citations=(), statements=())
    other = replace(
        one,
        id="随县医疗保障服务中心-2024-预算",
        file="随县.txt",
        title="随县医疗保障服务中心2024年部门预算",
        sha256="cd" * 32,
        department=replace(one.department, name="随县医疗保障服务中心", code="032003"),
    )
    with Store() as store:
        _put(store, one)
        _put(store, other)
        yield store


@pytest.fixture(scope="session")
def blank_store() -> Iterator[Store]:
    """A project without an amount."""
    with Store() as store:
        _put(store, disclosure(project_amount=""))
        yield store


@pytest.fixture(scope="session")
def scores_store() -> Iterator[Store]:
    """An indicator with a weight."""
    one = disclosure()
    with Store() as store:
        _put(store, replace(one, indicators=tuple(replace(indicator, weight="10") for indicator in one.indicators)))
        yield store


@pytest.fixture(scope="session")
def empty_store() -> Iterator[Store]:
    """The ontology and nothing else."""
    with Store() as store:
        yield store


@pytest.fixture(scope="session")
def text_store(shared_dir: Path, read_once: Callable[[Path], tuple[str, str]]) -> Iterator[Store]:
    """The five real text disclosures."""
    with Store() as store:
        for path in sorted((shared_dir / "disclosures" / "text").iterdir()):
            store.replace(*read_once(path))
        yield store


def _put(store: Store, one: Disclosure, earlier: Sequence[Version] = ()) -> None:
    store.replace(one.id, nquads(one, store.base) + revisions(one.id, earlier, store.base))
