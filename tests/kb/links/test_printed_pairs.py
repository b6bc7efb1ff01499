"""Pairs of names from real documents, judged by hand: half were looked at while the rules were made, half kept out."""

import pytest
from printed_pairs import judge, read_pairs

from kb.links import things_of


@pytest.mark.parametrize("half", ["made", "kept"])
def test_no_false_merge_and_nine_of_ten_true_ones(real_store, half):
    judged = judge(things_of(real_store), read_pairs(half))
    false = [pair for pair, same in judged.items() if same and not pair.same]
    true = [pair for pair in judged if pair.same]
    assert false == []
    assert sum(judged[pair] for pair in true) >= 0.9 * len(true)


def test_there_are_pairs_enough():
    assert len(read_pairs("made")) + len(read_pairs("kept")) >= 60


def test_departments_of_the_real_documents_are_one_node_each(real_store):
    """Counted by hand: 17 documents of 11 departments (万里街道 and 江苏省人民检察院 three years, 普陀区财政局 two)."""
    from kb.links.storing import current_links

    links = current_links(real_store)
    departments = {links.clusters.root(one.iri) for one in things_of(real_store).organizations if one.is_department}
    assert len(departments) == 11
