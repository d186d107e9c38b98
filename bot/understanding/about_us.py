# ruff: noqa: E501 - a pattern is read best on one line
"""Questions and words about us: "it's you again", why we want to know, why at this hour, found genuine or not.

Works on Python 3.10.
"""

from __future__ import annotations

import re

from bot.understanding.folding import fold

_WHAT_FOR = re.compile(
    r"\W*(?:(?:你们?|您|这个?(?:东西|助手)?|机器人|要)*(?:到底|究竟|还|又)*(?:能|会|可以|是|有)*"
    r"(?:干嘛|干什么|干啥|做什么|做啥|帮我?什么|什么用|啥用|何用|什么本事|啥本事|没用|什么作用"
    r"|用处)(?:的|呢|啊|吗|我)*"
    r"|(?:怎么|咋|为什么|为啥)?(?:又|还|总|老)是(?:一?个|台)?"
    r"(?:你们?|您|这个机器人|机器人?|自动回复))(?:啊|呀|了|的)*\W*"
    r"|\W*(?:and |so |but |then )*(?:what'?s|whats|what is|what) (?:"
    r"(?:even )?the (?:use|point|good) (?:of|in) (?:you|this bot|this|u)"
    r"|(?:are|r) (?:you|u) (?:even )?(?:good )?for"
    r"|(?:can|do) (?:you|u) (?:even |actually )?do|(?:use|good) are you)"
    r"(?: anyway| then| exactly| for me| here)*\W*"
    r"|\W*(?:oh |ugh |not )?(?:it'?s |is it |why (?:is it )?)?(?:you|u) again\W*"
    r"|\W*(?:oh |ugh |great |brilliant |lovely |wonderful |just |not |yet |so |it'?s )*(?:another|a) "
    r"(?:bloody |stupid |useless |sodding )?(?:ro)?bot(?: again)?\W*"
    r"|\W*(?:so |and )?can (?:you|u) (?:even |actually )?(?:do|help with) any ?thing"
    r"(?: or do i (?:have|need) to (?:call|ring|phone)(?: (?:you|them|someone))?)?\W*",
)


def asks_what_for(text: str) -> bool:
    """Whether a message is a sigh at us, or asks what we are good for.

    >>> asks_what_for("怎么又是你"), asks_what_for("what's the use of you"), asks_what_for("what do I owe")
    (True, True, False)
    """
    return _WHAT_FOR.fullmatch(fold(text)) is not None


_WHAT_IS_IT = re.compile(
    r"\W*(?:你们?|您|找我)?(?:干嘛|干吗|干什么|干啥|做什么|做啥|啥事|什么事)(?:呢|啊|呀|哦)*\W*"
)


def asks_what_it_is(text: str) -> bool:
    """Whether a message only asks what we want.

    >>> asks_what_it_is("干嘛"), asks_what_it_is("怎么又是你"), asks_what_it_is("你能干嘛")
    (True, False, False)
    """
    return _WHAT_IS_IT.fullmatch(fold(text)) is not None


_FED_UP = re.compile(
    r"^\W*(?:呵呵|呵)|个(?:鬼|屁|头|毛线?)\W*$|(?:谢谢|感谢|多谢)(?:你们?|您)?(?:提醒|告诉|让)[^，。]{0,4}(?:穷|没钱)"
    r"|(?:催|逼|烦|搞|闹|弄)(?:得|到|的)?(?:我)?[^，。！？]{0,4}(?:疯|崩溃|烦死|受不了|头大|神经)"
    r"|\b(?:thanks|ta|cheers) for (?:reminding|telling|rubbing)[^.!?]{0,24}\b(?:broke|skint|poor|it in)\b"
    r"|\bdriving me (?:mad|crazy|insane|nuts|up the wall|round the bend)\b|^\W*(?:lol|lmao|haha) (?:ok|sure|yeah right|as if)\W*$"
)


def sounds_fed_up(text: str) -> bool:
    """Whether somebody scoffs at us, or has had enough of being written to, and says nothing worse.

    >>> sounds_fed_up("呵呵行"), sounds_fed_up("可以个鬼"), sounds_fed_up("你们催得我要疯了")
    (True, True, True)
    >>> sounds_fed_up("you lot are driving me mad"), sounds_fed_up("行"), sounds_fed_up("我疯了才借钱")
    (True, False, False)
    """
    return _FED_UP.search(fold(text)) is not None


