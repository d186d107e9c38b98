"""Money that went, or may go, to somebody who is not us; what was stolen; and money that was taken twice.

Works on Python 3.10.
"""

# ruff: noqa: E501 - a pattern is read best on one line
from __future__ import annotations

import re

from bot.understanding.folding import fold

_THEIRS = r"(?:account|acc(?:t|ount number)?|number|details|sort code|iban|wallet|paypal|whatsapp|card)"
_SOMEBODY = (
    r"(?:(?:the|a|some|this|that|your) (?:guy|man|bloke|lad|woman|lady|caller|agent|person|fella)"
    r" (?:who|that|on whatsapp|on telegram) ?(?:call|rang|text|messag|whatsapp|phon|said he|said she|said they|email|add)\w*"
    r"|some(?:one|body) (?:pretending|impersonating|(?:who )?(?:said|says|claim\w+|saying|told me)(?: that)? (?:they|he|she|it)(?:'?re|'?s| were| was| are| is)"
    r" (?:you|u|from (?:you|your|u|harbour|the (?:loan|lender|company))|your \w+)))"
)
_GONE = r"(?:sent|paid|transferred|wired|bacs'?d|put|moved|gave)"
_TO_A_STRANGER = re.compile(
    rf"\b{_GONE}\b[^.!?]{{0,40}}\b{_THEIRS}\b[^.!?]{{0,30}}"
    r"\b(?:text(?:ed)?|txt(?:ed)?|sent|gave|given|told|emailed|messaged|whatsapped|rang|called)\b"
    rf"|\b{_GONE}\b[^.!?]{{0,24}}\bto {_SOMEBODY}\b|\bi paid {_SOMEBODY}\b"
    rf"|\b(?:it was|its|it's|been|this was|that was|think|reckon|turns out|realis\w+|realiz\w+|must be|must have been)\b[^.!?]{{0,16}}\b(?:scam\w*|fraud\w*|conned|fake|a con)\b[^.!?]{{0,40}}\b{_GONE}\b"
    rf"|\b{_GONE}\b[^.!?]{{0,40}}\b(?:think|reckon|turns out|realis\w+|realiz\w+|now know)\b[^.!?]{{0,16}}\b(?:scam\w*|fraud\w*|conned|fake|a con)\b"
    r"|\b(?:bought|sent|paid)\b (?:you|him|her|them|your \w+|it in|the)\b[^.!?]{0,20}\b(?:gift cards?|bitcoin|crypto)\b"
    r"|(?:加了?我?的?(?:微信|qq|wx|vx)|(?:微信|支付宝|短信|电话)里?(?:让|叫|要)我|自称)[^。！？]{0,24}(?:转|打|付|汇|还)(?:给|过去)?(?:他|她)?(?:过去)?了"
    r"|(?:转|打|付|汇|还)(?:给|到|进|去)?了?(?:他|她|那人|那个人|对方|你们(?:的)?(?:客服|业务员|催收员?|工作人员|专员|经理|同事|人))"
    r"(?:发|给|说|提供|个人|私人)?(?:来|我|过来)?的?[^，。！？]{0,6}(?:账户|账号|卡号?|二维码|收款码|微信|支付宝)"
    r"|(?:按|照|往)(?:着|照)?(?:他|她|短信|电话|对方|那个人|你们(?:客服|业务员|催收员?|工作人员|专员))[^，。！？]{0,8}"
    r"(?:账户|账号|卡号?|二维码|收款码)[^。！？]{0,8}(?:转|打|付|汇)(?:过去)?了"
    r"|扫了?(?:他|她|对方|那个人)(?:发|给)?(?:我|来)?的?(?:二维码|收款码|码)[^。！？]{0,8}(?:转|付|还)了"
    r"|转(?:账)?(?:到|进|给)了?(?:一个)?(?:个人|私人|陌生)(?:账户|账号|卡|微信)(?:里|上)?了",
)
_NOT_GONE = re.compile(
    r"借|贷|\b(?:loan|borrow\w*|took out)\b|(?:没|没有|还没|未|别|不要|不敢|不会|不想|是不是|能不能|可不可以|要不要|让我|叫我)(?:给|去)?(?:他|她)?(?:转|打|付|汇)(?!了?我?转了)"
    r"|\b(?:haven'?t|have not|didn'?t|did not|not yet|won'?t|wouldn'?t|should i|do i|can i|before i|if i)\b"
)
_DONE_ANYWAY = re.compile(r"我(?:就|已经|刚|也)?(?:转|打|付|汇)(?:过去|给他|给她)?了")


