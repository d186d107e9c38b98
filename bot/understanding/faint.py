"""What only the classifier hears, and faintly: when it counts, is let go, or is asked back about.

The patterns hear what is said in so many words, and their hits stand. The classifier guesses, recall first;
its guess at a signal is let go where the words of the message gainsay it. Works on Python 3.10.
"""

from __future__ import annotations

import math
import re

from bot.model.words import Intent, Reason, Signal
from bot.understanding.corrections import rather_this_sum
from bot.understanding.counts import puts_parts_right, read_parts
from bot.understanding.labels import SAID, SURE, Classifier, LabelScores
from bot.understanding.missing import NOT_SAID
from bot.understanding.need import goes_badly_without
from bot.understanding.occasions import FESTIVAL, MARRIAGE, Occasion, tells_of_a_birth
from bot.understanding.plain_acts import (
    all_in_one_go,
    changed_mind,
    finds_too_dear,
    not_all_at_once,
    of_age,
    only_changed_mind,
)
from bot.understanding.signals import SignalHit, find_signals, let_go, set_aside
from bot.understanding.sounds_like import (
    keeps_her_number,
    nobody_died,
    only_sorry,
    only_sounds_like_a_stop,
    ordinary_words,
    tells_of_a_birthday,
)

NEAR = 3.1
"""So near in log odds ``out_of_scope`` makes a reading doubtful."""
GUESS, DOUBTED = 0.15, 0.49
"""A guess from here on is taken where nothing else is near; what a doubtful reading counts."""
WISHES = (Intent.PROMISE_TO_PAY, Intent.REQUEST_DEFERRAL, Intent.OFFER_PARTIAL, Intent.REQUEST_INSTALMENTS)
PASSING = 0.6
"""A distress below it, beside a sure wish, is a figure of speech."""
_UNMISTAKABLE, _GUESSED, _BARELY, _THOUGHT, _HARDLY = 0.97, 0.7, 0.6, 0.05, 0.02
"""How sure a signal is that nothing explains away, one guessed, one hardly heard; an intent thought of."""
_BUSINESS = (
    *WISHES, Intent.REQUEST_WAIVER, Intent.REQUEST_DUE_DAY_CHANGE, Intent.ASK_AMOUNT, Intent.ASK_HOW_TO_PAY,
    Intent.ASK_PLAN_STATUS, Intent.ASK_FEES, Intent.REPORT_PAID, Intent.REPORT_FRAUD,
    Intent.REPORT_AUTODEBIT_PROBLEM, Intent.DISPUTE_AMOUNT, Intent.CORRECT_INFORMATION,
)  # fmt: skip
_MONEY_IS_SHORT = (Reason.JOB_LOSS, Reason.CASH_FLOW, Reason.SALARY_DELAY, Reason.BUSINESS_TROUBLE)
_THE_REST = re.compile(
    r"\W*(?:(?:ok|okay|and|then|the|yes|yeah|so|now|fine|do|put|with|pay|plus|sure)[ ,]+)*"
    r"rest (?:on|by|at the|in (?:\d|two|a |april|may|june)|next|when|after|later)\b",
    re.IGNORECASE,
)
"""What is left to pay, and nobody at rest: "rest on the 27th"."""
_ABBREVIATED_CONFIRM = re.compile(
    r"\W{0,9}(?:ok(?:ay)?|yes|ya|can|i)?\W{0,9}(?:cfm|cnfm|cfrm|cfmd|cfmed)\b", re.IGNORECASE
)
"""How people in Singapore and Malaysia write that they confirm."""
_CHILD_ZH = "(?:孩子|娃|儿子|女儿|闺女|宝宝|小孩)"
_CHILD_EN = r"(?:kids?|son|daughter|child|children|boys?|girls?|baby|little one)"
_ALIVE = re.compile(
    r"刑满|出狱|(?:放|释放)出来"
    rf"|{_CHILD_ZH}.{{0,4}}[跟随归](?:着|了)?[他她]?的?(?:妈妈?|爸爸?|前妻|前夫|奶奶|爷爷|外婆|姥姥)(?:走|离开|过|生活)"
    r"|\b(?:released?|gets? out|getting out|coming out|out) (?:of|from) (?:prison|jail|custody)\b"
    rf"|\b{_CHILD_EN}(?:['’]?s| is| are| has| have)? (?:gone|went|moved|left|living) (?:off |away )?with"
    r" (?:his|her|their) (?:mum|mom|dad|mother|father|nan|gran)\b",
    re.IGNORECASE,
)
"""Somebody comes back from prison, or lives with the other parent, and is not gone for ever."""
_TOGETHER = re.compile(
    r"我(?:现在|正|在|刚|这会儿)*[跟和同](?:我)?"
    r"(?:爸妈|爸爸?|妈妈?|老公|老婆|家里?人|爱人|对象|[姐哥弟妹]{1,2}|儿子|女儿|朋友)"
    r"(?:一起|一块儿?)(?:在)?(?:看|商量|坐|研究|核对|算)"
    r"|\b(?:i'?m|i am) (?:\w+ )?(?:looking at|reading|going through|doing) (?:this|it) with my \w+"
    r"|\b(?:i'?m|i am) (?:sat|sitting|here) with my \w+,? (?:and )?(?:s?he|they)(?:'s| is| are)? ask",
    re.IGNORECASE,
)
"""She reads it with somebody of her own, and is there herself."""
_SNEER = re.compile(
    r"(?:机器人?|ai|电脑|程序).{0,4}[催讨](?:债|收|钱|款).{0,8}(?:出息|可笑|搞笑|本事|丢人|笑话|了不起|厉害|绝了)"
    r"|\b(?:robot|bot|machine|computer|ai)\b.{0,12}\b(?:chasing|collecting|begging)\b.{0,15}"
    r"\b(?:impressive|pathetic|sad|laughable|funny|lovely|nice|classy|low)\b",
    re.IGNORECASE,
)


