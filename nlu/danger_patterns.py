"""The safety net's patterns: what people in danger say outright, by category, on folded text.

Each pattern needs a person and a danger, not a topic word: "overdose" alone stands in the facts themselves. Order matters: the
first category that matches is taken, so what needs 911 stands first. `HARMLESS` is removed before the patterns are tried.
Every quantifier is bounded, so that no message can make the search slow.
"""

from __future__ import annotations

import re
from typing import Final

_ME: Final = r"(?:i|i'm|im|ive|i've|i'd|id|ill|i'll|me|myself|my)"
_CHILD: Final = (
    r"(?:baby|babies|child|children|kid|kids|toddler|newborn|infant|son|daughter|grandson|grandbaby|granddaughter|grandchild|niece|nephew|"
    r"boy|girl|twins?|lil ?one|little one|little (?:boy|girl)|bb|foster (?:baby|child|son|daughter)|preemie)"
)
_PERSON: Final = (
    r"(?:i|me|she|he|they|him|her|them|mom|mum|mommy|mother|dad|daddy|father|husband|wife|boyfriend|girlfriend|bf|gf|partner|sister|brother|"
    r"friend|cousin|neighbor|neighbour|client|patient|uncle|aunt|grandma|grandpa|roommate|" + _CHILD[3:-1] + r")"
)
_OWN: Final = r"(?:my|our|the|her|his|their|this|a|that)"
_NOW: Final = r"(?:now|right now|tonight|today|just|this minute|anymore|any more)"

_LONGER: Final = r"(?: (?:anymore|any more|any longer|much longer|any further))?"
_GO_ON: Final = (
    rf"(?:go on|keep going|carry on)(?: (?:living|like this|this way))?{_LONGER}(?: (?:living|like this|this way))?"
)
_END: Final = r"(?= ?(?:[.!?,;:]|$|(?:and|but|because|without|with (?:all )?this|anymore|any more)\b))"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns))


HARMLESS: Final = _any(
    r"\b(?:you(?:'re| are)|u r|ur|is|are|was|this|it's|its|paperwork|traffic|heels|back|feet|deadline|suspense) (?:\w+ ){0,2}(?:killing|murdering|slaying) (?:me|us|it)\b",
    r"\bkill(?:ing|s|ed)? (?:time|the lights|the mood|two birds|it|the battery|my battery|the vibe)\b",
    r"\b(?:dying|die|dead) (?:to|of|from|with) (?:know|hear|see|ask|laughter|laughing|boredom|embarrass\w+|cuteness|curiosity|joy)\b",
    r"\b(?:phone|battery|laptop|car|line|link|wifi|computer) (?:is |was |just |has )?(?:dead|died|dying)\b",
    r"\b(?:overdos\w+|od(?:'?ed|ing)?) on (?:coffee|caffeine|cute\w*|chocolate|sugar|candy|netflix|screen\w*|baby pictures|carbs|tv|work|paperwork|meetings|powerpoint|football|halloween \w+|glitter|information|info)\b",
    r"\bshoot (?:me|us|him|her|them|over|you) (?:an? |the |your )?(?:email|e-mail|text|message|link|note|copy|pdf|line)\b",
    r"\bshaken[- ]baby (?:syndrome|prevention|video|class|training)\b|\bto die for\b|\bkiller (?:\w+ )?(?:deal|presentation|quote|slide|app|line|resource)\b|\b(?:drop|break) dead gorgeous\b|\bdead ?line\w*\b|\bdead ?(?:tired|serious|wrong|end|link)\b|\bbeat (?:tired|to death|a dead horse)\b",
    r"\bsuicide (?:prevention|hotline number for (?:a|the|our) (?:poster|flyer|brochure|handout)|squad|awareness|training|statistics|rates?)\b",
)

