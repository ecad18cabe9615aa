"""Parts the pages are put together from. Each says its kind by a property; `app.views.stylesheet` dresses it."""