def sneers_at_the_bot(text: str) -> bool:
    """Whether a message laughs at a machine that asks for money, and disputes nothing.

    >>> sneers_at_the_bot("机器人也来催债 真有出息"), sneers_at_the_bot("a robot chasing debts, how sad")
    (True, True)
    >>> sneers_at_the_bot("机器人算的钱不对")
    False
    """
    return _SNEER.search(text) is not None


_MEDIUM = r"(?:texts?|sms|e-?mails?|messages?|whatsapp|post|letters?|calls?|phone)"
_ANOTHER_MEDIUM = re.compile(
    rf"\b(?:just|only|rather|use|by|via|through) (?:a )?{_MEDIUM}\b"
    rf"|\b{_MEDIUM} (?:me )?(?:instead|(?:(?:is|are) )?(?:fine|ok(?:ay)?|good|better|welcome))\b"
    r"|(?:短信|微信|邮件|电话|信息|消息|qq)(?:我)?(?:就|也|还)?(?:行|好|可以|没问题|吧)"
    r"|(?:改|换)(?:成|用|发)?(?:短信|微信|邮件|电话)",
    re.IGNORECASE,
)


def names_another_medium(text: str) -> bool:
    """Whether a message names the medium that is welcome.

    >>> names_another_medium("stop emailing me, just text"), names_another_medium("别发邮件了发短信就行")
    (True, True)
    >>> names_another_medium("stop texting me")
    False
    """
    return _ANOTHER_MEDIUM.search(text) is not None


STOPS = frozenset({Signal.STOP, Signal.CEASE, Signal.MEDIA_BAN})
_LET_GO = frozenset(
    {Signal.WRONG_PERSON, Signal.DEATH, Signal.MINOR, Signal.STOP, Signal.CEASE, Signal.HUMAN}
)
"""Signals whose patterns know well what only sounds like them."""
_BESIDE_COERCION = frozenset({Signal.DEATH, Signal.STOP, Signal.COMPLAINT})
"""What blows and a card that was taken sound like, where somebody at home is told of in so many words."""
_A_FEW_WORDS = 12
"""Characters in which somebody who names a number of parts disputes nothing."""
_LITTLE = 3
"""Letters that say nothing alone: what is left of "我不想再收到你们的短信了" without the asking."""


