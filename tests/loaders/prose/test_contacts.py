import pytest

from loaders.layout.contacts import is_contact


@pytest.mark.parametrize(
    "text",
    [
        "填报人",
        "填报人\t某某\t联系电话\t0000000",
        "联系电话：0000000",
        "联 系 人：某某",
        "单位负责人：某某  填表人：某某",
        "咨询电话0000000",
    ],
)
def test_labels_of_contacts_are_recognised(text):
    assert is_contact(text)


@pytest.mark.parametrize(
    "text", ["", "公开电话投诉渠道，畅通举报。", "电话费 5万元", "邮电费2万元", "部门名称：某某局"]
)
def test_a_text_that_only_speaks_of_contacts_is_none(text):
    assert not is_contact(text)
