// The content filter: tests say which texts the server refuses.
import type { TextChannel } from 'discord.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HARBOUR, type Rig, startRig } from './rig.ts';

const { people: person, channels } = HARBOUR;
let rig: Rig;
let general: TextChannel;

beforeAll(async () => {
  rig = await startRig();
  const client = await rig.login();
  general = (await client.channels.fetch(channels.general)) as TextChannel;
});
afterAll(() => rig.close());

describe('what is filtered', () => {
  afterEach(() => rig.people.filter({ texts: [] }));
  const bad = 'https://evil.example/"x"';
  const refused = { status: 400, code: 240_000 };

  it('is refused in posts of the bot and in their edits, and people may say it', async () => {
    await rig.people.filter({ texts: [bad] });
    const sent = await general.send('fine');
    await expect(general.send({ embeds: [{ fields: [{ name: 'x', value: bad }] }] })).rejects.toMatchObject(
      refused,
    );
    await expect(sent.edit(bad)).rejects.toMatchObject(refused);
    await rig.people.post(person.lin, channels.general, bad);
    await rig.people.filter({ texts: [] });
    await expect(sent.edit(bad)).resolves.toMatchObject({ content: bad });
  });

  it('is refused with the code that was asked for', async () => {
    await rig.people.filter({ texts: ['spam'], code: 200_000 });
    await expect(general.send('spam')).rejects.toMatchObject({ status: 400, code: 200_000 });
  });
});
