// Whether an answer does its job, as far as a program can see: not whether a person would like it.
export interface Checked {
  /** The parts of the answer that held; none where nothing did. */
  readonly texts: readonly string[];
  /** The number of the message that it points at; null where it points at none. */
  readonly message: number | null;
}

interface Expected {
  readonly text?: string | undefined;
  readonly label?: string | undefined;
  readonly message?: number | undefined;
  /** Words of which some must stand in the answer. */
  readonly any?: readonly string[] | undefined;
  /** Of each group, one must. */
  readonly all?: readonly (readonly string[])[] | undefined;
  readonly none?: readonly string[] | undefined;
}

const has = (text: string, word: string) => text.toLowerCase().includes(word.toLowerCase());

/** Particles and pronouns of classical Chinese, and those of today that it has not. */
const CLASSICAL = /[之乎者也矣吾汝其焉哉兮耶欤尔余甚勿毋莫岂何]/u;
const OF_TODAY = /[的了吗吧呢啊你我他她这哪]|什么|怎么/u;

export function isRight(role: string, expected: Expected, { texts, message }: Checked): boolean {
  const whole = texts.join('\n');
  if (whole === '') return false;
  if (expected.label !== undefined) return whole === expected.label;
  if (expected.message !== undefined) return message === expected.message;
  if (role === 'keywords') {
    const found = texts.filter((item) =>
      expected.any?.some((word) => word.toLowerCase() === item.toLowerCase()),
    );
    return found.length >= 2;
  }
  if (expected.any) return expected.any.some((word) => has(whole, word));
  // What is given back as it came was not rewritten.
  if (whole === expected.text) return false;
  if (role === 'style-classical') return CLASSICAL.test(whole) && !OF_TODAY.test(whole);
  const padded = ` ${whole} `;
  const isClean = (expected.none ?? []).every((word) => !has(padded, word));
  return isClean && (expected.all ?? []).every((group) => group.some((word) => has(whole, word)));
}
