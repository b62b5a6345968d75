"""Papers made up for the tests, one of each kind that the site writes."""

from __future__ import annotations

from datetime import date

from vanban.paper import Annex, Item, Paper, Paragraph, Run, Signer, Table, Wide

DEPUTY = Signer("Lê Thị Minh Hà", ("TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch"))
LAW = "Căn cứ Luật Tổ chức chính quyền địa phương"
ORDER = "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư"

LETTER = Paper(
    kind="cong_van",
    agency="Ủy ban nhân dân tỉnh Hà Thành",
    symbol="UBND-NC",
    number="7",
    place="Hà Thành",
    day=date(2026, 2, 5),
    subject="đôn đốc báo cáo kết quả thực hiện phong trào toàn dân bảo vệ an ninh Tổ quốc năm 2026",
    addressees=(
        "Sở Giáo dục và Đào tạo",
        "Ủy ban nhân dân xã An Phú",
        "Ủy ban nhân dân các xã, phường: Bình Minh, Đông Hải, Tân Lập, Vĩnh Hòa và đặc khu Đảo Ngọc",
    ),
    blocks=(
        Paragraph(
            "Thực hiện Kế hoạch số 96/KH-UBND ngày 12 tháng 8 năm 2025 của Ủy ban nhân dân tỉnh về phong trào, các"
            " cơ quan, địa phương có trách nhiệm gửi báo cáo trước ngày 05 tháng 12 hằng năm."
        ),
        Paragraph(
            (
                "Đến hết ngày 04/02/2026, còn ",
                Run("03", field="late.count"),
                " đơn vị chưa gửi báo cáo theo điểm a khoản 1 Mục IV của Kế hoạch. Ủy ban nhân dân tỉnh yêu cầu:",
            )
        ),
        Item("khoan", title="Các cơ quan, địa phương có tên nêu trên"),
        Item("diem", "Khẩn trương hoàn thành báo cáo, gửi về Công an tỉnh trước ngày 15 tháng 02 năm 2026."),
        Item("diem", "Kiểm điểm trách nhiệm của tập thể, cá nhân để xảy ra chậm trễ."),
        Item("khoan", "Giao Công an tỉnh theo dõi, tổng hợp kết quả, báo cáo Ủy ban nhân dân tỉnh."),
        Paragraph("Yêu cầu các cơ quan, địa phương nghiêm túc thực hiện."),
    ),
    signers=(DEPUTY,),
    recipients=("Thường trực Tỉnh ủy (để báo cáo)", "Công an tỉnh", "Chánh Văn phòng, các Phó Chánh Văn phòng"),
    kept="VT, NC",
    urgency="HỎA TỐC",
)

DECISION = Paper(
    kind="quyet_dinh",
    agency="Ủy ban nhân dân xã An Phú",
    symbol="QĐ-UBND",
    number="145",
    place="An Phú",
    day=date(2026, 10, 20),
    subject="Về việc công nhận các đơn vị điển hình tiên tiến trong phong trào toàn dân bảo vệ an ninh Tổ quốc",
    deciding="Chủ tịch Ủy ban nhân dân xã An Phú",
    grounds=(LAW, ORDER, "Theo đề nghị của Trưởng Công an xã tại Tờ trình số 31/TTr-CAX ngày 15 tháng 10 năm 2026"),
    blocks=(
        Item("dieu", "Công nhận 03 đơn vị điển hình tiên tiến năm 2026 có tên trong danh sách tại Phụ lục I."),
        Item("dieu", "Các đơn vị được công nhận duy trì, nhân rộng mô hình theo phân công tại Phụ lục II."),
        Item(
            "dieu",
            "Quyết định này có hiệu lực kể từ ngày ký. Chánh Văn phòng, Trưởng Công an xã thi hành Quyết định này.",
        ),
    ),
    signers=(Signer("Trần Văn Bình", ("Chủ tịch",)),),
    recipients=("Như Điều 3", "Công an tỉnh"),
    kept="VT, CAX",
    annexes=(
        Annex(
            "Danh sách các đơn vị điển hình tiên tiến năm 2026",
            (
                Table(
                    ("STT", "Đơn vị", "Loại hình", "Điểm"),
                    (
                        ("1", "Thôn Đông Hòa", "Khu dân cư", "96,5"),
                        ("2", "Trường Trung học cơ sở An Phú", "Nhà trường", "94"),
                        ("3", "Hợp tác xã Tân Tiến", "Doanh nghiệp", "91,25"),
                    ),
                    widths=(1, 6, 3, 2),
                    aligns=("center", "left", "left", "right"),
                ),
            ),
        ),
        Annex(
            "Phân công nhân rộng mô hình",
            (
                Item("la_ma", title="Yêu cầu chung"),
                Paragraph("Mỗi đơn vị cử một đầu mối, báo cáo hằng quý."),
                Item("la_ma", title="Bảng phân công"),
                Table(
                    ("Đơn vị", "Mô hình", "Nơi nhân rộng", "Đầu mối", "Thời gian"),
                    (("Thôn Đông Hòa", "Camera an ninh", "Các thôn ven sông", "Trưởng thôn", "Quý I/2027"),),
                ),
            ),
            across=True,
        ),
    ),
)

