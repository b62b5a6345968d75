from __future__ import annotations

from django.urls import path

from phongtrao.reports import views

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
]
