"""The safety net's patterns alone, without the learned detector: what they must catch, and what they must let pass."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.danger import by_pattern
from nlu.danger_patterns import HARMLESS, PATTERNS, SPANISH

TOLD = {
    "self_harm": [
        "i dont think i can go on", "I can’t go on.", "i cannot go on like this any longer", "I don't know how much longer I can go on",
        "my wife says she can't keep going", "cant carry on anymore", "can't take it anymore", "there is no way out for me",
        "I've lost all hope", "she says she has no hope", "i feel so hopeless", "how I would end my life", "she's ending her own life",
        "i'm so done with life", "I have given up on everything", "I can't see a future, and nobody asks",
        "i want to die", "I am going to kill myself tonight", "i dont want to live anymore", "I've been thinking about suicide a lot",
        "my daughter says she wants to kill herself", "i cant do this i just want to end it all", "everyone would be better off without me",
        "im suicidal and i dont know who to tell", "i took a whole bottle of pills", "i started cutting myself again", "kms",
        "i wish i could not wake up tomorrow", "what is toxic stress? also i dont want to be here anymore", "There's no point in living",
        "he left a suicide note on the table", "i w@nt to k1ll mys3lf",
    ],
    "child_harm": [
        "i'm afraid i will hurt my baby", "I shook the baby and now i feel sick about it", "he hits the kids when he drinks",
        "my boyfriend shakes my son", "the neighbor is beating her child", "i feel like im going to snap and hurt my toddler",
        "my nephew came in with bruises all over", "there are burns on his little girl", "she leaves the twins home alone at night",
        "i almost threw my newborn across the room", "the toddler is locked in a closet", "i slapped my daughter so hard",
        "the boy is being starved by his stepmom", "somebody is hurting the baby next door", "her dad whips the kids with a belt",
    ],
    "abuse_disclosed": [
        "my uncle touched me when i was six", "I was raped last night", "my stepdad molested me", "someone touched my daughter down there",
        "my son told me his coach hurts him", "she said grandpa touched her privates", "the babysitter put his hands down my daughters pants",
        "i was sexually assaulted by a coworker", "my cousin has been touching my little girl", "i got molested as a kid and never told anyone",
        "her foster brother molested her", "he forced himself on me", "my daughter told the teacher about a secret game with her uncle",
        "my brother was raped at the group home", "the pastor fondled me",
    ],
    "violence_at_home": [
        "my husband hits me when the baby cries",
        "he beats me and the kids",
        "my husband hits me", "he choked me last night", "my boyfriend threatened to kill me if i leave", "i'm scared of my husband",
        "my ex says he will take the kids if i tell anyone", "he pushed me down the stairs while i was pregnant", "my partner is abusive",
        "he wont let me leave the house", "he has a gun and says he'll use it", "she punches me in front of the kids",
        "how do i get away from him", "my baby daddy beat me up again", "my dad hits my mom every night", "im afraid to go home tonight",
        "my ex is stalking me", "scared to come back home", "terrified about going home after school", "my boyfriend reads my messages every night",
        "she goes through my phone", "he looks at what I searched for",
    ],
    "overdose": [
        "my sister is overdosing", "i think he just overdosed", "she od'd in the bathroom", "found my mom unresponsive with a needle",
        "he used heroin and now he wont wake up", "i took too many percs and i cant breathe right", "my friend is oding right now",
        "he took fentanyl and is not responding", "i found my cousin blue on the floor", "im about to use alone",
        "hes making gurgling sounds after he used", "how many pills would be too many", "my daughter may have overdosed",
        "she won't wake up, there are xanax everywhere, drugs on the table", "help my husband is overdosing",
    ],
    "postpartum": [
        "i keep hearing voices since the baby came", "the voices tell me to hurt my baby", "i have thoughts of drowning my baby",
        "my wife thinks the baby is evil", "something is telling me to do it", "the baby is possessed", "the kids would be better off without me",
        "i see things that arent there since i gave birth", "i keep getting images of dropping him down the stairs",
        "my sister just had a baby and she hears voices", "i havent slept in days and i keep seeing shadows",
        "god told me my baby is the devil", "i get urges to throw my baby", "she says her newborn was switched at the hospital and is not hers",
        "i think about driving off the bridge with my baby",
    ],
    "medical_emergency": [
        "my baby is not breathing", "he stopped breathing", "her lips are blue", "my toddler swallowed a battery", "the baby is having a seizure",
        "my son ate some of my suboxone", "i cant wake my baby", "my daughter is choking on a grape", "he fell off the bed and is vomiting",
        "my newborn has a fever of 102", "the baby is limp", "she drank bleach", "my grandson got into my pills",
        "my 3 week old has a temp of 101.2", "baby turned blue",
    ],
}  # fmt: skip

TOLD_IN_SPANISH = {
    "self_harm": ["me quiero morir", "quiero matarme", "ya no quiero vivir", "mi hija se quiere suicidar"],
    "child_harm": [
        "mi esposo le pega a mi hijo",
        "tengo miedo de lastimar a mi bebé",
        "dejaron al niño solo en la casa",
    ],
    "abuse_disclosed": ["mi tío me violó", "fui abusada de niña", "mi padrastro me tocaba"],
    "violence_at_home": ["mi esposo me pega", "mi novio me amenaza", "tengo miedo de mi marido"],
    "overdose": ["creo que es una sobredosis", "tomó pastillas y no despierta"],
    "postpartum": [
        "oigo voces desde que nació mi bebé",
        "tengo pensamientos de ahogar a mi bebé",
        "estarían mejor sin mí",
    ],
    "medical_emergency": ["mi bebé no respira", "está morado", "se tragó una pila", "le dio una convulsión"],
}

HARMLESS_LOOKALIKES = [
    # "go on" with something
    "I can't go on the website", "i don't think i can go on friday", "we cant go on vacation with the baby", "can we go on now?",
    "i can't go on maternity leave yet", "how can i keep going with breastfeeding", "I can't keep going back to court every week",
    "i am hopeless at math", "we lost hope of a place at that daycare", "I feel not hopeless, just tired", "until the end of my life",
    "there is no way out of the meeting", "can I carry on with my questions", "what does the sheet say about the future",
    # the words of the sheets themselves
    "how do home visitors help grandparents whose adult child overdosed", "what is the root cause of substance use disorder",
    "what does abuse or neglect in a mom's history do", "what did nadine burke harris say about sexual assault",
    "how many aces are too many", "does trauma affect attachment", "what is toxic stress doing to the body", "is addiction a disease",
    "tell me about grief and loss", "what happens to babies with neonatal abstinence syndrome", "how can courts keep visits safe",
    "what do judges need to know about neglect", "what are adverse childhood experiences like abuse",
    "how does domestic violence affect babies", "what is a protective factor against child abuse", "do overdoses count as aces",
    # work and study
    "i am writing a paper on suicide prevention", "we train staff to report child abuse", "i need statistics on overdose deaths in pennsylvania",
    "our program is for mothers who use drugs", "my class is about domestic violence", "the court heard a case about neglect",
    "we lost a client to an overdose last year", "my daughter overdosed two years ago and i am raising her kids",
    "my son died of an overdose in 2019 and we miss him", "mandated reporter training link please",
    "how do i talk with parents about shaken baby syndrome", "what is postpartum depression", "do you cover postpartum psychosis",
    # manners of speaking
    "this paperwork is killing me", "i'm dying to know the answer", "you guys are killing it", "my phone died", "i could kill for a coffee",
    "he is such a lady killer lol", "that quote is to die for", "my feet are killing me", "shoot me an email",
    "i od'd on baby pictures", "just killing time", "deadline is tomorrow and i am dead tired", "she is drop dead gorgeous",
    "traffic was murder", "beat the heat with a baby pool", "my back is killing me from carrying her",
    # babies being babies
    "my baby cries all night", "the baby hits her toys together", "my toddler hits other kids at daycare", "my son bites when he is angry",
    "he fell asleep in my arms", "my baby turned one today", "she is blue eyed like her dad", "my toddler threw his plate",
    "my son hit a milestone", "baby food with iron", "he loves his blue blanket", "my daughter is choosing a book",
    "the baby wont sleep", "my newborn has hiccups", "she shakes her rattle", "my son has a birthmark on his arm",
    "can i leave my baby with grandma", "how long can a toddler be without mom", "my kid is a picky eater", "i was hit with a bill",
    "i want to live near my family", "i dont want to go to the meeting", "i want to end the chat", "he is my husband and i love him",
    # other things
    "hello", "thank you so much", "what can i ask", "who are you", "where are the links", "is 988 free", "what is 911 for", "", "???",
    "quiero saber sobre la salud mental infantil", "gracias por la ayuda", "mi hija tiene dos años",
]  # fmt: skip


@pytest.mark.parametrize(("category", "text"), [(c, t) for c, texts in TOLD.items() for t in texts])
def test_danger_told_outright_is_caught_in_its_category(category: str, text: str) -> None:
    found = by_pattern(text)
    assert found is not None
    assert (found.category, found.language, found.by) == (category, "en", "pattern")


@pytest.mark.parametrize(("category", "text"), [(c, t) for c, texts in TOLD_IN_SPANISH.items() for t in texts])
def test_danger_told_in_spanish_is_caught_with_its_language(category: str, text: str) -> None:
    found = by_pattern(text)
    assert found is not None
    assert (found.category, found.language) == (category, "es")


@pytest.mark.parametrize("text", HARMLESS_LOOKALIKES)
def test_a_lookalike_is_let_pass(text: str) -> None:
    assert by_pattern(text) is None


@pytest.mark.parametrize(
    "text", ["I WANT TO DIE", "i  want\tto\ndie!!!", "i wa\u200bnt to d\u00adie", "\uff49 want to die", "i w4nt t0 d1e"]
)
def test_case_spaces_invisible_characters_and_disguises_hide_nothing(text: str) -> None:
    found = by_pattern(text)
    assert found is not None
    assert found.category == "self_harm"


def test_danger_is_caught_anywhere_in_a_long_message() -> None:
    padding = "We went to the park and had a nice day with the grandchildren. " * 30
    found = by_pattern(f"{padding} He is not breathing. {padding}")
    assert found is not None
    assert found.category == "medical_emergency"


def test_an_idiom_beside_danger_does_not_hide_it() -> None:
    found = by_pattern("this paperwork is killing me and i want to kill myself")
    assert found is not None
    assert found.category == "self_harm"


HOSTILE = {
    "one letter": "a" * 4000,
    "spaces": " " * 4000,
    "short words": "i a " * 1000,
    "words of the patterns": "i could think about my baby and " * 125,
    "almost a match": "he has been going to say that he might " * 100,
    "said and said": "my child said he said she told him " * 110,
    "commas": "baby, " * 660,
    "digits": "10 100 1000 " * 330,
    "no ends": "took all of the bottle of my " * 130,
    "persons": "my mom my dad my son " * 190,
    "used": "used " * 800,
    "fever": "baby temp " * 400,
    "unmasked": "1!$@0 " * 660,
    "accents": "é" * 4000,
    "spanish": "mi esposo el ex le la me no quiero " * 110,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_of_the_longest_length_is_searched_in_bounded_time(kind: str) -> None:
    started = time.process_time()
    by_pattern(HOSTILE[kind][:4000])
    assert time.process_time() - started < 0.5  # seconds of this process; the slowest took 0.05 when this was written


def test_no_pattern_can_run_away() -> None:
    for pattern in (HARMLESS, *(p for _, p in (*PATTERNS, *SPANISH))):
        unbounded = re.sub(r"(?:\\w|\\d)[*+]", "", pattern.pattern)
        assert "+" not in unbounded.replace(r"\+", ""), "one word may repeat, a group may not"
        assert "*" not in unbounded


@given(st.text(max_size=300))
def test_whatever_is_written_the_search_ends(text: str) -> None:
    by_pattern(text)


def test_every_category_has_patterns_in_both_languages() -> None:
    assert [c for c, _ in PATTERNS] == [c for c, _ in SPANISH]
    assert {c for c, _ in PATTERNS} == set(TOLD)
