"""Street addresses, with the town and the ZIP code behind them; a town alone stays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from faq.personal.shadow import Found

ADDRESS: Final = "[address]"
# Words that make a street whatever their case, and those that do so only behind a name written as one.
_SURE: Final = r"street|str|st|avenue|ave|av|boulevard|blvd|road|rd|lane|ln|parkway|pkwy|highway|hwy|turnpike"
_MAYBE: Final = r"drive|dr|court|ct|place|pl|way|circle|cir|terrace|ter|trail|trl|pike|alley|aly|square|sq|loop|row|run|crossing|heights|manor"
_COMPASS: Final = r"(?:(?:n|s|e|w|ne|nw|se|sw|north|south|east|west)\.? )?"
_WORD: Final = r"(?:[^\W\d_][\w'.\-]{0,30}|\d{1,3}(?:st|nd|rd|th))"
_NUMBER: Final = r"(?<![\w$#.,/:-])\d{1,6}(?:-\d{1,4})?[a-z]?(?: 1/2)? "
_ROOM: Final = r"(?:,? (?:apt|apartment|unit|suite|ste|lot|room|rm|floor|fl|#|no|apto|departamento|depto|piso)\.? ?#?[\w-]{1,6}(?!\w))?"
_STATE: Final = (
    r"(?:pa|pennsylvania|nj|new jersey|ny|new york|de|delaware|md|maryland|oh|ohio|wv|va|fl|florida|ca|tx|pr)"
)
_TOWN: Final = (
    rf"(?:(?:,? (?:in )?[^\W\d_][\w'.-]{{0,30}}(?: [^\W\d_][\w'.-]{{0,30}}){{0,2}})?,? (?:{_STATE}\b\.?(?:,? \d{{5}}(?:-\d{{4}})?)?|\d{{5}}(?:-\d{{4}})?)(?!\w)"
    r"|, (?-i:[A-Z][\w'-]{1,30}(?: [A-Z][\w'-]{1,30})?)(?= *(?:[.,;!?)\n]|$)))?"
)
_SURE_STREET: Final = re.compile(
    rf"{_NUMBER}{_COMPASS}(?P<name>{_WORD}(?: {_WORD}){{0,3}}?) (?:{_SURE})\b\.?{_ROOM}{_TOWN}", re.IGNORECASE
)
_MAYBE_STREET: Final = re.compile(
    rf"{_NUMBER}{_COMPASS}(?P<name>{_WORD}(?: {_WORD}){{0,2}}?) (?P<kind>{_MAYBE})\b\.?{_ROOM}{_TOWN}", re.IGNORECASE
)
_LEADS: Final = (
    r"\b(?:live|lives|living|stay|stays|staying|reside|resides|residing|moved|address|home|house|located|come|send (?:it|them|someone|police|help)|"
    r"vivo|vive|vivimos|direcci[óo]n|domicilio)\b(?: (?:is|are|at|on|to|in|es|en|la|el|over|right now|now|now at)|:|,){0,3} "
)
_LED: Final = re.compile(
    rf"{_LEADS}(?P<where>\d{{1,6}}[a-zA-Z]?(?:-\d{{1,4}})? (?P<name>[A-ZÁÉÍÓÚÑ0-9][\w'.]*(?: [A-ZÁÉÍÓÚÑ][\w'.]*){{0,3}}){_ROOM})(?!\w)"
)
_TOLD: Final = re.compile(
    rf"\b(?:address|direcci[óo]n|domicilio)(?: \w+)?(?: is| es|:)? (?P<where>\d{{1,6}}[a-z]? (?P<name>{_WORD}(?: {_WORD})?))(?= *(?:[.,;!?\n]|$))",
    re.IGNORECASE,
)
_SPANISH: Final = re.compile(
    rf"\b(?:calle|avenida|avda?\.?|carrera|paseo|camino|calzada|callej[óo]n|urb(?:anizaci[óo]n|\.)?) (?P<name>(?:{_WORD} ){{0,4}}?(?:{_WORD})?),? ?"
    rf"(?:#|no\.?|num\.?|n[úu]mero|n[º°]\.?)? ?\d{{1,5}}(?:-\d{{1,4}})?[a-z]?\b(?! (?:a[ñn]os|veces|d[íi]as|hijos|horas|minutos|personas)){_ROOM}{_TOWN}",
    re.IGNORECASE,
)
_BOX: Final = re.compile(
    rf"\b(?:p\.? ?o\.? ?box|apartado(?: postal| de correos)?|(?:rr|r\.r\.|hc|rural route) ?#?\d{{1,3}},? box) #?\d{{1,6}}{_TOWN}",
    re.IGNORECASE,
)
_NO_STREET: Final = frozenset(
    "a about after again ago all also am an and are as at babies baby be been before but by case cases child children day days did do "
    "eight family families few for foster from good grade had has have he her him his home hour hours how i if in infants is it juvenile "
    "kid kids less long mile miles min mins minute minutes mo month months more most my not now of off old on one or out over parent "
    "parents people percent plus professional professionals reason reasons second seconds she siblings so some son sons supervised than that "
    "the their them then these they things this time times to toddler toddlers two until up us visit visits was way we week weeks weekly "
    "were what when where which who why will with wk wks worker workers year years yr yrs yo you your "
    "arriba abajo adentro hay está esta son oscura donde años meses días semanas veces hijos hijas niños horas de en y con county dependency supreme district federal drug treatment "
    "straight different separate wrong right only busy safe dark dangerous road every night daily hard easy better best".split()
)
_CAPITAL: Final = re.compile(r"[A-ZÁÉÍÓÚÑ0-9]")
_NEAR: Final = 30  # characters in which a word such as "live at" makes a street of a doubtful name


def places(text: str) -> Iterator[Found]:
    """What stands in a shadow."""
    for match in (*_SURE_STREET.finditer(text), *_BOX.finditer(text), *_SPANISH.finditer(text)):
        name = match.groupdict().get("name") or ""
        if _is_name(re.sub(r"^(?:de la|del|de) ", "", name)):
            yield Found(match.start(), match.start() + len(match[0].rstrip(".")), ADDRESS)
    for match in _MAYBE_STREET.finditer(text):
        if _is_name(match["name"]) and (_is_written_as_name(match["name"]) or _is_led(text, match.start())):
            yield Found(*match.span(), ADDRESS)
    for match in (*_LED.finditer(text), *_TOLD.finditer(text)):
        if _is_name(match["name"]):
            yield Found(*match.span("where"), ADDRESS)


def _is_led(text: str, place: int) -> bool:
    return re.search(rf"{_LEADS}\Z", text[max(0, place - _NEAR) : place], re.IGNORECASE) is not None


def _is_name(words: str) -> bool:
    said = words.lower().removeprefix("old ").split()
    return not _NO_STREET.intersection(word.strip(".'-") for word in said)


def _is_written_as_name(words: str) -> bool:
    return all(_CAPITAL.match(word) for word in words.split())
