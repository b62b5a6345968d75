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
    "places": "Xin ghi ít nhất một điểm của mô hình.",
    "review": "Xin ghi đánh giá của năm trước.",
    "chosen": "Xin chọn nơi nhân rộng.",
    "phases": "Xin ghi ít nhất một giai đoạn với ngày và nơi thí điểm.",
    "phase": "Không còn giai đoạn nào chưa bắt đầu; xin ghi thêm giai đoạn vào kế hoạch.",
    "lines": "Dự toán chưa có khoản nào; xin ghi từng khoản.",
    "appraised": "Xin thẩm định từng khoản; khoản nào giảm phải nêu lý do.",
    "list": "Danh sách đề nghị còn trống.",
    "examined": "Xin ghi ý kiến thẩm định từng trường hợp.",
    "votes": "Xin ghi kết quả biểu quyết từng trường hợp.",
    "carried": "Không trường hợp nào đủ phiếu tán thành.",
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
