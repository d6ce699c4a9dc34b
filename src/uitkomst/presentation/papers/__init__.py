"""Papers of a conversation: a letter before the talk, minutes, council text, team page, poster; as tagged PDF and as DOCX."""

from .docx import render_paper_docx
from .paper import Block, Paper, Poster
from .pdf import render_paper_pdf, render_poster_pdf

__all__ = ["Block", "Paper", "Poster", "render_paper_docx", "render_paper_pdf", "render_poster_pdf"]
