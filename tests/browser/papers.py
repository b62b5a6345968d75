"""The letter that is walked through the site, with days around the day on which the test runs."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, timedelta

import docx


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of the first province's People's Committee; letters differ by their number."""

    number: str
    today: date

    @property
    def issued(self) -> date:
        return self.today - timedelta(days=10)

    @property
    def due(self) -> date:
        """The last day on which the department's estimate is on time."""
        return self.today + timedelta(days=20)

    @property
    def title(self) -> str:
        return f"Công văn {self.number}/UBND-NC"

    @property
    def estimate(self) -> str:
        """The words that the department finds on its desk."""
        return (
            "Sở Tài chính lập dự toán kinh phí sửa chữa camera an ninh, hoàn thành "
            f"trước ngày {self.due + timedelta(days=1):%d/%m/%Y}."
        )

    @property
    def text(self) -> str:
        return f"""ỦY BAN NHÂN DÂN
TỈNH HÀ THANH

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: {self.number}/UBND-NC
V/v sửa chữa camera an ninh ở khu dân cư

Hà Thanh, ngày {self.issued:%d} tháng {self.issued:%m} năm {self.issued:%Y}

Kính gửi:
- Công an tỉnh;
- Sở Tài chính;
- UBND các xã, phường.

Qua kiểm tra, nhiều camera an ninh ở khu dân cư đã hỏng. Chủ tịch UBND tỉnh yêu cầu:

1. {self.estimate}

2. Công an tỉnh hướng dẫn bảo dưỡng camera, xong trước ngày {self.today + timedelta(days=60):%d/%m/%Y}.

3. UBND các xã, phường thường xuyên kiểm tra camera trên địa bàn.

Nơi nhận:
- Như trên;
- Lưu: VT, NC.

KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Người Ký Mẫu
"""

    @property
    def word_file(self) -> bytes:
        """The same letter as a Word file, a paragraph a line."""
        paper, file = docx.Document(), io.BytesIO()
        for line in self.text.splitlines():
            paper.add_paragraph(line)
        paper.save(file)
        return file.getvalue()
