// Questions about what was said before: "what was my dog's name?", 我叫什么来着, "how many did you say?".
import type { ChatTurn } from '../model.ts';
import { partsOf } from './grounded.ts';
import { statementsIn } from './statements.ts';

const ENGLISH = [
  /\b(?:what|who|where|when|which|how)(?:['’]?s|['’]?re| is| was| are| were)? (?:is |was )?(?:the (?:name|title) of )?(?:my|our)\b/iu,
  /\b(?:remember|recall|forg[eo]t)\b.*\b(?:my|our|me|i|we)\b/iu,
  /\bknow (?:my|our|who i am|where i|what i (?:am|do|said|told|like)|how old i)\b/iu,
  /\b(?:who|where|what|when|which|how \w+)(?: \w+)? (?:am i|was i|did (?:i|we)|do we|are we|i can(?:['’]?t| ?not))\b/iu,
  /\bwhere do i (?:live|work|study|come)\b/iu,
  /\bwhat (?:was|is) it (?:that )?(?:i|we)\b/iu,
  /\b(?:did|have) i (?:just )?(?:told?|tell|said|say|mention(?:ed)?)\b/iu,
  /^(?:\W*(?:and|so|ok|okay|right|hey|now|then|also)\b)*\W*(?:my|our) [\p{L} ]{2,24}\?$/iu,
];

const CHINESE = [
  /(?:来着|來著|来著)/u,
  /(?:记得|記得|知道|猜)(?:一下)?我(?!们?(?:的意思|在说|在說|想说|想說))/u,
  /(?:刚才|刚刚|剛剛|剛才|之前|前面|刚|剛)我?(?:跟你|和你)?(?:说|說|讲|講|告诉|告訴|提|聊)(?:过|過|的|了|到)?.{0,12}(?:什么|什麼|啥|哪|谁|誰|几|幾|多少|嗎|吗)/u,
  /我(?!们?(?:该|該|应该|應該|要|想|能|可以|怎))(?:的|家|们|們)?.{0,8}(?:叫|是|姓|住|在|喜欢|喜歡|最爱|最愛|养|養|卖|賣)(?:做|的)?(?:是)?(?:什么|什麼|啥|谁|誰|哪|几|幾)/u,
  /^[\p{P}\s]*(?:那|还有|還有|对了|對了)?[\p{P}\s]*我(?:的)?(?:名字|生日|年龄|年齡|工作|职业|職業|专业|專業).{0,4}[呢?？]?$/u,
];

/** What the bot said is asked for. */
const OF_THE_BOT = [
  /\b(?:what|who|where|when|which|how \w+)\b.*\b(?:did you (?:just )?(?:say|tell|mention|suggest|recommend)|(?<!\b(?:were|are|been) )you(?: just| had|['’]ve)? (?:just )?(?:said|told|mentioned|suggested|recommended))\b/iu,
  /(?<![跟和对對给給向])[你您](?:(?:刚才|刚刚|剛才|剛剛|之前|前面|刚|剛)(?:跟我|和我)?(?:说|說|讲|講|提|推荐|推薦|建议|建議)|(?:跟我|和我)?(?:说|說|讲|講|提|推荐|推薦|建议|建議)(?=[过過的了到]))[过過的了到]?[^，,。；;？?！!\n]{0,12}(?:什么|什麼|啥|哪|谁|誰|第?几|第?幾|多少|来着|來著)/u,
];

/** What is measured of the asker is in the store, not in what they said. */
const MEASURED = /\b(?:mood|sentiment|scores?|stats?|happiest)\b|心情|情绪|情緒/iu;

/** A question too short to say whom it is about: "how old?", 几岁了. */
const SHORT = 16;
const ASKS = /[?？]|\b(?:who|what|when|where|which|how)\b|什么|什麼|啥|谁|誰|哪|几|幾|多少|呢/iu;

/** Asks for a definite thing: "which room is it", 代号是什么. */
const DEFINITE =
  /^(?!.*\b(?:an?|any|some|should|would|could|can|do you|mean)\b)[^?]*\b(?:which|what|when|where|who)\b.*\b(?:it|the|that|we)\b|^[^?？]*(?:是|在|叫)(?:什么|什麼|啥|哪|几|幾|谁|誰|多少)/iu;
const BRIEF = 60;
/** Characters that are looked at. */
const MOST = 400;

/** Whose words are asked for; `isSure`: not only because words come again. */
export interface AskedBack {
  readonly whose: ChatTurn['role'];
  readonly isSure: boolean;
}

/** Null where no such question is asked, or nothing was said that it could be about. */
export function asksBack(message: string, history: readonly ChatTurn[]): AskedBack | null {
  const text = ownWords(message);
  if (MEASURED.test(text)) return null;
  if (OF_THE_BOT.some((pattern) => pattern.test(text))) {
    return history.some(({ role }) => role === 'assistant') ? { whose: 'assistant', isSure: true } : null;
  }
  const said = statementsIn(history, 'user');
  if (said.length === 0) return null;
  if (recalls(text) || goesOn(text, history)) return { whose: 'user', isSure: true };
  const known = new Set(said.flatMap(partsOf));
  const isAbout =
    text.length <= BRIEF && DEFINITE.test(text) && partsOf(text).some((part) => known.has(part));
  return isAbout ? { whose: 'user', isSure: false } : null;
}

/** Whether a text asks for the asker's words by itself. */
const recalls = (text: string): boolean =>
  !MEASURED.test(text) && [...ENGLISH, ...CHINESE].some((pattern) => pattern.test(text));

/** Without quotes: these are of others, and long. */
const ownWords = (message: string) => message.replace(/^>.*$/gmu, '').trim().slice(0, MOST);

/** After a question about what was said, a short one goes on with it. */
function goesOn(text: string, history: readonly ChatTurn[]): boolean {
  const before = history.findLast(({ role }) => role === 'user');
  return before !== undefined && isShort(text) && recalls(ownWords(before.text));
}

/** What a short question is about that does not go on: the bot, the time, a sum. */
const ELSEWHERE = /\b(?:you|your|u|time|today|it|joke)\b|[你您]|今天|现在|現在|\d/iu;

const isShort = (text: string) => text.length <= SHORT && ASKS.test(text) && !ELSEWHERE.test(text);
