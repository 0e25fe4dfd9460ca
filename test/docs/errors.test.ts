// docs/troubleshooting.md explains every error that an operator can meet, and no other.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const sources = ['src', 'packages/local-discord/src'].flatMap((folder) =>
  (readdirSync(folder, { recursive: true }) as string[])
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8')),
);

/** The classes that extend one of these, and those that extend them in turn. */
function descendants(of: ReadonlySet<string>): Set<string> {
  const found = new Set(of);
  for (const text of sources) {
    for (const [, name = '', base = ''] of text.matchAll(/class (\w+) extends (\w+)/g)) {
      if (found.has(base)) found.add(name);
    }
  }
  return found.size === of.size ? found : descendants(found);
}

const rows = readFileSync('docs/troubleshooting.md', 'utf8')
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter(([, name = '']) => /^`\w+`$/.test(name));

it('every error has its row', () => {
  const roots = new Set(['BarometerError', 'LocalDiscordError']);
  const named = rows.map(([, name = '']) => name.slice(1, -1));
  const wanted = [...descendants(roots)].filter((name) => !roots.has(name));
  expect(wanted.length).toBeGreaterThan(60);
  expect(named.toSorted()).toEqual(wanted.toSorted());
});

it('every row says what the error means and the mend, as sentences', () => {
  for (const [, name, meaning, mend] of rows) {
    expect(meaning, name).toMatch(/^[A-Z`].{8,}[.)]$/);
    expect(mend, name).toMatch(/^[A-Z`].*[.)]$/);
  }
});
