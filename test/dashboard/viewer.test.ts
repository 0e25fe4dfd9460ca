// What one viewer may cost the bot and Discord.
import { expect, it } from 'vitest';
import { MINUTE } from '../../src/mood/window.ts';
import { stage } from '../pipeline/alerts/rig.ts';
import { mood, useMood } from './rig.ts';

useMood();

it('a view costs Discord one request, and the list of servers one each a minute', async () => {
  let asked = 0;
  stage.client.rest.on('response', ({ path }) => void (asked += /\/members\/\d+$/.test(path) ? 1 : 0));
  const costOf = async () => {
    const before = asked;
    expect((await mood.view(stage.people.ann)).servers).toMatchObject([{ id: stage.guild }]);
    return asked - before;
  };
  const servers = stage.client.guilds.cache.size;
  expect(await costOf()).toBe(1 + servers);
  expect(await costOf()).toBe(1);
  await stage.clock.advance(MINUTE);
  expect(await costOf()).toBe(1 + servers);
});

it('nobody holds more than ten pages open for news', async () => {
  const first = async (as: string) => {
    const url = `http://127.0.0.1/mood/api/live?as=${as}&guild=${stage.guild}`;
    const { body } = await mood.fetch(new Request(url));
    const reader = body!.pipeThrough(new TextDecoderStream()).getReader();
    return { reader, said: (await reader.read()).value };
  };
  const pages = await Promise.all(Array.from({ length: 10 }, () => first(stage.people.ann)));
  expect(pages.every(({ said }) => said === 'event: open\ndata: \n\n')).toBe(true);
  const more = await first(stage.people.ann);
  const another = await first(stage.people.ben);
  expect([more.said, another.said]).toEqual(['event: full\ndata: \n\n', 'event: open\ndata: \n\n']);
  for (const { reader } of [...pages, another]) await reader.cancel();
});
