"""Procedures as tables that one can print: from which state, which deed, by whom, with what, to which state.

Pure: no database, no clock. `allowed` says which step a deed takes, or why not; the caller writes the new state and its
log entry in one transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One row of a procedure.

    `before`: states it leaves; `who`: roles that may take it; `needs`: what must be given with it (the keys of
    `NEEDS`); `paper`: the paper it writes, if any; `after`: the state it reaches, None where it stays.
    """

    name: str
    before: tuple[str, ...]
    deed: str
    who: tuple[str, ...]
    needs: tuple[str, ...] = ()
    paper: str | None = None
    after: str | None = None


class Refused(Exception):
    """A deed that cannot be done now; the text is Vietnamese and says why and what to do."""


NEEDS = {
    "note": "Xin ghi nội dung hoặc đính kèm tệp.",
    "reason": "Xin nêu lý do.",
    "words": "Xin ghi nội dung.",
    "day": "Xin chọn ngày.",
    "body": "Xin chọn đơn vị nhận nhiệm vụ.",
    "score": "Xin tự chấm đủ các tiêu chí trước.",
    "papers": "Hồ sơ chưa đủ giấy tờ.",
    "minutes": "Chưa có kết quả họp thẩm định và biên bản.",
    "pass": "Kết quả thẩm định chưa đạt nên không trình công nhận được; xin ghi «Không trình công nhận».",
    "decision": "Xin lập và phát hành quyết định.",
    "certificate": "Xin cấp giấy chứng nhận từ trang của quyết định.",
}


@dataclass(frozen=True, slots=True)
class Procedure:
    """A named table of steps. `words` gives each state and deed its Vietnamese."""

    name: str
    title: str
    start: str
    steps: tuple[Step, ...]
    words: dict[str, str]

    def states(self) -> list[str]:
        """Every state, in the order of the table."""
        found = [self.start]
        for step in self.steps:
            found += [s for s in (*step.before, step.after) if s and s not in found]
        return found

    def open_deeds(self, state: str, roles: Collection[str]) -> list[Step]:
        """Steps that somebody in these roles could take from this state."""
        return [s for s in self.steps if state in s.before and any(r in roles for r in s.who)]

    def allowed(self, state: str, deed: str, roles: Collection[str], given: Iterable[str]) -> Step:
        """The step that `deed` takes from `state`; raises Refused with the reason otherwise."""
        steps = [s for s in self.steps if s.deed == deed]
        if not steps:
            raise Refused("Thao tác này không có trong quy trình.")
        fitting = [s for s in steps if state in s.before]
        if not fitting:
            raise Refused(
                f"Không thể «{self.words[deed]}» khi đang ở trạng thái «{self.words[state]}». "
                "Xin tải lại trang để xem trạng thái mới nhất."
            )
        mine = [s for s in fitting if any(r in roles for r in s.who)]
        if not mine:
            raise Refused(
                f"Thao tác «{self.words[deed]}» thuộc về: {', '.join(self.words[r] for r in fitting[0].who)}."
            )
        missing = [n for n in mine[0].needs if n not in set(given)]
        if missing:
            raise Refused(NEEDS[missing[0]])
        return mine[0]


