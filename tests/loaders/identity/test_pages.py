"""Pages of portals: what makes one a disclosure, whose it is, and of which year and kind."""

import pytest

from loaders.blocks import Cell, Paragraph, Place, Reading, Row, Table
from loaders.facts import NotABudget
from loaders.identity.identity import identify
from loaders.readers import html, read_bytes


def page(*lines):
    blocks = tuple(Paragraph(line, ((0, Place(line=number)),)) for number, line in enumerate(lines, 1))
    found = identify(Reading("text", blocks, ()), "x.txt")
    return found.department, found.fiscal_year, found.kind


@pytest.mark.parametrize(
    "lines",
    [
        ("东屏县水务局2021年“三公”经费预算公开", "公务接待费4.5万元。"),
        ("三公经费", "2021年“三公”经费预算为12.5万元。"),
        ("“三公”经费支出预算表", "合计\t12.5"),
        ("一级指标\t二级指标\t指标值", "产出指标\t数量指标\t3"),
        ("2020年末我县政府债务限额7.5亿元。", "政府债务余额6.8亿元，其中一般债务余额2.1亿元。"),
        ("1-5月，我县完成一般公共预算收入340万元。", "全县一般公共预算支出完成1950万元，同比增长6.3%。"),
        ("东屏区地方政府债务限额14.1亿元，", "年末一般债务余额5.2亿元。", "专项债务余额8.6亿元。"),
        ("东屏县第二批扶贫专项资金分配情况公告公示", "一是用于深度贫困村150万元；"),
        ("项目\t2021年预算数\t上年完成数", "增值税\t9420\t8756", "契税\t96\t88", "城建税\t28\t26", "房产税\t13\t11"),
    ],
)
def test_one_sure_sign_makes_a_disclosure(lines):
    assert page(*lines)[2] == "预算"


@pytest.mark.parametrize(
    "rows", [("增值税\t9420", "契税\t96", "城建税\t28"), ("营业税\t20", "个税\t6", "关税\t4", "船税\t1")]
)
def test_few_taxes_are_no_form_of_revenue(rows):
    with pytest.raises(NotABudget, match="政府收入表"):
        page("项目\t2021年完成数", *rows)


def test_a_bare_number_among_cells_is_no_year():
    text = "项目\t2018年预算数\n增值税\t9420\n契税\t96\n房产税\t28\n印花税\t13\n教育附加\t2098\n"
    assert identify(read_bytes(text.encode(), "x.txt"), "x.txt").fiscal_year == "2018"


def test_the_form_of_a_year_dates_the_money_of_an_earlier_one():
    title = "濛江区2021年病虫绿色防控补助资金绩效自评"
    assert page(title, "2022年度项目支出绩效自评表", "一级指标\t二级指标\t指标值")[1] == "2022"
    assert page(title, "项目支出绩效自评表", "一级指标\t二级指标\t指标值")[1] == "2021"


def test_a_single_sentence_on_revenue_is_news():
    news = "开发区去年完成一般公共预算收入12亿元。"
    reading = Reading("text", tuple(Paragraph(line, ((0, Place(line=1)),)) for line in (news, news)), ())
    with pytest.raises(NotABudget, match="两句带金额的预算收支"):
        identify(reading, "news.txt")


def table_of_taxes(*rows):
    cells = (Row(tuple(Cell(text, ((0, Place(line=number)),)) for text in row)) for number, row in enumerate(rows, 1))
    return Reading("text", (Table(tuple(cells), Place(line=1)),), ())


TAXES = (("增值税", "2098"), ("企业所得税", "410"), ("个人所得税", "95"), ("税收返还", "700"), ("收入总计", "3303"))


def test_a_table_of_taxes_under_the_budget_of_a_year_is_one_and_its_amounts_are_no_years():
    found = identify(table_of_taxes(("项目", "2018年预算数"), *TAXES), "x.txt")
    assert (found.fiscal_year, found.kind) == ("2018", "预算")


@pytest.mark.parametrize("rows", [(("项目", "税率"), *TAXES), (("项目", "2018年预算数"), *TAXES[:2])])
def test_taxes_without_a_budget_or_a_budget_without_taxes_is_none(rows):
    with pytest.raises(NotABudget):
        identify(table_of_taxes(*rows), "x.txt")


def test_three_public_without_an_amount_is_no_sign_and_force_takes_it_all_the_same():
    reading = Reading("text", (Paragraph("我局严控“三公”经费。", ((0, Place(line=1)),)),), ())
    with pytest.raises(NotABudget, match="--force"):
        identify(reading, "novel.txt")
    assert identify(reading, "novel.txt", force=True).kind == "预算"


