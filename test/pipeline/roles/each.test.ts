// A role that reads one text, run over messages.
import { describe, expect, it } from 'vitest';
import { channelId, messageId } from '../../../src/ids.ts';
import type { Role } from '../../../src/llm/role/role.ts';
import type { Given } from '../../../src/pipeline/roles/answering.ts';
import { answersToEach } from '../../../src/pipeline/roles/each.ts';
import { never, roleOf, scriptedRoles } from '../../llm/role/stage.ts';

const inTime = { signal: never, isLate: () => false };

/** Oldest first. */
const said = (...texts: readonly string[]): Given[] =>
  texts.map((content, n) => ({
    authorId: String(n),
    content,
    place: { channelId: channelId.parse('1'), id: messageId.parse(String(n + 1)) },
  }));

async function each(role: Role, shown: readonly Given[], says: readonly string[], options = inTime) {
  const { roles, asked } = scriptedRoles(says);
  const { parts, read } = await answersToEach(roles, { role, shown, locale: 'en' }, options);
  return {
    read,
    asked: asked.map(({ conversation }) => conversation.turns.at(-1)?.text),
    told: parts.map(({ text, cites }) => [text, ...cites.map(({ id }) => id)]),
  };
}

const line = roleOf('line', {});

describe('a role that reads one text', () => {
  it('reads the newest messages first, each by itself, and links each answer to its own', async () => {
    expect(await each(line, said('one is old', 'two is new'), ['about two', 'about one'])).toEqual({
      read: 2,
      asked: ['two is new', 'one is old'],
      told: [
        ['about two', '2'],
        ['about one', '1'],
      ],
    });
  });

  it('leaves out what has no words, is too long for it, comes back as it was, or gets no answer', async () => {
    const short = roleOf('line', { characters: '20' });
    const shown = said('no answer here', 'as it was', '🎉🎉', 'a'.repeat(21), 'good one');
    expect(await each(short, shown, ['fine', 'as it was', ''])).toMatchObject({
      read: 3,
      told: [['fine', '5']],
    });
  });

  it('holds each answer to the words of its own message', async () => {
    const found = roleOf('line', { found: 'every' });
    const answers = ['the map', 'the login'];
    expect((await each(found, said('login is slow', 'map is dark'), answers)).told).toEqual([
      ['the map', '2'],
      ['the login', '1'],
    ]);
    expect((await each(found, said('map is dark', 'login is slow'), answers)).told).toEqual([]);
  });

  it('marks an answer whose end is missing', async () => {
    const { roles } = scriptedRoles(['The map is dark. And the'], undefined, undefined, true);
    const order = { role: line, shown: said('the map is dark today'), locale: 'en' } as const;
    const { parts } = await answersToEach(roles, order, inTime);
    expect(parts.map(({ text }) => text)).toEqual(['The map is dark. ...']);
  });

  it('puts the items of a list, and the fields of an object, into one line', async () => {
    const list = roleOf('list', { answers: 'list' });
    expect((await each(list, said('a map and a sword'), ['map, sword'])).told).toEqual([['map, sword', '1']]);
    const json = roleOf('json', { answers: 'json', fields: 'topic text, count number' });
    const answer = '{"topic":"map","count":2}';
    expect((await each(json, said('two maps'), [answer])).told).toEqual([['topic map, count 2', '1']]);
  });

  it('writes ten answers at most', async () => {
    const many = said(...Array.from({ length: 15 }, (_, n) => `message ${n}`));
    const { read, asked } = await each(line, many, ['fine']);
    expect([read, asked[0], asked.at(-1)]).toEqual([10, 'message 14', 'message 5']);
  });

  it('tells what it read until the time is up', async () => {
    let looks = 0;
    const options = { signal: never, isLate: () => (looks += 1) > 2 };
    const { read, told } = await each(line, said('one', 'two', 'three'), ['fine'], options);
    expect([read, told]).toEqual([
      2,
      [
        ['fine', '3'],
        ['fine', '2'],
      ],
    ]);
  });

  it('ends with the reason of the signal', async () => {
    const options = { signal: AbortSignal.abort(new Error('stopping')), isLate: () => false };
    await expect(each(line, said('one'), ['fine'], options)).rejects.toThrow('stopping');
  });
});
