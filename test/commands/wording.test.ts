import fc from 'fast-check';
import { ApplicationCommandOptionType as Type } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { appCommands, commands } from '../../src/commands/index.ts';
import { quoted } from '../../src/commands/wording.ts';

interface Registered {
  name: string;
  name_localizations?: Record<string, string> | null;
  description?: string;
  description_localizations?: Record<string, string> | null;
  required?: boolean;
  choices?: { name: string; value: string | number; name_localizations?: Record<string, string> | null }[];
  options?: Registered[];
  type?: number;
}

const registered = commands.map(({ data }) => data as Registered);

/** Every command, subcommand and option, with its siblings. */
function groups(siblings: Registered[]): Registered[][] {
  return [siblings, ...siblings.flatMap(({ options }) => (options ? groups(options) : []))];
}
const all = groups(registered);

const namesOf = ({ name, name_localizations: others }: Registered) => ({ en: name, ...others });

describe('what is registered with Discord', () => {
  it('has names and descriptions that Discord takes, in three languages', () => {
    for (const item of all.flat()) {
      const names = namesOf(item);
      expect(Object.keys(names).sort(), item.name).toEqual(['en', 'zh-CN', 'zh-TW']);
      for (const name of Object.values(names)) {
        expect(name).toMatch(/^[-_'\p{L}\p{N}]{1,32}$/u);
        expect(name).toBe(name.toLowerCase());
      }
      const texts = [item.description, ...Object.values(item.description_localizations ?? {})];
      expect(texts).toHaveLength(3);
      for (const text of texts) expect(text?.length).toSatisfy((n: number) => n >= 1 && n <= 100);
    }
  });

  it('names message menus in three languages, within what Discord takes, and gives them nothing else', () => {
    const menus = appCommands.flatMap((command) => (command.where === 'message' ? [command.data] : []));
    expect(menus.length).toBeLessThanOrEqual(15);
    for (const { name, name_localizations: others, type, ...rest } of menus) {
      const names = [name, ...Object.values(others ?? {})];
      expect(Object.keys(others ?? {}).sort()).toEqual(['zh-CN', 'zh-TW']);
      for (const one of names) expect(one?.length).toSatisfy((n: number) => n >= 1 && n <= 32);
      expect(type).toBe(3);
      expect(Object.keys(rest).filter((key) => key !== 'default_member_permissions')).toEqual([
        'contexts',
        'integration_types',
      ]);
    }
    for (const locale of ['zh-CN', 'zh-TW'] as const) {
      const names = menus.map((menu) => menu.name_localizations?.[locale]);
      expect(new Set(names).size).toBe(menus.length);
    }
  });

  it('never gives two siblings one name in any language', () => {
    for (const siblings of all)
      for (const locale of ['en', 'zh-CN', 'zh-TW'] as const) {
        const names = siblings.map((item) => (namesOf(item) as Record<string, string>)[locale]);
        expect(new Set(names).size, names.join(' ')).toBe(names.length);
      }
  });

  it('puts required options first and at most 25 options or choices together', () => {
    for (const siblings of all) {
      expect(siblings.length).toBeLessThanOrEqual(25);
      const required = siblings.map((item) => item.required === true);
      expect(required).toEqual([...required].sort((a, b) => Number(b) - Number(a)));
      for (const { choices = [] } of siblings) {
        expect(choices.length).toBeLessThanOrEqual(25);
        for (const { name } of choices) expect(name.length).toBeLessThanOrEqual(100);
      }
    }
  });

  it('is only for people with Manage Server where it changes or shows the workings', () => {
    const guarded = commands.filter(({ data }) => data.default_member_permissions === '32');
    expect(guarded.map(({ data }) => data.name)).toEqual(['event', 'status', 'setup', 'watch', 'settings']);
  });

  it('answers every subcommand that it registers', () => {
    const subcommands = registered.flatMap(({ name, options = [] }) =>
      options.filter(({ type }) => type === Type.Subcommand).map((option) => `${name} ${option.name}`),
    );
    expect(subcommands).toEqual([
      'mood channel',
      'mood server',
      'mood me',
      'mood compare',
      'mood replay',
      'privacy show',
      'privacy export',
      'privacy delete',
      'privacy opt-out',
      'privacy opt-in',
      'chat reset',
      'chat persona',
      'role run',
      'role list',
      'alerts open',
      'alerts history',
      'alerts threshold',
      'alerts assign',
      'alerts missed',
      'alerts private',
      'alerts test',
      'report daily',
      'event add',
      'event list',
      'event remove',
      'watch category',
      'settings show',
      'settings reports',
      'settings alerts',
      'settings summary',
      'settings daily',
      'settings wordcloud',
      'settings marks',
      'settings quiet',
      'settings second-role',
      'settings quiet-hours',
      'settings watch',
      'settings chat',
      'settings language',
      'settings timezone',
      'settings sensitivity',
      'settings reactions',
    ]);
  });
});

describe('text that a person typed', () => {
  it('stays one short line of code, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const shown = quoted(text);
        expect(shown).toMatch(/^`[^`\n]+`$/);
        expect(shown.length).toBeLessThanOrEqual(83);
      }),
    );
    expect(quoted('a``` @everyone\n**b**')).toBe('`a @everyone **b**`');
  });
});
