// Every line of the threat model in docs/security.md names a test that exists.
import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const lines = readFileSync('docs/security.md', 'utf8')
  .split('\n')
  .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '').trim()))
  .filter((cells) => cells.length === 3 && cells[0] !== 'threat' && !/^-+$/.test(cells[0] ?? ''));

it('there are lines for each part of it', () => {
  expect(lines.length).toBeGreaterThan(30);
});

it.each(lines)('%s', (_threat, stop = '', test = '') => {
  expect(stop.length).toBeGreaterThan(10);
  const [, file = '', title = ''] = /^`([^`]+)`: (.+)$/.exec(test) ?? [];
  expect(existsSync(file), `${file} is not there`).toBe(true);
  const text = readFileSync(file, 'utf8').replaceAll("\\'", "'");
  expect(text, `no test of ${file} has the title "${title}"`).toContain(title);
});
