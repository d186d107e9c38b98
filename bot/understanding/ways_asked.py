# ruff: noqa: E501 - a pattern is read best on one line
"""Questions about how the money moves: collected or paid by hand, another bank account, a transfer, a call.

Works on Python 3.10.
"""

from __future__ import annotations

import re

from bot.understanding.folding import fold

_DEBIT = r"(?:direct debit|\bdd\b|automatic(?:ally)?\b|auto[ -]?(?:pay|debit|collect)\w*)"
_IT = r"(?:it|this|that|they|you|the (?:money|payment|instalment)|my (?:payment|instalment)|money)"
_COLLECTED = re.compile(
    rf"\b(?:is|does|will|do|are|am|or|can|could|should|what|when)\b[^.!?]{{0,40}}{_DEBIT}"
    rf"|{_DEBIT}[^.!?]{{0,24}}\bor\b[^.!?]{{0,24}}\b(?:pay|send|do|manual\w*|myself)\b"
    rf"|\b(?:is|does|will|do|are|or|when)\b[^.!?]{{0,10}}\b{_IT}\b[^.!?]{{0,16}}"
    r"\b(?:com(?:e|es|ing) out|go(?:es|ing)? out|be taken|tak(?:e|en) (?:it )?(?:out|from)|be collected)\b"
    rf"|\b(?:just|can you|could you|please|you can) (?:try (?:and )?)?(?:take|collect|debit|charge) {_IT} "
    r"(?:again|automatically|by (?:direct debit|dd)|from my (?:account|card|bank))"
    rf"|\b(?:can|could|will|would|do|does|should) (?:you|u|ya|they) (?:\w+ )?(?:try (?:and )?)?(?:take|collect|debit|try) (?:{_IT}|again)\b(?! off\b| easy\b| back\b| up\b)"
    r"|\b(?:set ?up|want|have)\b[^.!?]{0,16}\b(?:direct debit|auto[ -]?pay)\b"
    r"|(?:能|会|是|可以)?不?(?:能|会|是)?[^，。！？]{0,4}(?:自动(?:扣|划|还)|直接(?:扣|划))(?:款|钱)?(?:吗|么|不|没|呢|啊|[?？]|$|还是|就[行好])"
    r"|(?:是|有|开|办|设)[^，。！？]{0,4}(?:代扣|自动扣款?|自动还款)[^，。！？]{0,4}(?:吗|么|不|没|[?？])?"
    r"|(?:银行|卡里?|你们|系统)(?:能|会|可以|可能)(?:不能)?(?:自动)?扣(?:款|钱|到|成)?(?:吗|么|不|嘛|呢|[?？]|$)"
    r"|(?:自动|代扣|你们扣)[^，。！？]{0,6}还是[^，。！？]{0,6}(?:自己|手动|我)"
    r"|(?:自己|手动)(?:还|点|付|操作|转)[^，。！？]{0,6}还是[^，。！？]{0,6}(?:自动|扣)"
    r"|(?:重新|再)(?:帮我|给我)?扣(?:款|我)?(?:一[次遍下回]|吧)|(?:你们|直接|自动)(?:来|再|帮我)?扣(?:款)?(?:就|也)(?:行|好|可以|成)"
    r"|(?:你们|系统)(?:会不会|到时候?会?|会|什么时候|几号)[^，。！？]{0,4}(?:来)?扣"
)
_FAILED = re.compile(
    r"失败|没成功|没(?:有)?(?:自动)?[扣划]|不生效|没跑|扣[空早]|没扣[成上到]|扣不了|扣错|多扣|[两二2]次|重复"
    r"|\b(?:arrears|never|vanished|failed|bounced|fail|went wrong|twice|didn'?t|hasn'?t|wrong|rejected|returned|declined)\b"
)
_TRY_AGAIN = re.compile(r"再扣|重新扣|\b(?:try|take|collect) (?:it |again)")


