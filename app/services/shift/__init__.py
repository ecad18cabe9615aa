"""The shift as it goes: presence, the duty log, the handover, load and rooms. The roster itself is app.services.roster."""
