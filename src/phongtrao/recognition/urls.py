from __future__ import annotations

from django.urls import path

from phongtrao.recognition import views

urlpatterns = [
    path("", views.candidacies, name="candidacies"),
    path("<int:pk>/", views.candidacy, name="candidacy"),
    path("<int:pk>/lam/<slug:deed>/", views.candidacy_deed, name="candidacy_deed"),
]
