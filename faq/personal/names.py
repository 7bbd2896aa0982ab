"""Names: what stands behind "my name is" and the like; a person's title before it stays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from faq.personal.everyday import EVERYDAY
from faq.personal.first_names import FIRST_NAMES, WORD_NAMES
from faq.personal.kept import Kept
from faq.personal.shadow import Found

NAME: Final = "[name]"
_WORDS_MOST: Final = 5
_KIN: Final = (
    r"(?:son|daughter|baby|babies|child|kid|kids|boy|girl|infant|toddler|newborn|little one|twins?|husband|wife|partner|boyfriend|girlfriend|fianc[ée]e?|ex|"
    r"mom|mother|dad|father|sister|brother|grandson|granddaughter|grandbaby|grandchild|grandma|grandmother|grandpa|niece|nephew|aunt|uncle|cousin|friend|"
    r"neighbor|caseworker|client|patient|foster (?:son|daughter|child)|stepson|stepdaughter|stepdad|stepmom|"
    r"hij[oa]s?|beb[ée]|ni[ñn][oa]|niet[oa]|espos[oa]|novi[oa]|pareja|marido|herman[oa]|sobrin[oa]|mam[áa]|pap[áa]|abuel[oa]|ahijad[oa]|prim[oa]|amig[oa]|vecin[oa])"
)
_WHOSE: Final = rf"(?:my|his|her|our|their|the|your|mi|su|nuestr[oa])(?: (?:\w+ )?{_KIN}(?:'?s)?)?"
# A word behind these is a name, whatever its case, unless it is an everyday word.
_SURE: Final = re.compile(
    r"\b(?:(?:my|his|her|our|their|(?:the )?(?:client|patient|baby|child|kid|boy|girl|son|daughter|mother|mom|father|dad)'?s|[a-z]{3,20}'s|whose|full|first|last|maiden|sur|real|legal|"
    rf"{_WHOSE}'?s) ?(?:(?:full|first|last|middle|maiden|real|legal) )?names?(?: and (?:last|sur) ?name)?(?:(?: is| are|'s|:|,| =| was| will be)| ?- ?|(?-i:(?= [A-Z][a-z]))|(?<=my names))|"
    r"\bthe name'?s|^ ?name(?: is| ?[:=]| (?-i:(?=[A-Z][a-z])))|(?<=[,;\n]) ?name ?[:=]|"
    r"(?:i'?m|i am|he'?s|she'?s|he is|she is|they'?re|who'?s|who is) called|\b(?:i|he|she) goe?s? by|"
    r"(?:they|people|friends|everyone|everybody|family|we|you can|you may|u can|u may|just|most people) (?:all )?calls? (?:me|him|her)|"
    rf"\b{_KIN},? (?:(?:is|was) )?named|\b{_KIN} (?:is|was|who is) called|(?:we|i) (?:named|called) (?:him|her|it|them|the baby|our \w+|my \w+)|\bnamed (?:him|her)|"
    r"\bme llamo|(?:mi|su|el) (?:primer )?(?:nombre|apellido)(?: completo)?(?: es|:| =)|me dicen|me llaman|le dicen|(?:mi|me) nombre,|"
    rf"\b{_KIN} (?:que )?se llama|\b{_KIN} de nombre|\b{_KIN},? llamad[oa]|(?:le|lo|la) (?:pusimos|llamamos)|habla con la señora|habla con el señor)"
    r" {0,3}[:\"'(]? {0,3}(?:is |es )?[\"'(]?",
    re.IGNORECASE,
)
_SURE_WORDS: Final = (
    "name",
    "call",
    "goes by",
    "go by",
    "llam",
    "nombre",
    "apellido",
    "dicen",
    "pusimos",
    "habla con",
)  # one of them is in each of these
# A word behind these is a name only when it looks like one.
_MAYBE: Final = re.compile(
    r"(?:\b(?:this is|this'?s|it'?s|it is|hi,? i'?m|hello,? i'?m|hey,? i'?m|i'?m|i am|im|soy|habla|le habla|se llama|call me|llámame|llamame|ll[áa]menme|aquí|aqui|"
    rf"(?:my|our|mi|nuestr[oa]) (?:\w+ )?{_KIN},?|from|de parte de|thanks|thank you|thx|gracias|regards|sincerely|saludos|atentamente|love|signed|firma|firmado)[,:!. ](?: ?[-~])?|"
    r"\n ?[-~] ?|[.!?] ?[-~] ?(?=[^\W\d_])) ?",
    re.IGNORECASE,
)
_STRONG_MAYBE: Final = re.compile(r"(?i)this|llám|llam|call|habla")
_SIGNS: Final = re.compile(
    r"(?i)(?:thanks|thank you|thx|gracias|regards|sincerely|saludos|atentamente|love|signed|firma|firmado|from|de parte de|[-~])[,:!. \n]*\Z"
)
_TITLE: Final = re.compile(
    r"(?:(?:dr|doctor|doctora|dra|mr|mrs|ms|miss|mister|prof|professor|judge|magistrate|nurse|officer|rev|reverend|pastor|pastora|father|sister|sr|sra|srta|señor|señora|señorita|don|doña|"
    r"aunt|auntie|uncle|grandma|grandpa|nana|detective|caseworker|attorney|la señora|el señor|baby|little)\b\.? )*",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_]+(?:['.\-][^\W\d_]+)*\.?")
_JOINING: Final = frozenset(
    "de la las los del van von der den da dos di le al el bin ibn y mac mc st san santa o".split()
)
_ENDS: Final = re.compile(
    r" *(?:$|[.,;:!?)\"\n\-]|'s\b|(?:and|but|i|im|i'm|i've|my|from|calling|speaking|again|here|with|who|she|he|we|is|was|has|a|an|the|can|what|how|"
    r"n|y|soy|tengo|de|vivo|mi|mis|necesito|quiero|estoy|es|tiene|pero|en|que|qué|una|un|la|el|cómo|como|and|or|not|at|in)\b)",
    re.IGNORECASE,
)
_LEAST_REPEATED: Final = 3  # letters of a name that is looked for again in the same text


def names(text: str, kept: Kept) -> Iterator[Found]:
    """What stands in a shadow: names behind what introduces them, and the same names elsewhere in the text."""
    shouted = _is_shouted(text)
    lower = text.lower()
    sure = _behind(text, _SURE, kept, shouted) if any(word in lower for word in _SURE_WORDS) else ()
    told = [*sure, *_behind(text, _MAYBE, kept, shouted)]
    yield from told
    for word in {w for found in told for w in _WORD.findall(text[found.start : found.end])}:
        bare = word.rstrip(".")
        if len(bare) >= _LEAST_REPEATED and _may_be_name(bare) and bare.lower() not in _JOINING:
            for match in re.finditer(rf"(?<![\w@.-]){re.escape(bare)}(?=\W|\Z)(?!@)", text):
                yield Found(*match.span(), NAME)


def _behind(text: str, lead: re.Pattern[str], kept: Kept, shouted: bool) -> Iterator[Found]:
    for match in lead.finditer(text):
        title = _TITLE.match(text, match.end())
        start = title.end() if title else match.end()
        sure = lead is _SURE
        words = _name_at(text, start, sure, shouted)
        if not words:
            continue
        end = words[-1].end()
        if text[end - 1] == "." and len(words[-1][0]) > 2:
            end -= 1
        said = [word[0].rstrip(".").lower() for word in words]
        titled = bool(title and title[0])
        if (sure or _looks_like_name(text, words, match[0], titled)) and not (
            not sure and kept.people.issuperset(said)
        ):
            yield Found(words[0].start(), end, NAME)


def _name_at(text: str, start: int, sure: bool, shouted: bool) -> list[re.Match[str]]:
    """The words of a name that begins at a place; none when the first is an everyday word."""
    words: list[re.Match[str]] = []
    place = start
    while len(words) < _WORDS_MOST and (word := _WORD.match(text, place)):
        if not _goes_on(text, words, word, sure, shouted) and not (sure and not words and _is_byname(text, word)):
            break
        words.append(word)
        if word[0].endswith(".") and len(word[0]) > 2 and word[0].lower() not in ("jr.", "sr."):
            break
        place = word.end()
        if not text.startswith(" ", place):
            break
        place += 1
    while words and words[-1][0].lower() in _JOINING:
        words.pop()
    return words


def _goes_on(text: str, words: list[re.Match[str]], word: re.Match[str], sure: bool, shouted: bool) -> bool:
    bare = word[0].rstrip(".")
    if words and bare.lower() in _JOINING and not shouted:
        return _joins(text, word.end() + 1)
    if not _may_be_name(bare):
        return False
    if not words or (bare[0].isupper() and not shouted):
        return True
    first = words[0][0].rstrip(".")
    if first[0].isupper() and not shouted and not (sure and first.lower() in FIRST_NAMES):
        return False
    # In one case throughout, a second word is a name when what comes behind it could not belong to it.
    return (bare.lower() in FIRST_NAMES or (len(bare) > 1 and bool(_ENDS.match(text, word.end())))) and len(words) < 3


def _is_byname(text: str, word: re.Match[str]) -> bool:
    """ "Big Mike": a capital and, behind it, a first name."""
    behind = _WORD.match(text, word.end() + 1)
    return word[0][0].isupper() and bool(behind and behind[0][0].isupper() and behind[0].lower() in FIRST_NAMES)


def _joins(text: str, place: int) -> bool:
    """Whether what stands behind "de", "de la" or "van" goes on with a name."""
    word = _WORD.match(text, place)
    if word is not None and word[0].lower() in _JOINING and not word[0][0].isupper():
        word = _WORD.match(text, word.end() + 1)
    if word is None or not _may_be_name(word[0]):
        return False
    return word[0][0].isupper() or (bool(_ENDS.match(text, word.end())) and word[0].lower() not in _JOINING)


def _looks_like_name(text: str, words: list[re.Match[str]], lead: str, titled: bool) -> bool:
    first = words[0][0].rstrip(".")
    capital = first[0].isupper() and not first.isupper()
    known = first.lower() in FIRST_NAMES or (capital and first.lower() in WORD_NAMES)
    ends = bool(_ENDS.match(text, words[-1].end())) or words[-1][0].endswith(".")
    if _SIGNS.search(lead):
        return (
            known
            and text[words[-1].end() :].strip(" .!\n") == ""
            and (len(words) > 1 or capital or "from" not in lead.lower())
        )
    if re.search(rf"(?i){_KIN},?[,:!. ]+\Z", lead):
        return known and (capital or first.islower())
    if _STRONG_MAYBE.search(lead):
        return (
            (known and (ends or titled))
            or (capital and (titled or _is_whole_name(text, words)) and ends)
            or (capital and _introduced(text, words))
        )
    return (known and ends) or (capital and titled and ends)


def _is_whole_name(text: str, words: list[re.Match[str]]) -> bool:
    """ "This is Tom Reilly", but not "This is Fast Facts?"."""
    return len(words) > 1 and words[1][0][0].isupper() and not text.startswith("?", words[-1].end())


def _introduced(text: str, words: list[re.Match[str]]) -> bool:
    behind = text[words[-1].end() :]
    return bool(
        re.match(
            r",? (?:from|calling|speaking|again|here|with)\b|,? (?:i am|i'm|im|a |the |soy|su |mom|dad|mamá)",
            behind,
            re.IGNORECASE,
        )
    )


def _may_be_name(word: str) -> bool:
    lower = word.rstrip(".").lower()
    forms = {lower, lower.removesuffix("'s"), lower.replace("'", "")}
    written = word[0].isupper() and not word.isupper() and lower in WORD_NAMES
    return bool(lower) and (lower in FIRST_NAMES or written or not forms & EVERYDAY)


def _is_shouted(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return len(letters) > 12 and sum(character.isupper() for character in letters) > 0.8 * len(letters)
