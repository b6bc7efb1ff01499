"""Which form (表) a caption names, by the titles in `lexicon/forms.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from loaders import lexicon
from loaders.printing import MEMORY, fold, squeeze

_NUMBERING = re.compile(r"^(?:附?[件表]\d*[-—]?\d*[:：、.]?)?(?:[一二三四五六七八九十]{1,3}、|\d{1,2}[、.．](?!\d))?")
_NUMBER = r"(?:[(（][一二三四五六七八九十\d]{1,3}[)）][、.．]?|[一二三四五六七八九十\d]{1,3}[、.．])?"
_DECLARATION = re.compile(rf"{_NUMBER}\s{{0,9}}(\S.*?)(?:项目)?绩效目标(?:申报)?表?$")
_TAIL = re.compile(r"(?:(?<=表)[-—]{1,3}[^()。;]{1,20})?(?:\([^()]{0,30}\)){1,3}$|(?<=表)[-—]{1,3}[^()。;]{1,20}$")
_LONGEST_TITLE = 90


@dataclass(frozen=True, slots=True)
class FormTitle:
    """One line of the lexicon: the words a title has, may have and must not have."""

    id: str
    zh: str
    en: str
    all: tuple[str, ...]
    any: tuple[str, ...]
    none: tuple[str, ...]
    tail: tuple[str, ...]
    projects: bool = False
    bracket: bool = False

    def fits(self, title: str, bracket: str = "") -> bool:
        """Whether a folded title names this form; `bracket` is in brackets behind it."""
        words = title + bracket if self.bracket else title
        return (
            title.endswith(("表", *self.tail))
            and all(word in words for word in self.all)
            and (not self.any or any(word in title for word in self.any))
            and not any(word in title for word in self.none)
        )


@cache
def form_titles() -> tuple[FormTitle, ...]:
    """The forms of the lexicon, the more specific first."""
    return tuple(
        FormTitle(
            entry.id,
            entry.zh,
            entry.en,
            all=_folded(entry.all),
            any=_folded(entry.any),
            none=_folded(entry.none),
            tail=_folded(entry.tail),
            projects=entry.projects,
            bracket=entry.bracket,
        )
        for entry in lexicon.forms().form
    )


def _folded(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(fold, words))


def names_projects(form: str) -> bool:
    """Whether 项目名称 in this form heads projects; in a form of no known title it may."""
    return next((title.projects for title in form_titles() if title.id == form), True)


@lru_cache(maxsize=MEMORY)
def recognise(caption: str) -> FormTitle | None:
    """The form that a caption names, or None where it is no caption of a known form."""
    title, bracket = _without_tail(fold(caption))
    if not title or len(title) > _LONGEST_TITLE or any(mark in title for mark in "。;"):
        return None
    return next((form for form in form_titles() if form.fits(title, bracket)), None)


def _without_tail(title: str) -> tuple[str, str]:
    """The title as far as 表, and what is behind it: `…基本支出表--人员经费(按部门预算经济分类)`."""
    tail = _TAIL.search(title)
    return (title[: tail.start()], tail[0]) if tail else (title, "")


def project_of_title(caption: str) -> str:
    """The project that a declaration form's caption names: `1、办公用房租赁费绩效目标表` → `办公用房租赁费`."""
    match = _DECLARATION.match(caption.strip())
    name = match[1].strip() if match else ""
    return "" if lexicon.performance().generic.fullmatch(squeeze(name)) else name
