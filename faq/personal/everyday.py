"""Everyday words, English and Spanish, that stand where a name could stand and are none."""

from __future__ import annotations

from typing import Final

# Also words of this bot's own subject: "this is Early Intervention calling" names nobody.
EVERYDAY: Final = frozenset(
    """
    a about abuse abusive accurate actually addiction addicted advice afraid after again aimh all alliance alone already also always am an and angry
    annoying anonymous another any anybody anymore anyone anything appropriate are arrested as asap ask asked asking at attachment autism autistic awful
    awesome baby babies back bad badly be beautiful because been before behavior being best better between big birth bot boy brain bs but by caregiver
    called calling can cannot cant care careful caseworker caused changed chat child childline children classified clear clinic closed come coming common
    complicated confidential confused confusing cool correct could counselor county court crap crazy crisis cute cute cys cps dad danger dangerous
    day dead dear definitely depressed development did different difficult do doctor does doing done dont down dr drug drugs due dumb dying each
    early easy either emergency empty end enough especially even ever every everybody everyone everything evidence exactly exhausted fact false
    family fast father feeling few fine first five for forgotten foster four fraud free from fucked fun funny garbage get getting girl give given go going gone good got
    grandma grandmother grandparent grandpa great had happening hard harvard has hate have having he head health heartbreaking hell hello help helpful her here hers
    hey hi hidden him his hmm home honest honestly hope horrible hospital house how however hurt hurting husband i ice id idk if ill im immediately imh iecmh
    important impossible in incorrect infant infants information insane interesting into irrelevant is isnt it its ive judge just keep kept
    kid kids killing know known last late later legal legit less let like literally little local long looking lost lot love lovely mad made mainly
    major many mandatory maternal may maybe me mean medical mental might mine missing mom mommy mood more morning most mother much mud mum my
    myself name named names national near necessary need needed needs neglect never new news nice nicu night no nobody none nonsense nope normal not nothing
    now nuts nurse obviously of off office ok okay old on once one only open opinion opioid or other our ours out outdated outrageous over overdose own pa
    paaimh parent parents pathetic pennsylvania people perfect please point poison police policy possible postpartum powerful practice
    pregnant preschool private probably problem program protected public put question quick quite random rape rather read ready real really
    reason recorded relevant ridiculous right rude sad safe said same samhsa saved say saying scary school science secret secure see self
    serious service seven sexual shared she should shown sick silly since sister six slow so social some somebody someone something son
    soon sorry speaking spelled spelt state still stored stress strange student stupid such sud suicidal suicide super supposed sure taken talking
    teacher team terrible terrifying text than thank thanks that the their them then there therapist these they thing this those
    though three through till time times tired to today toddler together told tomorrow tonight too torture toxic trafficking tragic
    trauma treatment tricky trouble true trying two typical ugly unacceptable unclear under understood unfair unknown unsafe until up
    upsetting urgent us used useful useless usually vague very violence visible visit visitor wait waiting want was wasnt way we week weird welfare well were
    what whatever whats when where whether which while who whole whom whose why wife will wish with withheld within without woman
    wonderful work worker working worse worst would wow written wrong year years yes yesterday yet you young your yours youth zero
    lazy stubborn dramatic spoiled sweetie honey babe hun liar unfit loser names dumbass bitch slut whore monster names arriba abajo adentro
    chosen decided taken picked legally wrongly correctly called
    aint always bonding breathes bracelet misspelled talks learning unless supports sometimes often rarely screams cries bites hits sleeps eats
    january february march april june july august september october november december monday tuesday wednesday thursday friday saturday
    sunday christmas english spanish american america medicaid facebook google amazon harrisburg philadelphia pittsburgh
    abuela abuelo abuso ahora al algo allí aquí así aunque ayuda ayudar bebé bebe bien buena bueno cada casa como con cosa crisis cuando
    cuál cual cómo de del depresión desde después dolor donde dónde el ella ellos emergencia en enferma enfermo entonces eres es esa ese eso esta está
    estaba este esto estoy estrés familia favor fue fui gracias había hace hasta hay hermana hermano hija hijo hola hoy importante la
    las le lo los los mal mamá mama mañana marido mas más me mejor mi mis mucho muerte muy nada necesito nadie ni niña niñas niño niños no
    nombre nos nosotros nueva nuevo nunca o otra otro padre papá para pero persona poco por porque puede puedo que qué quien quién quiero
    quisiera salud se ser si sí siempre sin sobre solo sola soy su suicidio sus tal también tan tanto te tengo tiene toda todo tóxico tu tú
    un una uno urgente va vez violencia vivo voy y ya yo
    """.split()
)
