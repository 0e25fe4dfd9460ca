// Emoji and interjections that stand alone: their sense is fixed by use, and a model that reads sentences often misses it.
import type { Intent } from '../mood/intent.ts';
import type { Label } from '../mood/verdict.ts';
import { shortHash } from './shortHash.ts';

const listed = (text: string): string[] => text.split(' ').filter((one) => one !== '');

/** Without those that are as often used for the one as for the other: 😭 🙃 🙂 😅 🥲 😬 😏 🫠. */
const SENSES: Readonly<Record<Label, readonly string[]>> = {
  positive: listed(
    '😀 😃 😄 😁 😆 😂 🤣 💀 ☠ 😊 😇 🥰 😍 🤩 😘 😗 😙 😚 😋 😛 😜 🤪 😝 🤗 🤭 😎 🥳 😌 😸 😹 😺 😻 😽 ❤ 🧡 💛 💚 💙 🩵 💜 🤎 🖤 🤍 💖 ' +
      '💗 💓 💞 💕 💘 💝 ♥ ❣ 💋 👍 👏 🙌 🫶 🤝 🙏 💪 👌 ✌ 🤞 🤟 🤘 🎉 🎊 🥂 🍻 🎁 🏆 🥇 🎂 ✨ 🌟 ⭐ 💯 🔥 🌹 🌸 🌈 💐 ☺ 🐐 👑 🚀 😉 🤠 🥹 ' +
      'lol lmao lmfao lmaoo rofl lel ha hah heh hehe xd ty tysm thx tyvm gg ggwp wp pog poggers w ily yay woo woohoo yippee ' +
      'hooray aww :) :-) :d :-d ;) <3 ^^ ^_^ 哈 嘻 嘿 笑死 笑死我了 awsl yyds 牛 牛逼 厉害 厲害 赞 讚 谢谢 謝謝 谢啦 謝啦 多谢 多謝 感谢 感謝 感恩 ' +
      '比心 好耶 耶 太棒了 太好了 棒 爱了 愛了 恭喜 恭喜恭喜 加油 可爱 可愛',
  ),
  neutral: listed(
    '🤔 👀 🤷 📌 📎 🔁 🔗 ➕ ➖ ✅ ☑ ✔ ⏰ 🕘 ⌛ ⏳ 🧵 👇 👆 👉 👈 ☝ 📢 📣 📝 📅 🔔 💬 🗓 🫡 👋 🆗 🆙 🔄 ▶ ⏸ 💤 ' +
      'yep yup yeah nah nope hm hmm mhm idk brb afk gtg ttyl np kk 嗯 哦 喔 噢 好的 好喔 好哦 行 收到 收 知道了 了解 明白 在吗 在嗎 不用',
  ),
  negative: listed(
    '😞 😔 😟 🙁 ☹ 😣 😖 😫 😩 😢 😠 😡 🤬 😤 💢 👿 😾 👎 💔 🤮 🤢 🖕 😒 🙄 😑 😰 😨 😱 😥 😿 🤦 ' +
      'ugh ffs smh meh ew yikes boo grr argh sigh :( :-( :/ >:( :c </3 tmd 呵 烦 煩 唉 哎 呜 嗚 气死 氣死 气死我了 氣死我了 无语 無語 滚 滾 垃圾 厚唷',
  ),
};

/** Of those, the ones that thank. */
const THANKS: ReadonlySet<string> = new Set(
  listed('🙏 ty tysm thx tyvm 谢谢 謝謝 谢啦 謝啦 多谢 多謝 感谢 感謝 感恩'),
);

/** Short hash of the list: labels depend on it. */
export const INTERJECTIONS = shortHash(JSON.stringify(SENSES), 8);

/** What such a message says, and what it is for. */
export interface Interjection {
  readonly label: Label;
  readonly intent: Intent;
}

const SENSE_OF = new Map(
  (['positive', 'neutral', 'negative'] as const).flatMap((label) =>
    SENSES[label].map((one): [string, Interjection] => [
      one,
      { label, intent: THANKS.has(one) ? 'thanks' : 'chat' },
    ]),
  ),
);

/** Skin tones and the mark that asks for the coloured form: they change no sense. */
const VARIANTS = /[\u{FE0E}\u{FE0F}\u{1F3FB}-\u{1F3FF}]/gu;
/** Emoji, emoticons, words of letters, single Chinese characters, and what else stands alone. */
const PART =
  /\p{Script=Han}|[<>]?[:;]['-]?[()\/\\dcp](?!\p{L})|<\/?3|\^_?\^|[\p{L}\p{N}'’]+?(?=\p{Script=Han}|[^\p{L}\p{N}'’]|$)|\p{Extended_Pictographic}|[^\s\p{P}]/gu;
/** Characters; whoever writes more says something. */
const MOST = 40;
/** Chinese characters of the longest entry. */
const LONGEST = 4;

/**
 * What a message says that consists of nothing but such signs; null where any other is among them, where they contradict
 * each other, or where nothing is left.
 */
export function interjectionOf(text: string): Interjection | null {
  const plain = text.normalize('NFKC').replace(VARIANTS, '').toLowerCase();
  // 哈？ is no laughter.
  if (plain.length > MOST || /哈[?？]/u.test(plain)) return null;
  const senses = sensesOf(plain.match(PART) ?? []);
  if (senses === null || senses.length === 0) return null;
  const isGood = senses.some(({ label }) => label === 'positive');
  const isBad = senses.some(({ label }) => label === 'negative');
  if (isGood && isBad) return null;
  return {
    label: isGood ? 'positive' : isBad ? 'negative' : 'neutral',
    intent: senses.some(({ intent }) => intent === 'thanks') ? 'thanks' : 'chat',
  };
}

/** The longest entry from each place on; null where a place has none. */
function sensesOf(parts: readonly string[]): Interjection[] | null {
  const senses: Interjection[] = [];
  for (let at = 0; at < parts.length;) {
    const step = entryAt(parts, at);
    if (!step) return null;
    senses.push(step.sense);
    at += step.length;
  }
  return senses;
}

function entryAt(
  parts: readonly string[],
  at: number,
): { readonly sense: Interjection; readonly length: number } | null {
  for (let length = LONGEST; length > 0; length -= 1) {
    const word = parts.slice(at, at + length).join('');
    if (length > 1 && !/^\p{Script=Han}+$/u.test(word)) continue;
    const sense = SENSE_OF.get(word) ?? (length === 1 ? repeatedSense(word) : undefined);
    if (sense) return { sense, length: Math.min(length, parts.length - at) };
  }
  return null;
}

/** As said once, or twice: "hehe" laughs, "he" does not. */
function repeatedSense(word: string): Interjection | undefined {
  const said = once(word);
  return said === word ? undefined : (SENSE_OF.get(said) ?? SENSE_OF.get(said.repeat(2)));
}

/** "hahaha", "ughhh", "okok" said once. */
const once = (word: string) => word.replace(/^(.{1,3}?)\1+$/u, '$1').replace(/(\p{L})\1{2,}$/u, '$1');