_SELF_HARM: Final = _any(
    r"\b(?:kill|hurt|harm|cut|hang|shoot|drown|poison|end|unalive) (?:my ?self|myslef|meself)\b",
    r"\b(?:kill|hang|shoot|unalive) (?:him|her|them) ?sel(?:f|ves)\b(?!.{0,40}\b(?:years? ago|last year|in (?:19|20)\d\d)\b)",
    r"\b(?:want|wants|wanna|wanted|going|gonna|need|ready|plan\w*|thinking (?:of|about)|threaten\w* to|wish i could) (?:to |on )?(?:\w+ )?(?:die|dying|be dead|end (?:it all|it|my life|her life|his life)|ending (?:it|my life)|take my (?:own )?life|not (?:be|live|exist|wake up)|commit suicide|kms|suicide)\b",
    r"\b(?:don'?t|dont|do not|didn'?t|doesn'?t|doesnt|does not|no longer|not) (?:\w+ ){0,2}(?:want|wanna|wants|feel like|see (?:a|any|the) (?:point|reason) (?:in|to|of)) (?:to )?(?:be alive|live|liv(?:e|ing)|be here|exist|existing|go on|going on|wake up|keep going|be around)\b",
    r"\b(?:i'm|im|i am|i feel|been|feeling|she'?s|he'?s|she is|he is|is) (?:\w+ )?suicidal\b|\bi'?m (?:going to|gonna) end (?:it|things)\b",
    r"\b(?:they|everyone|family|he|she|husband) (?:\w+ ){0,4}(?:better|be fine|happier|ok|okay) (?:\w+ )?(?:off )?without me\b",
    r"\b(?:better off|easier|happier) (?:if (?:i|she|he) (?:was|were|wasn'?t|weren'?t)|without me|with me (?:dead|gone)|if i (?:died|disappear\w*))\b",
    r"\bi (?:just )?(?:wish|want|hope) (?:i|to) (?:could |would |was |were )?(?:not wake up|never wake up|disappear|dead|die|never (?:been|was) born|fall asleep and (?:never|not))\b",
    r"\b(?:suicide|goodbye) note\b.{0,40}\b(?:wrote|written|found|write|writing|left|hers|his)\b|\b(?:wrote|written|found|writing|left) (?:\w+ ){0,3}(?:suicide|goodbye) (?:note|letter)\b",
    r"\b(?:took|taken|swallowed|take|taking) (?:a |the )?(?:whole )?(?:bottle|all|handful|bunch) (?:of )?(?:\w+ ){0,3}(?:pills|meds|medication|tylenol|tablets|xanax|sleeping)\b(?!.{0,30}\b(?:toddler|baby|child|kid|son|daughter)\b)",
    r"\b(?:kms|kys myself)\b|\bself[- ]?harm(?:ing|ed)? (?:again|tonight|myself)\b|\bi(?:'ve| have)? (?:been |started )?(?:cutting|burning) (?:myself|again|my (?:arms?|legs?|wrists?))\b",
    # Despair in few words; nothing may follow that says what it is about ("go on the website", "keep going to court").
    rf"(?:\b(?:i|she|he|we|they|just|really|honestly|and)\b (?:\w+ ){{0,3}}|^|[.!?,;] ?)(?:can'?t|can ?not) {_GO_ON}{_END}",
    rf"\b(?:don'?t|dont|do not|doesn'?t|doesnt|not sure|how much longer) (?:\w+ ){{0,4}}can {_GO_ON}{_END}",
    r"\b(?:can'?t|can ?not) take (?:it|this|life|the pain|living)(?: like this)? (?:anymore|any more|any longer|much longer|another (?:day|night|minute))\b",
    r"\b(?:there'?s|there is|is there|see) no (?:other )?way out\b(?! of (?:the )?(?:lease|contract|meeting|class|building|case))",
    r"\b(?:done|finished|through|tired|sick) (?:with|of) (?:life|living|being alive)\b|\bgiv(?:e|ing|en) up on (?:life|living|everything)\b",
    rf"\b(?:can'?t|can ?not|don'?t|dont|do not) see (?:a|any|my) future(?: for (?:me|myself))?{_END}",
    r"\bno (?:reason|point) (?:to|in|for) (?:live|living|keep living|me (?:to live|being alive)|going on|being (?:alive|here))\b",
    r"\b(?:has|have|got|with|holding) (?:a |the |my |his |her )?(?:gun|rope|razor|knife) .{0,40}\b(?:to (?:my|her|his) (?:head|wrist|throat)|end it|myself|himself|herself)\b",
    r"\b(?:i|i'?ve|we|she|she'?s|he|he'?s|they) (?:\w+ ){0,2}(?:lost|losing|lose|given up|giving up|has no|have no|out of) (?:all |any |all my |my )?hope\b(?! (?:in|of|for|with|that|to) (?!life|living|myself|everything|it all))",
    rf"\b(?:i|i'?m|im|she|he|she'?s|he'?s|feel|feels|feeling|felt) (?:\w+ ){{0,2}}(?<!not )hopeless{_END}",
    r"(?<!the )\bend(?:ing)? (?:my|her|his|their) (?:own )?li(?:fe|ves)\b",
)
_CHILD_HARM: Final = _any(
    rf"\b{_ME} (?:\w+ ){{0,4}}(?:want|wanna|going|gonna|about|afraid|scared|might|could|feel like|close|think|almost|nearly|just|terrified)(?:'?ll)? (?:\w+ ){{0,5}}(?:hurt|shake|shak(?:e|ing|en)|shook|hit|throw|smother|drown|kill|harm|hurting|hitting|throwing|smothering|snap on|lose it with|lose it on) (?:\w+ ){{0,2}}(?:{_CHILD}|him|her|them|it|someone)\b",
    rf"\bi (?:\w+ )?(?:shook|hit|slapped|smothered|dropped on purpose|squeezed|threw|punched|burned|choked) (?:\w+ ){{0,2}}(?:{_CHILD}|him|her)\b(?!.{{0,10}}\bup with)",
    rf"\b(?:he|she|they|dad|mom|boyfriend|bf|husband|wife|mother|father|stepdad|stepmom|babysitter|sitter|neighbor|uncle|teacher|nanny|someone|grandma|grandpa|daycare|who) (?:\w+ ){{0,3}}(?:hits|hit|hitting|beats|beating|shakes|shook|shaking|slaps|slapped|slapping|chokes|choked|burns|burned|burnt|kicks|kicked|throws|threw|punches|punched|whips|whipped|hurts|hurting|smacks|smacked|starv\w+|locks|locked|leaves bruises on|ties) (?!(?:me|us)\b)(?:\w+ ){{0,3}}{_CHILD}\b",
    rf"\b{_CHILD} (?:\w+ ){{0,4}}(?:has|have|had|with|covered in|got|comes? (?:in|to (?:school|daycare|class)) with|came (?:in|to \w+) with) (?:\w+ ){{0,4}}(?:bruises?|burns?|welts?|cigarette burns?|marks? (?:on|all over)|belt marks?|hand ?prints?|black eye|bite marks?)\b",
    rf"\b(?:bruises|burns|welts|belt marks|hand ?print|cigarette burns?) (?:\w+ ){{0,4}}(?:on|all over) (?:\w+ ){{0,4}}(?:{_CHILD}|his|her|him|them|their)\b",
    rf"\b(?:left|leaves|leaving|leave) (?:\w+ ){{0,4}}(?:{_CHILD}|him|her|them) (?:\w+ ){{0,3}}(?:home )?(?:alone|unattended|by (?:him|her|them)sel\w+|in (?:the|a) (?:hot )?car)\b",
    rf"\b{_CHILD} (?:\w+ ){{0,4}}(?:home alone|alone (?:in|at|for|all|with (?:no|nobody))|by (?:him|her|them)sel\w+ (?:in|at|all|for)|locked in|is not safe|isn'?t safe|in danger|being (?:hurt|hit|abused|beaten|molested|starved|neglected)|hasn'?t (?:eaten|been fed))\b",
    rf"\b(?:someone|somebody|he|she|they|neighbors?|mom|dad) (?:\w+ ){{0,3}}(?:is|are|'s|'re) (?:hurting|hitting|beating|abusing|shaking|starving|neglecting) (?:\w+ ){{0,3}}(?:{_CHILD}|him|her|them)\b",
)
_ABUSE: Final = _any(
    rf"\b(?:he|she|they|uncle|dad|father|stepdad|stepfather|grandpa|grandfather|brother|cousin|coach|pastor|priest|teacher|boyfriend|bf|babysitter|man|neighbor|someone|husband|ex|foster \w+|guy|mom'?s \w+) (?:\w+ ){{0,4}}(?:touched|touches|touching|molested|molests|molesting|raped|rapes|raping|fondled|groped|assaulted|abused|abuses|forced himself on|put (?:his|her) hands? (?:on|down|up|in)|made (?:me|her|him) (?:touch|do|take off|watch)) (?:\w+ ){{0,3}}(?:me|my|us|her|him|them|{_CHILD})\b",
    r"\b(?:i was|i've been|ive been|i got|i am being|i'm being|im being|she was|he was|she got|my \w+ (?:was|got|is being|has been)) (?:\w+ ){0,2}(?:raped|molested|sexually (?:assaulted|abused)|groped|fondled|being (?:molested|abused|touched)|touched (?:down there|inappropriately|in (?:a |the )?wrong)|abused by)\b",
    rf"\b{_CHILD} (?:\w+ ){{0,4}}(?:told|said|says|tells|disclosed|whispered) (?:\w+ ){{0,8}}(?:touch(?:ed|es|ing)?|hurts? (?:her|him|me)|private|secret game|bad touch|makes (?:her|him) |pee[- ]?pee|down there|in (?:her|his) bed)\b",
    r"\b(?:touch(?:ed|es|ing)?) (?:my|her|his|our) (?:\w+ ){0,3}(?:privates?|private parts?|down there|inappropriately|bottom)\b|\btouched (?:me|her|him) (?:\w+ ){0,2}(?:down there|inappropriately|wrong|where he|there)\b",
)
_VIOLENCE: Final = _any(
    r"\b(?:he|she|husband|wife|boyfriend|girlfriend|bf|gf|partner|ex|my (?:man|ex|dad|stepdad)|dad|stepdad|daddy|baby'?s? dad(?:dy)?|bd|fiance) (?:\w+ ){0,4}(?:hits|hit|hitting|beats|beat|beating|chokes|choked|choking|strangl\w+|punch\w*|slaps|slapped|kick(?:s|ed)|shoves|shoved|pushed|pushes|threw (?:me|things at me)|threaten\w*|hurts|hurting|hurt|attacked|grabbed|pins|pinned) (?:\w+ ){0,2}(?:me|us|my mom|mom|my mother|my sister|her|kill)\b",
    r"\b(?:he|she|husband|wife|boyfriend|bf|gf|partner|ex|dad) (?:\w+ ){0,4}(?:says?|said|swears?|swore|threaten\w*|told me|texted|going|gonna) (?:\w+ ){0,5}(?:kill|hurt|shoot|stab|burn the house|find (?:me|us) and|take (?:the|my) (?:kids?|baby) (?:and (?:run|disappear)|if i (?:leave|tell|go)|where))\b(?: (?:me|us|her|himself|them))?",
    r"\b(?:afraid|scared|terrified|frightened) (?:of |to |about )?(?:go(?:ing)?|com(?:e|ing)) (?:back )?home(?! (?:with|from))\b",
    r"\b(?:he|she|husband|wife|boyfriend|girlfriend|bf|gf|partner|ex|man) (?:always |still |even )?(?:checks|reads|goes through|looks (?:through|thru|at)|tracks|monitors) (?:my (?:phone|texts|messages|calls|location|searches|browser)\b(?! number| bill| case)|(?:what|where|who) i (?:look\w*|search\w*|typ\w*|read|write|wrote|talk\w*|call\w*)\b)",
    r"\b(?:afraid|scared|terrified|fear) (?:of|to) (?:my (?:husband|wife|boyfriend|partner|ex|bf|dad|stepdad)|go(?:ing)? (?:back )?home|him|what he(?:'ll| will| might)?|my man|leave him|be home when)\b",
    r"\b(?:won'?t|wont|doesn'?t|doesnt|will not|never) let me (?:\w+ ){0,2}(?:leave|see (?:my|anyone|friends)|have (?:my|a) phone|go (?:out|anywhere|to)|work|talk to)\b|\b(?:takes|took|checks|tracks|monitors) my (?:phone|keys|money|car keys)\b.{0,60}\b(?:he|husband|boyfriend|afraid|scared)\b",
    r"\b(?:he|she|my (?:ex|husband|boyfriend|partner)) (?:\w+ ){0,3}(?:has|got|keeps|pulled|pointed|waved) (?:\w+ ){0,3}(?:gun|knife|weapon)\b|\bmy (?:husband|boyfriend|partner|wife|bf|ex|man) (?:is |has been |was )?(?:abusive|abuses me|violent|abusing me|stalking me|following me)\b",
    r"\bhow (?:do|can) i (?:get away|leave|escape|hide|get out) (?:\w+ ){0,4}(?:him|husband|boyfriend|abuser|partner|before he|without him)\b",
)
_OVERDOSE: Final = _any(
    rf"\b{_PERSON} (?:\w+ ){{0,4}}(?:(?:is|'s|are|am|might be|may be|think|could be) (?:\w+ ){{0,2}}(?:overdosing|oding|od'?ing)|(?:just|may have|might have|must have|has|have|'ve) (?:\w+ )?(?:overdosed|od'?d|od'?ed|oded))\b(?!.{{0,30}}\b(?:years? ago|last (?:year|month|spring|summer|fall|winter)|in (?:19|20)\d\d|and (?:died|passed)|before)\b)",
    rf"\b{_PERSON}(?:'s|'re| is| are| am|'m) (?:\w+ ){{0,2}}(?:overdosing|oding|od'?ing)\b|^\W{{0,8}}(?:help\W{{1,8}})?(?:overdos(?:e|ing|ed)|od'?ing|oding|od)(?:\W{{1,8}}(?:help|now|please|911|here)){{0,3}}\W{{0,8}}$",
    r"\b(?:overdosing|od'?ing|oding) (?:right )?(?:now|here|tonight)\b|\b(?:she|he|they|mom|dad|friend|i think \w+) (?:just )?(?:od'?d|od'?ed|overdosed) (?:right )?(?:now|tonight|just now|an? (?:hour|minute)s? ago|in the (?:bathroom|car|bedroom)|again)\b",
    r"\b(?:found|find|finding) (?:\w+ ){1,4}(?:unresponsive|unconscious|passed out|not breathing|blue|slumped|with (?:a |the )?needle)\b",
    r"\b(?:won'?t|wont|can'?t|cant|not|doesn'?t|isn'?t) (?:get (?:her|him|them) to )?(?:wake|waking|wake up|wakeing|responding|respond)\b.{0,80}\b(?:used|using|needle|heroin|fent\w*|pills|dope|high|drugs?|percs?|xans?|methadone|shot up)\b",
    r"\b(?:used|using|needle|heroin|fent\w*|pills|dope|drugs?|percs?|xans?|methadone|shot up|took)\b.{0,80}\b(?:won'?t|wont|can'?t|cant|not) (?:\w+ ){0,3}(?:wake|waking|responding|respond|breathing)\b",
    r"\b(?:i'?m|i am|im|i) (?:\w+ ){0,3}(?:using|use|about to use|shooting up|getting high) (?:\w+ ){0,3}alone\b|\bgurgl\w+\b.{0,60}\b(?:used|using|high|drugs?|heroin|fent\w*|pills|snoring|wake)\b",
    r"\bhow (?:much|many) (?!(?:\w+ )?(?:aces?|adverse|stress|risks?|screen|tv|hours?|naps?|toys|visits?|children|kids|caregivers?|people)\b)(?:\w+ ){0,4}(?:is|are|would be|does it take|til|until|before|to) (?:\w+ ){0,4}(?:too (?:much|many)|overdose|od|lethal|fatal|kill|die)\b",
    r"\b(?:took|take|taken|did|swallowed) (?:\w+ ){0,3}too (?:much|many) (?:\w+ ){0,3}(?:pills|percs?|xans?|fent\w*|heroin|dope|methadone|suboxone|oxy\w*|meds|meth|stuff|drugs)?\b(?=.{0,60}\b(?:breath\w*|help|now|dizzy|blue|wake|pills|percs?|xans?|fent\w*|heroin|methadone|oxy\w*)\b)",
)
_POSTPARTUM: Final = _any(
    rf"\b(?:voices?|something|god|devil|demons?|tv|radio|walls?|angels?) (?:\w+ ){{0,4}}(?:tell|tells|telling|told|say|saying|says|want|wants|whisper\w*) (?:\w+ ){{0,5}}(?:me|hurt|kill|harm|{_CHILD}|do it)\b",
    r"\b(?:hears?|hearing|heard) voices\b|\b(?:i|she|wife|girlfriend|sister|daughter) (?:\w+ ){0,3}(?:see|sees|seeing|hear|hears|hearing) (?:\w+ ){0,2}(?:things|voices|people|shadows|stuff) (?:\w+ ){0,3}(?:that (?:isn'?t|aren'?t|arent)|not there|no one|nobody|since|telling)\b",
    r"\b(?:baby|she|he|child|son|daughter|newborn) (?:\w+ ){0,3}(?:is|'s|was|has) (?:\w+ )?(?:possessed|evil|a demon|the devil|not (?:really )?(?:my|mine|her|ours)|(?:been )?(?:switched|replaced|swapped)(?! (?:to|from|over)\b))\b",
    rf"^\W{{0,8}}(?:the )?voices? (?:about|want|say|tell)\w{{0,4}} (?:\w+ ){{0,2}}{_CHILD}\W{{0,8}}$",
    rf"\b(?:thoughts?|images?|pictures?|flashes|visions?|urges?) (?:\w+ ){{0,4}}(?:of|about|to) (?:\w+ ){{0,3}}(?:drown\w*|hurt\w*|drop\w*|stab\w*|throw\w*|smother\w*|kill\w*|harm\w*|shak\w*) (?:\w+ ){{0,3}}(?:{_CHILD}|him|her|it)?\b",
    rf"\b{_CHILD} (?:\w+ ){{0,4}}(?:better|be fine|happier|ok|okay) (?:\w+ )?(?:off )?without me\b|\b(?:drive|drove|driving) (?:\w+ ){{0,4}}(?:off|into) (?:\w+ ){{0,5}}with (?:the |my )?(?:{_CHILD})\b",
    r"\b(?:haven'?t|havent|hasn'?t|not|no) (?:\w+ )?(?:slept|sleep|sleeping) (?:\w+ ){0,3}(?:days|nights|in (?:\d|two|three|four|five))\b.{0,80}\b(?:see|seeing|hear|hearing|voices|shadows|watching|signs|messages|chosen|baby is|secret)\b",
)
_MEDICAL: Final = _any(
    rf"\b(?:{_CHILD}|he|she|him|her|they) (?:\w+ ){{0,4}}(?:isn'?t|isnt|not|stopped|stop|can'?t|cant|won'?t|barely|hardly|having trouble|struggling (?:to|with)) (?:be )?(?:breath\w*|breathe?ing|brething)\b",
    rf"\b(?:{_CHILD}|he|she|lips|face|skin) (?:\w+ ){{0,4}}(?:turned|turning|is|are|went|going|looks?|looking) (?:(?!in |wearing |the |a )\w+ )?(?:blue|grey|gray|purple)\b(?![- ]eye)",
    rf"\b(?:{_CHILD}|he|she) (?:\w+ ){{0,4}}(?:having|has|had|is having|keeps having) (?:a |an )?(?:\w+ )?(?:seizures?|siezure|convulsion\w*|fit)\b(?!.{{0,20}}\bat the store)|\b{_CHILD} (?:\w+ ){{0,3}}(?:seizing|convulsing|choking|unconscious|unresponsive|limp)\b",
    rf"\b(?:{_CHILD}|he|she|they|little one) (?:\w+ ){{0,5}}(?:swallow\w*|swollow\w*|ate|eaten|drank|drunk|got into|got ahold of|chewed|licked|put in (?:his|her) mouth) (?:\w+ ){{0,6}}(?:pills?|batter(?:y|ies)|bleach|poison|detergent|tide pod|pods?|magnets?|medicine|meds|medication|gummies|edibles?|suboxone|methadone|fent\w*|cleaner|antifreeze|vape|nicotine|drugs?|detergent|tylenol|iron|berries|chemicals?|lighter fluid|rat \w+|coin|something)\b",
    rf"\b(?:{_CHILD}|he|she) (?:\w+ ){{0,5}}(?:fell|hit (?:his|her) head|rolled off|was dropped|got dropped|dropped (?:him|her)) .{{0,80}}\b(?:won'?t wake|vomit\w*|throwing up|limp|unconscious|bleeding|not (?:crying|moving|responding|waking)|seiz\w*|soft spot|sleepy|passed out)\b",
    rf"\b(?:can'?t|cant|won'?t|wont|couldn'?t|unable to|hard to) (?:wake|wake up|rouse|get) (?:\w+ ){{0,2}}(?:{_CHILD}|him|her)(?: (?:up|to wake))?\b|\b{_CHILD} (?:\w+ ){{0,3}}(?:won'?t|wont|will not|doesn'?t|isn'?t|not) (?:wake|waking|wake up|respond|responding)\b",
    r"\b(?:newborn|\d+[- ](?:day|week)s?[- ]old|month old|baby|infant)\b.{0,60}\b(?:fever|temp|temperature)\b.{0,30}\b(?:10[0-9](?:\.\d)?|39|40|41)\b|\b(?:fever|temp)\b.{0,20}\b10[3-9](?:\.\d)?\b.{0,40}\b(?:newborn|limp|weeks? old|lethargic)\b",
)

