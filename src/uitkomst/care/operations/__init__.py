"""Writes of the care register. Each runs in the transaction of the flow that calls it."""
