"""The names of what queries hand out, for type hints elsewhere. Models themselves are used only inside this package."""

from uitkomst.records.models import AuditEvent, Delivery, Expectation, Job, Opening, ReleaseRecord, SnapshotRecord, Story

__all__ = ["AuditEvent", "Delivery", "Expectation", "Job", "Opening", "ReleaseRecord", "SnapshotRecord", "Story"]