TASK = Procedure(
    name="task",
    title="Việc đến hạn",
    start="open",
    steps=(
        Step("start", ("open",), "start", ("actor",), after="started"),
        Step("submit", ("open", "started", "returned"), "submit", ("actor",), needs=("note",), after="submitted"),
        Step("return", ("submitted",), "return", ("receiver",), needs=("reason",), after="returned"),
        Step("accept", ("submitted",), "accept", ("receiver",), after="accepted"),
        Step("waive", ("open", "started", "returned"), "waive", ("receiver",), needs=("reason",), after="waived"),
        Step("ask_extension", ("open", "started", "returned"), "ask_extension", ("actor",), needs=("reason", "day")),
        Step("extend", ("open", "started", "returned"), "extend", ("receiver",), needs=("day",)),
        Step("refuse_extension", ("open", "started", "returned"), "refuse_extension", ("receiver",), needs=("reason",)),
        Step("hand_back", ("open", "started"), "hand_back", ("actor",), needs=("reason",), after="handed_back"),
        Step("pass_on", ("handed_back",), "pass_on", ("receiver",), needs=("body",), after="closed"),
        Step("keep", ("handed_back",), "keep", ("receiver",), needs=("reason",), after="open"),
        Step("close", ("open",), "close", ("adopter",), needs=("reason",), after="closed"),
    ),
    words={
        "open": "chưa bắt đầu",
        "started": "đang thực hiện",
        "submitted": "đã nộp",
        "returned": "trả lại",
        "accepted": "hoàn thành",
        "waived": "miễn",
        "handed_back": "chuyển trả",
        "closed": "đã đóng",
        "start": "Bắt đầu thực hiện",
        "submit": "Nộp kết quả",
        "return": "Trả lại",
        "accept": "Chấp nhận",
        "waive": "Miễn",
        "ask_extension": "Đề nghị gia hạn",
        "extend": "Gia hạn",
        "refuse_extension": "Không gia hạn",
        "hand_back": "Chuyển trả",
        "pass_on": "Chuyển đơn vị khác",
        "keep": "Không nhận chuyển trả",
        "close": "Đóng",
        "remind": "Đôn đốc bằng văn bản",
        "actor": "đơn vị thực hiện",
        "receiver": "đơn vị nhận kết quả (đầu mối hoặc lãnh đạo)",
        "adopter": "người giao việc từ văn bản, khi sửa thời hạn",
    },
)

ASSIGNMENT = Procedure(
    name="assignment",
    title="Nhiệm vụ thường xuyên, phối hợp",
    start="binding",
    steps=(
        Step("hand_back", ("binding",), "hand_back", ("actor",), needs=("reason",), after="handed_back"),
        Step("pass_on", ("handed_back",), "pass_on", ("receiver",), needs=("body",), after="passed_on"),
        Step("keep", ("handed_back",), "keep", ("receiver",), needs=("reason",), after="binding"),
    ),
    words={
        "binding": "đang giao",
        "handed_back": "chuyển trả",
        "passed_on": "đã chuyển đơn vị khác",
        **{deed: TASK.words[deed] for deed in ("hand_back", "pass_on", "keep", "actor", "receiver")},
    },
)

PURGE = Procedure(
    name="purge",
    title="Tiêu hủy bí mật nhà nước lọt vào hệ thống",
    start="proposed",
    steps=(
        Step("confirm", ("proposed",), "confirm_purge", ("second",), after="confirmed"),
        Step("refuse", ("proposed",), "refuse_purge", ("second",), needs=("reason",), after="refused"),
        Step("purge", ("confirmed",), "purge", ("site",), after="purged"),
    ),
    words={
        "proposed": "chờ người thứ hai xác nhận",
        "confirmed": "đã xác nhận, đang tiêu hủy",
        "refused": "không tiêu hủy",
        "purged": "đã tiêu hủy",
        "confirm_purge": "Xác nhận tiêu hủy",
        "refuse_purge": "Không tiêu hủy",
        "purge": "Tiêu hủy",
        "second": "lãnh đạo hoặc quản trị của đơn vị liên quan, không phải người đề nghị hay người làm thay nhau",
        "site": "máy chủ, làm tiếp được khi bị ngắt giữa chừng",
    },
)

OBSTACLE = Procedure(
    name="obstacle",
    title="Khó khăn, vướng mắc",
    start="raised",
    steps=(
        Step("answer", ("raised", "answered"), "answer", ("coordinator",), needs=("words",), after="answered"),
        Step("pass_on", ("raised",), "pass_on", ("coordinator",), needs=("reason",)),
        Step("withhold", ("answered", "closed"), "withhold", ("coordinator",)),
        Step("publish", ("answered", "closed"), "publish", ("coordinator",)),
        Step("close", ("raised", "answered"), "close", ("actor",), after="closed"),
    ),
    words={
        "raised": "chờ trả lời",
        "answered": "đã trả lời",
        "closed": "đã đóng",
        "answer": "Trả lời",
        "pass_on": "Chuyển lên trên",
        "withhold": "Không công bố",
        "publish": "Công bố",
        "close": "Đóng",
        "actor": "đơn vị nêu vướng mắc",
        "coordinator": "đơn vị trả lời (đầu mối hoặc lãnh đạo)",
    },
)