_AGAIN = re.compile(
    r"(?:会不会|不会|会|是不是|怕|担心|别|万一|要是|如果|到时候)[^。！？]{0,18}(?:(?:又|再|重复|多)[^，。！？]{0,6}扣(?!了|错)|扣(?:我)?[两二2][次遍回笔])"
    r"|\b(?:don'?t want|do not want|scared|worried|worry|hope|make sure|afraid|what if|in case)\b[^.!?]{0,50}\b(?:charge[ds]?|debit(?:ed)?|takes?|taken|taking|collect(?:ed)?|comes? out|goes? out)\b[^.!?]{0,20}\b(?:twice|again|double|two times)\b"
    r"|\b(?:will|would|could|might|can|do|does|won'?t|gonna|going to) (?:i|you|u|ya|it|they|that|the (?:bank|app|system|money|payment|direct debit|dd))\b"
    r"[^.!?]{0,20}\b(?:charged?|debit(?:ed)?|take|taken|collect(?:ed)?|come out|go out)\b[^.!?]{0,20}\b(?:twice|again|double|two times)\b"
)
"""Fear of being charged once more, which is no charge that failed or came twice."""
_CAME_TWICE = re.compile(
    r"扣了(?:我)?[两二2][次遍回笔]|\b(?:was|were|been|got|have|already)\b[^.!?]{0,16}\b(?:twice|again|double)\b|\b(?:refund|back)\b|退"
)


_SUPPOSED = re.compile(
    r"如果|要是|假如|假设|万一|^\W*那|没还|是问|想问|别|怕|担心|到时候|\b(?:if|when|once|suppose|scared|worried|afraid|don'?t want)\b"
)
_IS_DONE = re.compile(
    r"已经?|昨|前天|刚|上周|\b(?:already|yesterday|just paid|last (?:night|week)|i'?ve|have) "
)


def fears_it_again(text: str) -> bool:
    """Whether somebody who only supposes that she pays by hand asks if it is taken once more.

    >>> fears_it_again("那我手动还了你们会不会又自动扣一次啊"), fears_it_again("我昨天还了 会不会又扣一次")
    (True, False)
    >>> fears_it_again("别到时候我自己还了你们又扣一遍"), fears_it_again("别再扣了，你们昨天扣了两次")
    (True, False)
    >>> fears_it_again("if i pay manually now will i be charged twice"), fears_it_again("i was charged twice")
    (True, False)
    """
    plain = fold(text)
    return _fears_it_again(plain) and _SUPPOSED.search(plain) is not None and _IS_DONE.search(plain) is None


def _fears_it_again(plain: str) -> bool:
    return _AGAIN.search(plain) is not None and _CAME_TWICE.search(plain) is None


def asks_if_collected(text: str) -> bool:
    """Whether somebody asks if the money is collected, or wants us to collect it.

    >>> asks_if_collected("is it coming out by direct debit or do i pay it"), asks_if_collected("能自动扣不")
    (True, True)
    >>> asks_if_collected("the direct debit failed"), asks_if_collected("自动扣款失败了"), asks_if_collected("再扣一次")
    (False, False, True)
    >>> asks_if_collected("现在手动还了 会不会又自动扣一次"), asks_if_collected("重复扣了两次")
    (True, False)
    """
    plain = fold(text)
    failed = _FAILED.search(plain) is not None and _TRY_AGAIN.search(plain) is None
    return _fears_it_again(plain) or (_COLLECTED.search(plain) is not None and not failed)


