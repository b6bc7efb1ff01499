"""Tables whose caption and header print lost: kept, their rows stated by codes, their columns unknown unless proved."""

from __future__ import annotations

from made_layouts import disclosure_of_text, tabbed

PROSE = "青山市水利局2024年部门预算\n\n本部门2024年支出合计9万元，均为一般公共预算安排的支出。\n\n"


def test_headless_rows_of_subjects_are_kept_with_the_sum_proved() -> None:
    disclosure = disclosure_of_text(
        PROSE + tabbed("302|02|印刷费|502|01|办公经费|5.60|5.60", "302|29|福利费|502|01|办公经费|1.12|1.12")
    )
    (form,) = disclosure.forms
    assert (form.form, form.status) == ("economic-summary", "fragment")
    assert [(figure.row_code, figure.second_code, figure.component) for figure in disclosure.figures[:2]] == [
        ("30202", "50201", "total"),
        ("30202", "50201", "unknown"),
    ]


def test_headless_list_of_projects_gives_projects() -> None:
    disclosure = disclosure_of_text(
        PROSE
        + tabbed(
            "42130324032T000000103|河道管护|青山市水利局|80.00|80.00",
            "42130324032T000000104|水文监测|青山市水文站|20.00|20.00",
        )
    )
    assert [form.form for form in disclosure.forms] == ["project-list"]
    assert [(project.name, project.code, project.amount) for project in disclosure.projects] == [
        ("河道管护", "42130324032T000000103", "80.00"),
        ("水文监测", "42130324032T000000104", "20.00"),
    ]


def test_column_that_no_sum_proves_stays_unknown() -> None:
    disclosure = disclosure_of_text(PROSE + tabbed("2080505|养老|9.00|4.00", "2130301|行政运行|9.00|3.00"))
    assert {figure.component for figure in disclosure.figures} == {"unknown"}


def test_titled_table_without_a_header_is_read_by_its_rows() -> None:
    disclosure = disclosure_of_text(
        "部门支出总表\n单位：万元\n\n" + tabbed("2080505|养老|9.00|9.00", "2130301|行政运行|3.00|3.00")
    )
    (form,) = disclosure.forms
    assert (form.form, form.status) == ("expenditure", "fragment")
    assert [figure.unit for figure in disclosure.figures] == ["万元"] * 4


def test_table_of_words_is_stated_as_unread() -> None:
    disclosure = disclosure_of_text(PROSE + tabbed("张三|科长", "李四|科员"))
    assert disclosure.figures == ()
    assert [unread.kind for unread in disclosure.unread] == ["table", "table"]