MENDING = Procedure(
    name="mending",
    title="Khắc phục sau kiểm tra",
    start="open",
    steps=(
        Step("submit", ("open", "returned"), "submit", ("actor",), needs=("note",), after="submitted"),
        Step("return", ("submitted",), "return", ("inspector",), needs=("reason",), after="returned"),
        Step("accept", ("submitted",), "accept", ("inspector",), after="accepted"),
        Step("extend", ("open", "returned"), "extend", ("inspector",), needs=("day",)),
    ),
    words={
        "open": "chưa bắt đầu",
        "submitted": "đã nộp",
        "returned": "trả lại",
        "accepted": "hoàn thành",
        "submit": "Nộp kết quả",
        "return": "Trả lại",
        "accept": "Chấp nhận",
        "extend": "Gia hạn",
        "actor": "đơn vị được kiểm tra",
        "inspector": "đơn vị kiểm tra (kiểm tra hoặc lãnh đạo)",
    },
)

REPORT = Procedure(
    name="report",
    title="Báo cáo",
    start="draft",
    steps=(
        Step("send", ("draft",), "send_report", ("actor",), after="sent"),
        Step("approve", ("sent",), "approve_report", ("leader",), after="approved"),
        Step("return_inside", ("sent",), "return_report", ("leader",), needs=("reason",), after="returned"),
        Step("accept", ("approved",), "accept_report", ("receiver",), after="accepted"),
        Step("return", ("approved",), "return_report", ("receiver",), needs=("reason",), after="returned"),
        Step("withdraw", ("sent",), "withdraw_report", ("actor",), needs=("reason",), after="withdrawn"),
        Step("recall", ("approved", "accepted"), "withdraw_report", ("leader",), needs=("reason",), after="withdrawn"),
        Step("correct", ("returned", "withdrawn", "accepted"), "correct_report", ("actor",)),
    ),
    words={
        "draft": "đang soạn",
        "sent": "chờ lãnh đạo duyệt",
        "approved": "đã gửi, chờ nhận",
        "accepted": "đã nhận",
        "returned": "trả lại",
        "withdrawn": "đã rút",
        "send_report": "Trình lãnh đạo duyệt",
        "approve_report": "Duyệt, gửi đi",
        "return_report": "Trả lại",
        "accept_report": "Nhận báo cáo",
        "withdraw_report": "Rút lại",
        "correct_report": "Lập bản mới để sửa",
        "actor": "đơn vị báo cáo",
        "leader": "lãnh đạo đơn vị báo cáo",
        "receiver": "đơn vị nhận báo cáo (đầu mối hoặc lãnh đạo)",
    },
)

