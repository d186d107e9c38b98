"""A plain yes: one that says nothing else, for only that binds anybody to an arrangement.

The rest of the message may hold the arrangement's own figures, thanks, a goodbye or a politeness. Anything
else beside a yes (who is there, a doubt, another subject, mockery) leaves it open what was agreed to; it is
not weighed here, it is only seen that it is there. Works on Python 3.10.
"""

# ruff: noqa: E501 - a pattern is read best on one line
from __future__ import annotations

import re
from collections.abc import Sequence

from bot.understanding.left_over import leftover, without_figures
from bot.understanding.short_replies import Short, read_short

_SCOWLS = frozenset("🙄😒😤😡🤬😠🙃😑💔🤡🖕💩👎❌🙅")
_YES = re.compile(
    r"\b(?:y|yes+|yea+h?|yep|yup|ya|yh|aye|o?k+|ok(?:ay|ey|ie)|oki+|okok|all ?right|sure thing|sure"
    r"|fine|agree[ds]?|accept(?:ed)?"
    r"|confirm(?:ed)?|cfm(?:ed)?|conf|deal|perfect|great|good|lovely|brilliant|excellent|wonderful"
    r"|ideal|grand"
    r"|cool|nice|spot on|bang on|smashing|works|suits|happy|acceptable|correct|right|exactly|absolutely|definitely|certainly"
    r"|of course"
    r"|no (?:problems?|worries|objections?)|by all means|go ahead|go for it|carry on|i do|brill"
    r"|be great|i am (?=sure|happy)|(?:ive )?(?:i )?(?:already |just )?said (?=yes|agree|ok)"
    r"|i can do that|can(?= la?h?\b))\b"
    r"|(?<![不没])(?:同意|可以|接受|确认|确定|愿意|答应|认可|行|成交|成|中|好|可|妥|对)|没(?:有)?(?:问题|意见|毛病|异议)"
    r"|[没冇]错|是的|就这样定?|就这么[办定着]|这样定|(?<!难)办吧|要得|(?:听|依|照|按)(?:你|您)(?:们)?(?:说)?(?:的|安排)?(?:办|来|做)?"
    r"|照办|合适|一言为定|说定|阔以|欧克|当然|冇问题"
)
_COURTESY_EN = re.compile(
    r"\b(?:many )?(?:thank(?:s| you| u)|thx|tysm|ty|ta|cheers)\b(?: (?:so|very) much| a (?:lot|million"
    r"|bunch)| again)*"
    r"(?: for(?: (?:your|the|all|being|that|this|everything|understanding|sorting|so|very|patient"
    r"|patience|help(?:ing)?"
    r"|kind(?:ness)?|me|it|out|time))+)?"
    r"|\b(?:much|really|i) (?:appreciated?)(?: (?:it|that|this|the help|your help))?\b"
    r"|\bappreciate(?:d)? (?:it|that)\b"
    r"|\b(?:good)?bye(?: bye| now| for now)?\b|\bgood ?night\b|\btake care\b|\bsee (?:you|ya)\b"
    r"|\b(?:speak|talk) (?:soon|then)\b|\bhave a (?:good|nice|lovely|great) (?:day|evening|one|night"
    r"|weekend)\b"
    r"|\b(?:that|it) ?i?s (?:very|so|really) (?:kind|helpful|good|fair)(?: of you)?\b|\bvery (?:kind"
    r"|good|well|happy|much)\b"
    r"|\byou(?:ve| have) been (?:very |so |really )?(?:kind|helpful|great)\b"
    r"|\bthat(?:s| is) (?:kind|helpful|fair|a relief)(?: of you)?\b|\bwhat a relief\b"
    r"|\bthat helps(?: a lot)?\b"
    r"|\b(?:understood|noted|got it|i see|i understand(?= and\b)|read (?:it|that|everything)|will do"
    r"|no more questions)\b"
    r"|\b(?:i )?promise\b|\bsorry\b|\b(?:sir|madam|love|pal|buddy|dear|guys)\b|\b(?:works|suits"
    r"|fits) (?:for )?me\b"
    r"|\b(?:you(?:re| are)? )?(?:(?:an?|the|such|absolute|total|real|little) )*(?:life ?savers?|legend|star|angel"
    r"|diamond|gem|hero|godsend|champ(?:ion)?)\b|\bbless (?:you|ya|u|your heart)\b|\bthank (?:god|goodness|heavens)\b"
    r"|\b(?:you(?:ve)? )?(?:just |really )?saved (?:me|my (?:life|bacon|day|week|month))\b"
    r"|\b(?:thats |what |such )*(?:an? )?(?:(?:huge|massive|big|great|real) )*(?:help|relief|(?:weight|load) off)\b"
    r"(?: my (?:mind|shoulders|chest|plate))?|\bso (?:relieved|grateful|happy|pleased)\b|\brelieved\b|\bever so(?: much)?\b|\b(?:that|it)(?:d|ll)\b"
    r"|\bthat(?:d|ll|s)?(?: would| will)?(?: be)?(?: (?:really|so))?(?= (?:amazing|fantastic|fab|awesome|ideal|perfect|great))"
    r"|\b(?:sound|sorted|happy days|amazing|fantastic|fab|awesome|sweet|ace|mint|class|perfectly|omg)\b"
    r"|\b(?:as (?:agreed|shown|above|you (?:say|said))|everything|so much)\b"
)
_COURTESY_ZH = re.compile(
    r"(?:太|非常|真的?|很|多|十分)?(?:谢谢|感谢|多谢|感激|谢过|谢[啦了]?)(?:你们|您|你|理解|帮忙|帮助|提醒|支持|体谅|啦|了)*"
    r"|(?:麻烦|辛苦|费心|有劳|打扰|劳烦)(?:你们|您|你|啦|了)*|不好意思|抱歉|对不起"
    r"|(?:拜拜?|再见|晚安|回见|回聊|88+)(?:啦|了|哈)?|不打扰(?:你们|您|你)?了|没别的(?:事|问题)?了?|先这样"
    r"|(?:我)?(?:都)?(?:知道|收到|明白|了解|清楚|晓得|懂|记住|记下|看到|看过|看完|看清楚?|看懂)了?"
    r"|(?:到时候?)?(?:我)?(?:会|一定|肯定|保证){0,3}(?:按时|准时|按期|记得)(?:会|去)?(?:还|付)?(?:款|上|清|的)?"
    r"|我?(?:已经|都|刚才|不是){0,3}说[了过]?(?=同意|可以|好|行)"
    r"|(?:真是?|太)?帮了?我?个?大忙了?|(?:终于|总算|可算|这下)?(?:能|可以)?松了?(?:一)?口气|(?:总算|终于|可算|这下)(?:能|可以)?放心了?"
    r"|(?:你们?|您)人?(?:真|太)(?:好|贴心)(?:了|啊)?|(?:真是?|太)(?:及时|贴心|暖心|感动)了?|救命恩人|大恩人|救星|及时雨"
    r"|我?(?:会|一定|肯定|保证){1,2}(?:记(?:着|得|住)|还(?:款|上|清)?)的?"
    r"|不会(?:再)?(?:忘记?|拖|逾期|耽误|食言)|放心|您|亲|老师|哥|姐|哈+|嘿+|嗯+|哒|滴|嘞|呢|嘛|呐|额|哟|捏|咧|叭"
    r"|[太很挺都最完全真]{1,4}(?=好|可以|行|同意|合适|没问题|接受|满意)|满意|不错|(?:能|我能)(?=接受)"
)
_WHO = re.compile(r"是我(?!同意|愿意|要的|想要的)|我是|行行好")
"""Who it is, and a plea for mercy, are spelled like a yes."""


