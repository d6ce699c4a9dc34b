"""Who may answer: whoever has the link, and nobody learns anything from one that leads nowhere."""

from __future__ import annotations

from tests.site.rights import Row, answers

NOTHING = answers(otherwise=404)
TOKEN = (("token", "verzonnen"),)
QUESTION = (*TOKEN, ("question_id", "usefulness"))

ROWS: dict[str, list[Row]] = {
    "answer": [Row(get=NOTHING, post=NOTHING, visitors=404, more=TOKEN)],
    "answer_question": [Row(get=NOTHING, post=NOTHING, visitors=404, more=QUESTION)],
    "answer_send": [Row(get=NOTHING, post=NOTHING, visitors=404, more=TOKEN)],
    "answer_news": [Row(post=NOTHING, visitors=404, more=TOKEN)],
    "answer_language": [Row(post=NOTHING, visitors=404, more=TOKEN)],
    "answer_take_back": [Row(post=NOTHING, visitors=404, more=TOKEN)],
    "own_take_back": [Row(post=NOTHING, visitors=404, more=TOKEN)],
    "own_goals": [Row(get=NOTHING, post=NOTHING, visitors=404, more=TOKEN)],
    "leave": [Row(get=NOTHING, post=NOTHING, visitors=404, more=(("secret", "verzonnen"),))],
}
