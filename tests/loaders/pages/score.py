#!/usr/bin/env python3
"""score.py OUT [OUT…]: compare OUT/NAME/*.csv (kb export tables, each page loaded alone) with NAME.truth.json.

Looks in open/ and held/ beside this file; a set of which no page is in OUT is left out.
figures: right / wrong (the amount under another row, column or unit, or a money row whose amount no form of the
page has) / missing. Figures of forms marked "optional" are not counted, those "also_in": "projects" may be there.
Standard library only.
"""

import csv
import io
import json
import re
import sys
from decimal import Decimal, InvalidOperation
from pathlib import Path

MONEY = {"元", "万元", "亿元", "千元", "百万元"}
AMOUNTS = ("amount", "fiscal_amount", "other_amount", "executed_amount")
SAME_UNIT = {"批次": "批", "人次": "人"}
csv.field_size_limit(10**9)


def norm(text):
    text = re.sub(r"[\s\u00a0\u3000\u200b\ufeff“”\"'‘’]", "", str(text or ""))
    for a, b in (
        ("（", "("),
        ("）", ")"),
        ("，", ","),
        ("：", ":"),
        ("＝", "="),
        (">=", "≥"),
        ("<=", "≤"),
        ("％", "%"),
    ):
        text = text.replace(a, b)
    return text


def number(text):
    try:
        return Decimal(norm(text).rstrip("%").replace(",", ""))
    except InvalidOperation:
        return None


def table(folder, name):
    path = folder / (name + ".csv")
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))) if path.is_file() else []


def pair(wanted, rows, fits):
    """Largest one-to-one matching: {index of wanted: index of row}."""
    options = [[j for j, row in enumerate(rows) if fits(want, row)] for want in wanted]
    taken = {}

    def place(i, seen):
        for j in options[i]:
            if j not in seen:
                seen.add(j)
                if j not in taken or place(taken[j], seen):
                    taken[j] = i
                    return True
        return False

    [place(i, set()) for i in range(len(wanted))]
    return {i: j for j, i in taken.items()}


def unit_fits(truth, unit):
    units = [norm(u) for u in [*truth.get("unit_ok", [truth["unit"]]), unit]]
    units = [SAME_UNIT.get(u, u) for u in units]
    return units[-1] in units[:-1]


def figure_fits(truth, row):
    if number(truth["amount"]) != number(row.get("amount")) or not unit_fits(truth, row.get("unit")):
        return False
    side = norm("|".join(row.get(k) or "" for k in ("row_label", "project", "budget_unit")))
    head = norm("|".join(row.get(k) or "" for k in ("column_label", "component", "phase")))
    if truth["row"] and not any(norm(r) in side for r in truth.get("row_ok", [truth["row"]])):
        return False
    if not truth["several_columns"]:
        return True
    return all(norm(part) in (head if truth["row"] else head + side) for part in truth["column"].split("/"))


def indicator_fits(truth, row):
    if not all(norm(truth[k]).removesuffix("指标") in norm(row.get(k)) for k in ("level1", "level2", "level3")):
        return False
    op, target, num, unit = (norm(row.get(k)) for k in ("operator", "target", "number", "target_unit"))
    said = {target, op + target, target + unit, op + target + unit, op + num + unit, norm(row.get("target_text"))}
    if norm(truth["target"]).lstrip("=") not in {s.lstrip("=") for s in said}:
        return False
    if not truth["weight"]:
        return True
    actual, got = norm(truth["actual"]), norm(row.get("actual"))
    return (
        number(truth["weight"]) == number(row.get("weight"))
        and number(truth["score"]) == number(row.get("score"))
        and (actual == got or number(actual) == number(got) is not None)
    )


def statement_fits(truth, row):
    measure = norm(row.get("measure"))
    if not any(norm(m) in measure for m in truth.get("measure_ok", [truth["measure"]])):
        return False
    if (truth["value"] == "" or (truth["direction"] and row.get("direction"))) and row.get("direction") != truth[
        "direction"
    ]:
        return False
    if truth["value"] == "":
        return True
    return number(truth["value"]) == number(row.get("value")) is not None and unit_fits(truth, row.get("unit"))


def project_fits(truth, row):
    return norm(truth["project"]) in norm(row.get("project")) and all(
        number(truth[key]) == number(row.get(key)) for key in (*AMOUNTS, "execution_rate") if key in truth
    )