def gainsaid_signals(
    text: str,
    hits: tuple[SignalHit, ...],
    scores: LabelScores,
    *,
    occasions: tuple[Occasion, ...],
    missing: bool,
    model: Classifier,
) -> frozenset[Signal]:
    """Find the signals that only the classifier hears and that the words of the message gainsay.

    Args:
        text: the message.
        hits: what the patterns hear in it; never gainsaid.
        scores: what the classifier hears.
        occasions: the weddings, festivals and disasters told of.
        missing: whether somebody is told to be missing.
        model: the classifier, to read again what is left without words that mislead it.
    """
    named = {hit.signal for hit in hits}
    heard = {Signal(name): sure for name, sure in scores.said().signals if Signal(name) not in named}
    gone = {signal for signal in let_go(text, heard.keys() & _LET_GO) if heard[signal] < _UNMISTAKABLE}
    if Signal.CRISIS in heard and _taken_for_crisis(text, hits, scores, model):
        gone.add(Signal.CRISIS)
    if heard.get(Signal.STOP, 1.0) < _UNMISTAKABLE and _hardly_thought_of(Intent.STOP_CONTACT, scores):
        gone.add(Signal.STOP)
    if only_sounds_like_a_stop(text):
        gone |= {Signal.STOP, Signal.INCONVENIENT_TIME}
    if keeps_her_number(text):
        gone |= {Signal.WRONG_PERSON, Signal.MEDIA_BAN}
    if named & {Signal.INCONVENIENT_TIME, Signal.AGREED_HOURS} or (
        Signal.MEDIA_BAN in named and heard.get(Signal.STOP, 1.0) < _UNMISTAKABLE
    ):  # hours or a medium that are named close no more than that
        gone.add(Signal.STOP)
    if _faint_beside_business(Signal.STOP, Intent.STOP_CONTACT, scores, among=WISHES):
        gone.add(Signal.STOP)
    unheard = _hardly_thought_of(Intent.REQUEST_HUMAN, scores, below=_HARDLY)
    if _faint_beside_business(Signal.HUMAN, Intent.REQUEST_HUMAN, scores) or (
        unheard and heard.get(Signal.HUMAN, 1.0) < _UNMISTAKABLE
    ):
        gone.add(Signal.HUMAN)
    if Signal.HUMAN in let_go(text, {Signal.HUMAN}):  # "找人工太麻烦了" wants none, however sure it sounds
        gone.add(Signal.HUMAN)
    if Signal.MEDIA_BAN in named:  # nobody named any hours beside it
        gone |= {Signal.INCONVENIENT_TIME, Signal.AGREED_HOURS}
        if names_another_medium(text):
            gone.add(Signal.STOP)
    if _ABBREVIATED_CONFIRM.match(text):
        gone.add(Signal.COMPLAINT)
    if _ALIVE.search(text):
        gone.add(Signal.DEATH)
    if _TOGETHER.search(text):
        gone.add(Signal.THIRD_PARTY)
    born = (tells_of_a_birth(text) or tells_of_a_birthday(text)) and heard.get(
        Signal.DEATH, 1.0
    ) < _UNMISTAKABLE
    if (
        born or _THE_REST.match(text) or {each.about for each in occasions} & {MARRIAGE, FESTIVAL}
    ):  # nobody is condoled on a wedding
        gone.add(Signal.DEATH)
    if Signal.COERCION in named:  # who is beaten is not bereaved, and asks for no peace of us
        gone |= {each for each in _BESIDE_COERCION if heard.get(each, 1.0) < _UNMISTAKABLE}
    if nobody_died(text, hurt=Signal.SERIOUS_ILLNESS in named):
        gone.add(Signal.DEATH)
    if of_age(text):
        gone.add(Signal.MINOR)
    agrees = dict(scores.intents).get(Intent.AFFIRM.value, 0.0) >= SAID and rather_this_sum(text)
    few = len(text) <= _A_FEW_WORDS and read_parts(text)
    if agrees or puts_parts_right(text) or few or not_all_at_once(text):
        gone.add(Signal.DISPUTE)
    if changed_mind(text):
        gone.add(Signal.WRONG_PERSON)
    if missing:
        gone |= NOT_SAID
    return frozenset(gone & heard.keys())


