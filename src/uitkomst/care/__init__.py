"""The working register of one provider: clients, trajectories, goals, invitations, answers. Models stay inside."""
