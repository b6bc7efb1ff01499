"""Every IRI of the graph: the one place that mints them. `docs/model.md` lists the patterns.

IRIs hold Chinese characters as they are. They depend on what a document says, never on the clock, the order of
loading or the position of a file.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote

from loaders.namespaces import CODES as CODES
from loaders.namespaces import ONTOLOGY as ONTOLOGY
from loaders.namespaces import STRUCTURES as STRUCTURES
from loaders.schemes import SubjectScheme

DEFAULT_BASE = "https://w3id.org/cnbudget/"

DISCLOSURE_GRAPHS = "graph/"
ONTOLOGY_GRAPH = "graph/ontology"
FINDING_GRAPHS = "graph/findings/"

INSTANCE_FOLDERS = ("graph/", "disclosure/", "organization/", "project/", "policy/")
"""What is under a publisher's base; terms, codes and data structures keep their own namespaces."""

FUNCTIONAL = SubjectScheme.FUNCTIONAL
SUBJECT_SCHEMES = tuple(SubjectScheme)
SCHEMES_UNTIL = {SubjectScheme.DEPARTMENT_ECONOMIC.value: ("2017", SubjectScheme.DEPARTMENT_ECONOMIC_2007.value)}
"""Schemes that took over from another one: the last year of the old one, whose codes mean something else."""
SUBJECT_LEVELS = (3, 5, 7)
"""Digits of a 类, 款 and 项 code."""

AREA_LEVELS = (2, 4, 6)
AREA_DIGITS = 6

OPERATORS = {"≥": "ge", "≤": "le", ">": "gt", "<": "lt", "=": "eq"}

_UNSEEN = re.compile(r"[\s\u200b-\u200f\u2028-\u202e\u2060\ufeff]+")
_NOT_IN_A_SEGMENT = re.compile(
    r"[^A-Za-z0-9\-._~!$&'()*+,;=:@"
    r"\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U0001fffd\U00020000-\U0002fffd\U00030000-\U0003fffd]"
)

_LOOSE_BLANK = re.compile(r" (?![A-Za-z0-9])|(?<![A-Za-z0-9]) ")
_CHINESE = r"[\u3007\u3400-\u9fff]"
_MARK = re.compile(rf"[()]|(?<={_CHINESE})[,:;?!]|[,:;?!](?={_CHINESE})")
_FULL_WIDTH = str.maketrans("(),:;?!", "（），：；？！")

REMEMBERED = 1 << 14
"""Segments remembered: a graph names the same codes, forms and things again and again."""


@lru_cache(maxsize=REMEMBERED)
def segment(text: str) -> str:
    """A text as one path segment: blanks and unseen marks out, what an IRI forbids there (RFC 3987) %-escaped."""
    seen = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    squeezed = unicodedata.normalize("NFC", seen)  # what stood apart may combine now
    return _NOT_IN_A_SEGMENT.sub(lambda match: quote(match[0], safe="", errors="replace"), squeezed)


@lru_cache(maxsize=REMEMBERED)
def name_segment(name: str) -> str:
    """A name as one path segment, width variants and bracket styles folded: （业务费） and (业务费) are one name."""
    return segment(unicodedata.normalize("NFKC", name))


@lru_cache(maxsize=REMEMBERED)
def shared_label(name: str) -> str:
    """The one way to write a name that `name_segment` folds: 业务费 (本级) and 业务费（本级） are 业务费（本级）.

    In a Chinese name brackets are full width, and so is a mark beside a Chinese character; a blank stays between two
    Latin words only.
    """
    folded = _LOOSE_BLANK.sub("", _UNSEEN.sub(" ", unicodedata.normalize("NFKC", name)).strip())
    return _MARK.sub(lambda mark: mark[0].translate(_FULL_WIDTH), folded) if re.search(_CHINESE, folded) else folded


def graph_iri(document_id: str, base: str = DEFAULT_BASE) -> str:
    """The named graph that holds what one disclosure says."""
    return f"{base}{DISCLOSURE_GRAPHS}{segment(document_id)}"


def findings_graph_iri(document_id: str, base: str = DEFAULT_BASE) -> str:
    """The named graph that holds what the checks found in one disclosure."""
    return f"{base}{FINDING_GRAPHS}{segment(document_id)}"


