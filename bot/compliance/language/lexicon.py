"""Patterns of banned speech, Chinese and English, matched against folded text without spaces between Han characters.

First version: it keeps the door shut. Each category lists what makes the sentence bad, not single words, so that kind
sentences with the same words pass ("we will never contact your family").
"""

# ruff: noqa: E501 - a pattern is read best on one line
from __future__ import annotations

import re

from bot.compliance.needles import Sieve

NEGATION = re.compile(
    r"不会|不得|不能|不可|绝不|从不|无权|不需要|不用|无需|不必|没有|不收|不用担心|并不|不要求|不是要|请勿|切勿"
    r"|\b(?:not|never|no|won't|can't|cannot|don't|doesn't|didn't|isn't|aren't|without|neither|nor)\b"
)

PATTERNS: dict[str, tuple[str, ...]] = {
    "impersonation": (
        r"(?:我|我们|这里|这边)(?:是|来自)[^,。;!?，。；！？]{0,8}(?:法院|公安|警察|警方|派出所|检察院|律师|律所|调查组|司法|仲裁|经侦|网警|法务部|执行局)(?!合作)",
        r"(?:代表|受)[^,。，。]{0,4}(?:法院|公安|检察院)",
        r"\b(?:this is|i am|i'm|we are|we're|calling from|on behalf of)\b[^.;!?]{0,24}\b(?:court|police|sheriff|attorney|lawyer|law firm|solicitor|bailiff|government|tribunal|magistrate|federal agent|fbi|irs|investigat\w+|prosecutor)\b",
        r"\bour (?:attorney|lawyer|solicitor)s? (?:is|are|has|have|will)\b",
    ),
    "threat_of_crime": (
        r"坐牢|判刑|拘留|逮捕|刑事|抓你|抓人|抓走|牢饭|铁窗|蹲监|入狱|诈骗罪|构成[^,。，。]{0,6}(?:罪|犯罪|诈骗)|报警抓|通缉|案底|违法犯罪|犯法",
        r"\b(?:arrest(?:ed)?|jail(?:ed)?|prison|imprison\w*|criminal(?:ly)? (?:charge\w*|offen[cs]e|case|record|complaint|prosecut\w*|proceeding\w*)|go to jail|warrant (?:for|out)|locked up|fraud charges|prosecut(?:e|ed|ion))\b",
    ),
    "untrue_legal_step": (
        r"(?:已|已经|将|即将|马上|立即|正在|会|就要|准备|今天|明天)[^,。;，。；]{0,8}(?:立案|起诉|诉讼|开庭|强制执行|查封|冻结[^,。，。]{0,4}(?:账户|银行卡|工资|资产)|上门|走法律程序|提交法院|移交(?:法务|法院|律师|公安)|法律程序|司法程序|发律师函|传票|扣押|拍卖)",
        r"法院传票|律师函|起诉书|强制执行|执行通知|否则[^,。，。]{0,8}(?:起诉|诉讼|法律|上门|法院)",
        r"\b(?:we|i|they|you|lender|our \w+)?\s*(?:have|has|had|will|are|is|'ll|shall|going to|about to|may have to|must)?\s*(?:now |already |be )?(?:filed?|filing|commenc\w+|start\w*|begin\w*|tak(?:e|en|ing)|issu\w+|pursu\w+|initiat\w+|proceed\w* with)\b[^.;!?]{0,20}\b(?:suit|lawsuit|court|legal (?:action|proceedings|steps)|proceedings|judg(?:e)?ment|claim against you|summons)\b",
        r"\b(?:sue|suing|sued|bailiffs?|garnish\w*|seiz(?:e|ed|ing|ure)|foreclos\w*|repossess\w*|wage deduction|enforcement agents?|court order|court date|summons|see you in court|taken? (?:you )?to court|legal action (?:will|is|has|against|today|tomorrow|immediately))\b",
    ),
    "shame_exposure": (
        r"(?:告诉|通知|联系|打给|打电话给|发给|群发|告知|曝光|转告|找|让)[^,。;，。；]{0,10}(?:家人|家属|父母|爸妈|老婆|老公|亲友|亲戚|朋友|(?<!人工)(?<!我们的)(?<!位)(?<!客服)同事|单位|公司|领导|老板|邻居|村里|村委|学校|紧急联系人|通讯录|联系人|社区)",
        r"爆通讯录|曝光你|公开你|(?:让|叫)(?:所有人|大家|全村|全公司|你身边的人)[^,。，。]{0,6}知道|朋友圈|张贴|群里(?:公布|曝光|@)|身败名裂|丢人|没脸见人",
        r"\b(?:tell|inform|contact|call|notify|message|expose|let|visit)\b[^.;!?]{0,16}\b(?:your (?:employer|boss|family|wife|husband|spouse|parents|mother|father|friends|neighbou?rs|colleagues|workplace|co-?workers|contacts|relatives|hr)|everyone|the whole)\b",
        r"\b(?:name and shame|publicly|post (?:this|your)|public list|everyone will know|ashamed of yourself)\b",
    ),
    "fictitious_blacklist": (
        r"黑名单|老赖名单|失信名单|子女[^,。，。]{0,8}(?:上学|入学|政审|考公|读书)|孩子[^,。，。]{0,8}(?:不能|无法|影响)[^,。，。]{0,4}(?:上学|读书|政审)|三代|限制出境|限制高消费|不能坐(?:高铁|飞机)|不良信用库|全国联网",
        r"\b(?:black ?list(?:ed)?|national (?:debtor|default\w*) (?:list|register|database)|bad[- ]credit (?:list|database)|banned from (?:travel|flying|banking))\b",
    ),
    "push_to_borrow": (
        r"(?:找|向|跟|和|问|让)[^,。;，。；]{0,8}(?:亲友|亲戚|朋友|家人|父母|爸妈|同事|别人|身边的人)[^,。;，。；]{0,6}(?:借|周转|凑|垫|帮忙还|帮你还|先还)",
        r"(?:再|另外|重新)?(?:贷|借)(?:一笔|点钱|款)[^,。，。]{0,8}(?:还|先|周转)|以贷还贷|拆东墙|信用卡套|刷信用卡[^,。，。]{0,4}还|借钱(?:来)?(?:还|先还)|其他平台[^,。，。]{0,6}(?:借|贷)|卖(?:房|车|掉)",
        r"\b(?:borrow|lend|loan)\b[^.;!?]{0,24}\b(?:from|by|off|through)?\b[^.;!?]{0,8}\b(?:family|friends?|relatives?|parents?|mum|mom|dad|colleagues?|someone|somebody|employer|another (?:lender|app)|elsewhere)\b",
        r"\b(?:family|friends?|relatives?|parents?|mum|mom|dad|brother|sister)\b[^.;!?]{0,20}\b(?:lend|loan|help you pay|cover it|could pay|chip in)\b",
        r"\b(?:take (?:out )?(?:another|a new|a payday) loan|payday loan|another loan|cash advance|refinance elsewhere|sell your (?:car|house|home|property|phone))\b",
    ),
    "pressure": (
        r"(?:今天|今日|今晚|立刻|立即|马上|现在|\d+(?:小时|分钟)内)[^,。;，。；]{0,6}(?:必须|务必|一定要?|全部|一次性)[^,。;，。；]{0,8}(?:还清|结清|付清|还款|还|付|处理)",
        r"(?:必须|务必)[^,。;，。；]{0,6}(?:今天|今日|今晚|立刻|立即|马上|现在|一次性)|最后(?:一次)?(?:机会|通知|通牒|期限|警告|催告)|后果自负|后果很?严重|否则后果|一次性(?:全部)?还清|别怪我们|不客气",
        r"\b(?:pay (?:in full|everything|it all|the full (?:amount|balance))\b[^.;!?]{0,20}\b(?:today|now|tonight|immediately|by (?:noon|midnight|5)|within \d+ hours?)|last chance|final (?:chance|warning|opportunity)|or else|before it'?s too late|(?:today|now) or (?:we|you|lose|face)|lose (?:the|this) offer|act now|you must pay (?:immediately|today|now|in full)|face the consequences|(?:serious|severe) consequences|only (?:today|hours? left))\b",
    ),
    "abuse": (
        r"老赖|不要脸|无耻|骗子|王八|混蛋|傻逼|傻b|sb|废物|垃圾(?!短信)|贱|狗东西|去死|滚|人渣|没良心|不知羞耻|臭不要|蠢|白痴|穷鬼|畜生|他妈|妈的|装死|装什么|脸皮厚",
        r"\b(?:deadbeat|scum|loser|idiot|stupid|moron|pathetic|shameless|liar|crook|thief|parasite|lazy|worthless|disgusting|bastard|bitch|asshole|fuck\w*|shit|trash|lowlife|freeloader|disgrace)\b",
    ),
    "false_promise": (
        r"(?:还|结清|付)[^,。;，。；]{0,8}(?:就|马上|立即|立刻|即可|保证|肯定|一定)[^,。;，。；]{0,8}(?:再借|重新借|提额|恢复额度|消除|删除|清除|修复|洗白|放款)|(?:消除|删除|清除|修复|撤销)[^,。，。]{0,8}(?:逾期|征信|不良)(?:记录)?|保证[^,。，。]{0,8}(?:征信|额度|不上报|免息|再借)|内部(?:渠道|关系)",
        r"\b(?:delete|remove|wipe|clear|erase|clean|fix)\w*\b[^.;!?]{0,24}\bcredit (?:file|report|record|history|score)|\b(?:guarantee\w*|promise)\b[^.;!?]{0,30}\b(?:new loan|approval|credit|higher limit|score)\b|\b(?:borrow again|new loan|higher limit) (?:right away|immediately|at once|straight away|guaranteed)\b",
    ),
    "collection_fee": (
        r"催收费|上门费|外访费|律师费|诉讼费[^,。，。]{0,6}(?:由你|你承担|您承担)|手续费另|处理费|委外费|服务费[^,。，。]{0,4}另",
        r"\b(?:collection (?:fee|cost|charge)s?|visit fee|attorney(?:'s)? fees?|legal fees?|lawyer(?:'s)? fees?|convenience fee|processing fee|admin(?:istration)? fee)\b",
    ),
    "denies_ai": (
        r"我(?:是|就是|当然是|真的是)(?:一个|个|位)?(?:真人|活人|人工客服|真的人|人类)|(?:我)?(?:不是|才不是|并非)(?:一个|什么)?(?:机器人|ai|人工智能|智能(?:客服|助手)|自动)",
        r"\bi(?:'m| am) (?:a |an )?(?:real|actual|live|human)\b(?: (?:person|human|being|agent|being))?|\b(?:i'm|i am|this is|you are|you're) not (?:talking to |speaking (?:to|with) )?(?:a |an )?(?:bot|robot|ai\b|machine|computer|automated)|\bnot (?:a )?(?:bot|chatbot)\b",
    ),
    "health_probing": (
        r"(?:得|患|生)了?(?:的是)?什么病|什么(?:病|症)|病历|诊断(?:书|证明|报告)|(?:哪|什么)[^,。，。]{0,4}(?:癌|肿瘤)|哪里不舒服|吃什么药|病得(?:多|有多)",
        r"\b(?:what(?:'s| is| was)? (?:your |the )?(?:diagnosis|illness|condition|disease|medical)|what (?:illness|disease|condition|medication)|which (?:illness|disease|medication)|(?:send|upload|provide|show|email) (?:us |me )?(?:your |a |the )?(?:medical|diagnosis|doctor'?s|hospital|prescription)|are you (?:pregnant|depressed|hiv|disabled)|how sick)\b",
    ),
    "credit_report": (
        r"(?:将|会|已|已经|马上|明天|今天|立即)[^,。;，。；]{0,8}(?:上报|报送|上)[^,。，。]{0,4}征信|(?:影响|损害)[^,。，。]{0,6}征信|征信[^,。，。]{0,8}(?:受影响|受损|污点|不良|黑)",
        r"\b(?:report|reported|reporting|notify|inform|tell)\b[^.;!?]{0,30}\bcredit (?:bureau|agenc|reference|reporting|file|report)\w*|\b(?:ruin|damage|destroy|hurt|harm|affect)\w*\b[^.;!?]{0,12}\bcredit\b",
    ),
    "unpaid": (
        r"(?:您|你)?(?:仍|还|尚|至今)?(?:未|没有?)(?:还款|付款|支付|还清|缴纳|到账)|没还",
        r"\b(?:have|has|had)(?: not|n't) (?:yet )?(?:paid|made|received)|\b(?:unpaid|did(?: not|n't) pay|no payment (?:has been )?(?:received|made)|not received (?:your|a|any) payment)\b",
    ),
    "marketing": (
        r"提额|升级会员|新(?:产品|活动|品)|优惠券|限时(?:优惠|活动)|推荐(?:您|给)|理财产品|办理[^,。，。]{0,6}(?:信用卡|会员|保险)|低息(?:贷款|借款)|领取[^,。，。]{0,6}(?:红包|券|福利)|抽奖",
        r"\b(?:special offer|upgrade to|discount code|new (?:credit )?card offer|exclusive (?:deal|offer)|apply for our|check out our|earn (?:rewards|points)|refer a friend|insurance plan|limited[- ]time|cashback|promo(?:tion)?(?: code)?|pre-?approved|top[- ]up loan)\b",
    ),
    "refuses_plan": (
        r"(?:无法|不能|不予|没办法)(?:批准|同意|通过|接受|办理)[^,。，。]{0,10}(?:申请|方案|延期|分期|请求|协商)?|(?:申请|方案|请求)[^,。，。]{0,6}(?:被拒|未通过|不通过|驳回)",
        r"\b(?:(?:can(?:'t|not)|unable to|won't|will not|are not able to) (?:accept|approve|agree|grant|offer you)|(?:declined|rejected|refused|turned down) (?:your|the|this)|(?:request|offer|plan|application) (?:is|was|has been) (?:declined|rejected|refused))\b",
    ),
    "refuses_human": (
        r"(?:没有|不能|无法|不提供)[^,。，。]{0,6}(?:转)?人工|人工[^,。，。]{0,6}(?:不可用|不提供|没有)|先还[^,。，。]{0,8}(?:才|再)[^,。，。]{0,6}人工",
        r"\b(?:can(?:'t|not)|won't|unable to) (?:transfer|connect|put)\b[^.;!?]{0,20}\b(?:human|person|agent|someone)|\bno (?:humans?|agents?|one) (?:is |are )?available\b",
    ),
    "recurring_debit": (
        r"(?:每月|每周|定期)[^,。，。]{0,8}自动(?:扣款|扣除|划扣|代扣)|授权[^,。，。]{0,6}(?:扣款|代扣)",
        r"\b(?:automatically (?:debit|charge|take|collect)|recurring (?:debit|payment|charge)|auto-?pay|direct debit (?:will|is|has))\w*",
    ),
}

