# ruff: noqa: E501 - a pattern is read best on one line
"""Small questions, sighs and fears beside the matter: "when?", "it's you again", "will I go to prison".

Each answers to what stands on the screen, so that the dialogue asks for them by name. Works on Python 3.10.
"""

from __future__ import annotations

import re

from bot.understanding.folding import fold

_WHEN = re.compile(
    r"\W*(?:那|是|具体|到底|请问|然后|所以|剩下?的|余下的?|另一半|后面的|第二笔)*"
    r"(?:什么时候|啥时候|几时|何时|几号|哪天|哪一天)(?:啊|呀|呢|来着|还|付|到期)*\W*"
    r"|\W*(?:and |so |but |by |until |since |the (?:rest|other half) )*(?:when|(?:what|which) (?:day|date)s?)"
    r"(?: (?:is|was|are) (?:it|that|they|those|the rest|the other half)"
    r"| (?:again|then|exactly|please|though))*\W*",
    re.IGNORECASE,
)


def asks_when(text: str) -> bool:
    """Whether a message asks for the day and for nothing else.

    >>> asks_when("什么时候？"), asks_when("when is it again?"), asks_when("when do you call my boss")
    (True, True, False)
    """
    return _WHEN.fullmatch(fold(text)) is not None


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


_WONDERS = re.compile(
    r"(?:怎么|咋|为什么|为啥|为何)(?:会|还|就|都|又|突然|一下子|变|有|要|是|涨)*"
    r"(?:这么|那么|这样|变|涨|多)(?:得|的)?(?:多|高|贵|了|出来)"
    r"|比我(?:想的|以为的|想象中?的?)(?:要|还)?(?:多|高)|^\W*这么(?:多|高)(?:钱|呢|啊|吗|的?吗)?\W*$"
    r"|\bwhy(?:'?s| is| are|) (?:it|this|that|the \w+|so)(?: so| that| this| such)*"
    r" (?:much|high|big|large|a lot|more|expensive)\b"
    r"|\bhow come (?:it|this|that)(?:'?s| is)? (?:so )?(?:much|high|more|gone up)\b"
    r"|\b(?:more|higher|bigger) than i(?: had| was| have)? (?:thought|expect\w*|remember\w*)\b"
    r"|\bwhy (?:has|did) (?:it|this|that) (?:gone?|risen?|increased?) ?(?:up)?\b",
)
_CLAIMS = re.compile(
    r"不对|错|[扣收]了?我|多[扣收]|不认|不同意|凭什么|明明|已经?还|没[用借花]|核实|核查|坑|骗|说好"
    r"|之前说|应该"
    r"|才[借欠]|不是|抢"
    r"|\b(?:wrong|mistake|should|only|never|already|paid|agree|dispute|error|incorrect|right|rip|scam"
    r"|said|told"
    r"|promised|charged?|overcharg\w+|refuse|robb\w+|thie\w+)\b",
)


def wonders_at_the_sum(text: str) -> bool:
    """Whether somebody asks why a sum is as high as it is, and claims nothing: no figure, no mistake.

    >>> wonders_at_the_sum("怎么多了"), wonders_at_the_sum("that's more than I thought, why")
    (True, True)
    >>> wonders_at_the_sum("不对吧，怎么多出来一百多"), wonders_at_the_sum("why is it more than you said")
    (False, False)
    """
    plain = fold(text)
    figures = any(letter.isdecimal() for letter in plain)
    return _WONDERS.search(plain) is not None and not figures and _CLAIMS.search(plain) is None


_THE_PARTS = re.compile(
    r"明细|由(?:什么|啥|哪[些几])[^，。？]{0,4}(?:组成|构成|加起来)|(?:都|里面?|里头|分别)(?:有|是|包含"
    r"|包括)(?:些)?(?:什么|啥|哪[些几])"
    r"|(?:本金|利息|费用?|罚息)[^，。？]{0,8}各(?:是|占|要)?多少|(?:怎么|咋|如何)(?:算|来|得)(?:出来)?的"
    r"|\bbreak ?down of\b|\b(?:a|the|full|send|an?y) break ?down\b|\bitemi[sz]ed?\b"
    r"|\bbreak (?:it|that|this) down\b"
    r"|\b(?:made up of|made of|consists? of|worked out|work(?:ing)? (?:it|that|this) out)\b"
    r"|\b(?:calculated|add(?:s|ed)? up to)\b"
    r"|\bhow (?:did|do|have) (?:you|u|they) (?:get|come up with|arrive at|calculate)\b"
    r"|\bhow (?:did|do|have) (?:you|u|they) work(?:ed)? (?:it |this |that )?out\b"
    r"|\bwhat(?:'?s| is) (?:actually |all )?on (?:there|it|the account|my account|the bill)\b",
)


