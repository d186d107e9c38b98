"""Words that many signal patterns share: kin, times of day, ways of contact."""

from __future__ import annotations

from bot.understanding.numbers import EN_ONE_TO_TWELVE

_KIN_ZH = (
    r"(?:老?爸爸?|老?妈妈?|父亲|母亲|父母|双亲|爷爷|奶奶|外公|外婆|姥姥|姥爷|老公|老婆|丈夫|妻子|爱人"
    r"|儿子|女儿|孩子|哥哥?|弟弟?"
    r"|姐姐?|妹妹?|叔叔?|舅舅?|姑姑?|姨妈|阿姨|伯伯|大伯|公公|婆婆|岳父|岳母|丈人|丈母娘|家人|亲人"
    r"|家里人|老人家?|老爷子|老太太"
    r"|[爹娘]|女婿|儿媳妇?|嫂子|前夫|前妻|家属)"
)
LOST_ZH = (
    r"(?:消息|音[讯信]|信[儿息心用号]|下落|联系|动静|[踪人]?影|踪迹|耐[心性]|脾气|工作|饭碗|活[儿计干路]|收入|工资|积蓄|存款|钱|退休金|养老金|低保"
    r"|力气|精神|胃口|食欲|办法|主意|兴趣|心[情思]|退路|着落|指望|房子|住处|生意|单子|订单|客户|奶水|牙|头发|手机|记性|记忆)"
)
"""What is gone without anybody having died: 没了消息, 工作没了."""
_HOUR_ZH = (
    r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3})(?:点钟?|时|:|：)"
    r"(?:半|一刻|三刻|\d{1,2}分?|[一二三四五]?十[一二三四五]?分?)?"
)
_PART_ZH = (
    r"(?:早上|早晨|上午|中午|午休|下午|傍晚|晚上|夜里|夜间|半夜|深夜|凌晨|大清早|一大早|白天|周末"
    r"|双休日?|节假日|工作日|平时"
    r"|(?:周|星期|礼拜)[一二三四五六日天](?:到|至|和)?(?:(?:周|星期|礼拜)?[一二三四五六日天])?)"
)
_TIME_ZH = (
    rf"(?:(?:每天|一般|平时|工作日|周末)?(?:的)?(?:{_PART_ZH})?(?:的)?{_HOUR_ZH}(?:到|至|-"
    rf"|~)?(?:{_PART_ZH})?(?:{_HOUR_ZH})?"
    rf"(?:之间|以?前|之前|以?后|之后|过后)?|{_PART_ZH}(?:以?前|以?后|之后)?|(?:上班|工作|午休|睡觉|休息"
    rf"|上课|下班|开会|带娃|吃饭)"
    r"(?:的)?(?:时间|期间|时候|时段|后|以后|之后|时)|下了?班)"
)
_CONTACT_ZH = (
    r"(?:联系|联络|打电话|打给|打我|打来|打过来|打扰|找我|发(?!提成|工资|薪|钱|奖金|工钱|低保)(?:消息|短信|信息|微信)?|催"
    r"|来电|电话|接(?:电话|听)?|说话|聊|骚扰|短信|提醒|吵)"
)
_MEDIUM_ZH = (
    r"(?:打(?:过来|来|我的?|给我)?(?:的)?(?:骚扰)?(?:电话|座机|手机|语音|视频)|电话|来电|语音|微信|短信"
    r"|邮件|邮箱|e-?mail|上门|家访|寄信|信件"
    r"|寄(?:东西|信|函)"
    r"|座机|视频|call)"
)

