"""A duty's product is what its own verb asks to make; every rule holds its examples and counter-examples."""

from __future__ import annotations

import pytest

from phongtrao.work.products import PRODUCTS, ProductRule, product_of

EXAMPLES = [(rule, words) for rule in PRODUCTS for words in rule.examples]
NOT_EXAMPLES = [(rule, words) for rule in PRODUCTS for words in rule.not_examples]


@pytest.mark.parametrize(("rule", "words"), EXAMPLES, ids=[words for _, words in EXAMPLES])
def test_a_product_is_read_from_the_words_that_ask_for_it(rule: ProductRule, words: str) -> None:
    assert product_of("act", words) == rule.product


@pytest.mark.parametrize(("rule", "words"), NOT_EXAMPLES, ids=[words for _, words in NOT_EXAMPLES])
def test_no_product_is_read_from_words_that_only_name_one(rule: ProductRule, words: str) -> None:
    assert product_of("act", words) != rule.product


@pytest.mark.parametrize(
    ("words", "product"),
    [
        ("báo cáo UBND tỉnh trước ngày 05/6/2027", "Báo cáo"),
        ("gửi kết quả về Sở Xây dựng", "Báo cáo"),
        ("đăng ký với Sở Xây dựng trước ngày 05/6/2027", "Bản đăng ký"),
        ("gửi hồ sơ về Sở Xây dựng để tổng hợp, báo cáo", "Hồ sơ"),
        ("gửi UBND các xã, phường trong tháng 4/2027", ""),
        ("gửi tin, bài về Sở Xây dựng để tổng hợp, báo cáo", ""),
    ],
)
def test_what_is_sent_is_a_report_only_where_the_words_before_the_purpose_say_so(words: str, product: str) -> None:
    assert product_of("report", words) == product
