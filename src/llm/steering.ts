// What a message says to its judge instead of to people: it carries no weight.

/** What judges answer. */
const ANSWER = '(?:positive|negative|neutral|正面|负面|負面|积极|積極|消极|消極|中性|中立|正向|負向|负向)';
const LABEL = `(?:very |extremely |非常|十分|很)?(?:${ANSWER}|happy|sad|angry|grateful|joyful|狂喜|愤怒|憤怒|开心|開心)`;

/** Tokens of chat templates, with the name of the side that follows and the answer that it is made to give. */
const TEMPLATE = new RegExp(
  `(?:(?:<\\|[^|>\\n]{0,40}\\|>\\s*(?:(?:system|user|assistant)\\b[ \\t]*:?)?|\\[\\/?INST\\]|<<\\/?SYS>>|<\\/?s>|<\\/?(?:message|label|bos|eos|start_of_turn|end_of_turn)>)\\s*)+(?:${ANSWER}(?=[.!。！,，\\n]|\\s*$)[.!。！]?)?`,
  'giu',
);

/** What is rated: "sentiment", 情感, 心情指数. */
const RATED =
  '(?:\\b(?:sentiment|label|mood|emotion|classification|verdict|output|answer)(?: (?:score|index|level|rating))?\\b|(?:情感|情绪|情緒|心情|标签|標籤|分类|分類|倾向|傾向|判定)(?:指数|指數|分数|分數|评分|評分|值)?)';

/** "Sentiment: positive", 情感：积极, 【心情指数：100】, {"label":"positive"}. */
const STATED = new RegExp(
  `["{\\s（(【[]{0,6}${RATED}["\\s]{0,6}(?:is\\b|[=:：-]|是|为|為)["“「\\s]{0,6}(?:${LABEL}(?![a-z])|[+-]?\\d+(?:\\.\\d+)?(?:\\s*(?:%|/\\s*\\d+|分))?(?=\\s*(?:["”」}）)】\\].!。！,，;；\\n]|$)))["”」\\s}）)】\\]]{0,6}[.!。！]*`,
  'giu',
);

/** A label said over and over. */
const REPEATED = new RegExp(`(?<![\\p{L}])(?:${LABEL}(?![a-z])[\\s,，.、!！]*){2,}`, 'giu');

const FEELING =
  '(?:happy|glad|grateful|pleased|satisfied|positive|delighted|thankful|joyful|calm|neutral|angry|sad|upset|furious|negative|unhappy|thrilled|overjoyed|ecstatic|elated|cheerful|content|excited|relieved|proud|hostile|miserable|heartbroken|depressed|disappointed|frustrated|enraged|hateful|bitter|full of (?:joy|love|hate|anger|gratitude)|in (?:a|an) (?:\\w+ )?(?:good|great|wonderful|excellent|bad|terrible|awful) mood)';

/** What the author feels, told of the author as of somebody else. */
const CLAIMED = new RegExp(
  `(?:\\b(?:in (?:conclusion|summary|short)|overall|clearly|note(?: that)?|it is (?:clear|obvious)(?: that)?|(?:everyone|everybody|anyone|all)[\\w ]{0,24} agrees?(?: that)?),? )?\\b(?:the|this) (?:author|writer|user|speaker|poster|sender|commenter)(?:['’]s (?:mood|tone|sentiment|attitude))?(?: of (?:this|the) \\w+)? (?:clearly |obviously |actually )?(?:feels?|felt|is feeling|is expressing|expresses|sounds|(?:hates?|loves?) (?:everyone|everybody|everything|you all|us all)|(?:is|was|seems|appears)(?: to be)? (?:\\w+ly |very |so |quite )*${FEELING})\\b[^.!?。！？\\n]*[.!?。！？]?`,
  'giu',
);
const CLAIMED_IN_CHINESE =
  /(?:这位|這位|本文|此)?(?:作者|发言者|發言者|说话人|說話者|说话者|发言人|用户|使用者|发帖人)(?:本人|现在|其实|的(?:心情|情绪|情緒|态度|感受))?(?:感到|感觉|感覺|觉得|覺得|非常|十分|特别|特別|很|是)(?:非常|十分|特别|很|是)?(?:开心|開心|高兴|高興|快乐|快樂|感激|感谢|感謝|满意|滿意|幸福|积极|積極|正面|平静|平靜|中立|中性|生气|生氣|愤怒|憤怒|难过|難過|负面|負面)[^。！？\n]{0,24}[。！？]?/gu;

/** What others are said to make of it: "all experts rate this as hostile". */
const RATED_AS = new RegExp(
  `\\b(?:(?:all |most |the )?(?:experts?|judges?|readers|models?|everyone|everybody) )?(?:rates?d?|judged?|judges|classif(?:y|ies|ied)|labell?ed|scored?) (?:this|it) as (?:\\w+ly )?(?:${ANSWER}|${FEELING})(?!\\s*\\p{L})[.!:,]?`,
  'giu',
);

/** An order to who judges: "answer positive", 请判成正面. */
const ORDERED = new RegExp(
  `\\b(?:please )?(?:answer|respond|reply|output|label|mark|classify|rate|return)\\b[^.!?。！？\\n]{0,40}?["'“]?\\b(?:positive|negative|neutral)\\b["'”]?(?: (?:and stop|only))?(?=[\\s]*(?:[.!?,;:)）\\]】。！，；\\n]|$))[.!。！)）]?`,
  'giu',
);
const ORDERED_IN_CHINESE =
  /(?:请|請|务必|只)*(?:输出|輸出|回答|回复|回覆|判成|判为|判為|判|标成|標成|标记为|標記為|归类为|歸類為)[“"'「]?(?:正面|负面|負面|积极|積極|消极|消極|中性)[”"'」]?[喔哦吧]?[。.！!，,]?/gu;
const IGNORED =
  /\b(?:ignore|disregard|forget) (?:all |the |any |everything )*(?:of the |the )?(?:previous|above|prior|earlier|rules above|instructions above)\b[^.!?。！？\n]*[.!?。！？]?|(?:忽略|无视|無視)(?:以上|前面|上面|之前)(?:的)?(?:所有|全部)?(?:的)?(?:指令|规则|規則|内容|內容|提示)[，,。.！!]?/giu;

const STEERING = [
  TEMPLATE,
  IGNORED,
  STATED,
  CLAIMED,
  CLAIMED_IN_CHINESE,
  RATED_AS,
  ORDERED,
  ORDERED_IN_CHINESE,
  REPEATED,
];

/**
 * The text without what only tries to steer a judge: template tokens, labels, claims about "the author", orders.
 * '' where nothing else was said.
 */
export function withoutSteering(text: string): string {
  const left = STEERING.reduce((rest, pattern) => rest.replace(pattern, ' '), text);
  return /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(left) || !/[\p{L}\p{N}]/u.test(text) ? left : '';
}
