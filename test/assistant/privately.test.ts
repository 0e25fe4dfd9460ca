import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Alone } from '../../src/assistant/question.ts';
import { guildId, userId } from '../../src/ids.ts';
import { LOCALES } from '../../src/locale.ts';
import { general, guild, openAssistantStage, place, staff, type Stage } from './stage.ts';

let stage: Stage;
beforeEach(() => {
  stage = openAssistantStage();
});
afterEach(() => stage.store.close());

const asker = userId.parse('1');
const harbour = { id: guild, name: 'Harbour', place: () => Promise.resolve(place) };
const other = (name: string) => ({ ...harbour, id: guildId.parse('10'), name });
const sharing = (...servers: (typeof harbour)[]): Alone => ({
  asker,
  servers: () => Promise.resolve(servers),
});

async function sayMany(who: string, label: 'positive' | 'negative', n: number, where = general) {
  for (let i = 0; i < n; i += 1) await stage.say(where, who, label, 90 + i);
}
const direct = { place: null, alone: sharing(harbour) };

describe('the mood of a server, in a direct message', () => {
  it('is told where the asker shares one server with the bot, by its name', async () => {
    await sayMany('2', 'positive', 12);
    await sayMany('2', 'negative', 12, staff);
    const said = await stage.ask('mood.now', 'How is it in here today?', direct);
    expect(said).toContain('`Harbour`');
    expect(said).toMatch(/\b12 messages/);
    expect(said).toContain('`/mood server`');
    expect(said).not.toMatch(/this server|negative, -/);
  });

  it('is that of the server that is named, where they share several, and else it is asked which', async () => {
    await sayMany('2', 'positive', 12);
    const alone = sharing(harbour, other('Moon `base`'), ...['A', 'B', 'C', '@everyone'].map(other));
    const which = await stage.ask('mood.now', 'how is it in here?', { place: null, alone });
    expect(which).toContain('`Harbour` · `Moon base` · `A` · `B` · `C` · …');
    expect(which).not.toContain('everyone');
    expect(await stage.ask('mood.now', 'how is it in HARBOUR today?', { place: null, alone })).toMatch(
      /\b12 messages/,
    );
    expect(await stage.ask('mood.now', 'how is it in the Harbourside', { place: null, alone })).toBe(which);
  });

  it('is not told to somebody who shares no server with the bot', async () => {
    await sayMany('2', 'positive', 12);
    for (const locale of LOCALES) {
      const said = await stage.ask('mood.now', 'how is it', { place: null, alone: sharing(), locale });
      expect(said).not.toMatch(/\d/);
    }
  });

  it('is never that of another person', async () => {
    await sayMany('2', 'negative', 12);
    expect(await stage.ask('mood.person', 'is ann angry?', direct)).not.toMatch(/\d|Harbour/);
  });
});

describe('one’s own mood', () => {
  it('is told to oneself alone: in a direct message, and where nobody else reads the answer', async () => {
    await sayMany('1', 'negative', 12);
    await sayMany('2', 'positive', 30);
    const said = await stage.ask('mood.mine', 'how have I been?', direct);
    expect(said).toMatch(/^Your messages in `Harbour` in the last 24 hours: very negative.* 12 messages/);
    expect(await stage.ask('mood.mine', 'how have I been?', { alone: sharing(harbour) })).toMatch(
      /^Your messages in this server .* 12 messages/,
    );
    expect(await stage.ask('mood.mine', 'how have I been?')).not.toContain('12');
  });

  it('is no figure where little was written, in each language', async () => {
    for (const locale of LOCALES) {
      const said = await stage.ask('mood.mine', 'how am I? 我怎么样', { ...direct, locale });
      expect(said).not.toMatch(/\d\D*messages|undefined|[{}]/);
      expect(said).toContain('`Harbour`');
    }
    await sayMany('1', 'negative', 2);
    expect(await stage.ask('mood.mine', 'how have I been?', direct)).toContain(
      'Only 2 of your messages were',
    );
  });

  it('is not there where the asker opted out, which is said', async () => {
    await sayMany('1', 'negative', 12);
    await stage.store.people.optOut(guild, asker);
    const said = await stage.ask('mood.mine', 'how have I been?', direct);
    expect(said).toContain('You have opted out');
    expect(said).not.toContain('12');
  });
});
