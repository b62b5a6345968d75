"""What the log says of recognition: deeds, subjects and keys in the words of their own pages."""

from __future__ import annotations

from phongtrao.organisations.log_words import DEEDS, KEYS, SUBJECTS, Subject
from phongtrao.procedures import CANDIDACY
from phongtrao.recognition import rules
from phongtrao.recognition.models import (
    Candidacy,
    Certificate,
    CriteriaSet,
    Decision,
    EligibleTotal,
    RecordedResult,
    RulesVersion,
    Score,
    SignedKeyList,
)
from phongtrao.recognition.verify import said


def learn() -> None:
    """Tell the log's page of recognition; called once at the start."""
    _learn_keys()
    _learn_recorded()
    _learn_appraisal()
    DEEDS.update({step.deed: CANDIDACY.words[step.deed] for step in CANDIDACY.steps})
    DEEDS.update(
        register="đăng ký xây dựng",
        load_rules="nạp quy định công nhận",
        draft_criteria="nạp dự thảo bộ tiêu chí",
        freeze_criteria="chốt bộ tiêu chí",
        hand_in_score="nộp bảng điểm",
        put_in_paper="đưa giấy tờ vào hồ sơ",
        state_total="ghi tổng số đơn vị thuộc diện",
        record_result="ghi kết quả của phong trào khác",
    )
    KEYS.update(
        path="nơi nhận đăng ký", paper="giấy tờ", year="năm", name="tên ngắn", subject="đối tượng", result="kết quả"
    )
    SUBJECTS["candidacy"] = Subject(
        "hồ sơ công nhận",
        lambda u, d: Candidacy.objects.visible_to(u, d).prefetch_related("organisation__versions"),
        "candidacy",
    )
    SUBJECTS["rulesversion"] = Subject(
        "quy định công nhận",
        lambda u, d: RulesVersion.objects.visible_to(u, d),
        "recognition_rules",
        name=lambda row: f"{row.name}, phiên bản {row.number}",
    )
    SUBJECTS["criteriaset"] = Subject("bộ tiêu chí", lambda u, d: CriteriaSet.objects.visible_to(u, d), "criteria_set")
    SUBJECTS["score"] = Subject(
        "bảng điểm",
        lambda u, d: Score.objects.visible_to(u, d).select_related("candidacy"),
        "score",
        name=lambda row: f"bảng điểm ({Score.KINDS[row.kind]}) của {row.candidacy}",
    )


def _learn_keys() -> None:
    """The keys that sign certificates."""
    DEEDS.update(
        make_certificate_key="lập khoá ký giấy chứng nhận",
        rotate_certificate_key="thay khoá ký giấy chứng nhận",
        lose_certificate_key="báo mất khoá ký giấy chứng nhận",
        issue_certificate="cấp giấy chứng nhận",
    )
    KEYS.update(key="khoá", since="từ ngày")
    SUBJECTS["certificate"] = Subject(
        "giấy chứng nhận",
        lambda u, d: Certificate.objects.visible_to(u, d),
        "certificate",
        name=lambda row: f"giấy chứng nhận {row.serial}",
        key=lambda row: row.serial,
    )
    SUBJECTS["signedkeylist"] = Subject(
        "danh sách khoá",
        lambda u, d: SignedKeyList.objects.all(),
        "verify",
        name=lambda row: f"lập lúc {said(row.made_at)}",
        key=None,
    )


def _learn_recorded() -> None:
    """What people state and record beside candidacies."""
    SUBJECTS["eligibletotal"] = Subject(
        "tổng số đơn vị thuộc diện",
        lambda u, d: EligibleTotal.objects.visible_to(u, d).select_related("programme", "root"),
        "recognition_plan",
        name=lambda row: f"tổng số {rules.SUBJECTS[row.subject].lower()} thuộc diện của {row.root}",
        key=lambda row: row.programme.name,
    )
    SUBJECTS["recordedresult"] = Subject(
        "kết quả của phong trào khác",
        lambda u, d: RecordedResult.objects.visible_to(u, d).select_related("organisation"),
        "recorded_results",
        name=lambda row: f"kết quả năm {row.year} của {row.organisation.name}",
        key=None,
    )


def _learn_appraisal() -> None:
    """What is done between the dossier and the decision."""
    DEEDS.update(
        name_member="cử thành viên thẩm định",
        remove_member="thôi cử thành viên thẩm định",
        draw_sample="rút hồ sơ kiểm tra thực tế",
        record_check="ghi kết quả kiểm tra thực tế",
        give_opinion="ghi ý kiến của Mặt trận",
        answer_opinion="trả lời ý kiến của Mặt trận",
        draft_decision="lập dự thảo quyết định",
    )
    KEYS.update(
        member="thành viên", part="phần việc", seed="mã rút", among="rút từ", drawn="rút được", opinion="ý kiến",
        decides="quyết định", units="số đơn vị",
    )  # fmt: skip
    SUBJECTS["decision"] = Subject(
        "quyết định",
        lambda u, d: Decision.objects.visible_to(u, d).select_related("paper"),
        "decision",
        name=lambda row: row.paper.title,
    )
