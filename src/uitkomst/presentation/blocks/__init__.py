"""The parts of an indicator page, each made of protected figures only."""
