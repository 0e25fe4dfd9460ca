// The two READMEs say the same, and name every command, setting and page that they point to.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { ApplicationCommandOptionType as Type } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { commands } from '../../src/commands/index.ts';

const FILES = { en: 'README.md', 'zh-CN': 'README.zh-CN.md' } as const;
const english = readFileSync(FILES.en, 'utf8');
const chinese = readFileSync(FILES['zh-CN'], 'utf8');

const FENCE = /^```(\w*)\n([\s\S]*?)^```$/gm;

const withoutCode = (text: string): string => text.replace(FENCE, '');
const matches = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, found = '']) => found);

/** "##" for each heading of the second level, and so on. */
const headings = (text: string): string[] => matches(withoutCode(text), /^(#+) \S/gm);
/** Code without its comments, which are in the language of the page. */
const codeBlocks = (text: string): string[] =>
  [...text.matchAll(FENCE)].map(([, language, code = '']) => `${language}\n${code.replace(/ +# .*$/gm, '')}`);
/** Addresses of images; a picture of each language counts as the same one. */
const images = (text: string): string[] =>
  matches(text, /!\[[^\]]+\]\(([^)]+)\)/g).map((path) => path.replace(/-(?:en|zh)(\.(?:png|webp))$/, '$1'));
const links = (text: string): string[] => matches(text, /(?<!!)\[[^\]]+\]\(([^)]+)\)/g);
/** Links to all but the other language. */
const linksOut = (text: string): string[] => links(text).filter((path) => !path.startsWith('README'));
/** The number of rows of each table, its head and the line below it included. */
const tableRows = (text: string): number[] =>
  [...withoutCode(text).matchAll(/(?:^\|.*\|$\n?)+/gm)].map(([table]) => table.trim().split('\n').length);
const listItems = (text: string): string[] => matches(withoutCode(text), /^(-|\d\.) /gm);
/** The code in the first cell of each row: commands and variables. */
const firstCells = (text: string): string[] =>
  matches(withoutCode(text), /^\| (`[^|]*`) *\|/gm).flatMap((cell) => matches(cell, /`([^`]+)`/g));

interface Named {
  readonly type?: number;
  readonly name: string;
  readonly name_localizations?: Partial<Record<string, string | null>> | null;
  readonly options?: readonly Named[];
}

/** Every command that can be run, by its name in English and in Chinese. */
function runnable(named: Named, above: readonly [string, string] = ['', '']): readonly [string, string][] {
  const path: [string, string] = [
    `${above[0]} ${named.name}`.trim(),
    `${above[1]} ${named.name_localizations?.['zh-CN'] ?? ''}`.trim(),
  ];
  const below = (named.options ?? []).filter(
    ({ type }) => type === Type.Subcommand || type === Type.SubcommandGroup,
  );
  return below.length > 0 ? below.flatMap((option) => runnable(option, path)) : [path];
}

const everyCommand = commands.flatMap(({ data }) => runnable(data as Named));

describe('README.md and README.zh-CN.md', () => {
  it('link to each other first', () => {
    expect(links(english)[0]).toBe(FILES['zh-CN']);
    expect(links(chinese)[0]).toBe(FILES.en);
  });

  it.each([
    ['headings', headings],
    ['code blocks', codeBlocks],
    ['images', images],
    ['links', linksOut],
    ['rows in each table', tableRows],
    ['commands and variables, row by row', firstCells],
    ['list items', listItems],
  ] as const)('have the same %s', (_, of) => {
    expect(of(english)).not.toHaveLength(0);
    expect(of(chinese)).toEqual(of(english));
  });

  it('name every command in a row of its own, and no other', () => {
    const named = firstCells(english).filter((cell) => cell.startsWith('/'));
    expect(named.toSorted()).toEqual(everyCommand.map(([name]) => `/${name}`).toSorted());
  });

  it('give the Chinese name of each command beside it', () => {
    for (const [name, inChinese] of everyCommand) {
      const row = chinese.split('\n').find((line) => line.startsWith(`| \`/${name}\` `));
      expect(row).toContain(`| \`/${inChinese}\` `);
    }
  });

  it('name only variables that .env.example explains', () => {
    const example = readFileSync('.env.example', 'utf8');
    for (const variable of firstCells(english).filter((cell) => /^[A-Z_]+$/.test(cell))) {
      expect(example).toMatch(new RegExp(`^${variable}=`, 'm'));
    }
  });

  it('list every page of docs/', () => {
    const pages = readdirSync('docs').filter((name) => name.endsWith('.md'));
    expect(linksOut(english)).toEqual(expect.arrayContaining(pages.map((name) => `docs/${name}`)));
  });
});

const pages = [
  ...Object.values(FILES),
  'CONTRIBUTING.md',
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** The files of this repository that a page links to or shows. */
function filesOn(page: string): URL[] {
  const text = readFileSync(page, 'utf8');
  return [...links(text), ...matches(text, /!\[[^\]]+\]\(([^)]+)\)/g)]
    .filter((link) => !/^(https?:|#)/.test(link))
    .map((link) => new URL(link.replace(/#.*/, ''), new URL(page, `file://${process.cwd()}/`)));
}

describe('every page', () => {
  it.each(pages)('%s links only to files that exist', (page) => {
    for (const file of filesOn(page)) expect(existsSync(file), file.pathname).toBe(true);
  });
});

describe('every picture of docs/images', () => {
  it('is on a page', () => {
    const shown = new Set(pages.flatMap(filesOn).map(({ pathname }) => basename(pathname)));
    expect(readdirSync('docs/images').filter((name) => !shown.has(name))).toEqual([]);
  });
});