def asks_the_parts(text: str) -> bool:
    """Whether somebody wants to know what a sum is made of, and claims no mistake.

    >>> asks_the_parts("1280都是怎么来的"), asks_the_parts("what's the 240 made up of")
    (True, True)
    >>> asks_the_parts("一共多少"), asks_the_parts("利息怎么算的，不对吧")
    (False, False)
    """
    plain = fold(text)
    return _THE_PARTS.search(plain) is not None and _CLAIMS.search(plain) is None


def asks_how_it_came(text: str) -> bool:
    """Whether the parts of a sum are asked for, also where it is found wrong.

    >>> asks_how_it_came("利息怎么算的 我算来算去都不对"), asks_how_it_came("the amount is wrong")
    (True, False)
    """
    return _THE_PARTS.search(fold(text)) is not None


_CHECKS_THE_COST = re.compile(
    r"\W*(?:那|这个?|这样|应该|确定|真的)*(?:不|没|没有)(?:会|额外|另外|再)*(?:收|有|加|用|要"
    r"|算)?(?:什么|别的|额外的?)?"
    r"(?:手续费|利息|费用?|钱)(?:的|了)?(?:吧|吗|嘛|么|对吧|是吧|对吗)+\W*"
    r"|\W*(?:(?:and|so|but|ok|there(?:'?s| is|'?re)) )*(?:no|without|zero) (?:extra |added |other |hidden )?"
    r"(?:fees?|charges?|interest|costs?)(?: (?:for|on) (?:this|that|it))?(?:,? (?:right|yeah|then))?\W*\?\W*",
)


def checks_the_cost(text: str) -> bool:
    """Whether somebody makes sure that something costs nothing more, and says nothing else.

    >>> checks_the_cost("不收费吧"), checks_the_cost("and no fee?"), checks_the_cost("no fees please")
    (True, True, False)
    """
    return _CHECKS_THE_COST.fullmatch(fold(text)) is not None


_IF_MISSED = re.compile(
    r"(?:断|漏|少还?|没还上?|错过|差|跟不上)(?:了|掉)?(?:一|两|其中)?(?:期|次|笔)|中间(?:断|没还|还不上)"
    r"|到时候?[^，。]{0,4}(?:还不[上了起]|没还|没钱)|哪期(?:没|还不)"
    r"|\bmiss(?:ed|ing)? (?:it|a|one|an|the|any|that|my|this|out)\b"
    r"|\bskip (?:a|one|the|it)\b"
    r"|\bcan'?t (?:pay )?(?:it )?(?:then|by then|on the day)\b|\bcan'?t keep (?:it up|to it|up)\b",
)


def asks_if_missed(text: str) -> bool:
    """Whether a message speaks of a payment of an arrangement that is missed.

    >>> asks_if_missed("要是中间断一期呢"), asks_if_missed("if I miss one?"), asks_if_missed("if I can't?")
    (True, True, False)
    """
    return _IF_MISSED.search(fold(text)) is not None


