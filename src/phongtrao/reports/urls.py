from __future__ import annotations

from django.urls import path

from phongtrao.reports import views

ASKED = "tong-hop/<slug:form>/<str:period>/<str:code>/"

urlpatterns = [
    path("", views.reports, name="reports"),
    path("lap/", views.open_report, name="open_report"),
    path("lap-mau/", views.build_form, name="build_form"),
    path("mau/", views.report_forms, name="report_forms"),
    path("mau/<slug:name>/", views.report_form, name="report_form"),
    path("mau/<slug:name>/tep/", views.report_form_file, name="report_form_file"),
    path("mau-cua-nhiem-vu/<int:pk>/", views.use_form, name="use_form"),
    path("tien-do/", views.timeliness, name="timeliness"),
    path("tien-do/so-lieu-can-xem/", views.report_outliers, name="report_outliers"),
    path("<int:pk>/", views.report, name="report"),
    path("<int:pk>/nhap/", views.enter_report, name="enter_report"),
    path("<int:pk>/bang-tinh/", views.report_sheet, name="report_sheet"),
    path("<int:pk>/nap-bang/", views.load_sheet, name="load_sheet"),
    path("<int:pk>/nap-bang/ghi/", views.apply_sheet, name="apply_sheet"),
    path("<int:pk>/<slug:deed>/", views.report_deed, name="report_deed"),
    path("ban-tong-hop/", views.syntheses, name="syntheses"),
    path("ban-tong-hop/<int:pk>/", views.synthesis, name="synthesis"),
    path("ban-tong-hop/<int:pk>/so-lieu/<slug:indicator>/", views.change_figure, name="change_figure"),
    path("ban-tong-hop/<int:pk>/chon-cau/", views.pick_sentences, name="pick_sentences"),
    path("ban-tong-hop/<int:pk>/ky/", views.sign_synthesis, name="sign_synthesis"),
    path("ban-tong-hop/<int:pk>/van-ban/", views.synthesis_paper, name="synthesis_paper"),
    path("ban-tong-hop/<int:pk>/tep/<str:form>/", views.synthesis_file, name="synthesis_file"),
    path("ban-tong-hop/<int:pk>/doi-chieu/", views.hold_synthesis, name="hold_synthesis"),
    path("ban-tong-hop/doan/<int:pk>/", views.change_paragraph, name="change_paragraph"),
    path(ASKED, views.roll_up, name="roll_up"),
    path(f"{ASKED}tra-loi/", views.answers, name="answers"),
    path(f"{ASKED}lap/", views.open_synthesis, name="open_synthesis"),
    path(f"{ASKED}tu-dau/<slug:indicator>/", views.figure_origin, name="figure_origin"),
]
