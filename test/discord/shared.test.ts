import { afterEach, beforeEach, expect, it } from 'vitest';
import { sharedServers } from '../../src/discord/shared.ts';
import { DEFAULT_SETTINGS } from '../../src/store/settings.ts';
import { openStage, type Stage } from '../commands/stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const serversOf = (person: string) => sharedServers(stage.client, person, stage.channels.general);

it('the servers of a person are those that they are in, each with its public channels', async () => {
  const { people, acting, guild } = stage;
  for (const person of [people.ann, people.owner]) {
    const [server, ...more] = await serversOf(person);
    expect([server?.id, more]).toEqual([guild, []]);
    const { channels } = await server!.place(DEFAULT_SETTINGS.watch);
    expect(channels.map(({ name }) => name).toSorted()).toEqual(['general', 'offtopic']);
  }
  const stranger = await acting.addUser({ username: 'stranger', guildIds: [] });
  expect(await serversOf(stranger)).toEqual([]);
});