def paid_a_stranger(text: str) -> bool:
    """Whether somebody tells that money went where somebody who turned up told them to send it.

    >>> paid_a_stranger("sent it to the account your agent texted me")
    True
    >>> paid_a_stranger("刚才有人加我微信让我转给他，我转了"), paid_a_stranger("有人加我微信让我转给他")
    (True, False)
    >>> paid_a_stranger("I paid it in the app"), paid_a_stranger("should I send it to the account he texted")
    (False, False)
    """
    plain = fold(text)
    kept_back = _NOT_GONE.search(plain) is not None and _DONE_ANYWAY.search(plain) is None
    return _TO_A_STRANGER.search(plain) is not None and not kept_back


_AFTER_A_SCAM = re.compile(
    r"(?:骗子|被骗|诈骗|骗走|骗了我)[^。！？]{0,8}(?:钱|款)[^。！？]{0,6}(?:追|要|拿|找|退)(?:得|不|能)?(?:回|到)"
    r"|(?:被骗|诈骗|遇到骗子)[^。！？]{0,8}(?:报警|报案|打哪|找谁|去哪|怎么办|咋办|打什么电话)"
    r"|\b(?:get|have|claim|recover|getting)\b[^.!?]{0,24}\bback\b[^.!?]{0,16}\b(?:scam\w*|fraudster\w*|conned)"
    r"|\b(?:get|claim|recover|getting)\b[^.!?]{0,12}\b(?:scam|scammed|stolen) money\b[^.!?]{0,8}\bback\b"
    r"|\b(?:scam(?:med)?|conned|fraud)\b[^.!?]{0,24}\b(?:who|where|how)\b[^.!?]{0,12}\b(?:report|tell|ring|call|police)"
    r"|\b(?:who|where|how)\b[^.!?]{0,16}\breport (?:a |the |this )?(?:scam|scammers?|fraud)\b"
)


def asks_what_after_a_scam(text: str) -> bool:
    """Whether somebody asks if money that a cheat took comes back, or whom to tell.

    >>> asks_what_after_a_scam("那个骗子的钱能追回来吗"), asks_what_after_a_scam("被骗的要报警吗 打哪")
    (True, True)
    >>> asks_what_after_a_scam("who do I report a scam to"), asks_what_after_a_scam("你们是骗子吧，要报警")
    (True, False)
    """
    return _AFTER_A_SCAM.search(fold(text)) is not None


_ACCOUNT = re.compile(
    r"\b\d\d[- ]\d\d[- ]\d\d\b|\b(?:sort code|account|acc(?:t)?|iban)\b\D{0,12}\d{6,}"
    r"|(?:账户|账号|卡号)[^，。！？]{0,6}\d{6,}|\d{12,}"
)
_IS_IT_OURS = re.compile(
    r"\b(?:your(?:s| account| bank| link| site| website| number| page)?|you|right|correct|legit|real|genuine"
    r"|this (?:it|one)|pay (?:here|there|into|to)|ok(?:ay)? to)\b|[?？]|你们|对吗|对吧|是吗|真的|官方|这个"
)
_MINE = re.compile(
    r"\bmy (?:\w+ )?(?:sort|account|acc|bank|card|details|iban|number)\b|我的?(?:新|银行)?(?:卡|账)"
)
_TOLD_WHERE = re.compile(
    r"(?:有人|有个人|他|她|对方|自称|陌生人)[^，。！？]{0,12}(?:微信|短信|电话|打来|加我|发我|发来)?[^，。！？]{0,6}(?:让|叫|要)我[^。！？]{0,8}"
    r"(?:转|打|付|汇|加(?:他|她)?微信|扫码?)"
    r"|(?:加我?微信|短信|电话)(?:里)?(?:让|叫|要)我[^。！？]{0,6}(?:转|付|汇|扫)"
    r"|(?:能|可以|要|应该|可不可以|能不能)转(?:到|给)(?:他|她|这个|个人)"
    r"|\b(?:some(?:one|body)|(?:a|the|this|some) (?:guy|man|woman|lady|bloke|person|caller)|they|he|she"
    r"|your (?:agent|guy|man|collector|colleague))\b"
    r"[^.!?]{0,30}\b(?:text(?:ed|ing)?|call(?:ed|ing)?|rang|messag\w+|whatsapp\w*|sent|told|ask\w*|want\w*|email\w*)\b"
    r"[^.!?]{0,60}\b(?:(?:to )?(?:pay|send|transfer)\b[^.!?]{0,20}\b(?:account|him|her|them|number|into|paypal)"
    r"|(?:account|bank) (?:number|details)|gift cards?|bitcoin)\b"
    r"|\b(?:is|are) (?:this|that|these|those|it)\b[^.!?]{0,14}\byour (?:real )?(?:account|bank|link|number|site|details)\b"
    r"|(?:这|那)(?:个|是|条|串)*(?:账户|账号|卡号|二维码|收款码|链接|网址)(?:是|真)[^，。！？]{0,4}你们的?"
)
_ADDRESS = re.compile(
    r"(?:https?://|www\.)([a-z0-9.\-]+)|\b([a-z0-9\-]{3,}\.(?:co\.uk|com|co|net|org|io|cn|top|xyz|info|me|shop|vip|cc))\b(?:/\S*)?"
)