PROPOSAL = Paper(
    kind="to_trinh",
    parent="Ủy ban nhân dân tỉnh Hà Thành",
    agency="Công an tỉnh",
    symbol="TTr-CAT",
    place="Hà Thành",
    year=2026,
    subject="Về việc công nhận đơn vị điển hình tiên tiến năm 2026",
    addressees=("Chủ tịch Ủy ban nhân dân tỉnh Hà Thành",),
    grounds=(LAW, ORDER),
    blocks=(
        Paragraph("Sau khi thẩm định hồ sơ, Công an tỉnh trình Chủ tịch Ủy ban nhân dân tỉnh xem xét, quyết định:"),
        Item("khoan", "Công nhận 12 xã, phường đạt chuẩn."),
        Item("khoan", "Giao các cơ quan liên quan bố trí kinh phí khen thưởng."),
        Paragraph("Công an tỉnh kính trình Chủ tịch Ủy ban nhân dân tỉnh xem xét, quyết định."),
    ),
    signers=(Signer("Phạm Quốc Dũng", ("Giám đốc",)),),
    recipients=("Văn phòng Ủy ban nhân dân tỉnh",),
    kept="VT, PV05",
)

_ROWS = tuple(
    (str(at), f"Xã {name}", str(40 + at), str(38 + at), f"{(38 + at) / (40 + at):.1%}".replace(".", ","))
    for at, name in enumerate(("An Phú", "Bình Minh", "Đông Hải", "Tân Lập", "Vĩnh Hòa") * 9, 1)
)

REPORT = Paper(
    kind="bao_cao",
    agency="Ủy ban nhân dân tỉnh Hà Thành",
    symbol="BC-UBND",
    number="312",
    place="Hà Thành",
    day=date(2026, 12, 20),
    subject="Kết quả thực hiện phong trào toàn dân bảo vệ an ninh Tổ quốc năm 2026",
    addressees=("Bộ Công an", "Ban Chỉ đạo Trung ương"),
    blocks=(
        Paragraph("Ủy ban nhân dân tỉnh báo cáo kết quả thực hiện phong trào năm 2026 như sau:"),
        Item("la_ma", title="Kết quả thực hiện"),
        Item("khoan", title="Công tác lãnh đạo, chỉ đạo"),
        Item("gach", "Đã ban hành 05 văn bản chỉ đạo."),
        Item("gach", "Đã tổ chức 03 đoàn kiểm tra."),
        Item("khoan", "Số liệu theo từng xã:", title="Kết quả cụ thể"),
        Table(
            ("STT", "Địa bàn", "Nhiệm vụ được giao", "Hoàn thành", "Tỷ lệ"),
            (*_ROWS, ("", "Tổng cộng", "2.835", "2.745", "96,8%")),
            widths=(1, 5, 3, 3, 2),
            aligns=("center", "left", "right", "right", "right"),
            caption="Biểu 1. Kết quả thực hiện nhiệm vụ",
            total=True,
        ),
        Item("la_ma", title="Kết quả theo quý"),
        Paragraph("Số liệu từng quý ở biểu dưới đây."),
        Wide(
            Table(
                ("Địa bàn", *(f"Quý {quarter}" for quarter in ("I", "II", "III", "IV")), "Cả năm", "Ghi chú"),
                tuple((f"Xã số {at}", "10", "11", "12", "13", "46", "") for at in range(1, 9)),
            )
        ),
        Item("la_ma", title="Phương hướng, nhiệm vụ"),
        Paragraph("Tiếp tục thực hiện các chỉ tiêu đã đề ra."),
        Paragraph("Trên đây là kết quả thực hiện phong trào năm 2026, Ủy ban nhân dân tỉnh báo cáo Bộ Công an."),
    ),
    signers=(DEPUTY,),
    recipients=("Công an tỉnh",),
    kept="VT, NC",
)

