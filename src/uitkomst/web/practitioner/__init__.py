"""Pages of a practitioner: clients, goals, invitations, the closing conversation."""
