// The language that an answer is wanted in.
import type { Locale } from '../../locale.ts';
import type { ChatTurn } from '../model.ts';
import { scriptOf, varietyOf, type Script } from './script.ts';

export interface Wanted {
  /** The part of the prompt file that fits. */
  readonly locale: Locale;
  /** Null where every script is right: asked for one that isn't watched, or about another language. */
  readonly script: Script | null;
  /** The language that the message asks for by name, in English; null where it names none. */
  readonly named: string | null;
}

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
/** What one does in a language, and what may stand between. */
const DO =
  '(?:answer|reply|respond|write|speak|talk|say|tell|translate|explain|put|give|repeat|switch|continue|introduce|list|describe|summari[sz]e|rewrite|rephrase|again|now|chat)';
const REQUESTS = [
  `\\b${DO}\\b[^.!?\\n]{0,60}?\\b(?:in|into|to) (${ANY})\\b`,
  `\\b(?:speak|use|write) (${ANY})\\b`,
  `^\\W*(?:and |but |ok(?:ay)?,? |so |just |only |please |pls )*in (${ANY})\\b`,
  `\\bin (${ANY})\\b,?(?: only)?,? (?:please|pls|for now|from now)`,
  `(?:用|以|改用|换成|換成|改成|使用)(${ANY})(?!怎么|怎麼|如何|是|叫|里|裡)`,
  `(?:翻译|翻譯|譯|译|翻|转|轉|改写|改寫)(?:成|为|為|到|一下)?(${ANY})`,
  `(?:说|說|讲|講|写|寫|打|回)(${ANY})(?!是|的|里|裡|怎|吗|嗎)`,
  `(${ANY})(?:回答|回复|回覆|作答|再说|再說|说一|說一|写一|寫一|版)`,
].map((source) => new RegExp(source, 'giu'));
/** "How do you say cat in Spanish?", 猫用英语怎么说: the answer holds two languages. */
const ABOUT = new RegExp(
  `\\b(?:how|what)\\b[^.!?\\n]{0,40}\\b(?:say|said|call|called|mean|means|word|write|spell|greet)\\b|(?:${ANY})(?:里|裡|中)?(?:的)?[^，。？\\n]{0,12}(?:怎么|怎麼|如何)(?:说|說|讲|講|写|寫|念|唸|拼)|(?:怎么|怎麼|如何)(?:用)?(?:${ANY})?(?:说|說|讲|講|拼)|翻译|翻譯|translat`,
  'iu',
);

/** What is asked for in the last message, else its script, else that of the conversation, else the server's. */
export function wantedLanguage(question: {
  readonly text: string;
  /** Oldest first. */
  readonly history: readonly ChatTurn[];
  readonly locale: Locale;
}): Wanted {
  const { text, history, locale } = question;
  const said = [
    text,
    ...history
      .filter(({ role }) => role === 'user')
      .map((turn) => turn.text)
      .reverse(),
  ];
  const asked = requested(text);
  const isAbout = ABOUT.test(text);
  if (asked) {
    const own = asked.script === 'han' ? (asked.locale ?? chinese(said, locale)) : 'en';
    return { locale: own, script: isAbout ? null : asked.script, named: asked.name };
  }
  const { script, locale: own } = spokenLanguage(said, locale);
  return { locale: own, script: script === 'other' || isAbout ? null : script, named: null };
}

/** Of the newest message whose letters tell (those of emoji have none), else of `locale`. `said`: the newest first. */
export function spokenLanguage(
  said: readonly string[],
  locale: Locale,
): { readonly script: Script | 'other'; readonly locale: Locale } {
  const script = said.map(scriptOf).find((found) => found !== null) ?? (locale === 'en' ? 'latin' : 'han');
  return { script, locale: script === 'han' ? chinese(said, locale) : 'en' };
}

function requested(text: string): Language | null {
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

/** Which Chinese: the newest message that tells, else the server's. */
function chinese(said: readonly string[], locale: Locale): Locale {
  const told = said
    .filter((text) => scriptOf(text) === 'han')
    .map(varietyOf)
    .find((variety) => variety !== null);
  return told ?? (locale === 'zh-TW' ? 'zh-TW' : 'zh-CN');
}
