"""Stories: Markdown in, plain blocks out; nothing that could load or run."""

import pytest

from uitkomst.presentation.stories import Run, StoriesError, read_stories, story_blocks


def write(tmp_path, text):
    path = tmp_path / "verhalen.md"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_story_per_indicator(tmp_path):
    path = write(tmp_path, "# Onze verhalen\n\n## dropout\n\nWij **herkennen** dit.\n\n## usefulness\n- een\n- twee\n")
    assert read_stories(path) == {"dropout": "Wij **herkennen** dit.", "usefulness": "- een\n- twee"}


def test_a_byte_order_mark_is_no_text(tmp_path):
    assert read_stories(write(tmp_path, b"\xef\xbb\xbf## dropout\nhoi")) == {"dropout": "hoi"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("## uitval\ntekst", "line 1: 'uitval' is not an indicator; use one of dropout"),
        ("## begun\ntekst", "'begun' is not an indicator"),
        ("los\n## dropout\nx", "line 1: text before the first heading"),
        ("## dropout\na\n## dropout\nb", "line 3: a second story for 'dropout'"),
        ("## dropout\n\n", "'## dropout' is empty"),
        (b"## dropout\n\xff\xfe", "not UTF-8"),
        ("## dropout\n" + "x" * 1_000_001, "larger than 1 MB"),
    ],
)
def test_clear_errors(tmp_path, text, message):
    with pytest.raises(StoriesError, match=message.replace("(", r"\(")):
        read_stories(write(tmp_path, text))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(StoriesError, match=r"geen\.md cannot be read"):
        read_stories(tmp_path / "geen.md")


def test_blocks_keep_paragraphs_lists_quotes_and_emphasis():
    blocks = story_blocks("Een **vet** en *schuin*\nwoord.\n\n- punt\n\n1. eerst\n\n> zei ze\n\n### kop")
    assert [b.kind for b in blocks] == ["p", "li", "ol", "quote", "h"]
    assert blocks[0].runs == (Run("Een "), Run("vet", "strong"), Run(" en "), Run("schuin", "emph"), Run(" "), Run("woord."))


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "[klik](https://x.example)", "![](https://x.example/a.png)", "<https://x.example>"]
)
def test_html_links_and_pictures_stay_plain_text(text):
    (block,) = story_blocks(text)
    assert "".join(run.text for run in block.runs) == text


def test_no_story_no_blocks():
    assert story_blocks("") == ()