PLAN = Paper(
    kind="ke_hoach",
    parent="Ủy ban nhân dân tỉnh Hà Thành",
    agency="Ban Chỉ đạo phong trào toàn dân bảo vệ an ninh Tổ quốc",
    symbol="KH-BCĐ",
    number="2",
    place="Hà Thành",
    day=date(2026, 1, 9),
    subject="Xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc năm 2026",
    blocks=(
        Paragraph("Ban Chỉ đạo ban hành Kế hoạch xây dựng phong trào năm 2026 như sau:"),
        Item("phan", title="Mục tiêu và nhiệm vụ"),
        Item("la_ma", title="Mục đích, yêu cầu"),
        Item("khoan", "Nâng cao nhận thức của Nhân dân."),
        Item("khoan", "Gắn phong trào với nhiệm vụ chính trị của từng địa phương."),
        Item("phan", title="Tổ chức thực hiện"),
        Item("la_ma", title="Phân công"),
        Item("khoan", title="Công an tỉnh"),
        *(Item("diem", f"Nhiệm vụ thứ {at} được thực hiện theo hướng dẫn của Bộ Công an.") for at in range(1, 9)),
        Item("gach", "Báo cáo hằng tháng."),
        Item("cong", "Số liệu lấy đến ngày 14 hằng tháng."),
        Paragraph("Yêu cầu các thành viên Ban Chỉ đạo tổ chức thực hiện."),
    ),
    signers=(Signer("Nguyễn Hữu Nghĩa", ("TM. Ban Chỉ đạo", "Trưởng ban", "Chủ tịch Ủy ban nhân dân tỉnh")),),
    recipients=("Các thành viên Ban Chỉ đạo", "Ủy ban nhân dân các xã, phường"),
    kept="VT, BCĐ",
)

MINUTES = Paper(
    kind="bien_ban",
    agency="Ủy ban nhân dân xã An Phú",
    symbol="BB-UBND",
    number="18",
    place="An Phú",
    day=date(2026, 10, 12),
    subject="Họp thẩm định hồ sơ đề nghị công nhận đơn vị điển hình tiên tiến",
    blocks=(
        Paragraph("Thời gian bắt đầu: 08 giờ 00, ngày 12 tháng 10 năm 2026."),
        Paragraph("Địa điểm: Trụ sở Ủy ban nhân dân xã An Phú."),
        Paragraph("Thành phần tham dự: 07 thành viên Hội đồng thẩm định."),
        Paragraph("Nội dung cuộc họp:"),
        Item("khoan", title="Thẩm định hồ sơ"),
        Item("diem", "Hồ sơ đầy đủ theo quy định."),
        Item("diem", "Hội đồng bỏ phiếu: 07/07 phiếu đồng ý."),
        Item("khoan", "Chủ tọa kết luận: đề nghị công nhận."),
        Paragraph("Cuộc họp kết thúc vào 10 giờ 30, ngày 12 tháng 10 năm 2026."),
    ),
    signers=(Signer("Đỗ Thị Lan", ("Thư ký",)), Signer("Trần Văn Bình", ("Chủ tọa", "Chủ tịch Hội đồng"))),
    recipients=("Các thành viên Hội đồng",),
    kept="VT, HS",
)

SAMPLES = {paper.kind: paper for paper in (LETTER, DECISION, PROPOSAL, REPORT, PLAN, MINUTES)}
