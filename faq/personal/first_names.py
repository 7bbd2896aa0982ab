"""First names that many people in Pennsylvania have, and that are no words of English or Spanish besides."""

from __future__ import annotations

from typing import Final

# Written from memory by the project, from no list. Names that are words too (Hope, Will, Mark, Sol) are known only by what stands before them.
FIRST_NAMES: Final = frozenset(
    """
    aaliyah aaron abby abigail abraham ada adalyn adam addison adele adrian adriana agnes ahmed aida aidan aiden aisha alan alana albert
    alberto alejandra alejandro alex alexa alexander alexandra alexandria alexis alfred alfredo alice alicia alina alison allan allen
    allison alma alonzo alvin alyssa amanda amelia amina amir amy ana anastasia andre andrea andrei andres andrew andy angela angelica
    angelina angelo angie anita ann anna annabelle anne annette annie anthony antoine antonia antonio april araceli ariana ariel arlene
    armando arnold arthur asher ashlee ashley audrey austin ava avery barbara barry beatrice beatriz becca becky belinda ben benjamin
    benny bernadette bernard bernice bert beth bethany betsy betty beverly bianca blanca bobby bonnie brad bradley brandi brandon brandy
    brayden breanna brenda brendan brent brett brian briana brianna bridget brittany brittney brody bruce bryan bryce bryson byron caden
    caitlin caleb calvin cameron camila camille carl carla carlos carly carmela carmen carol carole carolina caroline carolyn carrie
    carson carter casey cassandra cassie catalina catherine cathy cecelia cecilia cesar chad chantel charlene charles charlie charlotte
    chelsea cheryl chloe chris christian christie christina christine christopher christy cindy claire clara clarence claudia clifford
    clinton cody colby colin colleen connie connor consuelo corey cory courtney craig cristian cristina curtis cynthia daisy dakota
    damian damien damon dana daniel daniela danielle danny daphne darius darlene darnell darren darryl daryl dave david dawson deandre
    deanna debbie deborah debra deena deirdre delores demetrius denise dennis derek derrick desiree deshawn devin devon diana diane
    diego dolores dominic dominique donald donna doreen doris dorothy doug douglas duane dustin dwayne dylan earl ebony eddie edgar
    edith eduardo edward edwin eileen elaine eleanor elena eli elias elijah elisa elizabeth ella ellen ellie eloise elsa elsie emanuel
    emilia emilio emily emma emmanuel enrique eric erica ericka erik erika erin ernest ernesto esmeralda esperanza esteban esther ethan
    ethel eugene eva evan evelyn ezekiel ezra fatima felicia felipe felix fernanda fernando fiona flor florence frances francesca
    francisco franklin fred freddie frederick gabriel gabriela gabrielle gail garrett gary gavin genevieve george georgia gerald
    geraldine gerardo gianna gilbert gina ginger giovanni gladys glen glenda glenn gloria gonzalo gordon graciela graham greg gregory
    greta griffin guadalupe guillermo gustavo gwen gwendolyn hailey hank hannah harold harriet harrison harvey hassan heather hector
    heidi helen henry herbert herman hilda holly howard hugo ian ibrahim ida ignacio imani imelda ines ingrid irene irma isaac isabel
    isabella isabelle isaiah isaias ismael israel itzel ivan izabella jackie jackson jaclyn jacob jacqueline jada jaden jaime jake jamal
    james jamie jan jane janelle janet janice janine jared jasmin jasmine jason javier jayden jaylen jean jeanette jeanne jeff jeffrey
    jen jenna jennifer jenny jeremiah jeremy jermaine jerome jerry jesse jessica jessie jesus jill jillian jim jimmy jo joan joann joanna
    joanne joaquin jodi jody joe joel joey johanna john johnathan johnny jonah jonathan jordan jorge jose josefina joseph josephine
    josh joshua josiah josie josue juan juana juanita judith judy julia julian juliana julianna julie juliet julio julius justin kaitlin
    kaitlyn kaleb kara kareem karen karina karl karla kate katelyn katherine kathleen kathryn kathy katie katrina kayden kayla kaylee
    keisha keith kelli kellie kelly kelsey kelvin kendra kenneth kenny kenya kerri kerry kevin khadija kiara kim kimberly kirsten krista
    kristen kristi kristin kristina kristy krystal kurt kyle kylie ladonna lakeisha lamar landon larry latasha latisha latonya latoya
    laura lauren laurie layla leah leann lena leo leon leonard leonardo leroy leslie leticia levi lewis liam lillian lily linda lindsay
    lindsey lisa lloyd lois lola lonnie lorena lorenzo loretta lori lorraine louis louise lourdes lucas lucia luciana lucille lucy luis
    luisa luke luna lupe luz lydia lynette lynn mackenzie maddie madeline madison maggie mahmoud malachi malik mandy manuel marc marcela
    marcella marcia marco marcos marcus margaret margarita marguerite maria mariah mariam marian mariana marianne maribel marie marilyn
    mario marisa marisol marissa marjorie marlene marsha marshall marta martha martin martina marvin mary maryann mason mateo mathew
    matilda matt matthew mattie maureen maurice mauricio maxwell maya megan meghan melanie melinda melissa melody melvin mercedes
    meredith mia micah michael michaela micheal michele michelle miguel mike mikayla mila mildred miles milton mindy minnie miranda
    miriam mitchell mohamed mohammed moises molly mona monica monique morgan moses muhammad myra myrtle nadia nadine nancy naomi natalia
    natalie natasha nate nathan nathaniel ned neil nellie nelson nestor nevaeh nicholas nick nicolas nicole nikki nina noah noelle noemi
    nora norma norman octavia olga oliver olivia omar oscar owen pablo paige pam pamela paola patrice patricia patrick patsy patti patty
    paul paula paulette pauline pedro peggy perla perry pete peter phil philip phillip phoebe phyllis preston priscilla quentin quincy
    quinn rachael rachel rafael ralph ramiro ramon ramona randall randy raquel rashad raul raymond reba rebecca rebekah regina reginald
    rene renee reyna rhonda ricardo richard rick rickey ricky riley rita robbie robert roberta roberto robin robyn rochelle rocio
    roderick rodney rodolfo rodrigo rogelio roger roland rolando roman ron ronald ronnie roosevelt rosa rosalie rosario rosemarie
    rosemary rosie roslyn roxanne roy ruben ruby rudy russell ruth ryan sabrina sadie sal sally salma salvador sam samantha samir sammy
    samuel sandra sandy santiago santos sara sarah sasha saul savannah scarlett scott sean sebastian selena serena sergio seth shana
    shane shanice shanika shannon shantel sharon shaun shauna shawn shawna sheila shelby sheldon shelia shelley shelly sheri sherri
    sherry sheryl shirley sidney sierra silvia simon simone sofia sonia sonja sonya sophia sophie spencer stacey staci stacy stanley
    stefanie stella steph stephanie stephen steve steven stewart stuart suzanne sylvia tabitha tamara tameka tami tamika tammy tania
    tanya tara tasha tatiana tayla taylor ted terence teresa teri terrance terrell terrence terri theo theodore theresa thelma thomas
    tia tiffany tim timothy tina tisha tobias toby todd tom tomas tommy toni tony tonya tracey traci tracy travis trent trevor tricia
    trisha tristan troy tyler tyrone valentina valeria valerie vanessa vera vernon veronica vicki vickie vicky victor victoria vilma
    vincent viola virginia vivian walter wanda warren wayne wendy wesley whitney wilfredo willa william willie wilma winifred winston
    xavier ximena yadira yasmin yesenia yolanda yusuf yvette yvonne zachary zach zoe zoey
    adán álvaro andrés ángel ángela ángeles césar concepción elías élida inés iván jesús joaquín josé josué julián lucía maría martín
    mónica nicolás óscar ramón raúl rené rocío rubén sebastián sofía tomás verónica víctor
    bea manny lupe keanu kiana lexi nia tori yaretzi zariyah jonas jonathon elijah
    """.split()
)
# Words besides: names only where they are written with a capital, and alone.
WORD_NAMES: Final = frozenset(
    "amber angel art autumn bill chance chase crystal dawn dean destiny dick drew faith frank gene genesis grace grant harmony harry "
    "heaven hope hunter iris ivy jack jade jay joy lane liberty mark max mercy misty pat patience precious princess ray rich rob rose "
    "sandy serenity sky skye star sue summer trinity violet will alba amparo cruz dulce luz milagros paz pilar sol soledad".split()
)