_PUT_IN = re.compile(
    r"存(?:了|进|到|上|好|够)[^，。！？]{0,6}\d|存(?:了|进|到|好|够|上)?[^，。！？]{0,6}(?:银行卡|扣款卡|还款卡|卡里|卡上|账户)"
    r"|(?:银行卡|扣款卡|还款卡|卡里|卡上)[^，。！？]{0,4}存(?:了|进|好|够|上)"
    r"|(?:打|转|放|汇|充|钱)(?:已经?|都)?(?:进|到|在)[^，。！？]{0,4}(?:银行卡|卡里|卡上|账户)[^。！？]{0,8}(?:你们|系统)?(?:自己|直接|来)?扣(?!错|多|重)"
    r"|\b(?:put|topped up|transferred|moved|paid|loaded|got)\b[^.!?]{0,24}\b(?:in|into|onto|on) (?:my|the) "
    r"(?:bank|current|account|card)\b(?! of)(?! you)",
)
_TO_US = re.compile(r"[还付转]了|给你们|你们的?账|还款[了完]|\b(?:you|your|harbour)\b")


def puts_money_in(text: str) -> bool:
    """Whether money was only put into her own account, for somebody to collect: 我存了1300.

    >>> puts_money_in("我存了1300"), puts_money_in("ive put 240 in my account")
    (True, True)
    >>> puts_money_in("打到卡里了 你们自己扣吧 扣了没")
    True
    >>> puts_money_in("我还了1300"), puts_money_in("put 240 into your account")
    (False, False)
    """
    plain = fold(text)
    return _PUT_IN.search(plain) is not None and _TO_US.search(plain) is None


_STOP_DEBIT = re.compile(
    r"\b(?:stop|cancel|pause|hold|block|call off)\b[^.!?]{0,16}(?:direct debit|\bdd\b|\bdebit\b|auto[ -]?pay)"
    r"|\b(?:don'?t|do not|please not)\b (?:take|collect|debit)\b[^.!?]{0,10}\b(?:it|the money|the payment|anything|dd|debit)\b"
    r"|(?:取消|停止|停掉|停了|暂停|关掉|关闭|关了|停)[^，。！？]{0,4}(?:自动扣|代扣|扣款|划扣|自动还)"
    r"|(?:先|千万|今天|明天)?(?:别|不要|先不)(?:再)?(?:自动)?扣(?!我?两|分)"
)


_FORBIDS = re.compile(
    r"\b(?:don'?t|do not|never|dare)\b(?: you| u| ever| dare| even| just| think about| try to| go)* "
    r"(?:tak(?:e|ing)|collect(?:ing)?|debit(?:ing)?|touch(?:ing)?|charg(?:e|ing)|drain(?:ing)?|empty(?:ing)?)\b[^.!?]{0,10}"
    r"\b(?:it|money|payment|anything|owt|card|account|bank|wages)\b(?! (?:off|easy|personal|as|the wrong|that|seriously|lightly))"
    r"|(?:别|不要|不准|不许|千万别)[^，。！？]{0,4}(?:动|碰|划|扣|取)[^，。！？]{0,4}(?:卡|账户|工资|钱)"
)
_PAYS_TOO = re.compile(
    r"\b(?:pay|send|instead|i'?ll|i will|can i|could i|want|until|till|wait|split)\b|还|付|再|改|延|等"
)


def forbids_taking(text: str) -> bool:
    """Whether we are not to take money from an account or card: the fear of a collection.

    >>> forbids_taking("dont you dare take it out my account friday"), forbids_taking("don't take it personally")
    (True, False)
    >>> forbids_taking("please dont charge my card tomorrow"), forbids_taking("别动我工资卡里的钱")
    (True, True)
    """
    return _FORBIDS.search(fold(text)) is not None


def names_a_debit(text: str) -> bool:
    """Whether a direct debit is named.

    >>> names_a_debit("don't take the dd"), names_a_debit("don't take it")
    (True, False)
    """
    return _NAMED_DEBIT.search(fold(text)) is not None


_NAMED_DEBIT = re.compile(rf"{_DEBIT}|\bdebit\b|代扣|自动扣|扣款")


def pays_beside(text: str) -> bool:
    """Whether, beside a debit that is not to be, another way to pay is spoken of.

    >>> pays_beside("don't take it friday, i'll pay on the 20th"), pays_beside("dont take it friday")
    (True, False)
    """
    return _PAYS_TOO.search(fold(text)) is not None