_OF_THE_CHECK = (
    r"(?:生日|出生|手机|电话|号码|尾号|后四位|身份|证件|信息|资料|隐私)",
    r"(?:birthday|birth ?date|date of birth|dob|phone|mobile|number|digits|postcode|details|info\w*|id"
    r"|this|that)",
)
_WHY_THE_CHECK = re.compile(
    rf"(?:为什么|为啥|为何|凭什么|干嘛|干什么|干啥|做什么|有什么用)[^，。！？]{{0,8}}"
    rf"(?:要|问|填|给|输|核对|验证)[^，。！？]{{0,8}}{_OF_THE_CHECK[0]}"
    rf"|(?:要|问|填|给|输|核对|验证)[^，。！？]{{0,6}}{_OF_THE_CHECK[0]}[^，。！？]{{0,4}}"
    rf"(?:干嘛|干什么|干啥|做什么|做啥|有什么用|有啥用)"
    rf"|\bwhy (?:do|would|should|must|d) (?:you|u|i|ya)\b[^.!?]{{0,24}}"
    rf"\b(?:need|want|ask|give|tell|have|know)\b[^.!?]{{0,16}}\b{_OF_THE_CHECK[1]}\b"
    rf"|\bwhat (?:do|d) (?:you|u|ya) (?:need|want)\b[^.!?]{{0,10}}\b{_OF_THE_CHECK[1]}\b[^.!?]{{0,6}}\bfor\b",
)


def asks_why_the_check(text: str) -> bool:
    """Whether somebody asks what the questions of the identity check are for.

    >>> asks_why_the_check("why do you need my birthday"), asks_why_the_check("要我生日干嘛")
    (True, True)
    >>> asks_why_the_check("why do you text me"), asks_why_the_check("我换号码了")
    (False, False)
    """
    return _WHY_THE_CHECK.search(fold(text)) is not None


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


_RATHER_NOT = re.compile(
    r"(?:不方便|不想|不愿意?|不会|不能|不太想|没必要)(?:在这(?:里|儿)?)?(?:随便|直接|给你们?|跟你们?"
    r"|告诉你们?|透露|提供|报|发|说|写|填|打字)"
    r"[^，。！？]{0,8}(?:号|生日|信息|资料|隐私|数字|说|这个|这些)?"
    r"|\b(?:do ?n'?t|do not|wo ?n'?t|will not|not|never|rather not|wouldn'?t)\b[^.!?]{0,20}\b(?:giv\w+"
    r"|shar\w+|tell\w*|send\w*|typ\w+|put\w*|hand\w*)\b"
    r"[^.!?]{0,14}\b(?:numbers?|digits|details|info\w*|birthday|dob|date of birth|that|anything personal"
    r"|data|personal)\b",
    re.IGNORECASE,
)


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


def rather_not_say(text: str) -> bool:
    """Whether somebody will not write the answers of the check here.

    >>> rather_not_say("i dont give numbers out over text"), rather_not_say("不方便说")
    (True, True)
    >>> rather_not_say("I won't give up"), rather_not_say("我不想还了")
    (False, False)
    """
    return _RATHER_NOT.search(fold(text)) is not None


_CANNOT_RECALL = re.compile(
    r"(?:[不唔]记得|记不[得住清起]|想不起|忘记?了|忘光|不知道|不清楚|不确定)[^，。！？]{0,8}(?:哪|什么"
    r"|多少|几|号|手机|电话|尾数|后四位|生日|证件|登记|预留)"
    r"|(?:手机|电话|号码?|尾数|后四位|证件号?|生日)[^，。！？]{0,8}(?:不记得|记不[得住清起]|想不起"
    r"|忘记?了|忘光|换了|停用|不用了)"
    r"|^\W*(?:我|真的|都|早)*(?:不记得|记不[得住清起]来?|想不起来?|忘记?|忘光)了?\W*$"
    r"|\b(?:can'?t|cannot|don'?t|do not|no longer|couldn'?t) (?:\w+ )?(?:remember|recall|know|think)\b"
    r"[^.!?]{0,24}\b(?:number|digits|phone|mobile|which|what|one|postcode|id)\b"
    r"|\b(?:forgot|forgotten|no idea|not sure)\b[^.!?]{0,24}\b(?:number|digits|phone|mobile|postcode|id)\b"
    r"|^\W*(?:i |sorry )*(?:can'?t|cannot|don'?t|do not) (?:\w+ )?(?:remember|recall)(?: it| that)?\W*$",
    re.IGNORECASE,
)


def cannot_recall(text: str) -> bool:
    """Whether a message says that something asked for is forgotten.

    >>> cannot_recall("不记得留的哪个号了"), cannot_recall("can't remember it"), cannot_recall("4821")
    (True, True, False)
    """
    return _CANNOT_RECALL.search(fold(text)) is not None


