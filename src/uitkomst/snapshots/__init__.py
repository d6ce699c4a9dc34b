"""Checked delivery rows become a snapshot: trajectories, frozen and prepared (decision D1)."""

from uitkomst.snapshots.freeze import NothingToFreeze, freeze, link
from uitkomst.snapshots.reference import Norm, Reference, load_reference, read_reference
from uitkomst.snapshots.snapshot import Snapshot, open_snapshot

__all__ = ["Norm", "NothingToFreeze", "Reference", "Snapshot", "freeze", "link", "load_reference", "open_snapshot", "read_reference"]
