"""Scheduled work: embedded in the app, or on Celery workers when it is scaled out."""