COMPILED: dict[str, re.Pattern[str]] = {
    category: re.compile("|".join(f"(?:{p})" for p in patterns)) for category, patterns in PATTERNS.items()
}
SIEVE = Sieve(PATTERNS)
"""Says which categories a text could match at all, so that the others need not be tried."""
UNNEGATED = frozenset({"abuse", "denies_ai", "unpaid", "refuses_plan", "refuses_human"})
"""Categories in which a negation excuses nothing."""

MONEY = re.compile(
    r"(?P<sign>[¥￥$£€₹]|hk\$|a\$|rs\.?|cny|rmb|usd|gbp|eur|inr|aud|hkd)\s*(?P<n1>\d[\d,]*(?:\.\d+)?)"
    r"|(?P<n2>\d[\d,]*(?:\.\d+)?)\s*(?:元|块钱?|万元|cny|rmb|usd|gbp|eur|inr|aud|hkd|yuan|dollars|pounds|euros|rupees)"
)
OWED = re.compile(
    r"逾期|欠|应还|未还|待还|应付|金额|本金|账单|余额|结清|\bow(?:e|es|ed|ing)\b|overdue|past due|balance|arrears|outstanding|\bdue\b|amount|settle|pay"
)
SENTENCE = re.compile(r"[^。！？!?;；\n.]+(?:\.\d+[^。！？!?;；\n.]*)*")
