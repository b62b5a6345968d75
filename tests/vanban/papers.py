"""Documents made up for the tests of repair, frame and outline, in the form in which offices write them."""

from __future__ import annotations

LETTER = """ỦY BAN NHÂN DÂN
TỈNH HÀ THÀNH
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 312/UBND-KT
V/v kiểm tra các công trình cấp nước nông thôn trước mùa khô
Hà Thành, ngày 09 tháng 02 năm 2022
Kính gửi:
- Sở Xây dựng;
- Ủy ban nhân dân các huyện, thành phố.
Thực hiện chỉ đạo của Thủ tướng Chính phủ về bảo đảm cấp nước sạch cho người dân nông thôn trong mùa khô năm 2022, Chủ tịch Ủy ban nhân dân tỉnh yêu cầu các đơn vị, địa phương tập trung thực hiện một số nội dung sau:
1. Sở Xây dựng
- Chủ trì, phối hợp với các cơ quan liên quan kiểm tra toàn bộ công trình cấp nước tập trung trên địa bàn tỉnh, lập danh mục công trình xuống cấp cần sửa chữa; hoàn thành trước ngày 15/3/2022.
- Hướng dẫn các địa phương lập phương án cấp nước dự phòng cho từng khu vực có nguy cơ thiếu nước, xâm nhập mặn trong thời gian tới.
2. Ủy ban nhân dân các huyện, thành phố
a) Bố trí kinh phí sửa chữa các công trình cấp nước do địa phương quản lý, không để người dân thiếu nước sinh hoạt trong mọi tình huống.
b) Báo cáo kết quả thực hiện về Sở Xây dựng trước ngày 20 hằng tháng để tổng hợp, báo cáo Ủy ban nhân dân tỉnh theo quy định.
Yêu cầu các đơn vị, địa phương nghiêm túc thực hiện; trong quá trình thực hiện nếu có khó khăn, vướng mắc, kịp thời báo cáo Ủy ban nhân dân tỉnh xem xét, chỉ đạo./.
Nơi nhận:
- Như trên;
- TT Tỉnh ủy, TT HĐND tỉnh;
- Lưu: VT, KT.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Lê Thị Minh Hà"""  # noqa: E501  a line is a paragraph

DECISION = """ỦY BAN NHÂN DÂN
HUYỆN ĐÔNG PHÚ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 888/QĐ-UBND
Đông Phú, ngày 01 tháng 9 năm 2019
QUYẾT ĐỊNH
Về việc ban hành Kế hoạch dạy bơi cho học sinh
CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN ĐÔNG PHÚ
Căn cứ Luật Tổ chức chính quyền địa phương;
Theo đề nghị của Trưởng phòng Giáo dục và Đào tạo huyện,
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch dạy bơi cho học sinh.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
Điều 3. Chánh Văn phòng, Trưởng phòng Giáo dục và Đào tạo huyện chịu trách nhiệm thi hành./.
Nơi nhận:
- Như Điều 3;
- Lưu: VT.
CHỦ TỊCH
Bùi Văn Nam
KẾ HOẠCH
Dạy bơi cho học sinh giai đoạn 2019 - 2022
(Ban hành kèm theo Quyết định số 888/QĐ-UBND ngày 01/9/2019 của Chủ tịch UBND huyện)
I. MỤC TIÊU
1. Đến năm 2022, 80% học sinh lớp 5 biết bơi.
II. TỔ CHỨC THỰC HIỆN
1. Phòng Giáo dục và Đào tạo
- Hướng dẫn các trường mở lớp.
2. Ủy ban nhân dân các xã bố trí địa điểm."""