def plain_yes(text: str, *, named: Sequence[str] = ()) -> bool:
    """Whether a message agrees and adds nothing.

    Args:
        text: her words.
        named: the days and sums in them; that they are those of the arrangement is for the caller to see.

    >>> plain_yes("yes friday is fine, thanks", named=["friday"]), plain_yes("好的，拜拜")
    (True, True)
    >>> plain_yes("yes!! lifesaver"), plain_yes("yep sound"), plain_yes("lifesaver"), plain_yes("行 帮大忙了")
    (True, True, False, True)
    >>> plain_yes("yes it's me"), plain_yes("great, another threat"), plain_yes("ok hopefully")
    (False, False, False)
    >>> plain_yes("是我本人"), plain_yes("行，你狠"), plain_yes("可以，我看看工资"), plain_yes("好🙄")
    (False, False, False, False)
    >>> plain_yes("同意，我会按时还的，谢谢"), plain_yes("yes please, thank you for your help, bye")
    (True, True)
    """
    if _SCOWLS.intersection(text):
        return False
    reply = read_short(text)
    if reply is not None and reply.kind is Short.YES:
        return True
    rest = without_figures(text, named=named)
    if _WHO.search(rest):
        return False
    rest = _COURTESY_ZH.sub(" ", _COURTESY_EN.sub(" ", rest))
    return _YES.search(rest) is not None and not leftover(_YES.sub(" ", rest))