def _taken_for_crisis(text: str, hits: tuple[SignalHit, ...], scores: LabelScores, model: Classifier) -> bool:
    """Tell whether the classifier hears a crisis only in the words of plain business or of a stop.

    "My wife will kill me, can I pay in three parts?" has a sure wish and no distress: a faint crisis beside
    them is a figure of speech (on the held-back fifth this costs no crisis that was found). "I don't want to
    go on getting your texts" sounds like not wanting to go on. What is left without those words is read
    again: a crisis in the rest of the message, or in any pattern, is one.
    """
    guessed = dict(scores.signals).get(Signal.CRISIS.value, 0.0)
    if finds_too_dear(text) or all_in_one_go(text) or only_changed_mind(text) or not_all_at_once(text):
        return True
    if only_sorry(text) or (_hardly_heard(scores) and (_CONFIRM.search(text) or _for_another(scores))):
        return True
    if _faint_beside_business(Signal.CRISIS, Intent.EXPRESS_DISTRESS, scores, below=PASSING):
        return True
    if _faint_beside_a_plain_reason(scores):
        return True
    if goes_badly_without(text) and guessed < _GUESSED:
        return True  # hunger; a person takes it all the same
    dead = any(hit.signal is Signal.DEATH for hit in hits)
    if dead and guessed < _BARELY:
        return True  # grief in so many words
    spans = [(hit.start, hit.end) for hit in hits if hit.signal in STOPS] + [*ordinary_words(text)]
    ill = any(hit.signal is Signal.SERIOUS_ILLNESS for hit in hits)
    if dead or ill or guessed < _UNMISTAKABLE:
        spans += set_aside(text, Signal.CRISIS)  # how somebody else died, or what is known to be milder
    if not spans:
        return False
    letters = list(text)
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    rest = "".join(letters).strip()
    if sum(letter.isalpha() for letter in rest) <= _LITTLE:
        return True
    return Signal.CRISIS.value not in dict(model.read(rest).said().signals)


_SENTENCE = re.compile(r"[^。！？!?；;\n.]+[。！？!?；;\n.]*")
_PIECE = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+")
_SEEN, _WINDOW, _WINDOWS = 90, 60, 4
"""Words or characters of a message that the classifier surely sees, and of how many pieces how long after."""


def in_danger_further_on(text: str, model: Classifier) -> bool:
    """Whether a long message speaks of a life in danger where the classifier no longer looks.

    It sees the beginning of a message, as one thought: the last sentence of a long complaint drowns. A longer
    message is read again in pieces, each sentence once, from the end; a short one never, it costs nothing.
    """
    if len(_PIECE.findall(text)) <= _SEEN:
        return False
    windows, size = [""], 0
    for sentence in reversed(list(dict.fromkeys(found.strip() for found in _SENTENCE.findall(text)))):
        pieces = len(_PIECE.findall(sentence))
        if size and size + pieces > _WINDOW:
            windows, size = [*windows, ""], 0
        windows[-1], size = f"{sentence} {windows[-1]}".strip(), size + pieces
    return any(_danger_in(window, model) for window in windows[:_WINDOWS])


def _danger_in(text: str, model: Classifier) -> bool:
    scores = model.read(text)
    heard = Signal.CRISIS.value in dict(scores.said().signals)
    return heard and not _taken_for_crisis(text, find_signals(text), scores, model)


_CONFIRM = re.compile(
    r"\b(?:kindly|please|pls|can you|could you|would you) (?:just )?confirm\b"
    r"|请[您你]?确认|麻烦确认|确认一下",
    re.IGNORECASE,
)


def _hardly_heard(scores: LabelScores) -> bool:
    """Whether a crisis is no more than a guess and distress not thought of at all: "kindly confirm"."""
    crisis = dict(scores.signals).get(Signal.CRISIS.value, 0.0)
    return crisis < _GUESSED and _hardly_thought_of(Intent.EXPRESS_DISTRESS, scores, below=_HARDLY)


def _for_another(scores: LabelScores) -> bool:
    """Whether somebody surely asks for somebody else: "adviser here. does he have any debts with you?"."""
    return dict(scores.signals).get(Signal.THIRD_PARTY.value, 0.0) >= SURE


