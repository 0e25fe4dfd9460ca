// Which of the two ways to write Chinese a text is in.
import simplified from 'opencc-js/dict/STCharacters';
import traditional from 'opencc-js/dict/TSCharacters';
import taiwanese from 'opencc-js/dict/TWVariants';

/** Simplified forms that are characters of Traditional texts as well: 皇后, 公里, 周杰倫. */
const IN_BOTH = new Set(
  '斗干里丑征尸辟熏游夸采准划占凶云涌杰仆台后岩岳伙佣范霉厘朴吁咸恒郁杠咨淀涂腌膻虱帘余吒麽',
);

const pairsOf = (pairs: string) =>
  new Map(pairs.split('|').map((pair) => pair.split(/[ \t]/u, 2) as [string, string]));
const toTaiwan = pairsOf(taiwanese);
const fromSimplified = pairsOf(simplified);
const fromTraditional = pairsOf(traditional);

const ONLY_SIMPLIFIED = new Set([
  '着',
  ...[...fromSimplified]
    .filter(([own, other]) => (toTaiwan.get(other) ?? other) !== own)
    .map(([own]) => own)
    .filter((own) => !fromTraditional.has(own) && !IN_BOTH.has(own)),
]);
const ONLY_TRADITIONAL = new Set([
  ...['著', '妳', '牠', '祂'],
  ...[...fromTraditional.keys()].filter((own) => !fromSimplified.has(own) && !IN_BOTH.has(own)),
]);
/** 著 that is no 着: 著名, 顯著. */
const AUTHORED = /著(?=[名作称稱])|(?<=[显顯名原土论論专專巨])著/gu;

export const isOnlySimplified = (character: string): boolean => ONLY_SIMPLIFIED.has(character);
export const isOnlyTraditional = (character: string): boolean =>
  ONLY_TRADITIONAL.has(character) || /\p{Script=Bopomofo}/u.test(character);

/** Which Chinese a text is in; null where no character tells. */
export function varietyOf(text: string): 'zh-CN' | 'zh-TW' | null {
  let lean = 0;
  for (const character of text.replace(AUTHORED, '')) {
    if (isOnlySimplified(character)) lean -= 1;
    else if (isOnlyTraditional(character)) lean += 1;
  }
  return lean === 0 ? null : lean > 0 ? 'zh-TW' : 'zh-CN';
}
