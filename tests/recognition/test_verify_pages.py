"""Anyone checks a certificate on the site, with JavaScript or without, and takes the page away for later."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from phongtrao.recognition.models import SignedKeyList
from phongtrao.recognition.verdict_words import REASONS
from tests.recognition.certificate_samples import FOREIGN, sample
from tests.recognition.conftest import certificate, code

pytestmark = pytest.mark.usefixtures("issuing")


def send(**given: object) -> str:
    answer = Client().post(reverse("verify"), given)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def test_without_an_account_and_without_scripts_a_text_or_a_file_is_checked() -> None:
    assert reverse("verify") == "/xac-minh/"
    assert "Giấy chứng nhận thật" in send(text=code())
    said = send(file=SimpleUploadedFile("giay.pdf", certificate()))
    assert "verdict--genuine" in said and "không có chữ ký số riêng" in said
    assert "Danh sách khoá lập lúc 09:00 ngày 20/11/2026" in said


def test_a_forged_one_is_not_believed_and_what_is_no_code_is_told() -> None:
    said = send(text=sample(FOREIGN)[1])
    assert "verdict--forged" in said and "nhưng không được tin" in said
    assert "Không đọc được mã" in send(text="xin chào")
    assert "Xin dán chuỗi chữ của mã, hoặc chọn tệp" in send(text="")
    assert "bị hỏng" in send(file=SimpleUploadedFile("x.pdf", b"%PDF-1.7 ..."))


def test_the_page_carries_root_lists_and_every_word() -> None:
    page = Client().get(reverse("verify")).content.decode()
    found = re.search(r'data-known="(.*?)"', page)
    assert found is not None
    known = json.loads(html.unescape(found[1]))
    assert known["keys"].startswith("phongtrao keys 1\n") and known["statuses"].startswith("phongtrao statuses 1\n")
    assert set(known["reasons"]) == set(REASONS) and known["root"] in known["keys"]


def test_a_site_that_issues_nothing_says_so() -> None:
    SignedKeyList.objects.all().delete()
    assert "chưa cấp giấy chứng nhận" in Client().get(reverse("verify")).content.decode()
    assert Client().get(reverse("download_verify_page")).status_code == 404


def test_the_page_to_take_away_asks_for_nothing_and_allows_its_own_scripts_alone() -> None:
    answer = Client().get(reverse("download_verify_page"))
    assert 'filename="xac-minh.html"' in answer["Content-Disposition"]
    page = answer.content.decode()
    assert not re.search(r"""(?:src|href)=|@import|url\(""", page.split("<script>")[0])
    policy = html.unescape(re.findall(r'Content-Security-Policy" content="(.*?)"', page)[0])
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy
    inner = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", page, re.DOTALL)
    digests = {f"'sha256-{base64.b64encode(hashlib.sha256(said.encode()).digest()).decode()}'" for said in inner}
    assert len(inner) == 3 and digests == set(re.findall(r"'sha256-[^']+'", policy))


def test_the_command_prints_the_same_page() -> None:
    out = StringIO()
    call_command("verify_page", stdout=out)
    assert out.getvalue().strip() == Client().get(reverse("download_verify_page")).content.decode().strip()
    call_command("verify_page", "--json", stdout=(told := StringIO()))
    assert "root" in json.loads(told.getvalue())