_WHY_THE_REASON = re.compile(
    r"(?:为什么|为啥|干嘛|干吗|凭什么)(?:一定|非)?(?:要|得|非要)?(?:知道|问|告诉|说|打听)(?:你们?|您"
    r"|我的?)?(?:这个|那么多|这么多|我)?(?:的)?(?:原因|理由|私事|隐私|情况|为什么)"
    r"|(?:原因|理由|私事)(?:是)?(?:我的?)?(?:隐私|私事)?(?:为什么|干嘛|凭什么)(?:要)?(?:告诉|跟你们?说)"
    r"|\bwhy (?:do|would|should|must) (?:you|u|i) (?:even |really )?(?:need to |want to |have to "
    r"|got to )?(?:know|ask|tell you|care|explain)\b"
    r"[^.!?]{0,12}\b(?:why|reasons?|what happened|my (?:private )?(?:life|business|situation))\b",
    re.IGNORECASE,
)


def asks_why_the_reason(text: str) -> bool:
    """Whether somebody asks why we want to know what happened.

    >>> asks_why_the_reason("why do you need to know why"), asks_why_the_reason("为什么要知道我的原因")
    (True, True)
    >>> asks_why_the_reason("why do you text me"), asks_why_the_reason("why do you need my birthday")
    (False, False)
    """
    return _WHY_THE_REASON.search(fold(text)) is not None


_AT_THIS_HOUR = re.compile(
    r"\b(?:why|how come|wtf)\b.{0,30}\b(?:messag|msg|text|e-?mail|ring|call|phon|contact|writ|bother|chas|hassl|ping)\w*"
    r"(?: me| us)?.{0,12}\b(?:at work|when (?:im|i'?m|i am) (?:at work|working|asleep|driving)|while (?:im|i'?m|i am) (?:at work|working"
    r"|asleep)|during (?:work|my shift|the night|working hours)|in the (?:middle of the night|night)|at night|(?:so|this) (?:late|early)"
    r"|at (?:this hour|this time))\b"
    r"|(?:为什么|为啥|怎么|干嘛|凭什么).{0,8}(?:上班|工作|开会|大?半夜|夜里|晚上|这么晚|这么早|大?清?早|睡觉|休息)(?:的)?(?:时间|时候|点)?"
    r".{0,6}(?:发|找|联系|打|催|骚扰|吵)"
)


def asks_why_at_this_hour(text: str) -> bool:
    """Whether somebody asks why we write while she works or sleeps.

    >>> asks_why_at_this_hour("why do u keep msging me at work?"), asks_why_at_this_hour("怎么上班时间还给我发消息")
    (True, True)
    >>> asks_why_at_this_hour("why did you text me"), asks_why_at_this_hour("text me at work")
    (False, False)
    """
    return _AT_THIS_HOUR.search(fold(text)) is not None


_WHAT_MATTER = re.compile(
    r"\W*(?:(?:你好|您好|喂|啊|哦|这)\W{0,2})*(?:你们?|您们?)?(?:到底|这是)?(?:说|讲|找我|找俺)?的?(?:是)?(?:个)?(?:啥|什么|甚)(?:事情?|东西|意思)?(?:呀|啊|呢|哦|嘛)?\W{0,3}"
    r"(?:我|俺)?(?:都|完全|真的?|也)?(?:听|看)不(?:太|大)?(?:懂|明白)(?:啊|呀|呢|了|你说的)*\W*"
    r"|\W*(?:(?:hi|hello|sorry|erm|um)\W+)*what (?:is|s|are) (?:this|it|all this|you) (?:all )?(?:about|on about)\W{1,3}i (?:really )?(?:dont|don'?t|do not) (?:understand|get it|follow)(?: (?:it|this|any of it|a word))?\W*"
)


def asks_what_matter(text: str) -> bool:
    """Whether somebody says that she does not see what we talk about.

    >>> asks_what_matter("你说啥事呀我听不懂"), asks_what_matter("what is this about? i dont understand it")
    (True, True)
    >>> asks_what_matter("不知道怎么还"), asks_what_matter("你们说什么")
    (False, False)
    """
    return _WHAT_MATTER.fullmatch(fold(text)) is not None


_IF_A_SCAM = re.compile(
    r"\bif (?:this|it|you|u|ur|ya)(?:'?s| is|'?re| are| r)?(?: all| just)? (?:a |an )?(?:scam\w*"
    r"|fraud\w*|fake|phish\w*|con)"
    r"|(?:要是|如果|假如|万一|若是)?(?:你们?|这)?(?:是|真是)?(?:骗子|诈骗|假的|骗人)的?(?:的话|我就|就|小心)",
    re.IGNORECASE,
)


def reports_only_a_scam(text: str) -> bool:
    """Whether a complaint is held out for the case that we are swindlers: a doubt, and no complaint of us.

    >>> reports_only_a_scam("if this is a scam im reporting you lot"), reports_only_a_scam("骗子我就举报")
    (True, True)
    >>> reports_only_a_scam("I'm reporting you"), reports_only_a_scam("我要举报你们")
    (False, False)
    """
    return _IF_A_SCAM.search(text) is not None


