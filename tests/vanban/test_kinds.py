"""The tables of kinds and issuers."""

from vanban.kinds import ABBREVIATIONS, BY_SLUG, KINDS, NAMES, PARTY_ABBREVIATIONS


def test_every_kind_has_a_slug_of_its_own_and_names_find_it():
    assert len(BY_SLUG) == len(KINDS)
    assert all(NAMES[kind.name.casefold()] == kind.slug for kind in KINDS)
    assert NAMES["thông báo kết luận"] == "thong_bao"


def test_an_abbreviation_in_a_symbol_finds_its_kind():
    assert [ABBREVIATIONS[short] for short in ("qđ", "ttr", "ctr", "tt", "nđ")] == [
        "quyet_dinh", "to_trinh", "chuong_trinh", "thong_tu", "nghi_dinh",
    ]  # fmt: skip


def test_the_partys_tt_is_a_thong_tri():
    assert PARTY_ABBREVIATIONS["tt"] == "thong_tri"


def test_the_kinds_of_the_contract_are_there():
    contract = (
        "cong_van ke_hoach quyet_dinh chi_thi thong_bao huong_dan bao_cao to_trinh chuong_trinh ket_luan nghi_quyet "
        "thong_tu nghi_dinh de_an phuong_an quy_che quy_dinh cong_dien"
    )
    assert set(contract.split()) <= BY_SLUG.keys()