def hosts(text: str) -> tuple[str, ...]:
    """The addresses of the web that a message names.

    >>> hosts("https://pay-harbour-lending.co/x pay here right?"), hosts("pay on friday.com on")
    (('pay-harbour-lending.co',), ('friday.com',))
    """
    return tuple(one or other for one, other in _ADDRESS.findall(fold(text)))


def asks_if_it_is_ours(text: str) -> bool:
    """Whether somebody shows an account, or tells where they were told to pay, and money has not gone yet.

    >>> asks_if_it_is_ours("sort code 20-00-00 acct 12345678 is that your account?")
    True
    >>> asks_if_it_is_ours("有人加我微信让我转给他"), asks_if_it_is_ours("my sort code is 20-00-00, ok?")
    (True, False)
    """
    plain = fold(text)
    if paid_a_stranger(text):
        return False
    shown = _ACCOUNT.search(plain) and _IS_IT_OURS.search(plain) and not _MINE.search(plain)
    return bool(shown) or _TOLD_WHERE.search(plain) is not None


_TO_HIM = re.compile(
    rf"\b(?:i|ive|i've|already|just|have)(?: already| just| then)? {_GONE}(?: it| the money| that)?(?: over)?(?: to)? (?:him|her|them|that (?:guy|man|bloke|lad|woman|lady|person|number|account))\b"
    r"|(?:转|打|付|汇|还)(?:过去)?给(?:了)?(?:他|她|那人|那个人|对方)(?:了|过)?|(?:给|往)(?:他|她|那个?人?|对方)(?:的账户|的卡|账号)?(?:转|打|付|汇)(?:了|过)"
)


def pays_somebody(text: str) -> bool:
    """Whether money went to a person: who, only what was said before can tell.

    >>> pays_somebody("i paid him 240 yesterday"), pays_somebody("昨天已经转给他了")
    (True, True)
    >>> pays_somebody("i paid you yesterday"), pays_somebody("should I pay him")
    (False, False)
    """
    plain = fold(text)
    return _TO_HIM.search(plain) is not None and _NOT_GONE.search(plain) is None


_ASTRAY = re.compile(
    rf"\b{_GONE}\b[^.!?]{{0,24}}\b(?:to|into|in) (?:the|a) wrong (?:sort code|account|acc\w*|person|bank|number|details|company|one)\b"
    rf"|\b(?:wrong|mistyped|typed the wrong) (?:sort code|account number|account|details)\b[^.!?]{{0,30}}\b{_GONE}\b"
    r"|(?:转|打|付|汇|还)错(?:了)?(?:账户|账号|卡|人|地方|银行)|(?:账户|账号|卡号|对方)(?:输|填|写)错了.{0,8}(?:转|打|付|汇|还)(?:出去|过去|走)?了"
)


def went_astray(text: str) -> bool:
    """Whether a payment of hers went to a wrong account by her own slip: her bank can ask for it back.

    >>> went_astray("paid it to the wrong sort code"), went_astray("钱转错账户了")
    (True, True)
    >>> went_astray("you took it from the wrong account"), went_astray("wrong sort code?")
    (False, False)
    """
    return _ASTRAY.search(fold(text)) is not None


