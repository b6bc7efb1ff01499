"""Whose disclosure a document is: department, code, area, fiscal year, and whether 预算 or 决算.

Titles, captions of tables, rows of forms and running text each say a part of it. What they say is gathered as
evidence, then put to the vote: the title names the department, the tables its code.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from loaders import lexicon
from loaders.blocks import Place, Reading
from loaders.facts import DisclosureKind, GivenValue
from loaders.identity.evidence import PlacedText, Sign, Where, evidence_of, evidence_of_file_name, pieces_of
from loaders.identity.given import NOTHING_GIVEN, Given
from loaders.identity.kinds import kind_of
from loaders.identity.pages import evidence_of_page
from loaders.identity.proof import demand_words, is_disclosure
from loaders.identity.titles import place_of_government
from loaders.identity.uniqueness import is_common_name
from loaders.reference.areas import PROJECT_CODE, Division, area_before, area_of_code, areas_named, find_area

AREA_ENDINGS = ("省", "市", "区", "县", "州", "盟", "旗", "地区")
NAMING = (
    Where.TITLE,
    Where.FORM,
    Where.LABEL,
    Where.CAPTION,
    Where.TEXT,
    Where.HEADING,
    Where.SIGNATURE,
    Where.OWNER,
    Where.SENTENCE,
    Where.SOURCE,
    Where.PATH,
    Where.HOST,
    Where.FILE_NAME,
)
"""The evidence that may name the department, strongest first; the rows of forms name units and parents as well."""
DATING = (
    Where.TITLE,
    Where.FORM,
    Where.LABEL,
    Where.CAPTION,
    Where.TEXT,
    Where.HEADING,
    Where.SENTENCE,
    Where.HEADER,
    Where.PATH,
    Where.FILE_NAME,
)
SUBJECT_DIGITS = (5, 7)
FIRST_OF_SUBJECTS = "235"
"""The length of 款 and 项 codes, and their first digits: functional 2, economic 3 and 5."""
RELATIVE = ("省", "市", "区", "县", "州", "旗")
PLACES = "省市县区旗州盟镇乡"
"""Signs of which one is inside a name that says where its body is."""
GOVERNMENT = (DisclosureKind.GOVERNMENT_BUDGET, DisclosureKind.GOVERNMENT_ACCOUNTS)
_PLACE_BEFORE = re.compile("(?:[一-鿿]{2,12}[省市州盟])?[一-鿿]{1,6}")
"""What is before 县农机局 where a line begins with the whole name; no label (预算单位)."""
_LONGEST_ABBREVIATION = 4
_LONGEST_LABEL = 10
"""Letters before the word that makes the beginning of a line a label."""
COUNTED = (Where.LABEL, Where.CAPTION, Where.HEADING, Where.OWNER, Where.SENTENCE, Where.PATH)
"""Where many say the same, most votes win; of the others the first."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose disclosure it is.

    `department` in the form of its name printed most often, `code` its budget code (部门编码; many provinces print
    none); `area` a GB/T 2260 division with `adcode` and `province`; `fiscal_year` four digits; `title` as printed
    (blanks kept) at `place`; `kind` 预算 or 决算. What is not known is empty and named in `problems`; `evidence` is all
    that was weighed. `shown`: a title, a form or a sentence shows it a disclosure, though no figure of it may be read.
    """

    department: str
    code: str
    area: str
    adcode: str
    province: str
    fiscal_year: str
    title: str
    place: Place
    kind: DisclosureKind
    shown: bool = False
    evidence: tuple[Sign, ...] = ()
    problems: tuple[str, ...] = ()
    city: str = ""
    common_name: bool = False
    given: tuple[GivenValue, ...] = ()


def identify(reading: Reading, name: str, given: Given = NOTHING_GIVEN, *, force: bool = False) -> Identity:
    """Whose disclosure a document is. `name` is the file: its path in messages, its name as the weakest evidence.

    What is given beside the file goes before what the document says; where both differ, `problems` say so.
    Raises NotABudget, with a sentence that names the file, where nothing proves it a budget disclosure; `force` takes
    it all the same.
    """
    pieces = pieces_of(reading)
    text = "\n".join(piece.plain for piece in pieces)
    evidence = [
        *evidence_of(pieces),
        *evidence_of_page(reading, pieces),
        *evidence_of_file_name(PurePath(name).name),
    ]
    shown = is_disclosure(pieces, evidence)
    if not (shown or force):
        demand_words(pieces, name)
    found_year, year_problems = _year(evidence)
    found_kind = kind_of(evidence, text, found_year)
    kind = DisclosureKind(given.kind) if given.kind else found_kind
    found_department = _government(evidence, text) if kind in GOVERNMENT else _department(evidence, text)
    department, year = given.department or found_department, given.year or found_year
    found_area = _area(department, year, evidence, pieces)
    area = _given_area(given.adcode, year) or found_area
    around = area or _area_around(department, pieces, int(year) if year else None)
    title = _title(evidence, department)
    common = is_common_name(department)
    found = {
        "department": found_department,
        "adcode": found_area.adcode if found_area else "",
        "year": found_year,
        "kind": found_kind,
    }
    values = given.values(found)
    missing = {"部门名称 department": department, "年度 fiscal year": year, "标题 title": title.text}
    return Identity(
        department=department,
        code=_code(evidence, department),
        area=area.name if area else "",
        adcode=area.adcode if area else "",
        province=around.province if around else "",
        fiscal_year=year,
        title=title.text,
        place=title.place,
        kind=kind,
        shown=shown or force,
        evidence=tuple(evidence),
        problems=(
            *(f"未找到 / not found: {what}" for what, value in missing.items() if not value),
            *([] if given.year else year_problems),
            *_of_an_unknown_area(department, common and not area),
            *_overridden(values),
        ),
        city=area.city if area else "",
        common_name=common,
        given=values,
    )


def _given_area(adcode: str, year: str) -> Division | None:
    return area_of_code(adcode, int(year) if year.isdecimal() else None) if adcode else None


def _of_an_unknown_area(department: str, is_unknown: bool) -> list[str]:
    if not is_unknown:
        return []
    return [
        f"{department}: 各地都有同名单位，文件里看不出是哪个地区的；可用 --metadata 或 --adcode 指明 / "
        "bodies of several areas bear this name, and the document does not say which: give --metadata or --adcode"
    ]


def _overridden(values: Iterable[GivenValue]) -> list[str]:
    return [
        f"{one.origin}: {one.name} {one.value}，文件里是 {one.found} / given {one.value}, the document says {one.found}"
        for one in values
        if one.found and one.found != one.value
    ]


def _department(evidence: Sequence[Sign], text: str) -> str:
    """The department: the one the title names, else the one named most often by the strongest kind of evidence.

    Of its forms with and without province or city, the one the document prints most often.
    """
    for kind in NAMING:
        named = [item.department for item in evidence if item.kind == kind and item.department]
        if named:
            chosen = Counter(named).most_common(1)[0][0] if kind in COUNTED else named[0]
            return _usual_form(_office_of(_spelt_out(chosen, evidence), evidence), evidence, text)
    return _place_titled(evidence)


def _spelt_out(name: str, evidence: Sequence[Sign]) -> str:
    """县残联 of a title is the body that a label names whole: 某某县残疾人联合会. Longer names are themselves."""
    if not name.startswith(RELATIVE) or len(name) > _LONGEST_ABBREVIATION:
        return name
    named = (one.department for one in evidence if one.kind in (Where.LABEL, Where.OWNER, Where.SOURCE))
    return next((one for one in named if _abbreviates(name, one)), name)


def _abbreviates(short: str, whole: str) -> bool:
    """Whether a name prints letters of another in their order, from the sign of its place on."""
    behind = whole[whole.find(short[0]) :]
    letters = iter(behind)
    in_order = all(letter in letters for letter in short)
    return in_order and not whole.endswith(short) and len(behind) > len(short) + 1 and whole.find(short[0]) > 1


def _place_titled(evidence: Sequence[Sign]) -> str:
    """The place that a title names, in its fullest form: 某某县某某镇, where another title says 某某镇."""
    places = [one.title.name for one in evidence if one.title and place_of_government(one.title.name)]
    return max((place for place in places if place.endswith(places[0])), key=len, default="")


def _office_of(name: str, evidence: Sequence[Sign]) -> str:
    """柳塘乡 of a title is the office that signs or publishes the page: 某某县柳塘乡人民政府. Others are themselves."""
    if not name.endswith(lexicon.identity().places.towns):
        return name
    offices = tuple(name + office for office in lexicon.identity().government.offices)
    return next((one.department for one in evidence if one.department.endswith(offices)), name)


def _government(evidence: Sequence[Sign], text: str) -> str:
    """Whose budget a government's is: the government that publishes it, else the place that the title names."""
    office: str = lexicon.identity().government.office
    place = _place_titled(evidence).removesuffix(office)
    governments = [one.department for one in evidence if one.department.endswith(f"{place}{office}")]
    if governments and any(sign in place[:-1] for sign in PLACES[1:]):
        return place + office
    if governments:
        return _usual_form(governments[0], evidence, text)
    return place or _department(evidence, text)


