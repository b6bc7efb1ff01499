"""Whether the name of a department means one body in the whole country, or one in each of several areas."""

from __future__ import annotations

from loaders import lexicon
from loaders.reference.areas import areas_named


def is_common_name(name: str) -> bool:
    """Whether bodies of several areas may bear a name: 鼓楼区图书馆 (four 鼓楼区), 区图书馆, 财政局.

    It depends on the name and the list of areas alone, not on the year nor on what else is loaded: so does the id of
    a document. An area that only got another code (曾都区 421302, then 421303) is one.
    """
    if not name:
        return False
    areas = areas_named(name)
    return len({(area.province, area.city) for area in areas}) > 1 if areas else _names_no_place(name)


def _names_no_place(name: str) -> bool:
    words = lexicon.identity().common_name
    plain = {subject + ending for subject in words.subjects for ending in words.endings}
    return name.startswith(words.leads) or name in plain
