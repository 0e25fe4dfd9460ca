// Whatever Discord puts into a message that an interaction is about, or that is read over REST, the bot goes on.
import { Events, InteractionType } from 'discord.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, createClient } from '../../src/discord/client.ts';
import { tolerate } from '../../src/discord/tolerance.ts';
import { guildId } from '../../src/ids.ts';
import { createBackfill } from '../../src/pipeline/backfill.ts';
import { DEFAULT_SETTINGS } from '../../src/store/settings.ts';
import { menusOn } from '../commands/menus/stage.ts';
import { hearingLog } from '../pipeline/words.ts';
import { TOKEN } from '../support/localServer.ts';
import { openOtherServer } from '../support/otherServer.ts';
import { changed, changes, close, failures, nextId, open, send, stage, type Payload } from './oddMessages.ts';

const stopping = new AbortController();
beforeAll(open);
afterAll(async () => {
  stopping.abort();
  await close();
});

/** Fields as no version of discord.js knows them. */
const ODD: Payload = {
  embeds: [null],
  mentions: null,
  flags: null,
  message_reference: null,
  poll: { question: null },
  reactions: null,
  message_snapshots: [{ message: null }],
  application: null,
  activity: null,
  role_subscription_data: null,
  interaction_metadata: {},
  thread: null,
  new_in_2026: { of: [null] },
};

describe('a message that an interaction is about', () => {
  const { judged, use } = menusOn(() => stage);

  it('with fields that are null, odd or new breaks nothing', async () => {
    const ways = fc.constantFrom('menu', 'button', 'form');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(changes(), ways), { minLength: 1, maxLength: 8 }), async (all) => {
        for (const [some, way] of all) {
          await stage.acting.dispatch('INTERACTION_CREATE', interactionAbout(changed(some), way));
        }
        await send('MESSAGE_CREATE', []);
        await stage.idle();
        expect(failures.splice(0)).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  it('is answered about by a menu, whatever else is in it', async () => {
    const { people, channels, client } = stage;
    const target = await judged(people.ann, channels.general, 'This is awful.');
    const makeOdd = (packet: { t: string; d: { data?: { resolved?: { messages?: Payload } } } }) => {
      const targets = packet.t === 'INTERACTION_CREATE' ? packet.d.data?.resolved?.messages : undefined;
      if (targets) targets[target.id] = { ...(targets[target.id] as Payload), ...ODD };
    };
    client.prependListener(Events.Raw, makeOdd);
    const answer = await use(people.ben, 'Mood of this message', target);
    client.off(Events.Raw, makeOdd);
    expect(answer.content).toContain('reads as **negative**');
    expect(failures).toEqual([]);
  });
});

/** As Discord sends it to whoever answers: of ann, with a name that no command has. */
function interactionAbout(message: Payload, way: 'menu' | 'button' | 'form'): Payload {
  const { people, guild, channels, client } = stage;
  const [id, target] = [nextId(), nextId()];
  const user = { id: people.ann, username: 'ann', discriminator: '0', global_name: 'Ann', avatar: null };
  const common = {
    ...{ id, application_id: client.application.id, token: 't', version: 1, guild_id: guild },
    ...{ channel_id: channels.general, channel: { id: channels.general, type: 0, guild_id: guild } },
    member: { user, roles: [], joined_at: '2026-01-05T12:00:00.000000+00:00', permissions: '0', flags: 0 },
    ...{ locale: 'en-GB', guild_locale: 'en-US', entitlements: [], authorizing_integration_owners: {} },
    ...{ context: 0, app_permissions: '0', attachment_size_limit: 1 },
  };
  if (way === 'menu') {
    const data = {
      id: '1',
      type: 3,
      name: 'none',
      target_id: target,
      resolved: { messages: { [target]: message } },
    };
    return { ...common, type: InteractionType.ApplicationCommand, data };
  }
  if (way === 'form')
    return {
      ...common,
      type: InteractionType.ModalSubmit,
      data: { custom_id: 'none', components: [] },
      message,
    };
  return {
    ...common,
    type: InteractionType.MessageComponent,
    data: { custom_id: 'none', component_type: 2 },
    message,
  };
}

describe('a message that is read over REST', () => {
  it('ends no reading back, neither with odd fields nor without an author, and the others are read', async () => {
    const { people, channels, store, clock } = stage;
    const known = guildId.parse(stage.guild);
    await store.settings.update(known, () => DEFAULT_SETTINGS);
    for (const text of ['odd', 'of nobody', 'after both'])
      await stage.acting.post(people.ben, channels.offtopic, text);
    const other = await openOtherServer(stage, async ({ path }, pass) => {
      const answer = await pass();
      if (!path.endsWith('/messages') || !answer.ok) return answer;
      const page = (await answer.json()) as Payload[];
      return Response.json(
        page.map((one) => {
          if (one['content'] === 'odd') return { ...one, ...ODD };
          return one['content'] === 'of nobody' ? { ...one, author: null } : one;
        }),
      );
    });
    const client = createClient(other.apiUrl);
    const said = hearingLog();
    tolerate(client, said);
    await connect(client, TOKEN);
    const received: string[] = [];
    const filler = createBackfill({
      ...{ client, store, clock, log: said, signal: stopping.signal },
      receive: (messages) => {
        received.push(
          ...messages
            .filter(({ channelId }) => channelId === channels.offtopic)
            .map(({ content }) => content),
        );
        return Promise.resolve();
      },
    });
    await filler.measure(client.guilds.cache.values());
    await filler.fill();
    expect(received).toEqual(['odd', 'after both']);
    expect(await store.claims.unsettled()).toEqual([]);
    expect(said.said).toContain('Discord sent a message that cannot be read: it is left out');
    await client.destroy();
    await other.close();
  });
});
