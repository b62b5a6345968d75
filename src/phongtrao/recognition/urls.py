from __future__ import annotations

from django.urls import path

from phongtrao.recognition import views

urlpatterns = [
    path("", views.candidacies, name="candidacies"),
    path("giay-chung-nhan/", views.certificates, name="certificates"),
    path("giay-chung-nhan/theo-quyet-dinh/<int:pk>/", views.issue_certificates, name="issue_certificates"),
    path("giay-chung-nhan/<slug:serial>/", views.certificate, name="certificate"),
    path("giay-chung-nhan/<slug:serial>/tep/", views.certificate_file, name="certificate_file"),
    path("cong-khai/", views.recognised, name="recognised"),
    path("bo-tieu-chi/", views.criteria_sets, name="criteria_sets"),
    path("bo-tieu-chi/nap/", views.import_criteria, name="import_criteria"),
    path("bo-tieu-chi/bang-trong/", views.empty_criteria_sheet, name="empty_criteria_sheet"),
    path("bo-tieu-chi/<int:pk>/", views.criteria_set, name="criteria_set"),
    path("bo-tieu-chi/<int:pk>/tep/", views.criteria_file, name="criteria_file"),
    path("bo-tieu-chi/<int:pk>/chot/", views.freeze_criteria_set, name="freeze_criteria_set"),
    path("<int:pk>/", views.candidacy, name="candidacy"),
    path("<int:pk>/lam/<slug:deed>/", views.candidacy_deed, name="candidacy_deed"),
    path("dang-ky/", views.register, name="register"),
    path("dang-ky/<slug:programme>/mau/", views.registration_sheet, name="registration_sheet"),
    path("dang-ky/<slug:programme>/nap/", views.load_registrations, name="load_registrations"),
    path("dang-ky/<slug:programme>/ghi/", views.apply_registrations, name="apply_registrations"),
    path("quy-dinh/<int:pk>/", views.recognition_rules, name="recognition_rules"),
    path("ke-hoach/<slug:programme>/", views.recognition_plan, name="recognition_plan"),
    path("ke-hoach/<slug:programme>/tong-so/<slug:subject>/", views.state_eligible, name="state_eligible"),
    path("lua-chon/<slug:programme>/<int:year>/", views.selection, name="selection"),
    path("lua-chon/<slug:programme>/<int:year>/chon/", views.select_candidacies, name="select_candidacies"),
    path("ket-qua/", views.recorded_results, name="recorded_results"),
    path("ket-qua/ghi/", views.record_one, name="record_one"),
    path("ket-qua/mau/", views.results_sheet, name="results_sheet"),
    path("ket-qua/nap/", views.load_results, name="load_results"),
    path("ket-qua/nap/ghi/", views.apply_results, name="apply_results"),
    path("<int:pk>/tu-cham/", views.self_score, name="self_score"),
    path("<int:pk>/tu-cham/bang/", views.score_table, name="score_table"),
    path("<int:pk>/tu-cham/nap/", views.load_scores, name="load_scores"),
    path("<int:pk>/tu-cham/minh-chung/<slug:criterion>/", views.evidence, name="evidence"),
    path("diem/<int:pk>/", views.score, name="score"),
    path("<int:pk>/ho-so/", views.dossier, name="dossier"),
    path("<int:pk>/ho-so/<slug:name>/", views.dossier_paper, name="dossier_paper"),
    path("<int:pk>/ho-so/<slug:name>/<slug:form>/", views.dossier_file, name="dossier_file"),
]
