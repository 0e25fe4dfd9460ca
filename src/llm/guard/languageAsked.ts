// The language that a message asks to be answered in, by its name.
import type { Locale } from '../../locale.ts';
import type { Script } from './script.ts';

interface Language {
  readonly name: string;
  readonly names: string;
  readonly script: Script | null;
  /** For the languages of Chinese: which. Null where the conversation tells. */
  readonly locale?: Locale | null;
}

const LANGUAGES: readonly Language[] = [
  {
    name: 'Simplified Chinese',
    names: 'simplified chinese|简体中文|簡體中文|简体字?|簡體字?|简中|簡中',
    script: 'han',
    locale: 'zh-CN',
  },
  {
    name: 'Traditional Chinese',
    names:
      'traditional chinese|taiwanese mandarin|繁体中文|繁體中文|正體中文|正体中文|繁体字?|繁體字?|正體字?|繁中',
    script: 'han',
    locale: 'zh-TW',
  },
  { name: 'English', names: 'english|英文|英语|英語', script: 'latin' },
  {
    name: 'Chinese',
    names: 'chinese|mandarin|中文|汉语|漢語|普通话|普通話|国语|國語|华语|華語',
    script: 'han',
    locale: null,
  },
  { name: 'German', names: 'german|deutsch|德文|德语|德語', script: 'latin' },
  { name: 'French', names: 'french|français|法文|法语|法語', script: 'latin' },
  { name: 'Spanish', names: 'spanish|español|西班牙文|西班牙语|西班牙語|西语', script: 'latin' },
  { name: 'Italian', names: 'italian|意大利文|意大利语|義大利文|義大利語|義語', script: 'latin' },
  { name: 'Portuguese', names: 'portuguese|葡萄牙文|葡萄牙语|葡萄牙語', script: 'latin' },
  { name: 'Dutch', names: 'dutch|荷兰语|荷蘭語', script: 'latin' },
  { name: 'Polish', names: 'polish|波兰语|波蘭語', script: 'latin' },
  { name: 'Turkish', names: 'turkish|土耳其语|土耳其語', script: 'latin' },
  { name: 'Vietnamese', names: 'vietnamese|越南文|越南语|越南語', script: 'latin' },
  { name: 'Indonesian', names: 'indonesian|印尼文|印尼语|印尼語', script: 'latin' },
  { name: 'Japanese', names: 'japanese|日文|日语|日語', script: null },
  { name: 'Korean', names: 'korean|韩文|韩语|韓文|韓語', script: null },
  { name: 'Russian', names: 'russian|俄文|俄语|俄語', script: null },
  { name: 'Arabic', names: 'arabic|阿拉伯文|阿拉伯语|阿拉伯語', script: null },
];

const ANY = LANGUAGES.map(({ names }) => names).join('|');

/** Before what is asked for: "ok then", "hey bot,". */
const LEAD = String.raw`(?:(?:and|but|so|then|ok|okay|well|cool|nice|great|perfect|thanks|thx|alright|yes|yeah|sure|no|sorry|actually|lol|haha|hey|hi|hello|yo|bot|barometer|now|again|also|just|only|instead|maybe|from now on|let['’]?s|never mind|quick)[\s,]+)*`;
const PLEASE = String.raw`(?:please|pls|plz|kindly)`;
/** "Can you", in a question that is none of how. */
const WOULD_YOU = String.raw`(?<!\b(?:how|where|why|when|what|who) )\b(?:(?:can|could|would|will) (?:you|u)|(?:want|need|['’]d like|would like) you to|you (?:must|should|have to|need to))`;
const SENTENCE = String.raw`(?:(?<=^|[.!?\n:]\s*)\W*${LEAD}(?:${PLEASE}\s+|${WOULD_YOU}\s+)*|\b${PLEASE}\s+|${WOULD_YOU}\s+)(?:${PLEASE}\s+|just\s+|only\s+|always\s+|now\s+|try to\s+|mind\s+)*`;
const CLAUSE = String.raw`(?:${SENTENCE}|(?<=[,;]\s*)${LEAD}(?=(?:answer|reply|respond|tell me|explain|translate|write|say)\b))`;
/** What one does in a language. */
const DO =
  '(?:answer(?:ing)?|reply(?:ing)?|respond|write|speak|talk|say|tell|explain|put|give|repeat|continue|introduce|list|describe|summari[sz]e|rewrite|rephrase|chat|sing|make|compose|count|greet|wish|do|keep)';
