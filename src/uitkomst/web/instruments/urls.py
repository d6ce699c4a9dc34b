"""Where norms are loaded and scores are entered."""

from __future__ import annotations

from django.urls import path

from uitkomst.web.instruments import norms, scores

urlpatterns = [
    path("register/instruments/", norms.instruments, name="instruments"),
    path("register/instruments/norms.csv", norms.example, name="norms_example"),
    path("register/instruments/scores/", norms.import_scores, name="import_scores"),
    path("trajectories/<uuid:trajectory_id>/scores/", scores.scores, name="scores"),
    path("trajectories/<uuid:trajectory_id>/scores/<int:score_id>/drop/", scores.drop, name="drop_score"),
]
