"""Schema steps, one file each in `versions/`, run by `app.store.migrate`. A step is never changed once it was released."""
