"""Whose disclosure a document is: department, code, area, fiscal year, and whether 预算 or 决算.

Titles, captions of tables, rows of forms and running text each say a part of it. What they say is gathered as
evidence, then put to the vote: the title names the department, the tables its code.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from loaders import lexicon
from loaders.blocks import Place, Reading
from loaders.facts import NotABudget
from loaders.identity.evidence import Evidence, Piece, evidence_of, evidence_of_file_name, pieces_of
from loaders.reference.areas import PROJECT_CODE, Area, find_area

AREA_ENDINGS = ("省", "市", "区", "县", "州", "盟", "旗", "地区")
# The evidence that may name the department, strongest first; the rows of forms name units and parents as well.
NAMING = ("title", "label", "caption", "text", "file name")
DATING = ("title", "label", "caption", "text", "heading", "file name")


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose disclosure it is.

    `department` in the form of its name printed most often, `code` its budget code (部门编码; many provinces print
    none); `area` a GB/T 2260 division with `adcode` and `province`; `fiscal_year` four digits; `title` as printed
    (blanks kept) at `place`; `kind` 预算 or 决算. What is not known is empty and told in `problems`; `evidence` is all
    that was weighed.
    """

    department: str
    code: str
    area: str
    adcode: str
    province: str
    fiscal_year: str
    title: str
    place: Place
    kind: str
    evidence: tuple[Evidence, ...] = ()
    problems: tuple[str, ...] = ()


def identify(reading: Reading, name: str) -> Identity:
    """Whose disclosure a document is. `name` is the file: its path in messages, its name as the weakest evidence.

    Raises NotABudget, with a sentence that names the file, where too little speaks of a departmental budget.
    """
    pieces = pieces_of(reading)
    text = "\n".join(piece.plain for piece in pieces)
    _demand_budget(text, name)
    evidence = [*evidence_of(pieces), *evidence_of_file_name(PurePath(name).name)]
    department = _department(evidence, text)
    year, year_problems = _year(evidence)
    area = _area(department, year, evidence, pieces)
    title = _title(evidence, department)
    values = {
        "部门名称 department": department,
        "年度 fiscal year": year,
        "标题 title": title.text,
    }
    return Identity(
        department=department,
        code=_code(evidence, department),
        area=area.name if area else "",
        adcode=area.adcode if area else "",
        province=area.province if area else "",
        fiscal_year=year,
        title=title.text,
        place=title.place,
        kind=_kind(evidence, text),
        evidence=tuple(evidence),
        problems=(*(f"未找到 / not found: {what}" for what, value in values.items() if not value), *year_problems),
    )


def _demand_budget(text: str, name: str) -> None:
    signs = lexicon.load("identity")["signs"]
    met = [word for word in signs["words"] if word in text]
    if len(met) < signs["least"]:
        looked = "、".join(signs["words"][:8])
        raise NotABudget(
            f"{name}: 不是部门预算或决算公开材料，{looked}等字样只找到 {len(met)} 种 / "
            f"not a departmental budget disclosure: only {len(met)} of its usual words were found"
        )


def _department(evidence: Sequence[Evidence], text: str) -> str:
    """The department: the one the title names, else the one named most often by the strongest kind of evidence.

    Of its forms with and without province or city, the one the document prints most often.
    """
    for kind in NAMING:
        named = [item.department for item in evidence if item.kind == kind and item.department]
        if named:
            chosen = named[0] if kind == "title" else Counter(named).most_common(1)[0][0]
            return _usual_form(chosen, evidence, text)
    return ""


def _usual_form(name: str, evidence: Sequence[Evidence], text: str) -> str:
    forms = {name, *(item.department for item in evidence if same_department(item.department, name))}
    counts: dict[str, int] = {}
    for form in sorted(forms, key=len, reverse=True):
        counts[form] = text.count(form)
        text = text.replace(form, "\n")
    return max(counts, key=lambda form: (counts[form], form == name))


def same_department(one: str, other: str) -> bool:
    """Whether two names differ only by the areas before them: 河北省曲阳县医疗保障局 and 曲阳县医疗保障局."""
    short, long = sorted((one, other), key=len)
    before = long.removesuffix(short)
    return bool(short) and (before == "" or (before != long and before.endswith(AREA_ENDINGS)))


def _code(evidence: Iterable[Evidence], department: str) -> str:
    """The code printed with the department's name; codes of its units (306001) speak for the department's (306)."""
    codes = Counter(item.code for item in evidence if item.code and same_department(item.department, department))
    votes = Counter[str]()
    for code, count in codes.items():
        votes[min((root for root in codes if code.startswith(root)), key=len)] += count
    return votes.most_common(1)[0][0] if votes else ""


def _year(evidence: Sequence[Evidence]) -> tuple[str, list[str]]:
    """The fiscal year by the strongest evidence, and a word on labels that contradict it."""
    for kind in DATING:
        years = [item.year for item in evidence if item.kind == kind and item.year]
        if years:
            year = years[0] if kind == "title" else Counter(years).most_common(1)[0][0]
            others = {item.year for item in evidence if item.kind in ("title", "label") and item.year} - {year}
            return year, [f"年度不一致 / years disagree: {year}, {other}" for other in sorted(others)]
    return "", []


def _kind(evidence: Sequence[Evidence], text: str) -> str:
    """预算 or 决算: as the title says, else as the text says more often of departments and forms."""
    titled = next((item.budget_kind for item in evidence if item.budget_kind), "")
    final = text.count("部门决算") + text.count("单位决算") + text.count("决算表") + text.count("决算总表")
    planned = text.count("部门预算") + text.count("单位预算") + text.count("预算表") + text.count("预算总表")
    return titled or ("决算" if final > planned else "预算")


def _title(evidence: Sequence[Evidence], department: str) -> Evidence:
    titles = [item for item in evidence if item.kind == "title"]
    own = [item for item in titles if same_department(item.department, department)]
    return next(iter(own or titles), Evidence("title", "", Place()))


def _area(department: str, year: str, evidence: Sequence[Evidence], pieces: Sequence[Piece]) -> Area | None:
    """The area the department's name speaks of; other forms of the name, titles, codes and text decide doubts."""
    when = int(year) if year else None
    names = [item.department for item in evidence if same_department(item.department, department)]
    nearest = [*names, *(item.text for item in evidence if item.kind in ("title", "label"))]
    codes = [match[0] for piece in pieces for match in PROJECT_CODE.finditer(piece.plain)]
    for form in sorted({department, *names}, key=len, reverse=True):
        found = find_area(form, [*nearest, *codes], when)
        if found:
            return found
    return find_area(department, [piece.plain for piece in pieces], when)
