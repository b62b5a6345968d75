from __future__ import annotations

from django.urls import path

from phongtrao.reports import views

urlpatterns = [
    path("lap-mau/", views.build_form, name="build_form"),
    path("mau/<slug:name>/tep/", views.report_form_file, name="report_form_file"),
    path("<int:pk>/bang-tinh/", views.report_sheet, name="report_sheet"),
    path("<int:pk>/nap-bang/", views.load_sheet, name="load_sheet"),
    path("<int:pk>/nap-bang/ghi/", views.apply_sheet, name="apply_sheet"),
    path("tien-do/", views.timeliness, name="timeliness"),
    path("tien-do/so-lieu-can-xem/", views.report_outliers, name="report_outliers"),
]