CANDIDACY = Procedure(
    name="candidacy",
    title="Công nhận đơn vị",
    start="registered",
    steps=(
        Step("pass_up", ("at_commune",), "pass_up", ("commune",), after="registered"),
        Step("not_pass_up", ("at_commune",), "not_select", ("commune",), needs=("reason",), after="not_selected"),
        Step("select", ("registered",), "select", ("appraiser",), after="selected"),
        Step("not_select", ("registered",), "not_select", ("appraiser",), needs=("reason",), after="not_selected"),
        Step("build", ("selected",), "start_building", ("actor",), after="building"),
        Step("self_score", ("building", "returned"), "self_score", ("actor",), needs=("score",), after="self_scored"),
        Step("score_again", ("self_scored",), "score_again", ("actor",), after="building"),
        Step(
            "send_dossier", ("self_scored",), "send_dossier", ("leader",), needs=("papers",), paper="to_trinh",
            after="dossier_sent",
        ),
        Step(
            "return_dossier", ("dossier_sent",), "return_dossier", ("appraiser",), needs=("reason",), after="returned"
        ),
        Step(
            "appraise", ("dossier_sent",), "appraise", ("appraiser",), needs=("minutes",), paper="bien_ban",
            after="appraised",
        ),
        Step(
            "propose", ("appraised",), "propose", ("appraiser",), needs=("pass", "papers"), paper="to_trinh",
            after="proposed",
        ),
        Step("not_propose", ("appraised",), "not_recognise", ("appraiser",), needs=("reason",), after="not_recognised"),
        Step("decide", ("proposed",), "decide", ("decider",), needs=("decision",), paper="quyet_dinh", after="decided"),
        Step("refuse", ("proposed",), "not_recognise", ("decider",), needs=("reason",), after="not_recognised"),
        Step(
            "certify", ("decided",), "certify", ("issuer",), needs=("certificate",), paper="giay_chung_nhan",
            after="certified",
        ),
        Step("keep_up", ("certified",), "keep_up", ("appraiser",), needs=("words",)),
        Step("warn", ("certified",), "warn_recognised", ("appraiser",), needs=("words",)),
        Step(
            "withdraw", ("decided", "certified"), "withdraw_recognition", ("decider",), needs=("reason", "decision"),
            paper="quyet_dinh", after="recognition_withdrawn",
        ),
        Step("lapse", ("certified",), "lapse", ("site",), after="lapsed"),
        Step(
            "cancel", ("at_commune", "registered", "selected", "building", "self_scored", "returned"),
            "cancel_candidacy", ("leader",), needs=("reason",), after="cancelled",
        ),
    ),
    words={
        "at_commune": "đã đăng ký ở xã",
        "registered": "đã đăng ký",
        "not_selected": "không được chọn",
        "selected": "được chọn xây dựng",
        "building": "đang xây dựng",
        "self_scored": "đã tự chấm",
        "dossier_sent": "đã gửi hồ sơ",
        "returned": "trả lại hồ sơ",
        "appraised": "đã thẩm định",
        "proposed": "đã trình công nhận",
        "decided": "đã có quyết định",
        "not_recognised": "không công nhận",
        "certified": "đã cấp giấy chứng nhận",
        "recognition_withdrawn": "đã thu hồi",
        "lapsed": "hết hiệu lực",
        "cancelled": "đã rút đăng ký",
        "pass_up": "Tổng hợp, gửi lên tỉnh",
        "select": "Chọn xây dựng",
        "not_select": "Không chọn",
        "start_building": "Bắt đầu xây dựng",
        "self_score": "Chốt điểm tự chấm",
        "score_again": "Mở lại để tự chấm",
        "send_dossier": "Gửi hồ sơ",
        "return_dossier": "Trả lại hồ sơ",
        "appraise": "Kết luận thẩm định",
        "propose": "Trình công nhận",
        "not_recognise": "Không công nhận",
        "decide": "Quyết định công nhận",
        "certify": "Cấp giấy chứng nhận",
        "keep_up": "Xác nhận duy trì",
        "warn_recognised": "Nhắc nguy cơ không duy trì được",
        "withdraw_recognition": "Thu hồi",
        "lapse": "Hết hiệu lực do không xác nhận duy trì",
        "cancel_candidacy": "Rút đăng ký",
        "actor": "đơn vị đăng ký",
        "leader": "lãnh đạo đơn vị đăng ký",
        "commune": "UBND hoặc Công an xã, phường nơi đơn vị đóng (đầu mối hoặc lãnh đạo)",
        "appraiser": "cơ quan thẩm định (đầu mối hoặc lãnh đạo), không phải người lập, ký hay quản lý trực tiếp hồ sơ",
        "decider": "cơ quan quyết định (lãnh đạo; quyết định do văn thư phát hành)",
        "issuer": "cơ quan quyết định hoặc cơ quan thẩm định (đầu mối, văn thư hoặc lãnh đạo)",
        "site": "hệ thống, chỉ khi tỉnh đặt quy định hết hiệu lực",
    },
)  # fmt: skip

PROCEDURES = (TASK, ASSIGNMENT, REPORT, CANDIDACY, OBSTACLE, MENDING, PURGE)