def asks_for_our_account(text: str) -> bool:
    """Whether our account number is wanted, to send the money there.

    >>> asks_for_our_account("gonna transfer it whats ur sort code"), asks_for_our_account("I'll pay friday")
    (True, False)
    """
    return _OUR_ACCOUNT.search(fold(text)) is not None and asks_for_a_transfer(text)


_OUR_ACCOUNT = re.compile(
    r"\bsort code\b|\baccount (?:number|no|details)\b|\bbank details\b|\biban\b|账户|账号|卡号"
)


def asks_to_stop_the_debit(text: str) -> bool:
    """Whether a debit that is to come is to be held back.

    >>> asks_to_stop_the_debit("stop the direct debit before it bounces"), asks_to_stop_the_debit("今天先别扣")
    (True, True)
    """
    plain = fold(text)
    return _STOP_DEBIT.search(plain) is not None and _TAKEN_ALREADY.search(plain) is None


_TAKEN_ALREADY = re.compile(
    r"卡停|今早|已经?扣|又扣|还是扣|扣了(?!吧|吗)|\b(?:in one|lump|at once|didn'?t|put a (?:block|stop)|blocked|took|taken)\b"
)


_OTHER_BANK = (
    r"换(?:成|到|个|张|用)?(?:(?:中国)?(?:建设?|工商?|农业?|中国?|招商?|交通?|邮储|浦发|兴业|民生|光大|平安)(?:银行|行)"
    r"|别的(?:银行|行)|其他银行)(?:的)?(?:卡|[吗么不没]|$)"
)
_NEW_DETAILS = re.compile(
    r"\b(?:new|changed?|chang(?:e|ing)|different|updated?|updating|switch(?:ed)?|another)\b[^.!?]{0,16}"
    r"\b(?:bank|card|account|debit)\b"
    r"|\b(?:com(?:e|es|ing)|go(?:es|ing)?|taken|tak(?:e|ing)|collected)\b[^.!?]{0,8}\b(?:out |of |from )+"
    r"(?:the |my )?(?:right|correct|new|wrong|old|other|same) (?:account|card|bank)"
    r"|\b(?:give|tell|send) (?:you|u|ya)\b[^.!?]{0,12}\b(?:bank|card|account)\b[^.!?]{0,8}\b(?:details|number|info)"
    r"|\bwhich (?:account|card|bank)\b[^.!?]{0,24}\b(?:come|take|taken|from|debit|on file)\b"
    r"|(?:换|改|重新|怎么|解)绑|绑(?:定)?(?:别的|另|新)|(?:更新|更换|更改|变更|换|改)(?:一张|一下|个|张|我的?)?(?:扣款|还款|银行)(?:的)?(?:卡|账户)"
    r"|卡(?:换|注销|销户?|挂失|过期|丢|补办|停用|不用)(?:了|掉)|换了(?:张|个)?(?:新)?(?:银行)?卡|新卡"
    r"|从(?:哪|新|旧|对的?)(?:一?张)?(?:银行)?卡(?:里|上)?扣"
    rf"|{_OTHER_BANK}"
)
_HOW = re.compile(
    r"[?？]|\b(?:how|where|what do|can|could|need to|want to|update|tell you|give you|make sure|check|which|right|correct)\b"
    r"|怎么|咋|哪|办|吗|呢|能不能|可以|想|能[^，。！？]{1,10}不\W*$"
)


def asks_for_new_details(text: str) -> bool:
    """Whether somebody wants other bank details used, or asks which are.

    >>> asks_for_new_details("how do i give you my new bank details for the direct debit")
    True
    >>> asks_for_new_details("我银行卡换了怎么办"), asks_for_new_details("I changed bank so it bounced")
    (True, False)
    """
    plain = fold(text)
    return _NEW_DETAILS.search(plain) is not None and _HOW.search(plain) is not None


