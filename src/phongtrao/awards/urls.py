from __future__ import annotations

from django.urls import path

from phongtrao.awards import views

urlpatterns = [
    path("", views.commendations, name="commendations"),
    path("de-nghi/", views.propose_commendation, name="propose_commendation"),
    path("da-khen/", views.commended, name="commended"),
    path("quy-dinh/<int:pk>/", views.commendation_rules, name="commendation_rules"),
    path("<int:pk>/", views.commendation, name="commendation"),
    path("<int:pk>/lam/<slug:deed>/", views.commendation_deed, name="commendation_deed"),
    path("<int:pk>/giay-to/<slug:name>/", views.commendation_paper, name="commendation_paper"),
    path("<int:pk>/giay-to/<slug:name>/<slug:form>/", views.commendation_paper_file, name="commendation_paper_file"),
    path("<int:pk>/danh-sach/", views.nominees, name="nominees"),
    path("<int:pk>/danh-sach/nap/", views.load_nominees, name="load_nominees"),
    path("<int:pk>/danh-sach/bang-mau/", views.nominees_sheet, name="nominees_sheet"),
    path("<int:pk>/danh-sach/<int:number>/", views.nominee, name="nominee"),
    path("<int:pk>/tham-dinh/", views.examination, name="examination"),
    path("<int:pk>/hoi-dong/", views.council, name="council"),
    path("<int:pk>/hoi-dong/<slug:deed>/", views.council_deed, name="council_deed"),
]