@pytest.mark.parametrize(
    ("lines", "department", "year"),
    [
        (
            ("2018年第四季度“三公”经费使用情况", "公务接待费3万元。", "东屏县林业局", "2019年1月3日"),
            "东屏县林业局",
            "2018",
        ),
        (
            ("2020年“三公”经费公开", "来源：东屏县台创园  2020-04-27 浏览量：1", "公务接待费3万元。"),
            "东屏县台创园",
            "2020",
        ),
        (
            ("项目支出绩效目标表", "（2020年度）", "主管部门 实施单位 东屏县水利局", "一级指标 指标值"),
            "东屏县水利局",
            "2020",
        ),
        (
            ("东屏县渔业局“三公”经费公开 - 东屏县人民政府", "2016年预算安排7万元，比2015年减少1万元。"),
            "东屏县渔业局",
            "2016",
        ),
        (("填报单位：东屏县妇联 单位：万元", "2017年“三公”经费预算表"), "东屏县妇联", "2017"),
        (("2017年“三公”经费预算表", "单位名称（公章）：东屏县妇联"), "东屏县妇联", "2017"),
        (("2017年“三公”经费预算表", "单位：东屏县妇联 单位：万元"), "东屏县妇联", "2017"),
        (("2017年“三公”经费预算表", "单位：万元"), "", "2017"),
        (("公务接待费用公示", "2018年一季度我局公务接待12批次，费用1.2万元。", "东屏县民政局"), "东屏县民政局", "2018"),
        (
            ("柳塘乡2019年机关运行经费、政府采购情况", "支出3万元。", "东屏县柳塘乡人民政府"),
            "东屏县柳塘乡人民政府",
            "2019",
        ),
        (("柳塘乡2019年机关运行经费、政府采购情况", "支出3万元。", "东屏县财政局"), "柳塘乡", "2019"),
        (("2018年部门预算公开", "——东屏县水务局"), "东屏县水务局", "2018"),
        (("2018年部门预算公开", "公务接待费3万元。", "东屏县水务局 2018年3月2日"), "东屏县水务局", "2018"),
        (("2018年部门预算公开", "公务接待费3万元。", "东屏县水务局办公室"), "东屏县水务局", "2018"),
        (("2018年部门预算公开", "公务接待费3万元。", "东屏县人民政府办公室"), "东屏县人民政府办公室", "2018"),
        (("2018年“三公”经费公开", "来源：县农机局", "东屏县农机局的“三公”经费3万元。"), "东屏县农机局", "2018"),
        (("2018年“三公”经费公开", "来源：县农机局", "预算单位 县农机局"), "县农机局", "2018"),
        (("实施单位", "东屏县妇联", "项目预算", "（2018年度）", "一级指标 指标值"), "东屏县妇联", "2018"),
        (("东屏县教育局2020年“三公”经费预算为3万元，比2019年减少1万元。",), "东屏县教育局", "2020"),
    ],
)
def test_names_and_years_are_found_wherever_a_page_prints_them(lines, department, year):
    assert page(*lines)[:2] == (department, year)


@pytest.mark.parametrize(
    ("lines", "department", "title"),
    [
        (
            ("东屏市东山区2025年区级部门预算", "2025年部门收支总表", "编制部门：东屏市东山区财政局", "部门收支总表"),
            "东屏市东山区财政局",
            "东屏市东山区2025年区级部门预算",
        ),
        (("2017年政府采购预算表", "部门：东屏县委员会办公室", "“三公”经费3万元。"), "东屏县委员会办公室", ""),
        (
            ("公开11表", "一般公共预算机关运行经费支出预算表", "部门：东屏市政协办公厅", "2018年“三公”经费支出3万元。"),
            "东屏市政协办公厅",
            "",
        ),
    ],
)
def test_labels_and_form_numbers_are_no_part_of_a_title(lines, department, title):
    blocks = tuple(Paragraph(line, ((0, Place(line=number)),)) for number, line in enumerate(lines, 1))
    found = identify(Reading("text", blocks, ()), "x.txt")
    assert (found.department, found.title) == (department, title)


def test_accounts_are_distinguished_from_budgets_by_what_the_figures_say():
    assert page("2020年“三公”经费支出31万元，比上年累计支出33万元减少2万元。")[2] == "决算"
    assert page("2020年“三公”经费预算31万元，比上年执行数减少2万元。")[2] == "预算"


