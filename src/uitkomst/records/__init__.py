"""What is kept: deliveries, snapshots, releases with their seals, expectations, stories, jobs, and the audit log."""
