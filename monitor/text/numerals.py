"""The words in which news writes numbers, and the words that say what a number is not."""

from __future__ import annotations

from types import MappingProxyType

SCALES = MappingProxyType(
    {
        word: factor
        for factor, words in (
            (1e3, "thousand mil mille tausend mila k"),
            (1e6, "million millions millon millones milhao milhoes millionen milioni mn m"),
            (1e9, "billion billions bn milliard milliards milliarden miliardi"),
        )
        for word in words.split()
    }
)
# "50m" is money or people, "50 m" a length: letters scale only what they touch.
TOUCHING = frozenset({"k", "m"})

_COUNTED = (
    """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen twenty""",
    """cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince
    dieciseis diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro
    veinticinco veintiseis veintisiete veintiocho veintinueve treinta""",
    """zero um dois tres quatro cinco seis sete oito nove dez onze doze treze quatorze quinze
    dezesseis dezessete dezoito dezenove vinte""",
    """zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze
    seize dix-sept dix-huit dix-neuf vingt""",
    """null eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf""",
    """zero uno due tre quattro cinque sei sette otto nove dieci undici dodici""",
)
_TENS = (
    "twenty thirty forty fifty sixty seventy eighty ninety hundred",
    "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa cien",
    "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa cem",
    "vingt trente quarante cinquante soixante",
    "zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig hundert",
    "venti trenta quaranta cinquanta sessanta settanta ottanta novanta cento",
)
# "one", "uno", "un" are articles more often than figures; they count only behind tens.
SPELLED = MappingProxyType(
    {
        word: float(number)
        for words in _COUNTED
        for number, word in enumerate(words.split())
        if number > 1
    }
    | {
        word: float(number * 10)
        for words in _TENS
        for number, word in enumerate(words.split(), start=2)
    }
)
ONES = MappingProxyType(
    {word: SPELLED[word] for word in SPELLED if 1 < SPELLED[word] < len("1234567890")}
    | dict.fromkeys(("one", "uno", "un", "um"), 1.0)
)
# Words of their own in English: these are numbers only where the language is known.
AMBIGUOUS = MappingProxyType(
    {"once": "es", "sept": "fr", "seize": "fr", "elf": "de", "acht": "de", "due": "it"}
)
AND = frozenset({"and", "y", "e", "et", "und", "to", "a"})

CURRENCY = MappingProxyType({"$": "$", "€": "€", "£": "£"})
MONEY = MappingProxyType(
    dict.fromkeys("dollar dollars dolar dolares usd".split(), "$")
    | dict.fromkeys("euro euros eur".split(), "€")
    | dict.fromkeys("pounds libras gbp".split(), "£")
)
PERCENT = frozenset(
    {("percent",), ("per", "cent"), ("por", "ciento"), ("por", "cento"), ("pour", "cent")}
    | {("prozent",), ("per", "cento"), ("pct",)}
)
TIME = frozenset(
    """second seconds minute minutes hour hours hr hrs day days night nights week weeks month months
    year years decade decades segundos minutos hora horas dia dias semana semanas mes meses ano anos
    decadas heure heures jour jours semaine semaines mois ans stunde stunden tag tage tagen woche
    wochen monate monaten jahre jahren ore giorni settimane mesi anni""".split()
)

MORE = frozenset(
    (
        *(("at", "least"), ("more", "than"), ("over",), ("upwards", "of"), ("no", "fewer", "than")),
        *(("no", "less", "than"), ("not", "less", "than"), ("no", "menos", "de"), ("mas", "de")),
        *(
            ("al", "menos"),
            ("por", "lo", "menos"),
            ("mais", "de"),
            ("pelo", "menos"),
            ("ao", "menos"),
        ),
        *(
            ("plus", "de"),
            ("au", "moins"),
            ("mehr", "als"),
            ("mindestens",),
            ("uber",),
            ("almeno",),
        ),
        *(("piu", "di"), ("oltre",)),
    )
)
NOT_MORE = frozenset(
    (
        *(
            ("no", "more", "than"),
            ("not", "more", "than"),
            ("no", "mas", "de"),
            ("nao", "mais", "de"),
        ),
        *(("pas", "plus", "de"), ("nicht", "mehr", "als"), ("non", "piu", "di")),
    )
)
OR_MORE = frozenset(
    {("or", "more"), ("o", "mas"), ("ou", "plus"), ("ou", "mais"), ("oder", "mehr"), ("o", "piu")}
)

# Abbreviations that are everyday words ("out", "set", "ago") are left out.
MONTHS = frozenset(
    """january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre
    diciembre ene abr dic janeiro fevereiro marco maio junho julho setembro outubro novembro
    dezembro janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
    januar februar marz juni juli oktober dezember gennaio febbraio aprile maggio giugno luglio
    settembre ottobre dicembre""".split()
)
# Words that number a thing by name: "Flight 370", "Article 5", "No. 10".
LABELS = frozenset(
    """no nos number numero flight vuelo article articulo section chapter page resolution resolucion
    route highway boeing airbus type phase level category""".split()
)
OLD = frozenset(
    {("year", "old"), ("years", "old"), ("year", "olds"), ("anos", "de", "edad")}
    | {("anos", "de", "idade"), ("years", "of", "age"), ("jahre", "alt")}
)
AGED = frozenset((("aged",), ("age",), ("age", "de"), ("agee", "de"), ("edad", "de")))
ORDINAL = frozenset({"st", "nd", "rd", "th"})

ROUGHLY = frozenset(
    (
        *(
            ("about",),
            ("around",),
            ("some",),
            ("roughly",),
            ("approximately",),
            ("nearly",),
            ("almost",),
        ),
        *(
            ("an", "estimated"),
            ("unos",),
            ("unas",),
            ("cerca", "de"),
            ("alrededor", "de"),
            ("casi",),
        ),
        *(("aproximadamente",), ("environ",), ("pres", "de"), ("rund",), ("etwa",), ("circa",)),
        *(("fast",), ("cerca", "di"), ("quase",), ("uns",), ("umas",), ("presque",)),
    )
)
# "Three more were arrested": on top of an earlier count; never "three more than".
ADDED = frozenset((word,) for word in "more additional further others mas otros otras".split())
ANOTHER = frozenset(
    (
        *(
            ("another",),
            ("other",),
            ("further",),
            ("additional",),
            ("otros",),
            ("otras",),
            ("weitere",),
        ),
        *(("altri",), ("altre",), ("autres",), ("outros",), ("outras",)),
    )
)
BETWEEN = frozenset((("between",), ("entre",), ("zwischen",), ("tra",), ("fra",)))
# A change is no range: "from 58 to 52".
FROM = frozenset((("from",), ("de",), ("von",), ("da",), ("du",)))
ONWARDS = frozenset("to a auf para".split())
BEFORE = frozenset(
    (
        *(
            ("up", "from"),
            ("down", "from"),
            ("not",),
            ("instead", "of"),
            ("rather", "than"),
            ("nicht",),
        ),
        *(("compared", "with"), ("y", "no"), ("en", "lugar", "de"), ("en", "vez", "de")),
    )
)
UP_TO = frozenset({"to", "bis"})
# The words that may stand directly before a figure and say something about it: few figures have one.
LEADING = frozenset(
    phrase[-1]
    for phrases in (MORE, NOT_MORE, ROUGHLY, ANOTHER, BEFORE, BETWEEN, FROM, AGED)
    for phrase in phrases
)
