// Notes are in the asker's words, so a small model answers as the asker: "My name is …" becomes "Your name is …".

const ENGLISH: readonly (readonly [RegExp, string])[] = [
  [/\bi['’]?m\b/giu, 'you’re'],
  [/\bi am\b/giu, 'you are'],
  [/\bi was\b/giu, 'you were'],
  [/\bi['’]ve\b/giu, 'you’ve'],
  [/\bmyself\b/giu, 'yourself'],
  [/\bmine\b/giu, 'yours'],
  [/\bmy\b/giu, 'your'],
  [/\bour\b/giu, 'your'],
  [/\bme\b/gu, 'you'],
  [/\b(?:I|we)\b/gu, 'you'],
];

/** Unless the answer speaks to somebody already. */
export function addressed(answer: string): string {
  if (/\byou(?:r|['’]\w+)?\b|[你妳您]/iu.test(answer)) return answer;
  const turned = ENGLISH.reduce((text, [from, to]) => text.replace(from, to), answer).replace(/我/gu, '你');
  return turned.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}