def names_another_bank(text: str) -> bool:
    """Whether another bank's card is to be used, by name.

    >>> names_another_bank("我问能不能换建行"), names_another_bank("能换个日子不")
    (True, False)
    """
    return re.search(_OTHER_BANK, fold(text)) is not None


_TO_BE_CHANGED = re.compile(
    r"绑|更新|更换|更改|变更|从[^，。]{0,8}扣"
    r"|\b(?:give|tell|send|update|chang(?:e|ing)|switch|come|comes|coming|go|goes|going|taken|take|which)\b"
)
_WHAT_NOW = re.compile(r"怎么办|咋办|\bwhat (?:do i do|now|should i do)\b")


def details_are_to_change(text: str) -> bool:
    """Whether bank details are to be changed with us, beside those that only changed.

    >>> details_are_to_change("怎么换绑银行卡"), details_are_to_change("我银行卡换了怎么办")
    (True, False)
    """
    return _TO_BE_CHANGED.search(fold(text)) is not None


def asks_what_now(text: str) -> bool:
    """Whether somebody asks what to do.

    >>> asks_what_now("我银行卡换了怎么办"), asks_what_now("I got a new card, what now")
    (True, True)
    """
    return _WHAT_NOW.search(fold(text)) is not None


_TRANSFER = re.compile(
    r"\bbank transfer\b|\bby (?:bacs|transfer|cheque|check|phone|post)\b|\bbacs\b|\bfaster payments?\b|\bstanding order\b"
    r"|\b(?:your|the|what'?s|whats)\b[^.!?]{0,12}\b(?:sort code|account (?:number|no|details)|bank details|iban)\b"
    r"|\bpay(?:ing)?\b[^.!?]{0,12}\b(?:in|with|by) (?:cash|cheque|a cheque|branch|person)\b|\bpost office\b|\bpay ?point\b"
    r"|\b(?:at|in) (?:the|a|my|your) (?:bank|branch|counter)\b|\bover the (?:counter|phone)\b"
    r"|柜台|网点|营业厅|线下|对公|汇款|(?:交|付|还)现金|现金(?:还|交|付)"
    r"|(?:银行|直接)?转账(?:还|可以|行|吗|能|给你们)|(?:你们的?|收款|公司)(?:银行)?(?:账户|账号|卡号)(?:是|发|给|多少)?|(?:账户|账号|卡号)(?:发|给)(?:我|一下)"
)
_PAID = re.compile(
    r"\b(?:i|have|'ve|already) (?:already |just )?(?:paid|sent|made|transferred|did)\b|已经?(?:转|还|付|汇)|(?:转|汇|还|付)(?:过去|好|完)?了(?!吗|么)"
)


def asks_for_a_transfer(text: str) -> bool:
    """Whether somebody wants to pay by transfer, in cash or at a counter, or asks for our account.

    >>> asks_for_a_transfer("whats the sort code and account number il do a bank transfer")
    True
    >>> asks_for_a_transfer("银行柜台能不能交"), asks_for_a_transfer("I paid by bank transfer yesterday")
    (True, False)
    """
    plain = fold(text)
    out_of_reach = _OUT_OF_REACH.search(plain) is not None
    return _TRANSFER.search(plain) is not None and _PAID.search(plain) is None and not out_of_reach


_OUT_OF_REACH = re.compile(
    r"(?:去|到|走|来)不了|不能去|\b(?:can'?t|cannot|couldn'?t) (?:get|go|make it) (?:to|in)\b"
)


