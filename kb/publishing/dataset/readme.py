"""`README.md` of a data set: what is in the folder and how to use it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kb.publishing.about import TITLE_EN
from loaders.namespaces import expand

if TYPE_CHECKING:
    from kb.publishing.about import About
    from kb.publishing.dataset.counts import GraphCounts
    from kb.publishing.dataset.coverage import Coverage
    from kb.publishing.dataset.dcat import File

_UNSAID = "未声明 (not stated)"

_PAGE = """\
# {title}
{title_en}

| | |
|---|---|
| 文件 disclosures | {disclosures} |
| 年度 fiscal years | {years} |
| 地区 areas | {areas} |
| 三元组 triples | {triples} |
| 数据 figures (`qb:Observation`) | {figures} |
| 基准 IRI base IRI | <{base}> |
| 许可 licence | {license} |
| 发布者 publisher | {publisher} |

## 内容 · Content

| 文件 file | 内容 content | 字节 bytes |
|---|---|---|
{files}

## 使用 · Use

```sh
kb import-rdf {dump} --store my-store              # 装入本项目 (this project)
oxigraph load --location store --file {dump}       # 其他 SPARQL 引擎 (another engine)
```

金额是元（`xsd:decimal`），印出的数和单位在 `cnb:printedAmount`、`cnb:printedUnit`。求和先定一种表，只加 `cnb:amount`：
合计和小计是另一个属性 `cnb:totalAmount`，不会误加。

Amounts are yuan (`xsd:decimal`); what was printed is in `cnb:printedAmount` and `cnb:printedUnit`. To sum, name one
form and add `cnb:amount` only: totals and subtotals are another property, `cnb:totalAmount`, and cannot slip in.

```sparql
PREFIX cnb: <https://w3id.org/cnbudget/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?department ?year (SUM(?amount) AS ?yuan) WHERE {{
  ?figure cnb:formKind <https://w3id.org/cnbudget/code/form/expenditure> ; cnb:amount ?amount ;
          cnb:component/skos:broader* <https://w3id.org/cnbudget/code/component/project-expenditure> ;
          cnb:department ?department ; cnb:fiscalYear ?year .
}} GROUP BY ?department ?year
```
"""


def readme(about: About, found: Coverage, counts: GraphCounts, files: Sequence[File]) -> str:
    """The page in Markdown."""
    dump = next((file.path for file in files if ".nq" in file.path), "data/budgets.nq.gz")
    return _PAGE.format(
        title=about.title,
        title_en=TITLE_EN,
        disclosures=len(found.sources),
        years="–".join(dict.fromkeys((min(found.years), max(found.years)))) if found.years else "",
        areas="、".join(name or iri for iri, name in found.areas),
        triples=counts.triples,
        figures=counts.classes[expand("qb:Observation")],
        base=about.base,
        license=f"<{about.license}>" if about.license else _UNSAID,
        publisher=about.publisher or about.publisher_iri or _UNSAID,
        files="\n".join(f"| [{file.path}]({file.path}) | {file.title} | {file.size} |" for file in files),
        dump=dump,
    )
