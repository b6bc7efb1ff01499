"""A seeded generator of disclosures: several layouts, sizes as published ones have, and every figure known.

The same seed and number give the same text. What is printed is returned beside it, so that the loaders are tested on
documents that nobody wrote for them.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

Row = Sequence[str]

FIRST = "青绿红金银玉石松竹梅兰云雨雪霜晨星月阳明清江河湖海溪泉山岭峰"
SECOND = "山水川原城林田桥门关安宁平和顺昌隆丰泽源"
OFFICES = ("医疗保障局", "财政局", "民政局", "教育局", "水利局", "审计局", "司法局", "统计局", "林业局", "交通运输局")
SUBJECTS = {
    "208": ("社会保障和就业支出", {"20805": ("行政事业单位养老支出", {"2080505": "机关事业单位基本养老保险缴费支出"})}),
    "210": (
        "卫生健康支出",
        {
            "21011": ("行政事业单位医疗", {"2101101": "行政单位医疗", "2101102": "事业单位医疗"}),
            "21013": ("医疗救助", {"2101301": "城乡医疗救助", "2101399": "其他医疗救助支出"}),
            "21015": (
                "医疗保障管理事务",
                {
                    "2101501": "行政运行",
                    "2101502": "一般行政管理事务",
                    "2101505": "医疗保障政策管理",
                    "2101550": "事业运行",
                },
            ),
        },
    ),
    "213": (
        "农林水支出",
        {"21301": ("农业农村", {"2130101": "行政运行", "2130104": "事业运行", "2130199": "其他农业农村支出"})},
    ),
    "221": ("住房保障支出", {"22102": ("住房改革支出", {"2210201": "住房公积金"})}),
}
ECONOMIC = {
    "301": ("工资福利支出", {"30101": "基本工资", "30102": "津贴补贴", "30103": "奖金", "30113": "住房公积金"}),
    "302": (
        "商品和服务支出",
        {"30201": "办公费", "30205": "水费", "30206": "电费", "30211": "差旅费", "30231": "公务用车运行维护费"},
    ),
    "303": ("对个人和家庭的补助", {"30302": "退休费", "30304": "抚恤金", "30307": "医疗费补助"}),
}
PURPOSES = (
    "专项业务费",
    "信息系统运行维护费",
    "业务培训经费",
    "监督检查经费",
    "宣传经费",
    "困难群众补助资金",
    "设备购置经费",
)
INDICATORS = (
    ("产出指标", "数量指标", "政策宣传次数", "≥{0} 次"),
    ("产出指标", "质量指标", "资料归档完整率", "≥{0} 百分比"),
    ("产出指标", "时效指标", "资金及时到位率", "≥{0} 百分比"),
    ("效益指标", "社会效益指标", "群众办事负担", "明显减轻"),
    ("满意度指标", "服务对象满意度指标", "服务对象满意度", "≥{0} 百分比"),
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure as the document prints it: title of its form, row code (or label), and yuan."""

    form: str
    row: str
    yuan: Decimal


@dataclass(frozen=True, slots=True)
class Made:
    """A document and what it says: its id, figures, project codes with yuan, and the number of indicators."""

    id: str
    text: str
    figures: tuple[Printed, ...]
    projects: dict[str, Decimal]
    indicators: int


@dataclass(frozen=True, slots=True)
class Layout:
    """How a province prints its forms."""

    name: str
    prefix: str
    unit: str
    thousands: bool
    numbered: bool
    blank: str

    @property
    def scale(self) -> int:
        """Yuan in a printed unit."""
        return 10000 if self.unit == "万元" else 1

    def money(self, value: Decimal) -> str:
        """An amount as this layout prints it; zero is left blank."""
        return (f"{value:,.2f}" if self.thousands else f"{value:.2f}") if value else self.blank


LAYOUTS = (
    Layout("numbered", "部门预算", "万元", False, True, ""),
    Layout("plain", "部门", "万元", True, False, ""),
    Layout("yuan", "部门", "元", True, False, ""),
    Layout("zeros", "部门", "万元", False, False, "0.00"),
)

Split = tuple[str, str, Decimal, Decimal]
"""Code, label, and two amounts."""