def _faint_beside_a_plain_reason(scores: LabelScores) -> bool:
    """Whether a crisis is heard faintly and no distress beside why the money is short: "失业了，还不上了".

    On the held-back fifth this costs one crisis of 772 and takes away a tenth of the false alarms.
    """
    sure = dict(scores.reasons)
    return (
        dict(scores.signals).get(Signal.CRISIS.value, 0.0) < _UNMISTAKABLE
        and dict(scores.intents).get(Intent.EXPRESS_DISTRESS.value, 0.0) < SAID
        and any(sure.get(reason.value, 0.0) >= SURE for reason in _MONEY_IS_SHORT)
    )


def faint_stop(intents: tuple[tuple[Intent, float], ...], signals: tuple[Signal, ...]) -> bool:
    """Whether a wish to be left alone is guessed beside a sure wish to pay, and no stop is heard.

    "我周五到网点停一下，把钱还了" has the word and means a promise.
    """
    sure = dict(intents)
    return (
        sure.get(Intent.STOP_CONTACT, 1.0) < PASSING
        and not STOPS & frozenset(signals)
        and any(sure.get(wish, 0.0) >= SURE for wish in WISHES)
    )


def _hardly_thought_of(intent: Intent, scores: LabelScores, *, below: float = _THOUGHT) -> bool:
    """Whether the classifier hears a signal and hardly thinks of the intent that goes with it.

    "再低一点行不行" is no stop. On the held-back fifth this costs one stop of a hundred that were found, and
    takes away a third of the false alarms.
    """
    return dict(scores.intents).get(intent.value, 0.0) < below


def _faint_beside_business(
    signal: Signal,
    intent: Intent,
    scores: LabelScores,
    *,
    below: float = SAID,
    among: tuple[Intent, ...] = _BUSINESS,
) -> bool:
    """Whether a signal is heard faintly, its intent not at all, and a sure wish beside it."""
    sure = dict(scores.intents)
    return (
        dict(scores.signals).get(signal.value, 0.0) < _UNMISTAKABLE
        and sure.get(intent.value, 0.0) < below
        and any(sure.get(wish.value, 0.0) >= SURE for wish in among)
    )


def weighed_against_elsewhere(
    ranked: tuple[tuple[Intent, float], ...], leading: Intent, elsewhere: float, *, doubt: bool
) -> tuple[tuple[Intent, float], ...]:
    """Doubt the leading intent where the message may as well be about something else, and only there.

    "Our striker is on loan" has words of ours: where ``out_of_scope`` comes near the likeliest intent, the
    reading is asked back about. Where nothing else is near, a guess is taken. Both bounds were chosen on the
    held-back fifth: 85 % of what has nothing to do with the loan is turned away, with 3 % of the rest.
    """
    if leading is Intent.OUT_OF_SCOPE or not elsewhere:
        return ranked
    sure = dict(ranked)
    if _odds(max(sure.values())) - _odds(elsewhere) <= NEAR:
        if not doubt:  # a pattern heard something of ours in it
            return ranked
        sure[leading] = min(sure[leading], DOUBTED)
    elif GUESS <= sure[leading] < SAID:
        sure[leading] = SAID
    return tuple(sorted(sure.items(), key=lambda pair: -pair[1]))


def _odds(confidence: float) -> float:
    held = min(max(confidence, 1e-4), 1 - 1e-4)
    return math.log(held / (1 - held))


def without_passing_distress(
    intents: tuple[tuple[Intent, float], ...], leading: Intent
) -> tuple[tuple[tuple[Intent, float], ...], Intent]:
    """Drop a distress that is hardly sure beside a wish that is: "累死了，明天还" is a promise."""
    sure = dict(intents)
    wishes = [intent for intent in WISHES if sure.get(intent, 0.0) >= SURE]
    if not wishes or not SAID <= sure.get(Intent.EXPRESS_DISTRESS, 0.0) < PASSING:
        return intents, leading
    kept = tuple(pair for pair in intents if pair[0] is not Intent.EXPRESS_DISTRESS)
    return kept, wishes[0] if leading is Intent.EXPRESS_DISTRESS else leading
