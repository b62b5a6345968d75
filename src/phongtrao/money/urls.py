from __future__ import annotations

from django.urls import path

from phongtrao.money import views

urlpatterns = [
    path("", views.estimates, name="estimates"),
    path("lap/", views.open_estimate, name="open_estimate"),
    path("nguon/<slug:programme>/", views.funding, name="funding"),
    path("nguon/<slug:programme>/<slug:clause>/", views.funding_clause, name="funding_clause"),
    path("<int:pk>/", views.estimate, name="estimate"),
    path("<int:pk>/lam/<slug:deed>/", views.estimate_deed, name="estimate_deed"),
    path("<int:pk>/giay-to/<slug:name>/", views.estimate_paper, name="estimate_paper"),
    path("<int:pk>/giay-to/<slug:name>/<slug:form>/", views.estimate_paper_file, name="estimate_paper_file"),
    path("<int:pk>/khoan/", views.estimate_lines, name="estimate_lines"),
    path("<int:pk>/khoan/<int:number>/", views.estimate_line, name="estimate_line"),
    path("<int:pk>/bang/", views.estimate_sheet, name="estimate_sheet"),
    path("<int:pk>/nap/", views.load_estimate_lines, name="load_estimate_lines"),
    path("<int:pk>/nap/ghi/", views.apply_estimate_lines, name="apply_estimate_lines"),
    path("<int:pk>/tham-dinh/", views.estimate_figures, name="estimate_figures"),
]
