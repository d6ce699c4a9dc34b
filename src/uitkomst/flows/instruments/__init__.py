"""Licensed instruments: norms from a file, scores by hand or from a file, and change in words."""
