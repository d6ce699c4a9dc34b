"""How fast it is, printed as ratios measured in the same run. Nothing is asserted on time: `make bench`."""