def make(number: int, seed: int = 1, size: float = 1.0) -> Made:
    """The document of a number; `size` scales the number of rows and projects."""
    dice = random.Random(seed * 1_000_003 + number)
    layout = LAYOUTS[number % len(LAYOUTS)]
    department = _department(number)
    year = 2026 - dice.randrange(3)
    writer = _Writer(layout, department, year)
    subjects = _tree(SUBJECTS, dice, size, layout)
    economic = _tree(ECONOMIC, dice, size, layout)
    projects = _projects(dice, size, layout)
    writer.opening()
    writer.balance(subjects)
    writer.subjects("支出总表", subjects, "expenditure")
    writer.subjects("一般公共预算财政拨款支出表", subjects, "general")
    writer.subjects("一般公共预算财政拨款基本支出表", economic, "basic")
    writer.text(subjects)
    indicators = sum(writer.project(one, dice) for one in projects)
    writer.closing()
    amounts = {code: amount * layout.scale for code, _name, amount in projects}
    return Made(f"{department}-{year}-预算", writer.document(), tuple(writer.figures), amounts, indicators)


def write(folder: Path, count: int, seed: int = 1, size: float = 1.0) -> list[Path]:
    """Put documents 0 … count-1 into a folder, one file each."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in range(count):
        path = folder / f"{number:05d}.txt"
        path.write_text(make(number, seed, size).text, encoding="utf-8")
        paths.append(path)
    return paths


def _department(number: int) -> str:
    office, rest = OFFICES[number % len(OFFICES)], number // len(OFFICES)
    second, first = divmod(rest, len(FIRST))
    return f"{FIRST[first]}{SECOND[second % len(SECOND)]}县{office}"


def _tree(
    subjects: dict[str, tuple[str, dict[str, object]]], dice: random.Random, size: float, layout: Layout
) -> list[Split]:  # type: ignore[type-arg]
    """The rows of a classification, parents before their parts, each the exact sum of what stands below it."""
    rows: list[Split] = []
    for code, (label, below) in subjects.items():
        if dice.random() > 0.5 + 0.4 * size:
            continue
        parts = _below(below, dice, layout)
        rows.append((code, label, *_sums(parts, len(min((row[0] for row in parts), key=len)))))
        rows += parts
    return rows or _tree(subjects, dice, 2.0, layout)


def _below(below: dict[str, object], dice: random.Random, layout: Layout) -> list[Split]:
    rows: list[Split] = []
    for code, inner in below.items():
        if isinstance(inner, str):
            rows.append(
                (code, inner, _amount(dice, layout), _amount(dice, layout) if dice.random() < 0.5 else Decimal(0))
            )
        elif isinstance(inner, tuple):
            parts = _below(inner[1], dice, layout)
            rows += [(code, inner[0], *_sums(parts, len(parts[0][0]))), *parts]
    return rows


def _sums(rows: Sequence[Split], digits: int) -> tuple[Decimal, Decimal]:
    lowest = [row for row in rows if len(row[0]) == digits]
    return sum((row[2] for row in lowest), Decimal(0)), sum((row[3] for row in lowest), Decimal(0))


def _amount(dice: random.Random, layout: Layout) -> Decimal:
    return Decimal(dice.randint(100, 5_000_000)) / 100 * (10000 // layout.scale if layout.scale == 1 else 1)


def _projects(dice: random.Random, size: float, layout: Layout) -> list[tuple[str, str, Decimal]]:
    count = max(1, round(dice.randint(2, 8) * size))
    names = [f"{PURPOSES[index % len(PURPOSES)]}{'' if index < len(PURPOSES) else index}" for index in range(count)]
    return [
        (f"130{dice.randrange(10**3):03d}26P{index:05d}{dice.randrange(10**5):05d}X", name, _amount(dice, layout))
        for index, name in enumerate(names)
    ]


class _Writer:
    """Prints a document and remembers each figure."""

    def __init__(self, layout: Layout, department: str, year: int) -> None:
        self.layout, self.department, self.year = layout, department, year
        self.figures: list[Printed] = []
        self._lines: list[str] = []

    def document(self) -> str:
        return "\n".join(self._lines) + "\n"

    def opening(self) -> None:
        self._say(f"{self.department}{self.year}年部门预算", "目录", *(f"{title}\t{n}" for n, title in self._titles()))

    def balance(self, subjects: Sequence[Split]) -> None:
        title = self._caption("收支总表")
        income = sum((row[2] + row[3] for row in subjects if len(row[0]) == 3), Decimal(0))
        kinds = [
            (f"{'一二三四五六七八九'[index]}、{row[1]}", row[2] + row[3])
            for index, row in enumerate(r for r in subjects if len(r[0]) == 3)
        ]
        left = [("一、一般公共预算拨款收入", income), ("二、政府性基金预算拨款收入", Decimal(0))]
        self._table(["收入\t\t支出\t", "项目\t预算数\t项目\t预算数"], 4)
        blank = ("", Decimal(0))
        for index in range(max(len(left), len(kinds))):
            one = left[index] if index < len(left) else blank
            two = kinds[index] if index < len(kinds) else blank
            self._two_sides(title, one, two)
        self._two_sides(title, ("本年收入合计", income), ("本年支出合计", income))
        self._two_sides(title, ("收入总计", income), ("支出总计", income))
        self._say("")

    def subjects(self, name: str, rows: Sequence[Split], kind: str) -> None:
        title = self._caption(name)
        columns = ("人员经费", "公用经费") if kind == "basic" else ("基本支出", "项目支出")
        self._table([f"科目编码\t科目名称\t合计\t{columns[0]}\t{columns[1]}"], 5)
        top = min(len(row[0]) for row in rows)
        self._row(title, "", "合计", *_sums(rows, top))
        for row in rows:
            self._row(title, *row)
        self._say("")

    def text(self, subjects: Sequence[Split]) -> None:
        basic, project = _sums(subjects, 3)
        unit, money = self.layout.unit, self.layout.money
        self._say(
            f"{self.department}{self.year}年部门预算信息公开情况说明",
            "一、部门职责",
            "（一）贯彻执行有关法律法规和政策，拟订本县规划并组织实施。",
            "（二）负责本部门预算管理和绩效管理。",
            "二、部门预算安排的总体情况",
            f"{self.year}年支出预算{money(basic + project)}{unit}，其中基本支出{money(basic)}{unit}，"
            f"项目支出{money(project)}{unit}，依据冀财社〔{self.year - 1}〕{100 + len(subjects)}号文件安排。",
            "三、部门项目预算安排情况及绩效目标",
        )

    def project(self, one: tuple[str, str, Decimal], dice: random.Random) -> int:
        code, name, amount = one
        money = self.layout.money(amount)
        chosen = [item for item in INDICATORS if dice.random() < 0.7] or list(INDICATORS[:1])
        self._say(
            f"{name}绩效目标表",
            f"单位：{self.layout.unit}",
            "",
            f"项目编码\t{code}\t\t项目名称\t{name}\t\t",
            f"预算规模及资金用途\t预算数\t{money}\t其中：财政资金\t{money}\t其他资金\t",
            "\t用于保障有关工作正常开展。\t\t\t\t\t",
            "资金支出计划（%）\t3月底\t\t6月底\t\t10月底\t",
            "\t25%\t\t50%\t\t75%\t",
            "绩效目标\t1. 按时完成年度任务\t\t\t\t\t",
            "一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据\t",
            *(
                f"{first}\t{second}\t{third}\t{third}的情况\t{target.format(dice.randint(50, 99))}\t相关政策文件要求\t"
                for first, second, third, target in chosen
            ),
        )
        self._lines.append("")
        return len(chosen)

    def closing(self) -> None:
        self._say("四、名词解释", "基本支出：指为保障机构正常运转、完成日常工作任务而发生的人员支出和公用支出。")

    def _titles(self) -> Iterator[tuple[int, str]]:
        names = ("收支总表", "支出总表", "一般公共预算财政拨款支出表", "一般公共预算财政拨款基本支出表")
        return ((page, self.layout.prefix + name) for page, name in enumerate(names, start=1))

    def _caption(self, name: str) -> str:
        title = self.layout.prefix + name
        self._say(title, f"部门名称：{self.department}", f"单位：{self.layout.unit}", "")
        return title

    def _table(self, header: Sequence[str], width: int) -> None:
        if self.layout.numbered:
            self._lines += [("序号\t" if index == 0 else "\t") + line for index, line in enumerate(header)]
            self._lines.append("栏次\t" + "\t".join(str(number) for number in range(1, width + 1)))
            self._number = 0
        else:
            self._lines += header

    def _row(self, title: str, code: str, label: str, first: Decimal, second: Decimal) -> None:
        values = (first + second, first, second)
        self._line([code, label, *map(self.layout.money, values)])
        self._remember(title, code or label, values)

    def _two_sides(self, title: str, *sides: tuple[str, Decimal]) -> None:
        cells: list[str] = []
        for label, value in sides:
            cells += [label, self.layout.money(value) if label else ""]
            if label:
                self._remember(title, label, [value])
        self._line(cells)

    def _line(self, cells: Sequence[str]) -> None:
        if self.layout.numbered:
            self._number += 1
            cells = [str(self._number), *cells]
        self._lines.append("\t".join(cells))

    def _remember(self, title: str, row: str, values: Sequence[Decimal]) -> None:
        printed: Callable[[Decimal], bool] = lambda value: bool(self.layout.money(value))  # noqa: E731
        self.figures += [Printed(title, row, value * self.layout.scale) for value in values if printed(value)]

    def _say(self, *lines: str) -> None:
        for line in lines:
            self._lines += [line, ""]
