from __future__ import annotations

from django.urls import path

from phongtrao.recognition import views

urlpatterns = [
    path("", views.candidacies, name="candidacies"),
    path("cong-khai/", views.recognised, name="recognised"),
    path("bo-tieu-chi/", views.criteria_sets, name="criteria_sets"),
    path("bo-tieu-chi/nap/", views.import_criteria, name="import_criteria"),
    path("bo-tieu-chi/bang-trong/", views.empty_criteria_sheet, name="empty_criteria_sheet"),
    path("bo-tieu-chi/<int:pk>/", views.criteria_set, name="criteria_set"),
    path("bo-tieu-chi/<int:pk>/tep/", views.criteria_file, name="criteria_file"),
    path("bo-tieu-chi/<int:pk>/chot/", views.freeze_criteria_set, name="freeze_criteria_set"),
    path("<int:pk>/", views.candidacy, name="candidacy"),
    path("<int:pk>/lam/<slug:deed>/", views.candidacy_deed, name="candidacy_deed"),
]