def figures(truth, folder):
    rows = table(folder, "budget_lines")
    wanted = []
    for form in truth["forms"]:
        several = len({f["column"] for f in form["figures"]}) > 1
        wanted += [
            dict(f, several_columns=several, optional=form.get("optional"), also=form.get("also_in"))
            for f in form["figures"]
        ]
    found = pair(wanted, rows, figure_fits)
    left = [r for j, r in enumerate(rows) if j not in set(found.values())]
    elsewhere = {number(p.get(k)) for p in table(folder, "projects") for k in AMOUNTS} - {None}
    right, wrong, missing, faults = 0, 0, 0, []
    for i, want in enumerate(wanted):
        name = f"{want['row']}|{want['column']}|{want['amount']}{want['unit']}"
        if i in found:
            right += not want["optional"]
            continue
        other = next((r for r in left if number(r.get("amount")) == number(want["amount"])), None)
        if want["optional"]:
            left = [r for r in left if r is not other]
        elif want["also"] == "projects" and number(want["amount"]) in elsewhere:
            right += 1
        elif other:
            left.remove(other)
            wrong += 1
            faults.append(f"wrong {name} as {other.get('row_label')}|{other.get('column_label')}|{other.get('unit')}")
        else:
            missing += 1
            faults.append("missing " + name)
    known = {number(w["amount"]) for w in wanted}
    for row in left:
        if norm(row.get("unit")) in MONEY and number(row.get("amount")) not in known:
            wrong += 1
            faults.append(
                f"extra {row.get('row_label')}|{row.get('column_label')}|{row.get('amount')}{row.get('unit')}"
            )
    return right, wrong, missing, faults


def score(truth, folder):
    documents = table(folder, "documents")
    doc = documents[0] if len(documents) == 1 else {}
    result = {"loaded": int(bool(doc))}
    names = {norm(d) for d in truth.get("department_ok", [truth["department"]])}
    result["department"] = int(norm(doc.get("department")) in names)
    result["year"] = int(bool(doc) and norm(doc.get("fiscal_year")) == truth["year"])
    result["kind"] = int(bool(doc) and norm(doc.get("kind")) in truth.get("kind_ok", [truth["kind"]]))
    result["province"] = int(truth["province"] in (doc.get("province") or ""))
    result["right"], result["wrong"], result["missing"], faults = figures(truth, folder)
    for kind, fits in (("indicators", indicator_fits), ("statements", statement_fits), ("projects", project_fits)):
        found = pair(truth[kind], table(folder, kind), fits)
        result[kind], result[kind + "_of"] = len(found), len(truth[kind])
        faults += [
            f"{kind[:-1]} not right: " + "|".join(str(v) for v in t.values() if isinstance(v, str))
            for i, t in enumerate(truth[kind])
            if i not in found
        ]
    findings = table(folder, "findings")
    result["planted"] = result["planted_of"] = result["false_errors"] = 0
    if truth["contradiction"]:
        values = {number(v) for v in truth["contradiction"]["values"]}
        printed = [
            re.findall(r"\d[\d,]*(?:\.\d+)?", (f.get("message") or "") + " " + (f.get("values") or ""))
            for f in findings
        ]
        result["planted_of"] = 1
        result["planted"] = int(any(values & {number(n) for n in numbers} for numbers in printed))
    else:
        result["false_errors"] = sum(f.get("severity") == "error" for f in findings)
    return result, faults


def line(name, r):
    return (
        f"{name}\t"
        + " ".join(f"{k}={r[k]}" for k in ("loaded", "department", "year", "kind", "province"))
        + f"\tfigures {r['right']}/{r['wrong']}/{r['missing']}"
        + "".join(f"\t{k} {r[k]}/{r[k + '_of']}" for k in ("indicators", "statements", "projects", "planted"))
        + f"\tfalse errors {r['false_errors']}"
    )


def main(args):
    outs = [Path(a) for a in args if a != "-v"] or sys.exit(__doc__)
    for part in ("open", "held"):
        truths = sorted((Path(__file__).resolve().parent / part).glob("*.truth.json"))
        names = [t.name.removesuffix(".truth.json") for t in truths]
        if not any((out / name).is_dir() for out in outs for name in names):
            continue
        total = {}
        print(f"== {part} ({len(names)} pages; figures right/wrong/missing)")
        for path, name in zip(truths, names, strict=False):
            folder = next((out / name for out in outs if (out / name).is_dir()), outs[0] / name)
            result, faults = score(json.loads(path.read_text(encoding="utf-8")), folder)
            total = {key: total.get(key, 0) + value for key, value in result.items()}
            print(line(name, result))
            if "-v" in args:
                print("".join(f"    {fault}\n" for fault in faults), end="")
        print(line("TOTAL", total))


if __name__ == "__main__":
    main(sys.argv[1:])
