// The page about the labelled rows counts them right.
import { readdir, readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { z } from 'zod';

const FOLDER = 'bench/data';
const page = await readFile(`${FOLDER}/README.md`, 'utf8');
const rowOf = z.object({ language: z.string(), label: z.string().optional() });
const rowsOf = async (file: string) =>
  (await readFile(`${FOLDER}/${file}`, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => rowOf.parse(JSON.parse(line)));
const withComma = (count: number) => count.toLocaleString('en-US');

it('the page of the labelled rows lists every file with its number of rows', async () => {
  const listed = [...page.matchAll(/^\| `(\S+)` +\| ([\d,]+) +\|/gm)].map(([, file, count]) => [file, count]);
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.jsonl'));
  const held = files.map(async (file) => [file, withComma((await rowsOf(file)).length)]);
  expect(listed.sort()).toEqual((await Promise.all(held)).sort());
});

it('the data card counts the languages and labels of its file', async () => {
  const rows = await rowsOf('communities.jsonl');
  const count = (value: string) =>
    withComma(rows.filter(({ language, label }) => language === value || label === value).length);
  expect(page).toContain(
    `${count('en')} English, ${count('zh-CN')} Simplified Chinese, ${count('zh-TW')} Traditional Chinese and ` +
      `${count('mixed')} mixed rows; ${count('positive')} positive, ${count('neutral')} neutral, ` +
      `${count('negative')} negative`,
  );
});