_UNSAFE = re.compile(
    r"\b(?:unsafe|not (?:secure|safe)|(?:un|in)secure|isn'?t (?:secure|safe)|dangerous|dodgy|phishing|deceptive|malware)\b"
    r"[^.!?]{0,24}(?:phone|chrome|browser|safari|link|page|site|website|$|[.!?]|\bcard\b)"
    r"|\b(?:link|page|site|website|chrome|browser|safari|phone|it)\b[^.!?]{0,16}\b(?:says?|is|looks?|seems?|warns?|shows?)\b"
    r"[^.!?]{0,12}\b(?:unsafe|not (?:secure|safe)|insecure|dangerous|dodgy|fake|phishing|suspicious|a scam)\b"
    r"|\b(?:don'?t|dont|not) (?:want|like|going) to (?:put|enter|type|give)\b[^.!?]{0,10}\bcard\b"
    r"|(?:链接|网址|网页|网站|页面|浏览器|手机|微信|它)[^，。！？]{0,10}(?:不安全|有?风险|危险|拦截|警告|钓鱼|可疑|未经?(?:认证|验证))"
    r"|(?:提示|显示|说)[^，。！？]{0,6}(?:不安全|风险|危险|拦截|未经?(?:认证|验证))|不敢(?:点|填|输)"
)


def finds_the_link_unsafe(text: str) -> bool:
    """Whether the payment page, or the phone on it, looks unsafe to somebody.

    >>> finds_the_link_unsafe("it says unsafe on my phone"), finds_the_link_unsafe("链接提示有风险")
    (True, True)
    >>> finds_the_link_unsafe("I don't feel safe at home")
    False
    """
    return _UNSAFE.search(fold(text)) is not None


_A_PAGE = re.compile(
    r"链接|链结|连结|网[址页站]|页面|卡号|填卡|\b(?:link|page|site|website|card|chrome|browser|safari)\b"
)


def speaks_of_a_page(text: str) -> bool:
    """Whether our page, its link, or the card asked for there is spoken of.

    >>> speaks_of_a_page("連結不安全"), speaks_of_a_page("it is not safe at home")
    (True, False)
    """
    return _A_PAGE.search(fold(text)) is not None


_NO_PAGE = re.compile(
    r"\b(?:links?|url|page|website|site|qr code)\b[^.!?]{0,24}\b(?:(?:does|do|did|wo|is|was|ca)(?: ?n'?o?t)|not|never|cannot|can'?t|won'?t|no)"
    r" ?(?:be )?(?:work|open|load)\w*"
    r"|\b(?:link|page|website|site)\b[^.!?]{0,16}\b(?:dead|expired|broken|blank|white|empty|frozen|stuck|spinning)\b"
    r"|\b(?:can'?t|cannot|can not|won'?t) (?:open|load|get into|access) (?:the |this |that |your |ur )?(?:links?|page|site|website)\b"
    r"|(?:链接|网址|二维码|页面|网页)[^。！？]{0,10}(?:打不开|点不开|点不了|用不了|失效|过期|无效|没反应|进不去|空白|一片白|白屏|全白|加载不|不能用|坏了)"
    r"|(?:打|点)不开[^，。]{0,4}(?:链接|网址|页面|网页)"
)
_DONE_ALREADY = re.compile(
    r"\b(?:paid|sent|went through|taken)\b|已经?(?:还|付)|(?:还|付)(?:过|完|好)了?|扣了"
)


def link_does_not_open(text: str) -> bool:
    """Whether our link or the page behind it does not open; nothing is said of danger, or of money gone.

    >>> link_does_not_open("this link not work on my phone. other way?"), link_does_not_open("页面一片白，打不开")
    (True, True)
    >>> link_does_not_open("page is white, not open. i want pay 100 today"), link_does_not_open("链接提示有风险")
    (True, False)
    >>> link_does_not_open("the link says it is unsafe"), link_does_not_open("I paid but the page went white")
    (False, False)
    """
    plain = fold(text)
    found = _NO_PAGE.search(plain) is not None and _DONE_ALREADY.search(plain) is None
    return found and not finds_the_link_unsafe(text)


