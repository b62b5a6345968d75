from __future__ import annotations

from django.urls import path

from phongtrao.overview import views

urlpatterns = [
    path("", views.overview, name="overview"),
    path("to-in/", views.overview_sheet, name="overview_sheet"),
    path("ca-nuoc/", views.country, name="country"),
    path("ban-do/", views.maps, name="maps"),
    path("ban-do/nap/", views.apply_map, name="apply_map"),
]
