"""What a title says was done, is planned or is denied: verbs of news, in families.

Words of one family tell the same ("arrested", "taken into custody"), so a family that a story has not
told yet is a change of state. English and Spanish in full, the commonest of four more languages; a
star stands for any ending.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from monitor.text.phrases import PhraseIndex
from monitor.text.tokens import folded_words

# Longer titles are texts that lost their title; their beginning speaks for them.
_REACH = 400

# Each line: a family, and its words. What "none" holds only looks like a deed: it silences the words in it.
_FORWARD = """
none: stays open; stay open; remains open; remain open; door open; signs of; sign of; no sign; open to; opens up; starts to; death row; dead sea; death penalty; charge of; in charge; hit by; hard hit; strike price; wins over; sends message; sends signal; closing in; close in; close to; ends up; ends with; end of the; at the end; found in; finds itself; stop at nothing; non stop; over the; launch pad; launch site; signed copy; raise concerns; raises concerns; raises fears; raises questions; raise questions; hits out; hits back; strikes back; passes away; sanctioned; best buy; fire in
begin: open; opens; opened; sit down; sat down; begin; begins; began; begun; start; starts; started; under way; underway; kick* off; open talks; opens talks; commence*; empieza*; empezo; empezaron; comienza*; comenzo; comenzaron; inicia; inician; inicio; iniciaron; arranca*; arranco; beginnt; beginnen; begonnen; startet; debute; comeca*; comecou; inizia*
agree: agrees; agreed; agree; reach* a deal; reach* deal; strike* deal; struck a deal; reach* agreement; acuerda*; acordo; acordaron; pacta*; einigt; einigen sich
accept: accepts; accepted; accept; acepta*; acepto; nimmt an; accepte; aceita*; accetta
sign: signs; signed; sign; signing; firma; firman; firmar; firmo; firmaron; firmado; firmada; unterzeichn*; signe; signent; assina*
approve: approv*; clears; cleared; passes; passed; adopts; adopted; ratif*; greenlight*; green light; waves through; aprueba*; aprobar; aprobo; aprobaron; aprobado; aprobada; genehmigt*; billigt*; verabschiedet; approuv*; adopte; aprova*; approva*; waved through; autoriza*; autorizo
force: takes effect; took effect; take effect; taking effect; comes into force; came into force; in force; into force; entra en vigor; entro en vigor; tritt in kraft; entre en vigueur; entra em vigor
arrest: arrest*; detain*; taken into custody; in custody; held by police; held on suspicion; held over; in police hands; captured; captures; capture; detien*; detuv*; detenid*; captura; capturan; capturo; capturado; capturada; festgenommen; festnehmen; verhaft*; festnahme; interpell*; arret*; prende; prendem; preso; detido*; detida*
charge: charged; charges; indict*; accused; accuses; accuse; acusa; acusan; acuso; acusaron; acusado*; acusada*; imputa*; angeklagt; anklage; mis en examen; accusat*; procesa*; formally charged
convict: convict*; found guilty; guilty verdict; declarad* culpable*; condena; condenan; condeno; condenado*; condenada*; verurteil*; condamn*; condannat*
sentence: sentence*; jailed; imprisoned; sentencia*; years in prison; anos de prision; anos de carcel
plead: plead*; pleaded; se declara*
extradite: extradit*; extradition; extradicion
kill: kills; killed; kill; killing; dead; dies; died; mata; mato; matan; mataron; muere*; murio; murieron; muertos; muertas; muerto; muerta; fallec*; victimas mortales; getotet; tote; toten; gestorben; tue; tues; morts; mort; morto*; morti; morre*; morreu; uccis*
attack: attacks; attacked; shells; shelled; shelling; bombs; bombed; bombing; strikes on; air strike*; airstrike*; struck; hits; storms; stormed; raids; raided; ataca*; ataco; bombarde*; angriff; angegriffen; attaque*; attacc*
seize: seiz*; confiscat*; impound*; incauta*; decomisa*; apresa*; beschlagnahm*; saisi*; apreend*; sequestr*; intercept*
find: recovered; recovers; found; finds; find; discovers; discovered; located; unearthed; halla; hallan; hallo; hallaron; hallad*; encuentra*; encontr*; gefunden; entdeckt; retrouv*; trovat*; ritrovat*
rescue: rescue*; rescued; saved; pulled alive; rescata*; rescato; gerettet; secour*; resgat*
kidnap: kidnap*; abduct*; secuestra; secuestran; secuestro; secuestraron; secuestrad*; entfuhrt; enlev*; rapit*
resign: resign*; steps down; stepped down; stepping down; step down; stands down; quits; quit; renuncia; renuncio; dimite*; dimitio; dimision; rucktritt; tritt zuruck; demissionn*; demission; si dimette; renunciou
dismiss: fired; fires; sacked; sacks; dismissed; ousted; ousts; oust; removed; removes; topple*; overthrow*; overthrown; destituy*; destituid*; despid*; cesad*; derroc*; entlassen; limog*; demit*; impeach*
appoint: appoint*; sworn in; swears in; elected; elects; elige*; elegido; elegida; nombra*; nombro; juramenta*; gewahlt; ernannt; nomme; nomme*; eleit*; eletto; eletta; takes office; took office; inaugurated
win: wins; won; victory; gana; ganan; gano; vence; vencio; gewinnt; gagne; remporte; vince
ban: bans; banned; bars; barred; blacklist*; outlaw*; prohib*; veta; vetan; verbiet*; verbot*; interdit; interdisent; proib*; vieta; vietat*; sanciona; sancionan
order: orders; ordered; decree*; imposes; imposed; ordena*; ordeno; impone*; impuso; dekret*; ordonne*; impose; impoe; impongono
declare: declares; declared; declara; declaran; declaro; erklart; declare; dichiara
designate: designat*; listed as; blacklists
deploy: sends; sent; sending; deploy*; dispatch*; despleg*; despliega*; envia*; envio; entsend*; schickt; envoie; deploie*; manda; invia; mobiliz*; moviliz*
launch: launches; launched; lifts off; lift-off; blasts off; lanza; lanzan; lanzo; gestartet; lanca; lancia
arrive: arriv*; reaches; reached; lands; landed; docks; docked; llega; llegan; llego; llegaron; aterriz*; erreicht; gelandet; chega; chegou; arriva
inquiry: opens inquiry; open inquiry; opened inquiry; opens probe; opened probe; opens investigation; opened investigation; opens an inquiry; opened an inquiry; opens an investigation; opened an investigation; launches probe; launches inquiry; launches investigation; launched an investigation; launches an investigation; orders probe; orders inquiry; ordered an inquiry; inquiry; investigat*; probe; probes; lawsuit; sues; sued; files suit; subpoena*; investiga*; indaga*; demanda a; pesquisa; ermittel*; ermittlung*; enquete; inchiesta; inquerito
evacuate: evacu*; evakuier*; desaloj*
close: closes; closed; shuts; shut; shutdown; closure; cierra*; cerro; cerrado; cerrada; cerraron; clausur*; schliesst; geschlossen; ferme; fermes; fecha; fechou; chiude
resume: resum*; reopen*; restor*; regain*; back online; reanuda*; reabre*; reabrio; restablec*; reprend; retoma*; riapre; returns to service
buy: buys; bought; acquires; acquired; acquire; takes over; merges; merged; to be bought by; compra; compran; compro; adquier*; fusion*; ubernimmt; ubernommen; kauft; rachete; acquista; compra
raise: raises; raised; raise; increases; increased; hikes; boosts; boosted; doubles; doubled; triples; eleva; elevan; elevo; aumenta*; aumento; sube; suben; subio; duplica*; erhoht; steigt; releve; augmente; aumentou; alza; rilancia; sweeten*; improved bid; improved offer
cut: cut; cuts; lowers; lowered; reduces; reduced; slashes; slashed; shorten*; halves; halved; reduce; reducen; redujo; rebaja*; recorta*; senkt; gesenkt; kurzt; reduit; reduz; riduce; downgrad*
pay: pays; paid; paga; pagan; pago; pagaron; zahlt; bezahlt; paie
pledge: pledg*; promises aid; donors; donan; compromet*
hire: hires; hired; contrata*
strikecall: calls strike; called strike; calls general strike; calls a strike; strike called; calls a general strike; convoca*; convoco; ruft zum streik
walkout: walk out; walks out; walked out; on strike; go on strike; went on strike; drivers strike; workers strike; huelguist*; streiken; en greve
offer: offers; offered; bids; bid; tables; ofrece*; ofrecio; puja; bietet; geboten; offre; oferece*
propose: propos*; unveils plan; tables; put forward; propone*; propus*; propuest*; vorgeschlagen; schlagt vor
threaten: threat*; amenaza*; amenazo; droht; menace; ameaca*; minaccia*
demand: demand*; exige*; exigio; fordert; exigent
award: awards; awarded; adjudica*; otorga*; vergibt; attribu*
claim: claims responsibility; claimed responsibility; claim responsibility; has claimed the; reivindic*; revendiqu*; rivendica*; atribuye*
erupt: erupt*; erupcion; ausbruch; eruption
sink: sinks; sank; sunk; capsiz*; goes down; crash*; derail*; hunde*; hundio; naufrag*; estrell*; sinkt; gesunken; abgesturzt; coule; affonda*
quake: earthquake; quake; aftershock*; terremoto; sismo; replica*; erdbeben; seisme
invade: invad*; ground troops enter*; troops enter*; troops cross*; crosses border; crossed the border; einmarsch*; envahi*
ceasefire: ceasefire; truce; cease-fire; alto el fuego; tregua; waffenruhe; treve; cessar-fogo
surrender: surrender*; se rinde*; ergibt sich; capitul*
strip: strips; stripped; despoja*
admit: admits; admitted; acknowledg*; concedes; conceded; reconoce*; reconocio; admite*; gibt zu; avoue; ammette
leak: leak*; filtra*; hack*; breach*
lose: contact lost; loses contact; lost contact; goes dark; went dark; falls silent; pierde* contacto; perdio contacto; pierde* el contacto; kontakt verloren; perdu le contact; perde o contato; perde contato
recovery: recovers; recovering; discharged; dado de alta
blockade: blockad*; bloque*; blockiert; blocks; blocked; bloqueo
escort: escort*; escolt*
withhold: withheld; froze; freezes; congela*
"""

# What takes something back. The families after "<" are what the line takes back: without one of them
# noted before, it is a deed like others.
_BACK = """
reject: reject*; refus*; turns down; turned down; turn down; spurn*; rebuff*; votes down; voted down; rules out; ruled out; vetoes; vetoed; rechaz*; descarta*; descarto; se niega a; lehnt ab; abgelehnt; lehnen; rejette; refuse; rejeita*; respinge; respint*; weist zuruck
withdraw: withdr*; abandon*; scraps; scrapped; shelve*; gives up; gave up; given up; pulls out; pulled out; walks away; walked away; drops bid; drops takeover; drops offer; drops plan*; drops charges; drops case; drops out; retira; retiran; retiro; retiraron; retirado; desiste*; desistio; zieht zuruck; zuruckgezogen; renonce*; desiste; ritira*
halt: cancel*; calls off; called off; call off; desconvoca*; desconvoco; abgesagt; sagt ab; annule; annulla*; halts; halted; halt; suspends; suspended; suspend; pauses; paused; freezes; stops; stopped; stop; suspend*; paraliza*; detiene la; stoppt; gestoppt; ausgesetzt; suspende*; sospend*; sospes*; ground to a halt
postpone: postpon*; delay*; puts off; put off; pushes back; pushed back; aplaza*; aplazo; pospone*; pospuso; posterg*; verschob*; verschieb*; vertagt; adia; adiou; rinvia*
deny: denies; denied; deny; denying; refutes; refuted; niega*; nego; negaron; desmient*; desmint*; dementi*; dementier*; bestreitet; nega; negou; smentisc*
annul: annul*; strikes down; struck down; strike down; overturn*; quash*; void*; revok*; rescind*; repeal*; anula*; anulo; revoca*; invalida*; deroga*; aufgehoben; hebt auf; kippt; revoqu*; revog*
reverse: revers*; backtrack*; back* down; u-turn; retract*; no longer; walks back; walked back; climbs down; da marcha atras; recula*; rectifica
recall: recall*; retira del mercado; ruckruf; ruft zuruck; rappelle; richiam*
break: breaks off; broke off; break off; breaks down; broke down; break down; falls apart; fell apart; talks collapse*; deal collapse*; ceasefire collapse*; truce collapse*; talks fail*; rompe*; rompio; fracasa*; scheitern; gescheitert; echou*; fracass*; falliscono
strip: strips; stripped; despoja*
"""
_UNDOING = """
end < begin force declare agree ceasefire walkout strikecall launch blockade ban: ends; ended; end; terminat*; expire*; termina*; termino; finaliza*; finalizo; pone fin; beendet; endet; met fin; encerra*; termine
lift < halt ban order declare evacuate blockade close impose designate strip withhold: lifts; lifted; lift; levanta*; levanto; aufgehoben; suspende la orden; revocado
free < arrest kidnap charge sentence convict: releas*; freed; frees; libera*; libero; liberad*; freigelassen; libere*; liberta*; rilasciat*; excarcel*; set free; puesto en libertad
acquit < charge arrest convict accuse plead: acquit*; cleared; exonerat*; not guilty verdict; absuelv*; absuelt*; freigesprochen; acquitte*; absolv*; assolt*
collapse < : collapse*
"""
_PLANNING = frozenset("to will would shall wird werden vai vont ira".split())
_HEDGING = frozenset(
    """may might could would can if considering considers consider mulls weighs weighing likely expected expects
    plans planning plan threatens threat threatening willing ready seeks wants urges urge
    speculation possible possibly potential potentially reportedly unconfirmed whether should must
    podria podrian puede pueden considera evalua amenaza dispuesto planea espera quiere insta pide
    pediria retirara pourrait envisage konnte erwagt poderia pode potrebbe prospect vows vow vowed
    threatened proposes proposal propone warns warning fears fear risk""".split()
)
# Houses collapse too; talks that do are broken off.
_BREAKABLE = frozenset(
    """talks deal truce ceasefire negotiations coalition agreement merger negociaciones dialogo acuerdo
    tregua coalicion verhandlungen pourparlers""".split()
)
_PLAN_REACH, _HEDGE_REACH, _NOT_REACH = 2, 5, 3
_NOT = frozenset(
    "not no never without nor cannot ni nunca sin nao pas nicht kein keine non false untrue".split()
)
_CLAUSES = re.compile(r"[:;,|–—()\[\]]|\s-\s")
# What stands behind these went before.
_BEFORE = re.compile(
    r"\b(?:after|following|despite|while|amid|as|when|since|tras|despues de|después de|luego de|nach|"
    r"apr[eè]s|depois|dopo)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deeds:
    """The families that a text says were done, are planned or possible, are denied, or went before."""

    done: frozenset[str] = frozenset()
    planned: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()
    past: frozenset[str] = frozenset()

    def takes_back(self, noted: Collection[str]) -> frozenset[str]:
        """What is done here that undoes; some only undo what is among ``noted``."""
        undoes = {name for name in self.done & _UNDONE.keys() if _UNDONE[name] & set(noted)}
        return frozenset(
            (self.done & BACK) | undoes | ({"denied"} if self.denied & set(noted) else set())
        )


def _lines(table: str) -> Iterator[tuple[str, list[str]]]:
    for line in table.strip().splitlines():
        name, _, words = line.partition(":")
        yield name, words.split(";")


BACK = frozenset(name for name, _ in _lines(_BACK))
_UNDONE = {
    name.partition(" < ")[0]: frozenset(name.partition(" < ")[2].split())
    for name, _ in _lines(_UNDOING)
}


# Deeds that change how things stand. The others are as often a word for the matter itself ("the leak",
# "the quake") or for what is said of it ("demands"): they do not make a known story new.
TURNS = frozenset(name for name, _ in _lines(_FORWARD)) - frozenset(
    """ceasefire quake leak threaten demand find admit offer kill attack propose pledge win pay
    inquiry erupt blockade claim none""".split()
)
TURNS |= BACK | {"end", "lift"}


@cache
def _index() -> PhraseIndex[str]:
    index = PhraseIndex[str]()
    for name, words in (*_lines(_FORWARD), *_lines(_BACK), *_lines(_UNDOING)):
        for phrase in words:
            index.add(" ".join(phrase.split()), name.partition(" < ")[0])
    return index


@lru_cache(maxsize=20_000)
def deeds(text: str) -> Deeds:
    """The deeds of a title or a sentence, clause by clause.

    "To" and "will" make a plan of what follows, "may" and its like a possibility, "not" a denial,
    "after" something that went before. A phrase silences the shorter ones inside it.
    """
    found: dict[str, set[str]] = {"done": set(), "planned": set(), "denied": set(), "past": set()}
    for clause in _CLAUSES.split(text[:_REACH]):
        main, *before = _BEFORE.split(clause, maxsplit=1)
        for name, how in _claims(folded_words(main)):
            found[how].add(name)
        for rest in before:
            found["past"].update(name for _, name in _spoken(folded_words(rest)))
    done = found["done"]
    return Deeds(
        done=frozenset(done),
        planned=frozenset(found["planned"] - done),
        denied=frozenset(found["denied"] - done),
        past=frozenset(found["past"]),
    )


def _claims(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each family that the words speak of, and how they do."""
    for start, spoken in _spoken(words):
        name = "break" if spoken == "collapse" and _BREAKABLE & set(words) else spoken
        if _near(words, start, _NOT_REACH, _NOT) or _contracted(words, start):
            yield name, "denied"
        elif _near(words, start, _PLAN_REACH, _PLANNING) or _near(
            words, start, _HEDGE_REACH, _HEDGING
        ):
            yield name, "planned"
        else:
            yield name, "done"


def _spoken(words: Sequence[str]) -> Iterator[tuple[int, str]]:
    spans = list(_index().find(words))
    for start, end, name in spans:
        inside = any(
            first <= start and end <= last and (first, last) != (start, end)
            for first, last, _ in spans
        )
        if not inside and name != "none":
            yield start, name


def _near(words: Sequence[str], start: int, reach: int, wanted: Collection[str]) -> bool:
    return any(word in wanted for word in words[max(0, start - reach) : start])


def _contracted(words: Sequence[str], start: int) -> bool:
    before = words[max(0, start - _NOT_REACH) : start]
    return any(word.endswith(("n't", "n’t")) for word in before)
