// Reads a Dockerfile, as far as ours goes: stages, their instructions, and which paths .dockerignore lets through.

interface Instruction {
  readonly name: string;
  readonly rest: string;
}

export interface Stage {
  readonly image: string;
  readonly name: string | null;
  readonly instructions: readonly Instruction[];
}

/** Arguments (ARG) before the first stage are not known here. @throws Error where a line is none of Docker's */
export function stagesOf(text: string): Stage[] {
  const lines = text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#'))
    .join('\n')
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const stages: { image: string; name: string | null; instructions: Instruction[] }[] = [];
  for (const line of lines) {
    const [, name = '', rest = ''] = /^([A-Z]+)\s+(.+)$/.exec(line) ?? [];
    if (name === '') throw new Error(`no instruction: ${line}`);
    if (name === 'FROM') {
      const [, image = '', stage = null] = /^(\S+)(?: AS (\S+))?$/i.exec(rest) ?? [];
      stages.push({ image, name: stage, instructions: [] });
    } else stages.at(-1)?.instructions.push({ name, rest });
  }
  return stages;
}

export interface Copy {
  /** The stage that it copies from; null: the context of the build. */
  readonly from: string | null;
  readonly sources: readonly string[];
  readonly target: string;
}

export function copiesOf({ instructions }: Stage): Copy[] {
  return instructions.flatMap(({ name, rest }) => {
    if (name !== 'COPY') return [];
    const words = rest.split(/\s+/);
    const from = words.find((word) => word.startsWith('--from='))?.slice('--from='.length) ?? null;
    const paths = words.filter((word) => !word.startsWith('--'));
    return [{ from, sources: paths.slice(0, -1), target: paths.at(-1) ?? '' }];
  });
}

/** The value of the last instruction of this name; JSON forms as words. */
export function wordsOf(stage: Stage, name: string): string[] {
  const rest = stage.instructions.findLast((one) => one.name === name)?.rest ?? '';
  const list = /\[.*\]$/s.exec(rest)?.[0];
  return list === undefined ? rest.split(/\s+/) : (JSON.parse(list) as string[]);
}

export function environmentOf({ instructions }: Stage): Record<string, string> {
  const pairs = instructions.flatMap(({ name, rest }) =>
    name === 'ENV' ? [...rest.matchAll(/(\w+)=("[^"]*"|\S+)/g)] : [],
  );
  return Object.fromEntries(pairs.map(([, key = '', value = '']) => [key, value.replace(/^"|"$/g, '')]));
}

/** Whether a path reaches the build: the last line of .dockerignore that matches it or a folder above it decides. */
export function isSent(path: string, ignore: string): boolean {
  let sent = true;
  for (const line of ignore.split('\n').filter((one) => one !== '' && !one.startsWith('#'))) {
    const pattern = line.replace(/^!/, '');
    const glob = pattern
      .replace(/[.+^${}()|[\]]/g, '\\$&')
      .replace(/\*\*\//g, '(?:.*/)?')
      .replace(/(?<![.)])\*/g, '[^/]*');
    if (new RegExp(`^${glob}(?:/|$)`).test(path)) sent = line.startsWith('!');
  }
  return sent;
}
