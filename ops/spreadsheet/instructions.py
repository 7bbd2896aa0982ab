"""The first sheet: what staff read before they edit."""

from __future__ import annotations

from typing import Final, Literal

# Each: how it looks, and the text; {made} is the time of the export.
INSTRUCTIONS: Final[tuple[tuple[Literal["title", "heading", "text"], str], ...]] = (
    ("title", "What the bot says, and what people ask"),
    ("text", "Made on {made}. Change it here, save it, and give it back to the bot with: make import FILE=name.xlsx"),
    ("text", "The bot shows each change and asks before it keeps it. If one thing is wrong, it keeps nothing and names the cell."),
    ("heading", "The sheets"),
    ("text", "Facts: one row for each topic that people can ask about."),
    ("text", "Answers: the sentences of each answer, one a row. Sentences of one block stand together in a paragraph or a list."),
    ("text", "Questions: what people type, one a row, and the fact it asks for. The bot learns from them."),
    ("text", "Sources: the printed sheets and the links. Help lines: numbers to call or text."),
    ("text", "Phrases: all else that the bot says. Lists: which help lines it shows, in which order, and set terms."),
    ("heading", "How to change something"),
    ("text", "Type over the words in a white cell. Gray cells hold ids, which keep things together: leave them alone."),
    ("text", "A cell with a list holds one item a line. Press Alt+Enter for a new line in a cell (Ctrl+Enter in LibreOffice)."),
    ("text", "Where a small arrow shows, choose from the list. The name at the head of a column tells more when you point at it."),
    ("heading", "How to add something"),
    ("text", "Write into the first empty row below the last one. A new question needs no number."),
    ("text", "A new fact needs a row in Facts, its sentences in Answers, and at least ten questions in Questions. Forty are better."),
    ("text", "A new sentence may stand in any row of Answers. It comes last in its block; insert a row to put it elsewhere."),
    ("heading", "How to take something out"),
    ("text", "Write yes in the last column, Remove. Do not delete the row: the bot would ask where it is."),
    ("text", "When you take out a fact, its questions go with it. Then no other fact may lead to it."),
    ("heading", "What must hold"),
    ("text", "Each sentence rests on words of the printed sheet. Copy these words exactly into Rests on."),
    ("text", "Phone numbers stand in Help lines and nowhere else. Only 911 and 988 may stand in phrases."),
    ("text", "Use short sentences and plain words. The bot measures how hard they are to read."),
    ("text", "Write words, not formulas. Do not merge cells, and do not rename a sheet or the head of a column."),
    ("heading", "After the import"),
    ("text", "Changed answers are said at once. After changes to questions or new facts, run make train and start the bot again."),
)  # fmt: skip