PATTERNS: Final = (
    ("overdose", _OVERDOSE),
    ("medical_emergency", _MEDICAL),
    ("postpartum", _POSTPARTUM),
    ("self_harm", _SELF_HARM),
    ("abuse_disclosed", _ABUSE),
    ("child_harm", _CHILD_HARM),
    ("violence_at_home", _VIOLENCE),
)

# Spanish, on text without accents.
SPANISH: Final = (
    (
        "overdose",
        _any(
            r"\bsobredosis\b",
            r"\bno (?:despierta|responde|reacciona)\b.{0,60}\b(?:droga\w*|pastillas|heroina|fentanilo|uso)\b",
            r"\b(?:droga\w*|pastillas|heroina|fentanilo)\b.{0,60}\bno (?:despierta|responde|respira)\b",
        ),
    ),
    (
        "medical_emergency",
        _any(
            r"\b(?:no|casi no) (?:puede )?respira\w*\b",
            r"\b(?:se puso|esta|labios) (?:\w+ )?(?:azul\w*|morad\w*)\b",
            r"\bconvulsi\w+",
            r"\bse (?:trago|tomo|comio) (?:\w+ ){0,4}(?:pila|pastillas?|cloro|veneno|bateria|medicina)\b",
            r"\b(?:bebe|nino|nina|hij[oa]) (?:\w+ ){0,3}no (?:despierta|responde|reacciona)\b",
            r"\bse (?:esta )?ahog\w+",
        ),
    ),
    (
        "postpartum",
        _any(
            r"\b(?:oigo|escucho) voces\b|\bvoces (?:\w+ ){0,3}(?:dicen|digan)\b",
            r"\b(?:pensamientos|imagenes|ganas) de (?:hacerle dano|lastimar|ahogar|matar)\b",
            r"\b(?:estaria\w*|estan|estaran|seria) mejor sin mi\b",
        ),
    ),
    (
        "self_harm",
        _any(
            r"\b(?:me )?quiero (?:morir|matar)\w*\b",
            r"\b(?:matarme|suicidar\w*|suicidio|me suicid\w+|quitarme la vida|hacerme dano|cortarme)\b",
            r"\bno quiero (?:seguir )?(?:vivi\w+|viva?|existir)\b",
            r"\bya no (?:puedo|quiero) mas\b.{0,60}\b(?:morir|vivir|desaparecer)\b",
            r"\bquiero desaparecer\b",
            r"\bganas de (?:vivir|morir)\w*\b",
        ),
    ),
    (
        "abuse_disclosed",
        _any(
            r"\b(?:me|la|lo|le) (?:viol(?:o|aron)|toc(?:o|aba|a)|abus(?:o|aba|aron)|manose\w+)\b",
            r"\b(?:fui|fue) (?:violada|abusada|abusado)\b",
            r"\babus(?:o|a|an|aba) (?:sexualmente )?de (?:mi|ella|el)\b",
        ),
    ),
    (
        "child_harm",
        _any(
            r"\b(?:le|les) (?:peg\w+|golpe\w+|grit\w+ y peg\w+|hace dano)\b.{0,40}\b(?:bebe|nin[oa]s?|hij[oa]s?|criatura)\b",
            r"\b(?:pega|golpea|lastima|maltrata|sacude|quema)\w* (?:\w+ )?(?:a )?(?:mi|la|el|su|al) (?:\w+ )?(?:bebe|nin[oa]|hij[oa])\b",
            r"\b(?:lastimar|sacudir|hacerle dano|pegarle|golpear)\w* (?:a )?(?:\w+ )?(?:bebe|nin[oa]|hij[oa])?\b",
            r"\bdej\w+ (?:\w+ ){0,3}(?:bebe|nin[oa]s?) (?:\w+ )?sol[oa]s?\b",
            r"\bmoret\w+",
        ),
    ),
    (
        "violence_at_home",
        _any(
            r"\b(?:mi )?(?:esposo|marido|novio|pareja|ex|el) (?:\w+ ){0,3}(?:me )?(?:peg\w+|golpe\w+|amenaz\w+|maltrat\w+|ahorc\w+)\b",
            r"\bme (?:pega|golpea|amenaza|maltrata|va a matar|quiere matar|encierra)\b",
            r"\b(?:tengo )?miedo (?:de|a) (?:mi (?:esposo|marido|novio|pareja)|ir a (?:mi )?casa|regresar|el)\b",
        ),
    ),
)