def _usual_form(name: str, evidence: Sequence[Sign], text: str) -> str:
    """Of the forms of a name the one printed most often, of two the one given; of 县农机局 the one that says of which
    county."""
    forms = {name, *(item.department for item in evidence if same_department(item.department, name))}
    if name.startswith(RELATIVE):
        forms |= set(_with_place(name, text))
    counts: dict[str, int] = {}
    for form in sorted(forms, key=len, reverse=True):
        counts[form] = text.count(form)
        text = text.replace(form, "\n")
    whole = [form for form in counts if any(sign in form[1:] for sign in PLACES)] or list(counts)
    return max(whole, key=lambda form: (counts[form], form == name, len(form)))


def _with_place(name: str, text: str) -> Iterator[str]:
    """The names at the beginnings of lines that put a place before a name; 根据县水务局 names no county."""
    for line in text.splitlines():
        start = line.find(name)
        if start > 0 and _PLACE_BEFORE.fullmatch(line, 0, start) and not _is_label(line):
            place = line[: start + 1]
            if areas_named(place) or not lexicon.identity().places.none.search(place):
                yield line[: start + len(name)]


def _is_label(line: str) -> bool:
    """Whether a line begins with a label (预算单位), which is no place."""
    ends = (line.find(word) for word in lexicon.identity().places.labels)
    return any(0 <= end <= _LONGEST_LABEL for end in ends)