_ARREST = re.compile(
    r"坐牢|蹲牢|牢房|监狱|蹲监|吃牢饭|拘留|看守所|判刑|刑事|犯法|犯罪|违法吗|关(?:起来|进去)|抓(?:我"
    r"|起来|进去|人)|被抓|进局子"
    r"|\b(?:prison|jail|gaol|arrest(?:ed|s)?|locked? (?:me )?up|behind bars|handcuffs|criminal|a crime"
    r"|do time)\b",
)


def fears_arrest(text: str) -> bool:
    """Whether somebody speaks of being locked up for what is owed.

    >>> fears_arrest("会坐牢吗"), fears_arrest("can I go to jail for this"), fears_arrest("will you sue me")
    (True, True, False)
    """
    return _ARREST.search(fold(text)) is not None


_DEAD_LINK = re.compile(
    r"(?:链接|网址|二维码|页面).{0,6}(?:打不开|点不开|点不了|失效|过期|无效|没反应|进不去)"
    r"|(?:打|点)不开.{0,4}(?:链接|网址)"
    r"|(?:转圈|卡住|加载不|没反应|报错).{0,8}(?:付不|还不|交不|支付不|没付|没成)|没(?:付|还|交|支付)成"
    r"|(?:付款|支付|还款)(?:一直|总是|老是?|都|又)?(?:失败|不成功|没成功)"
    r"|(?:app|支付宝|微信|银行卡|页面).{0,12}(?:付不了|付不成|还不了款|支付不了)"
    r"|\b(?:payment|it|app|page)\b.{0,16}\b(?:keeps? (?:failing|spinning|crashing|loading)|failed"
    r"|(?:does ?n'?t|did ?n'?t|wo ?n'?t|will not|not) go(?:ing)? through|was declined|(?:got|gets) declined)"
    r"|\b(?:link|url|page|qr code)\b.{0,12}\b(?:(?:does ?n['o]?t|wo ?n['o]?t|is ?n['o]?t|not|never)"
    r" ?(?:work|open|load|go)\w*|dead|expired|broken|blank)",
    re.IGNORECASE,
)
_LEAST = re.compile(
    r"(?:最少|最低|至少)(?:要|得|能|可以|是)?(?:先)?(?:还|付|交)?(?:多少|几)"
    r"|\b(?:minimum|least|lowest|smallest)(?: amount| sum)?\b(?: \w+){0,4} (?:pay|payment|do|send|give)\b",
    re.IGNORECASE,
)


def tells_of_a_dead_link(text: str) -> bool:
    """Whether a message says that our link does not open.

    >>> tells_of_a_dead_link("your link wont open"), tells_of_a_dead_link("你发的链接打不开")
    (True, True)
    """
    return _DEAD_LINK.search(text) is not None


def asks_the_least(text: str) -> bool:
    """Whether a message asks for the least that can be paid.

    >>> asks_the_least("what's the least I can pay"), asks_the_least("最少还多少"), asks_the_least("how much")
    (True, True, False)
    """
    return _LEAST.search(text) is not None


_TYPED = re.compile(r"(?:帮|替|代)[我她他]?(?:打|写|发|回)(?:的|字|出来)(?!钱|款|卡)")


def typed_for_her(text: str) -> bool:
    """Whether somebody else typed the message: 打 is to type and to transfer.

    >>> typed_for_her("我不识字 孙子帮我打的"), typed_for_her("我儿子帮我打的钱")
    (True, False)
    """
    return _TYPED.search(text) is not None


_WHAT_FOLLOWS = re.compile(
    r"\b(?:what(?:'?s| will| would| is going to)? happens?|happen|consequences?"
    r"|if i (?:don'?t|do not|can'?t|cannot|refuse))\b"
    r"|后果|会(?:怎么?样|怎|如何)|(?:不|没)(?:还|交|付)[^，。]{0,6}(?:会|怎)"
)


def asks_what_follows(text: str) -> bool:
    """Whether the words ask what staying unpaid leads to.

    >>> asks_what_follows("what happens if i dont pay"), asks_what_follows("不还会怎么样")
    (True, True)
    >>> asks_what_follows("you gonna knock the late fee off then or what")
    False
    """
    return _WHAT_FOLLOWS.search(fold(text)) is not None
