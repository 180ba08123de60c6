"""Closed lists of words that tell names from other capitalised words; all in plain form."""

from __future__ import annotations

ROLES = frozenset(
    "leader president opposition boss chief head founder star suspect dictator strongman mogul "
    "billionaire champion candidate nominee lawyer owner maker giant government regime".split()
)
CALENDAR = frozenset(
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sep sept "
    "oct nov dec mon tue tues wed thu thurs fri sat sun enero febrero marzo abril mayo junio julio "
    "agosto septiembre octubre noviembre diciembre lunes martes miercoles jueves viernes sabado "
    "domingo".split()
)
# Labels that wires set in capitals before the news itself, and letters that stand beside a clock.
LABELS = frozenset(
    "breaking live update updates exclusive watch video urgent urgente "
    "am pm et est edt pst pdt gmt bst utc cet vp ok".split()
)
# Who tells the news; in an article about somebody else they are no actors.
SOURCES = frozenset(
    "ap|associated press|reuters|afp|agence france presse|upi|dpa|efe|ansa|tass|itar|itar tass|"
    "ria novosti|interfax|xinhua|kyodo|pti|cnn|bbc|bbc news|cnbc|nbc|nbc news|abc news|cbs|"
    "cbs news|msnbc|fox news|sky news|itv|pbs|npr|espn|al jazeera|bloomberg|bloomberg news|"
    "new york times|york times|nytimes|washington post|wall street journal|street journal|"
    "usa today|los angeles times|financial times|times|guardian|telegraph|daily telegraph|"
    "daily mail|independent|observer|the sun|economist|forbes|tmz|vanity fair|rolling stone|"
    "der spiegel|spiegel|le monde|le figaro|el pais|el mundo|o globo|folha|corriere della sera|"
    "la repubblica|politico|axios|huffington post|getty|getty images|youtube|wikipedia".split("|")
)
# Words that open a name although they are everyday words: "New Zealand", "United Airlines".
OPENERS = frozenset("new united san santa saint st great north south east west".split())
# Where capitals say nothing, "New" opens a name only before these.
NEW_PLACES = frozenset(
    "york zealand orleans jersey delhi mexico hampshire guinea england haven caledonia".split()
)
# Given names that are common in news of the six languages.
GIVEN = frozenset(
    "aaron adam adrian ahmed alan albert alejandro alex alexander alexis alfred ali alice amanda amy "
    "ana andre andrea andreas andres andrew angela angelina anita ann anna anne anthony antonio "
    "arthur ashley barack barbara ben benjamin bernard beth beyonce bill billy bob boris brad brandon "
    "brian britney bruce bryan camilla carl carla carlos carol caroline catherine charles charlie "
    "charlotte chelsea chris christian christina christine christopher cindy claire clara claudia "
    "connor craig cristina dan daniel daniela dave david deborah dennis derek diana diane diego dmitry "
    "donald donna doug drew edgar eduardo edward elena elizabeth ellen emily emma enrique eric erik "
    "ernesto eva evan felipe fernando francis francisco francois frank fred gary george gerald "
    "gerhard gianni giorgio giovanni giulia giuseppe glenn gordon greg gregory guillermo gustavo "
    "hannah hans harold harry hassan heather heidi helen henri henry hillary hugo ian ibrahim igor "
    "isabel ivan jack jacob jacques james jamie jan jane janet jason javier jay jean jeff jeffrey "
    "jennifer jeremy jerry jesse jessica jim jimmy joan joao joe joel john johnny jon jonathan jorge "
    "jose joseph josh joshua juan judith juergen julia julian julie justin kanye karen karl kate "
    "katherine kathy katie keith kelly ken kenneth kevin khloe kim kristen kurt kyle larry laura "
    "lauren leo leonardo lewis lindsay lindsey lisa louis lucas lucia luis luiz luke manuel marc "
    "marco marcus margaret maria marie mario mark martha martin mary matt matteo matthew maurice max "
    "megan mel melissa michael michel michelle miguel mike miley mitt mohamed mohammed monica muhammad "
    "nancy natalie nathan neil nicholas nick nicolas nicole nina oliver olivia oscar pablo pamela "
    "paolo patricia patrick paul paula pedro pete peter peyton philip phil pierre rachel rafael ralph "
    "raul ray rebecca ricardo richard rick robert roberto robin rodrigo roger ron ronald rosa russell "
    "ruth ryan sally sam samantha samuel sandra sara sarah scott sean sebastian selena sergei sergio "
    "seth sharon silvio simon sofia sophie stefan stephanie stephen steve steven stuart susan taylor "
    "ted teresa terry theresa thomas tim timothy todd tom tommy tony tyler vanessa victor victoria "
    "vincent viktor vladimir volodymyr walter warren wayne wendy wilhelm william willie xavier xi "
    "yusuf zac zach".split()
)
