"""Start and stop messages of iJw and iWmo: files in, care per half-year out, without BSN. ``read.read_messages`` does it."""