/** Somebody else does something in it, or a thing is in it: "for my exam in French". */
const OTHERS = String.raw`\b(?:i|we|they|he|she|people)\s+(?:\w+ ){0,3}(?:speak|talk|sing|write|say|said|read|learn|give|gave|have|had)\b|\b(?:for|about|at|before|during|after|from)\s+(?:an?|the|my|our|his|her|their|this)\s+(?:\w+ )?(?:presentation|speech|class|exam|test|lesson|interview|song|movie|film|book|conversation|course|show|meeting)\b`;
const BETWEEN = String.raw`(?:(?!${OTHERS})[^.!?\n]){0,60}?`;
const ENDS = String.raw`(?=\s*(?:$|[.!?:;)~…\n]|(?:please|pls|plz|only|for now|from now|again|this time|instead|now|too|as well|thanks|thx|so)\b))`;
const GOES_ON = String.raw`(?=\s*(?:$|[.,!?:;)~…\n-]|(?:please|pls|plz|only|for now|from now|again|this time|instead|now|too|as well|thanks|thx|then|so|what|who|how|why|where|when|which|is|are|do|does|can|could|tell|say|explain)\b))`;

/** Where a request begins in Chinese, and what may stand before its verb. */
const BEGINS = String.raw`(?:(?<=^|[^\p{Script=Han}]|[请請]|麻烦|麻煩)(?:请|請|麻烦|麻煩|拜托|拜託|你|您|妳|能不能|可不可以|能|可以|可否|帮我|幫我|给我|給我|跟我|和我|那|就|再|也|只|先|然后|然後|现在|現在|接下来|接下來|以后|以後|从现在开始|從現在開始|还是|還是|这条|這條|这句|這句|下面|直接|全程|继续|繼續|一律|必须|必須|好的?|行|嗯)*)`;
const YOU = '[你您妳](?:(?![为為怎会會不学學别別谁誰教让讓叫觉覺知听聽])[^，。！？,!?\\n]){0,6}';
const PLAIN = '(?:(?:最|更)?(?:简单|簡單|地道|口语化?|口語化?|标准|標準|正式)的?)?';
const NO_VERB = '(?!怎么|怎麼|如何|是|叫|里|裡)';
const NO_TOPIC = '(?!是|的|里|裡|怎|吗|嗎|好[难難]|很|太|真|不|比|[时時]|有)';

const REQUESTS = [
  `${CLAUSE}${DO}\\b${BETWEEN}\\bin (${ANY})\\b`,
  `${CLAUSE}(?:translate|switch|change|convert|go|turn)\\b[^.!?\\n]{0,80}?\\b(?:in|into|to) (${ANY})\\b`,
  `${SENTENCE}(?:speak|use|write) (${ANY})\\b`,
  `(?<=^|[.!?\\n]\\s*)\\W*${LEAD}in (${ANY})\\b${GOES_ON}`,
  `(?<=[,;:]\\s*)${LEAD}in (${ANY})\\b${ENDS}`,
  `\\bin (${ANY})\\b,?(?: only)?,? (?:please|pls|plz|for now|from now)\\b`,
  `(?<=^|[.!?,\\n]\\s*)\\W*${LEAD}(${ANY})\\b,? (?:please|pls|plz|only)\\b`,
  `(?:${BEGINS}|${YOU})(?:用|以|使用)${PLAIN}(${ANY})${NO_VERB}`,
  `(?<![我他她们們司师師都被])(?:改用|换成|換成|改成|切换到|切换成|切換到|切換成)(${ANY})`,
  `(?:我们|我們|咱们|咱們)(?:用|说|說|讲|講)(${ANY})[^，。！？\\n]{0,8}吧`,
  `(?<!(?:怎么|怎麼|如何|[让讓]|要求|叫我|要我|老[师師]|[他她])[^，。！？\\n]{0,12})(?:翻译|翻譯|譯|译|翻|转|轉|改写|改寫)(?:成|为|為|到|回|一下)?(${ANY})`,
  `${BEGINS}(?:说|說|讲|講|写|寫|打|回)(${ANY})${NO_TOPIC}`,
  `(?<![我才只他她会會])(?:可以|能|能不能|可不可以)(?:跟我|和我)?(?:说|說|讲|講|写|寫|打)(${ANY})(?:吗|嗎|么|吧)`,
  `${BEGINS}(${ANY})(?:回答|回复|回覆|作答)`,
  `${BEGINS}(${ANY})(?:再)?(?:说|說|写|寫|讲|講)一(?:遍|次|下|句|段|个|個|封|篇)`,
  `(?:来|來|给我|給我|出)(?:个|個|一个|一個|一份|份)?(${ANY})版(?!的)`,
  `(?<=^|[^\\p{Script=Han}]|的[话話])(${ANY})(?:就好|就行|就可以|即可)`,
].map((source) => new RegExp(source, 'giu'));

/** The last one that is asked for; null where none is, or one is only spoken of. */
export function languageAsked(text: string): Language | null {
  const unquoted = text.replace(/["“「][^"”」]*["”」]/gu, ' ');
  const named = REQUESTS.flatMap((request) => [...unquoted.matchAll(request)])
    .sort((a, b) => a.index + a[0].length - (b.index + b[0].length))
    .at(-1)
    ?.slice(1)
    .find(Boolean);
  if (!named) return null;
  const isName = ({ names }: Language) => new RegExp(`^(?:${names})$`, 'iu').test(named);
  return LANGUAGES.find(isName) ?? null;
}
