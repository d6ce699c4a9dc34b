"""Charts as SVG, drawn on the server: a title, a description and a table belong to each."""
