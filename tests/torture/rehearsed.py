"""Loaded by the process workers are forked from: each action was done once on a store of its own, which is closed again.

What is imported and worked out at first use is then there, so that a worker begins to write within a tenth of a second.
"""

import os
import random
import tempfile
from pathlib import Path

from app.paths import Home
from app.store.unit import Store
from tests.torture.worker import Action, do

with tempfile.TemporaryDirectory() as folder:
    store = Store.create(Home(Path(folder)), bytes(32), "rehearsal")
    said, chance = os.open(os.devnull, os.O_WRONLY), random.Random(0)
    for action in Action:
        do(store, said, action, chance)
    os.close(said)
    store.close()
