"""What people type into the page of maps."""

from __future__ import annotations

from django import forms

from phongtrao.look import TICK


class MapForm(forms.Form):
    """A file of boundaries or positions, and where it comes from."""

    file = forms.FileField(
        label="Tệp ranh giới (.geojson) hoặc bảng vị trí (.csv, .xlsx)",
        allow_empty_file=True,
        help_text="Ranh giới: GeoJSON theo kinh độ, vĩ độ WGS 84, mỗi vùng có thuộc tính tên hoặc mã. "
        "Vị trí: bảng ba cột «Mã địa bàn», «Kinh độ», «Vĩ độ».",
    )
    source = forms.CharField(
        label="Nguồn của bản đồ", max_length=300, help_text="Cơ quan đo vẽ hoặc cơ sở dữ liệu, ngày."
    )
    secret_free = forms.BooleanField(label=TICK, required=False)