_THING = r"(?:bank cards?|debit cards?|cards?|wallet|purse|hand ?bag|bag|phone|mobile|cash|money|wages|savings|bike|van|car|tools|laptop)"
_STOLEN = re.compile(
    rf"\b{_THING}(?: \w+){{0,2}}? (?:(?:was|were|got|been|is|has been|have been|s) )*(?:stolen|nicked|pinched|robbed|lifted)\b"
    rf"|\b(?:stole|nicked|pinched|robbed)(?: me of)? (?:my|our|all my) (?:\w+ )?{_THING}\b"
    r"|\b(?:i|we|ive|weve|im)(?: \w+){0,2} (?:was|were|got|been|am|getting) (?:robbed|mugged|burgled)\b"
    r"|\b(?:got|been|was) (?:robbed|mugged|burgled)\b|\b(?:robbed|mugged|burgled) me\b"
    r"|(?:钱包|手机|包|卡|银行卡|钱|现金|工资|电动车|车|货|家里?|店里?)(?:\w{0,3})?被(?:人|小偷|贼)?(?:给)?(?:偷|抢|扒|盗走|洗劫)"
    r"|被(?:人)?(?:偷|抢|扒)了?(?:我)?(?:的)?(?:钱|手机|包|卡|工资|车)|遭(?:了)?(?:贼|小偷|抢)",
)
_SCAMMED = re.compile(
    r"\b(?:scammed|conned|defrauded|swindled|ripped off|duped)\b|\bscammers? (?:took|got|stole|cleaned|emptied|had)\b"
    r"|\b(?:fell for|lost \D{0,16}[\d,.]{1,10}k? (?:to|in)|victim of) an? (?:\w+ )?scam\b"
    r"|(?:被|让|给)(?:骗子|人|网友|朋友|电信|网络|别人|刷单|杀猪盘)*(?:诈?骗)(?:走|去|光|掉)?了?|(?:遭|遇到?|碰到|遭遇)(?:了)?(?:电信|网络)?(?:诈骗|骗子)",
)
_MONEY_GONE = re.compile(
    r"\d|\b(?:money|wages|savings|cash|broke|skint|short|cant (?:pay|afford)|nothing left|everything)\b"
    r"|[一二两三四五六七八九十百千万]{1,4}(?:块|元|百|千|万)|[钱块光]|积蓄|存款|工资|还不[上了起]",
)
_IN_HER_NAME = re.compile(
    r"\b(?:identity|id|ids|passport|details|pin|otp|codes?|passwords?|ssn|hacked|cloned|un ?authori[sz]ed|impersonat\w*"
    r"|forged|pretend\w*|used|using|spent|spending|spend|purchases?|transactions?|charges?|not mine|isnt mine|wasnt me"
    r"|isnt me|without my|maxed|ran up|in my name|my name|never (?:took|borrowed|applied|had)|whole loan|the loan money)\b"
    r"|\b(?:took|taken|take|taking|opened|open|applied|apply|got|get|borrow\w*|made|signed)\b(?: \w+){0,3} (?:loans?|credit|account|it out)\b"
    r"|\b(?:scammed|conned|tricked|duped|defrauded|forced) (?:me |us )?into\b"
    r"|\b(?:this|the|your) (?:loan|account) (?:is|was|came)\b|\byour? (?:agent|staff|company|people|guy|man)\b|\byou (?:scammed|robbed|stole)\b"
    r"|盗刷|盗用|盗号|冒[用名充]|身份|证件|护照|不是我|非本人|名义|验证码|密码|套路贷|泄露|共享|客服|你们(?:骗|的人)"
    r"|骗.{0,8}(?:借|办贷|办卡|开户|签|贷的?款?(?!还))|(?:贷|借)(?:了|的|到)?.{0,6}(?:被骗|骗)|(?:用|拿)(?:了)?我的?.{0,8}(?:贷|借|办|开|刷|买)|被用|被刷|刷了|消费|借的?钱",
)