def ontology_graph_iri(base: str = DEFAULT_BASE) -> str:
    """The named graph that holds the vocabulary and the code lists."""
    return f"{base}{ONTOLOGY_GRAPH}"


def disclosure_iri(document_id: str, base: str = DEFAULT_BASE) -> str:
    """The disclosure itself (部门预算公开文件)."""
    return f"{base}disclosure/{segment(document_id)}"


def department_iri(name: str, adcode: str, base: str = DEFAULT_BASE) -> str:
    """A department, or a unit by its full name; the area is in it, because names repeat (鼓楼区财政局)."""
    area = f"{segment(adcode)}/" if adcode else ""
    return f"{base}organization/{area}{name_segment(name)}"


def unknown_department_iri(document_id: str, base: str = DEFAULT_BASE) -> str:
    """A department of which a document does not say which one it is: the department of that document alone."""
    return f"{disclosure_iri(document_id, base)}/department"


def unit_iri(name: str, department: str, department_name: str, area: str, adcode: str, base: str = DEFAULT_BASE) -> str:
    """A unit (单位): under the area where its name names the area, under its department where it does not."""
    if name_segment(name) == name_segment(department_name):
        return department
    if area and area in name:
        return department_iri(name, adcode, base)
    return f"{department}/unit/{name_segment(name)}"


def project_iri(code: str, name: str, department: str, base: str = DEFAULT_BASE) -> str:
    """A project (项目): the same in every year by its code, else by its department and name."""
    return f"{base}project/{name_segment(code)}" if code else f"{department}/project/{name_segment(name)}"


def policy_iri(normal_form: str, base: str = DEFAULT_BASE, adcode: str = "") -> str:
    """A policy document (政策文件) by its normal form 冀财社〔2023〕225号, or by its title.

    `adcode` is the area of an agency whose code means another one elsewhere: 市财社〔2023〕1号 is many documents.
    """
    area = f"{segment(adcode)}/" if adcode else ""
    return f"{base}policy/{area}{name_segment(normal_form.strip('《》'))}"


@lru_cache(maxsize=REMEMBERED)
def code_iri(scheme: str, code: str = "") -> str:
    """A code of a code list, or the list itself: `code_iri("functional", "2080505")`."""
    return f"{CODES}{segment(scheme)}/{segment(code)}" if code else f"{CODES}{segment(scheme)}"


def agency_iri(code: str, adcode: str = "") -> str:
    """An issuing-agency code (发文机关代字); with its area where only the area tells whom it means (市财社)."""
    return f"{CODES}agency/{segment(adcode)}/{segment(code)}" if adcode else code_iri("agency", code)


def subject_scheme(scheme: str, year: str) -> str:
    """The scheme in force in a year for subject codes of a kind; kinds without a scheme are taken for functional."""
    last, older = SCHEMES_UNTIL.get(scheme, ("", ""))
    if year.isdecimal() and year <= last:
        return older
    return scheme if scheme in SUBJECT_SCHEMES else FUNCTIONAL


def structure_iri(form: str, part: str = "") -> str:
    """The data structure definition of a form's figures; `part` is empty, `totals` or `quantities`."""
    return f"{STRUCTURES}{segment(form)}" + (f"/{part}" if part else "")


def broader_subjects(code: str) -> tuple[str, ...]:
    """The codes above a subject code, nearest first: 2080505 → 20805, 208. Codes of other lengths have none."""
    if len(code) not in SUBJECT_LEVELS or not code.isdecimal():
        return ()
    return tuple(code[:digits] for digits in reversed(SUBJECT_LEVELS) if digits < len(code))


def broader_areas(adcode: str) -> tuple[str, ...]:
    """The GB/T 2260 codes above an area, nearest first: 130183 → 130100, 130000."""
    if len(adcode) != AREA_DIGITS or not adcode.isdecimal():
        return ()
    codes = [adcode[:digits].ljust(AREA_DIGITS, "0") for digits in reversed(AREA_LEVELS)]
    return tuple(code for code in dict.fromkeys(codes) if code != adcode)
