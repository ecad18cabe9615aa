"""The window: everything Qt. Pages ask services through the background and show frozen values; no session comes up here."""