def was_robbed(text: str) -> bool:
    """Whether money or a card was stolen from her, or she was scammed of money, and no loan in her name.

    It is why money is short; a loan that somebody else took, or a card that was used, is a fraud.

    >>> was_robbed("my card was stolen, pay friday"), was_robbed("someone scammed me so I have no money")
    (True, True)
    >>> was_robbed("钱包被偷了，周五还"), was_robbed("我被骗了5000，没钱还")
    (True, True)
    >>> was_robbed("my card was stolen and used"), was_robbed("I've been scammed"), was_robbed("it's in my name, I was conned of 500")
    (False, False, False)
    >>> was_robbed("手机被偷，小偷用我账号借的钱"), was_robbed("我被骗去贷款了，5000")
    (False, False)
    """
    plain = fold(text).replace("'", "")
    if _IN_HER_NAME.search(plain):
        return False
    return _STOLEN.search(plain) is not None or (
        _SCAMMED.search(plain) is not None and _MONEY_GONE.search(plain) is not None
    )


_TAKEN_TWICE = re.compile(
    r"(?:扣|收|划)了?我?[^，。！？]{0,8}(?:两|二|2|三|3|好几|几)(?:次|遍|笔|回)|(?:重复|双重|二次)(?:扣|收费|划)|多[扣划]了?(?:一|1|我?一)(?:次|遍|笔|回)"
    r"|(?:付|还|交|转)(?:款)?(?:重复|重|双份|了?(?:两|二|2)(?:次|遍|笔|回))了?[^。！？]{0,8}(?:退|多出|多付|多还)|(?:重复|多)(?:付|还|交|转)(?:款|钱)?了"
    r"|(?:两|二|2)(?:次|笔)[^，。]{0,6}(?:都|被|全)?扣(?:了|款)|各扣了?|退我\d|又(?:多|重复)?扣了?一(?:次|遍|笔)"
    r"|\b(?:took|taken|takes|taking|charged?|charging|debited|debit|billed|collected|deducted|came out|gone out|went out|come out)\b"
    r"[^.!?]{0,40}\b(?:twice|two times|2 times|2x|x2|double|again for the same)\b"
    r"|\b(?:double|twice)[ -](?:charged|billed|debited|taken|payment|debit)\b|\b(?:two|2|second|duplicate) (?:payments?|debits?)\b"
    r"[^.!?]{0,20}\b(?:taken|took|gone|went|came|come|left|out)\b",
)
_TO_COME = re.compile(
    r"金额|算错|扣不|没扣|失败|\bamount\b|(?:会不会|是不是会|可别|别|不要|不会)[^，。]{0,6}(?:重复|扣|两次)|再扣"
    r"|\b(?:will|would|don'?t|won'?t|going to|might|could|can|if|rather than|later|on friday)\b"
)


_BANK_CHARGE = re.compile(
    r"\b(?:bank|overdraft)\b.{0,25}\b(?:charg|fee|fine)\w*.{0,40}\b(?:direct debit|dd|you|your|bounc\w+|fail\w+)\b.{0,40}\b(?:back|refund\w*|claim|reimburs\w+|pay me|compensat\w+)\b"
    r"|\b(?:refund|reimburse|give me back|want back|pay me back)\b.{0,25}\b(?:bank|overdraft) (?:charge|fee|fine)\w*"
    r"|银行.{0,6}(?:扣|收|罚)(?:了|走)?(?:我)?.{0,10}(?:费|块|元|钱).{0,20}(?:退|赔|还我|补给我)",
    re.IGNORECASE,
)


def wants_bank_charge_back(text: str) -> bool:
    """Whether her bank charged her for a debit of ours, and she wants that back.

    >>> wants_bank_charge_back("bank charged me 25 because of your direct debit, i want it back")
    True
    >>> wants_bank_charge_back("你们扣款失败，银行收了我25块手续费，退给我"), wants_bank_charge_back("my bank is closed")
    (True, False)
    """
    return _BANK_CHARGE.search(text) is not None


def taken_twice(text: str) -> bool:
    """Whether somebody tells that a payment was taken more than once; a wrong amount is a dispute.

    >>> taken_twice("你们扣了我两次钱"), taken_twice("you took the payment twice this month")
    (True, True)
    >>> taken_twice("all of it twice on friday"), taken_twice("will you take it twice?")
    (False, False)
    """
    plain = fold(text)
    return _TAKEN_TWICE.search(plain) is not None and _TO_COME.search(plain) is None