def same_department(one: str, other: str) -> bool:
    """Whether two names differ only by the areas before them: 河北省曲阳县医疗保障局 and 曲阳县医疗保障局.

    县教育局 says less than 曲阳县教育局 and is the same.
    """
    short, long = sorted((one, other), key=len)
    before = long.removesuffix(short)
    relative = short.startswith(RELATIVE) and len(short) > 3 and long.endswith(short)
    return bool(short) and (before == "" or relative or (before != long and before.endswith(AREA_ENDINGS)))


def _code(evidence: Iterable[Sign], department: str) -> str:
    """The code printed with the department's name; codes of its units (306001) speak for the department's (306)."""
    codes = Counter(
        item.code
        for item in evidence
        if item.code and same_department(item.department, department) and not _is_subject(item)
    )
    votes = Counter[str]()
    for code, count in codes.items():
        votes[min((root for root in codes if code.startswith(root)), key=len)] += count
    return votes.most_common(1)[0][0] if votes else ""


def _is_subject(item: Sign) -> bool:
    """Whether a code and its name are a subject (2070104 图书馆), no department: by its digits, and no area named."""
    return len(item.code) in SUBJECT_DIGITS and item.code[0] in FIRST_OF_SUBJECTS and not areas_named(item.department)


def _year(evidence: Sequence[Sign]) -> tuple[str, list[str]]:
    """The fiscal year by the strongest evidence, and a word on labels that contradict it.

    A title on one project may print the year of its money (2021年中央补助资金绩效自评): a form of another year below
    it says which year it is about.
    """
    if any(item.year and item.title is not None and item.title.of_form for item in evidence):
        evidence = [item for item in evidence if item.title is None or not item.title.project or item.title.of_form]
    for kind in DATING:
        years = [item.year for item in evidence if item.kind == kind and item.year]
        if years:
            year = _year_of(kind, years)
            others = {item.year for item in evidence if item.kind in (Where.TITLE, Where.LABEL) and item.year} - {year}
            return year, [f"年度不一致 / years disagree: {year}, {other}" for other in sorted(others)]
    return "", []


def _year_of(kind: Where, years: Sequence[str]) -> str:
    """The year that evidence of one kind speaks of; of columns the last (2023年预算数, 2024年预算数)."""
    if kind == Where.HEADER:
        return max(years)
    return _most_said(years) if kind in COUNTED else years[0]


def _most_said(years: Sequence[str]) -> str:
    """The year said most often, of two the later one: sentences compare with years before."""
    counts = Counter(years)
    return max(counts, key=lambda year: (counts[year], year))


def _title(evidence: Sequence[Sign], department: str) -> Sign:
    """The title of the document: one of the department's own before others; the title of a form that names it."""
    titles = [item for item in evidence if item.kind == Where.TITLE]
    own = [item for item in titles if same_department(item.department, department)]
    forms = [item for item in evidence if item.kind == Where.FORM]
    return next(iter(own or titles or forms), Sign(Where.TITLE, "", Place()))


def _area(department: str, year: str, evidence: Sequence[Sign], pieces: Sequence[PlacedText]) -> Division | None:
    """The area the department's name speaks of; other forms of the name, titles, codes and text decide doubts."""
    when = int(year) if year else None
    names = [item.department for item in evidence if same_department(item.department, department)]
    nearest = [*names, *(item.text for item in evidence if item.kind in (Where.TITLE, Where.LABEL))]
    codes = [match[0] for piece in pieces for match in PROJECT_CODE.finditer(piece.plain)]
    for form in sorted({department, *names}, key=len, reverse=True):
        found = find_area(form, [*nearest, *codes], when)
        if found:
            return found
    return find_area(department, [piece.plain for piece in pieces], when)


def _area_around(department: str, pieces: Sequence[PlacedText], year: int | None) -> Division | None:
    """The area printed right before the place that the department's name begins with: 江西省 of 江西省某县人民政府.

    It tells the province of a place that the list of areas lacks. It is no part of the department's identity: another
    year's document may not print it.
    """
    ends = [
        department.find(ending) + len(ending) for ending in (*AREA_ENDINGS, "镇", "乡") if department.find(ending) > 0
    ]
    place = department[: min(ends)] if ends else ""
    led = next((area for end in range(2, len(place) - 1) if (area := area_before(place[:end], year))), None)
    if led:
        return led
    around = (piece.plain[: piece.plain.find(place)] for piece in pieces if place and place in piece.plain)
    return next((area for before in around if (area := area_before(before, year))), None)