_KIN_WORD_EN = (
    r"(?:husband|wife|son|daughter|mother|father|mum|mom|mam|dad|brother|sister|partner|friend"
    r"|boyfriend|girlfriend|room ?mate"
    r"|flat ?mate|neighbou?r|colleague|spouse|fiance\w?|aunt\w*|uncle|cousin|niece|nephew|gran\w*"
    r"|nan\w*|grand ?\w+|parents?|hubby|bf|gf"
    r"|ex|(?:mother|father|brother|sister|son|daughter) ?in ?law)"
)
_KIN_EN = (
    rf"(?:(?:my|his|her|our|their|the) (?:dear |late |old |own |elder |younger |only "
    rf"|poor )*(?:{_KIN_WORD_EN}|baby|child|kid))"
)
_CLOCK_EN = (
    r"(?:\d{1,2}(?:[:.]\d\d)? ?(?:am|pm|a\.m\.?|p\.m\.?|o ?clock|h)?\b|noon|midnight|midday"
    r"|lunch(?: ?time)?|work|dinner|breakfast|school"
    rf"|{EN_ONE_TO_TWELVE}|dark|sunset"
    r"|church)(?: in the (?:morning|evening|afternoon)| at night)?"
)
_PART_EN = (
    r"(?:(?:early |late )?mornings?|afternoons?|evenings?|nights?|night ?times?|week ?ends?|week ?days?"
    r"|week ?nights?|(?:mon|tues|wednes|thurs|fri"
    r"|satur|sun)days?|day ?time|lunch(?: ?time| break| hour)?|(?:work|working|business|office|school"
    r"|prayer|dinner|meal) ?(?:hours?|time)|my shifts?"
    r"|the day|the middle of the night|holidays|the sabbath|work|school|class|church)"
)
_TIME_EN = (
    rf"(?:(?:any ?time )?(?:before|after|until|till|til|past|from|between|around|at|by|earlier than"
    rf"|later than) (?:about |like )?{_CLOCK_EN}"
    rf"(?: ?(?:and|to|-|til+|until) ?{_CLOCK_EN})?(?: on {_PART_EN})?|(?:in |on |at |during |over "
    rf"|through )?(?:the |my |a )?{_PART_EN}\b"
    r"(?: (?:before|after|until) (?:\d{1,2}|noon|midday|ten|nine|eleven)(?: ?[ap]m)?)?|(?:while|when"
    r"|whilst) (?:im |i am )?(?:at work|working|driving"
    r"|sleeping|asleep|at school|in class|at my job|on shift|in meetings)|(?:this|so|too|that) (?:early"
    r"|late)\b|early\b|late at night)"
)
_CONTACT_EN = r"(?:call|contact|text|message|ring|phone|reach|bother|email)"
_MEDIUM_EN = (
    r"(?:calls?|calling|callin|phone ?calls?|phone|phoning|ring|ringing|voice ?mails?|voice ?messages?"
    r"|robo ?calls?|texts?|texting|txting|txts?"
    r"|sms|e ?-?mails?|e ?-?mailing|mail|mailing|letters?|post|visit|visits|visiting|home visits"
    r"|knocking|whatsapp\w*|dms?|dming)\b"
    r"(?!(?: ?(?:number|my (?:family|boss|mum|mom|wife|husband|friends|employer|parents|relatives|job$))))"
)

THING_EN = (
    r"(?:phones?|mobile|cell|battery|charger|screen|sim|line|signal|connection|wifi|internet|router|app"
    r"|laptop|computer|pc|tablet|ipad|xbox|playstation|console|tv|telly|printer"
    r"|car|van|bike|motor(?:bike)?|moped|scooter|lorry|truck|engine|starter(?: motor)?|alternator|gearbox"
    r"|clutch"
    r"|boiler|heating|heater|washing machine|washer|(?:tumble )?(?:dryer|drier)|dish ?washer"
    r"|fridge(?: freezer)?|freezer"
    r"|cooker|oven|hob|microwave|kettle|hoover|vacuum(?: cleaner)?|shower|water pump|generator|lawn ?mower)"
)
"""What breaks down: nobody is condoled for a thing that died."""
HANDED_EN = (
    r"\bpassed (?:(?:me|us|you|him|them) (?:the|her|his|my|your|this|that|their|a|an|on|over|it|along)\b"
    r"|(?:it|this|that|these) (?:on|over|to|along)\b"
    r"|(?:on |over |along )?(?:the|my|your|his|her|their|this|that|a) (?:\w+ )?"
    r"(?:phone|mobile|handset|tablet|number|messages?|texts?|link|e ?-?mails?|letters?|details|info\w*|news"
    r"|driving|theory|mot|exams?|tests?|course|degree|interview|probation)\b"
    r"(?! (?:is|was|s|has|got|keeps|rang)\b))"
)
"""What was handed over or done: nobody passed away."""

_WORDS = {
    "zh": {
        "@kin": _KIN_ZH,
        "@lost": LOST_ZH,
        "@time": _TIME_ZH,
        "@contact": _CONTACT_ZH,
        "@medium": _MEDIUM_ZH,
    },
    "en": {
        "@kinword": _KIN_WORD_EN,
        "@kin": _KIN_EN,
        "@time": _TIME_EN,
        "@thing": THING_EN,
        "@handed": HANDED_EN,
        "@contact": _CONTACT_EN,
        "@mediumword": _MEDIUM_EN,
    },
    "other": {},
}


def written_out(pattern: str, *, language: str) -> str:
    """Replace the shared words of one pattern by what they stand for."""
    for name, words in _WORDS[language].items():
        pattern = pattern.replace(name, words)
    return pattern
