"""Pages of what a delivery says about clients of the register."""
