"""The lexicon keeps its own promises: ids are unique, names it refers to exist, files fit their records."""

from __future__ import annotations

from importlib.resources import files

import pytest

from loaders import lexicon
from loaders.forms.vocabulary import SIDES, components, meaning
from loaders.lexicon import LexiconError
from loaders.lexicon.form_records import ComponentsFile, FormsFile, IndicatorsFile, RowsFile
from loaders.lexicon.identity_records import AgenciesFile
from loaders.lexicon.record import Record, parse

NAMES = sorted(
    path.name.removesuffix(".toml") for path in files("loaders.lexicon").iterdir() if path.name.endswith(".toml")
)


def test_every_file_has_a_record_and_fits_it() -> None:
    assert sorted(set(lexicon.__all__) - {"LexiconError"}) == NAMES
    assert all(isinstance(getattr(lexicon, name)(), Record) for name in NAMES)


@pytest.mark.parametrize(
    ("kind", "name", "text", "message"),
    [
        (FormsFile, "forms.toml", "form = [{id = 'a', zh = 3, en = 'A'}]", "lexicon/forms.toml: key form[0].zh: "),
        (FormsFile, "forms.toml", "form = [{id = 'a', zh = '甲'}]", "lexicon/forms.toml: key form[0].en: "),
        (FormsFile, "forms.toml", "form = [{id = 'a', zh = '甲', en = 'A', al = ['甲']}]", "key form[0].al: "),
        (FormsFile, "forms.toml", "[[form]\n", "lexicon/forms.toml: "),
        (
            RowsFile,
            "rows.toml",
            "levels = ['(一', '二、']",
            "rows.toml: key levels[0]: Not a regular expression: ",
        ),
        (
            AgenciesFile,
            "agencies.toml",
            "[known]\n'甲发' = ['甲', '']\n'乙发' = ['乙']",
            "agencies.toml: key known.乙发: ",
        ),
        (IndicatorsFile, "indicators.toml", "[header]\ntarget = ['指标值', 3]", "key header.target[1]: "),
        (ComponentsFile, "components.toml", "[compounds]\ncarryover = ['(']", "key compounds.carryover[0]: "),
    ],
)
def test_error_names_the_file_and_the_key(kind: type[Record], name: str, text: str, message: str) -> None:
    with pytest.raises(LexiconError) as error:
        parse(text, name, kind)
    assert message in str(error.value)


@pytest.mark.parametrize("entries", [lexicon.components().component, lexicon.forms().form, lexicon.sections().section])
def test_ids_are_unique_and_named_in_both_languages(entries) -> None:
    ids = [entry.id for entry in entries]
    assert len(set(ids)) == len(ids)
    assert all(entry.zh and entry.en for entry in entries)


def test_every_component_is_under_known_ones() -> None:
    known = set(components())
    roles = {entry.role for entry in lexicon.columns().column}
    for entry in lexicon.components().component:
        assert (entry.broader or "total") in known
        assert set(entry.under) <= known | roles


def test_sides_are_components() -> None:
    assert set(SIDES) <= set(components())


def test_columns_stand_under_known_groups() -> None:
    roles = {entry.role for entry in lexicon.columns().column}
    assert all(set(entry.under) <= roles for entry in lexicon.columns().column)


def test_blocks_of_forms_are_declared() -> None:
    declared = set(lexicon.performance().block)
    assert all(set(entry.blocks) <= declared for entry in lexicon.forms().form)


def test_word_of_a_component_means_that_component() -> None:
    wrong = [
        (word, entry.id, meaning(word).component)
        for entry in lexicon.components().component
        for word in entry.words
        if meaning(word).component != entry.id
    ]
    assert not wrong


@pytest.mark.parametrize(
    "word",
    ["合计", "科目编码", "科目名称", "单位名称", "项目名称", "基本支出", "预算数", "2024年预算数", "预算数（万元）"],
)
def test_common_header_words_are_known(word: str) -> None:
    assert meaning(word).known
