// A command as the picker shows it in each language, for where no mention of it can be clicked.
import en from '../../locales/en.json' with { type: 'json' };
import { wordsIn, type Key, type Words } from './words.ts';

type Name = Extract<Key, `command.${string}.name`>;

const NAMES = Object.keys(en).filter((key): key is Name => /^command\..+\.name$/.test(key));
const ENGLISH = wordsIn('en');

/** The names of a command and of those that it is part of, e.g. "alerts threshold". */
function pathOf(name: Name, words: Words): string {
  return NAMES.filter((above) => name.startsWith(above.slice(0, -'name'.length)))
    .sort((one, other) => one.length - other.length)
    .map((key) => words(key))
    .join(' ');
}

const BY_PATH = new Map(NAMES.map((name) => [pathOf(name, ENGLISH), name]));

/** "/告警 阈值" for the path "alerts threshold" and the words of zh-CN; an unknown path stays as it is. */
export function commandName(path: string, words: Words): string {
  const name = BY_PATH.get(path);
  return `/${name === undefined ? path : pathOf(name, words)}`;
}
