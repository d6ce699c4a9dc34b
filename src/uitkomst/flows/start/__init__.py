"""What may wait on the start page: one module a room with ``ORDER`` and ``waiting(actor, now)``, found by this folder."""