_FOUND_GENUINE = re.compile(
    r"(?m:^)(?=.*\b(?:rang|called|phoned|rung|checked|spoke|looked|verified|asked|googled)\b)"
    r".*\b(?:it'?s|its|it is|its all|that'?s|thats|you'?re|youre|u r|you are|all|seems?|this is|is) "
    r"(?:\w+ )?(?:legit\w*|genuine|real|above board|kosher|not a scam|safe)\b(?! ?\?)"
    r"|(?:打|问|查|核实|确认|官网).{0,14}(?:是真的|没问题|确实是你们|是正规|不是骗子|不是诈骗)(?!吗|么|吧|？)"
)


def found_genuine(text: str) -> bool:
    """Whether somebody has checked us and found us genuine.

    >>> found_genuine("i rang them and its legit"), found_genuine("我打官方电话问了，是真的")
    (True, True)
    >>> found_genuine("is this legit?"), found_genuine("你是真的吗")
    (False, False)
    """
    return _FOUND_GENUINE.search(fold(text)) is not None


_RANG = re.compile(
    r"\b(?:is|was) (?:it|that|this) (?:you|u|ya)(?: lot| guys| people)?\b[^.!?]{0,20}\b(?:phon|call|ring|rang|rung)\w*"
    r"|\b(?:did|have|were|was) (?:you|u|ya)(?: lot| guys| people)? (?:(?:just|been|try(?:ing)? to|already) )*(?:phone|call|ring|rung|rang)(?:ed|d|ing)? me\b"
    r"|\b(?:call(?:ed)?|rang|rung|phoned)\b[^.!?]{0,40}[.,!?]? ?(?:is|was) (?:it|that|this) (?:you|u|ya)\b"
    r"|(?:电话|来电|座机|号码)[^。！？]{0,14}(?:是不是|是)(?:你们?|您)(?:公司|家|那边|这边)?(?:打|的|吗|么|吧|[?？]|$)"
    r"|(?:是不是|是)(?:你们?|您)(?:公司|那边)?(?:刚才|刚刚|今天|上午|下午|早上|昨天|一直)*(?:给我)?打(?:过来|来|给我)?的?(?:过|了)?电话"
)
_WILL_RING = re.compile(
    r"(?:会不会|会|是不是要?|要)[^，。！？]{0,8}打(?:我)?(?:的)?(?:手机|电话)|电话轰炸"
    r"|\b(?:will|are|do|would) (?:you|u|ya)(?: lot| guys)?(?: (?:be|going to|gonna|keep|ever|just|always))* (?:ring|call|phon)\w*\b"
)
_SOMEBODY = re.compile(
    r"家人|家里|爸|妈|父母|老婆|老公|媳妇|孩子|亲戚|朋友|联系人|单位|公司|同事|领导|老板|别人|其他人"
    r"|\b(?:boss|employer|work|job|family|mum|mom|dad|parents?|wife|husband|partner|friends?|neighbou?rs?|references?|else)\b"
)
_MONEY_ASKED = re.compile(
    r"转账|转到|转钱|汇|验证码|密码|骗|\b(?:transfer|code|password|send money|paid|scam\w*)\b"
)


def asks_if_we_rang(text: str) -> bool:
    """Whether somebody asks if a call that she got was ours, and tells nothing worse of it.

    >>> asks_if_we_rang("is it u who phoned me from an 0333 number"), asks_if_we_rang("刚才010的电话是你们打的吗")
    (True, True)
    >>> asks_if_we_rang("was it you who called and wanted a code"), asks_if_we_rang("can you ring me")
    (False, False)
    """
    plain = fold(text)
    return _RANG.search(plain) is not None and _MONEY_ASKED.search(plain) is None


def asks_if_we_ring_her(text: str) -> bool:
    """Whether somebody asks if she herself will be rung, and not somebody else.

    >>> asks_if_we_ring_her("你们会不会天天给我打电话"), asks_if_we_ring_her("are you going to keep ringing me")
    (True, True)
    >>> asks_if_we_ring_her("会不会给我家人打电话"), asks_if_we_ring_her("will you call my boss")
    (False, False)
    """
    plain = fold(text)
    return _WILL_RING.search(plain) is not None and _SOMEBODY.search(plain) is None


_ERASE = re.compile(
    r"删|抹|清除|清空|销毁|注销|被遗忘|撤回"
    r"|\b(?:delet|eras|remov|forg[eo]t|wip|scrub|destroy|purg|get rid|clear|withdraw|revok)\w*",
    re.IGNORECASE,
)


def asks_to_erase(text: str) -> bool:
    """Whether what is asked about data is to take it away, and not to be told of it.

    >>> asks_to_erase("delete everything you have on me"), asks_to_erase("把我的信息删了")
    (True, True)
    >>> asks_to_erase("who has my data"), asks_to_erase("我的信息谁给你们的")
    (False, False)
    """
    return _ERASE.search(text) is not None