_CALLS_US = re.compile(
    r"\b(?:i'?ll|il|i will|can i|could i|i'?m (?:going to|gonna)|gonna|mean|rather|i'?d|i want to|let me|should i|better)\b"
    r"[^.!?]{0,14}\b(?:ring|call|phone) (?:them|you|u|ya|(?:the|your) (?:office|lender|company|number|helpline))\b(?! back)"
    r"|\b(?:what'?s|whats|what is|have you got|is there|got|give me|send me)\b(?:(?!\b(?:new|my|old)\b)[^.!?]){0,14}"
    r"\b(?:phone number|number (?:to|i can|for (?:you|u|them))|telephone|contact number|helpline)\b"
    r"|\bi (?:shall|will|might|would rather|think i'?ll) (?:just |then )?(?:ring|call|phone)\b(?! (?:back|me|my|off|him|her))"
    r"|\b(?:what|which) (?:hours|times?) (?:are|r|is) (?:you|u|they|your \w+|the \w+)(?: \w+)? open\b|\bwhen (?:are|do) (?:you|u|they|your lines) open\b|\b(?:your )?opening (?:hours|times)\b"
    r"|(?:客服|你们|人工|电话)[^，。！？]{0,6}(?:几点(?:上班|开|到几点|下班)|(?:上班|工作|营业|服务)时间)"
    r"|\bwhat number (?:do|can|should) i (?:ring|call|phone)\b"
    r"|(?:我|自己)[^，。！？]{0,8}(?:给你们|给客服)(?:打|去)(?:个)?电话|(?:我|自己)[^，。！？]{0,6}打(?:你们|客服)(?:的)?电话"
    r"|(?:客服|你们的?)(?:的)?(?:电话|热线|号码)(?:是|号码)?(?:多少|几号?|啥|什么)|(?:有没有|有)客服(?:的)?(?:电话|热线)|(?:说|给|发|要|查)[^，。！？]{0,4}(?:公司|官方|客服)(?:的)?电话|(?:官方|公司)(?:的)?电话[^。！？]{0,8}(?:多少|几)|"
    r"\A\W*电话(?:是)?多少"
)
_REFUSES_CALLS = re.compile(
    r"别|不要|不准|骚扰|\b(?:stop|don'?t|never|not) (?:ring|call|phone)\b|\bif (?:you|they)\b"
)


def wants_to_call(text: str) -> bool:
    """Whether somebody means to ring us, or asks for our number.

    >>> wants_to_call("il ring them tomorrow. is that ok"), wants_to_call("no i mean RING them")
    (True, True)
    >>> wants_to_call("客服电话多少"), wants_to_call("don't ring me"), wants_to_call("I'll call you back")
    (True, False, False)
    """
    plain = fold(text)
    return _CALLS_US.search(plain) is not None and _REFUSES_CALLS.search(plain) is None


_HOW_TO_PAY = re.compile(
    r"(?:怎么|咋|如何|在哪里?|去哪里?|到哪里?)(?:样)?(?:个)?(?:去)?(?:还|付|交)(?:款|钱|法)?(?:呢|啊|呀|的|吧|[?？\s，。！]|$)"
    r"|\b(?:how|where) (?:do|can|should|would|will) i (?:pay|make (?:a|the) payment|send it)\b|\bhow to pay\b"
    r"|\bpay\b.*\bhow (?:do|can) i do (?:it|that|this)\b"
)


def asks_how_beside(text: str) -> bool:
    """Whether the way to pay is asked for beside something else.

    >>> asks_how_beside("后天还 怎么还"), asks_how_beside("I'll pay friday, how do i pay")
    (True, True)
    >>> asks_how_beside("怎么还不上了"), asks_how_beside("how much do i pay")
    (False, False)
    """
    return _HOW_TO_PAY.search(fold(text)) is not None


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


def tells_of_a_dead_link(text: str) -> bool:
    """Whether a message says that our link does not open.

    >>> tells_of_a_dead_link("your link wont open"), tells_of_a_dead_link("你发的链接打不开")
    (True, True)
    """
    return _DEAD_LINK.search(text) is not None
