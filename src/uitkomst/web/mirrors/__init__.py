"""Pages of the mirror, for every reader that is a party to it: expectation, overview, indicator, story, files."""