@pytest.mark.parametrize(
    ("lines", "department", "kind"),
    [
        (("2023年泉河镇一般公共预算收支预算表", "税收收入\t6200", "非税收入\t800"), "泉河镇", "政府预算"),
        (("东屏县2020年一般公共预算收入决算表", "增值税\t6200"), "东屏县", "政府决算"),
        (("东屏县泉河镇2023年部门预算", "税收收入\t6200", "非税收入\t800"), "东屏县泉河镇", "预算"),
        (("东屏县教育局2023年一般公共预算支出表", "教育支出\t6200"), "东屏县教育局", "预算"),
    ],
)
def test_the_budget_of_a_government_is_of_its_own_kind(lines, department, kind):
    found = page(*lines)
    assert (found[0], found[2]) == (department, kind)


@pytest.mark.parametrize("line", ["第一部分县水务局概况", "根据县水务局三定方案，主要职责如下", "经县水务局党组研究"])
def test_words_before_a_name_are_no_place(line):
    assert page("县水务局2025年部门预算", line)[0] == "县水务局"


def test_a_name_without_its_place_gives_way_to_the_one_with_it():
    assert (
        page("项目支出绩效目标表 2020年", "发布机构 教育局", "实施单位 东屏县教育局", "一级指标 指标值")[0]
        == "东屏县教育局"
    )


THREE = ("2021年“三公”经费预算公开", "公务接待费2万元。")


@pytest.mark.parametrize(
    ("lines", "department"),
    [
        ((*THREE, "版权所有：岚口县水利局 备案号：豫ICP备0号"), "岚口县水利局"),
        ((*THREE, "主办：岚口县人民政府 承办：岚口县水利局"), "岚口县水利局"),
        ((*THREE, "主办：岚口县人民政府 承办：岚口县人民政府办公室"), ""),
        (("河南省岚口县人民政府 / 县水利局 / 预算绩效管理", "岚口县水利局2021年“三公”经费公开"), "岚口县水利局"),
        (("2021年岚口区“三公”经费汇总情况表", "公务接待费2万元。"), "岚口区"),
        (("岚口县水利局2021年“三公”经费公开", "来源：河南省岚口县水利局"), "岚口县水利局"),
        (("县水利局2021年“三公”经费公开", "来源：河南省岚口县水利局"), "河南省岚口县水利局"),
    ],
)
def test_who_runs_the_page_is_named_last_and_a_title_keeps_its_form(lines, department):
    assert page(*lines)[0] == department


def test_a_label_printed_twice_names_no_department():
    assert page("项目支出绩效目标申报表", "主管部门 | 主管部门 | 岚口县水利局", "一级指标 指标值")[0] != "主管部"


def test_a_town_of_two_titles_is_named_with_its_county():
    lines = (
        "岚口县石桥镇2021年一般公共预算收支预算表",
        "石桥镇2021年一般公共预算收入预算表",
        "发布机构：河南省岚口县石桥镇人民政府",
        "税收收入 增值税 上级补助收入 转移性收入",
    )
    assert page(*lines) == ("岚口县石桥镇人民政府", "2021", "政府预算")


@pytest.mark.parametrize(
    "head",
    [
        "<title>岚口县水利局</title>",
        "<title>“三公”经费公开_岚口县水利局</title>",
        '<title>预算公开</title><meta name="ContentSource" content="岚口县水利局">',
    ],
)
def test_the_head_of_a_web_page_names_the_department(head):
    body = "<h1>2021年“三公”经费预算公开</h1><p>公务接待费2万元。</p>"
    reading = html.read(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "x.html")
    assert identify(reading, "x.html").department == "岚口县水利局"


def test_a_path_of_links_names_the_department_and_a_menu_of_bodies_none():
    def found(links):
        bar = "".join(f'<a href="#">{link}</a> &gt; ' for link in links)
        body = f"<div>{bar}</div><h1>2021年“三公”经费预算公开</h1><p>公务接待费2万元。</p>"
        reading = html.read(f"<html><body>{body}</body></html>".encode(), "x.html")
        return identify(reading, "x.html").department

    assert found(["首页", "部门", "岚口县水利局", "预决算"]) == "岚口县水利局"
    assert found(["首页", "岚口县教育局", "岚口县水利局", "岚口县民政局"]) == ""


@pytest.mark.parametrize(
    ("banner", "department"),
    [("贵州省东屏县人民政府   今天是   无障碍浏览", "东屏县林业局"), ("东屏县人民政府办公室", "东屏县人民政府办公室")],
)
def test_the_banner_of_a_site_is_no_line_of_the_title_below_it(banner, department):
    form = ("2021年度项目支出绩效自评表", "主管部门：东屏县林业局", "一级指标\t二级指标\t指标值")
    assert page(banner, *form)[0] == department
