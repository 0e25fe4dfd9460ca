import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type APIEmbed, ButtonStyle, ComponentType, Events, PermissionFlagsBits } from 'discord.js';
import { appCommands, handleInteraction } from '../../src/commands/index.ts';
import { connect, createClient } from '../../src/discord/client.ts';
import { BarometerError } from '../../src/errors.ts';
import { guildId } from '../../src/ids.ts';
import type { Log } from '../../src/log.ts';
import { StoreDamagedError } from '../../src/store/errors.ts';
import type { HealthState } from '../../src/store/health.ts';
import { TOKEN } from '../support/localServer.ts';
import { LEAVES } from './rights/pieces.ts';
import { openStage, type Stage } from './stage.ts';

class DiskFullError extends BarometerError {}

const logged: { level: string; facts: Record<string, unknown> }[] = [];
const note = (level: string) => (facts: Record<string, unknown>) => void logged.push({ level, facts });
const log = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') } as Log;

let stage: Stage;
let failure: Error | null = null;
let health: HealthState = 'whole';
beforeAll(async () => {
  stage = await openStage((context) => ({
    ...context,
    log,
    health: () => health,
    status: () => (failure ? Promise.reject(failure) : context.status()),
  }));
});
afterAll(() => stage.close());

const status = () => stage.ask(stage.people.mod, stage.channels.general, 'status');

describe('a command', () => {
  it('that fails says so kindly to the person, and in full to the log', async () => {
    failure = new Error('secret path /var/lib');
    const answer = await status();
    expect(answer.isEphemeral).toBe(true);
    expect(answer.content).toContain('Sorry, that did not work');
    expect(answer.content).not.toContain('secret');
    expect(logged.at(-1)).toMatchObject({ level: 'error', facts: { name: 'status', err: failure } });
  });

  it('that meets something a person can mend says its line', async () => {
    failure = new DiskFullError('The disk is full: free some space.');
    expect((await status()).content).toBe('The disk is full: free some space.');
    failure = null;
  });

  it('that another process has answered already is left alone, with a warning', async () => {
    const other = createClient(stage.apiUrl);
    await connect(other, TOKEN);
    const settled = new Promise<void>((resolve) => {
      other.on(Events.InteractionCreate, (interaction) => {
        void handleInteraction(interaction, appCommands, stage.context).then(resolve);
      });
    });
    const before = (await stage.sees(stage.people.mod, stage.channels.general)).length;
    await status();
    await settled;
    await other.destroy();
    expect(await stage.sees(stage.people.mod, stage.channels.general)).toHaveLength(before + 1);
    expect(logged.at(-1)).toMatchObject({ level: 'warn', facts: { name: 'status' } });
  });

  it('is refused where the permission is lacking, even when the server lets it through', async () => {
    const { client, guild, people, channels } = stage;
    // A server's settings can allow a command to anyone. Here it is registered without permissions.
    const commands = await client.application.commands.fetch();
    const registered = commands.find(({ name }) => name === 'settings')!;
    await client.application.commands.edit(registered.id, { defaultMemberPermissions: null });
    const answer = await stage.ask(people.ann, channels.general, 'settings reactions', { state: 'on' });
    expect(answer.isEphemeral).toBe(true);
    expect(answer.content).toContain('Only people with **Manage Server**');
    await client.application.commands.edit(registered.id, {
      defaultMemberPermissions: PermissionFlagsBits.ManageGuild,
    });
    expect(await stage.store.settings.guilds()).not.toContain(guild);
  });

  it('or button of an earlier release is answered too', async () => {
    const { client, people, channels } = stage;
    await client.application.commands.create({ name: 'forecast', description: 'gone' });
    const answer = await stage.ask(people.ann, channels.general, 'forecast');
    expect(answer.content).toContain('has expired');

    const channel = await client.channels.fetch(channels.general);
    if (!channel?.isSendable()) throw new Error('cannot send');
    const button = {
      type: ComponentType.Button,
      style: ButtonStyle.Secondary,
      label: 'Old',
      customId: 'forecast:1',
    } as const;
    const sent = await channel.send({
      content: 'old',
      components: [{ type: ComponentType.ActionRow, components: [button] }],
    });
    const old = (await stage.sees(people.ann, channels.general)).find(({ id }) => id === sent.id)!;
    const pressed = await stage.press(people.ann, old, 'forecast:1');
    expect(pressed.isEphemeral).toBe(true);
    expect(pressed.content).toContain('has expired');
  });
});

describe('/status', () => {
  it('tells of the model, the queue, the store, the jobs and the setup', async () => {
    const { text } = await status();
    expect(text).toContain('`tiny/q4_0` · preset `tiny` · uncalibrated');
    expect(text).toContain('0 messages of this server are waiting (3 in all), 41.5 judged a minute');
    expect(text).toMatch(/the oldest was written <t:\d+:R>/);
    expect(text).toContain('25% known from an identical message');
    expect(text).toContain('SQLite · checked at the start: intact');
    expect(text).toMatch(/Reports are not posted: choose a channel with <\/settings reports:\d+>/);
    expect(text).not.toContain('Judging is waiting');
  });

  it('says how far the calibration has got, and then how good it is', async () => {
    stage.calibrated.calibrating = { read: 300, of: 1082 };
    expect((await status()).text).toContain('calibrating: 300 of 1,082 messages; until then');
    Object.assign(stage.calibrated, {
      calibrating: null,
      calibration: { right: 75.2, falseNegative: 15.5, error: null },
    });
    const { text } = await status();
    expect(text).toContain(
      '`tiny` · calibrated · 75 of 100 chat messages right · 16 of 100 non-negative mess',
    );
    expect(text).not.toContain('percentage points');
    stage.calibrated.calibration = null;
  });

  it('says that alerts wait after a change of the judge, as long as they may', async () => {
    const { settings } = stage.store;
    const guild = guildId.parse(stage.guild);
    const changed = (since: number) =>
      settings.update(guild, (held) => ({ ...held, judge: { version: 'b', since } }));
    expect((await status()).text).not.toContain('The judge changed');
    await changed(stage.clock.now() - 3_600_000);
    expect((await status()).text).toMatch(/The judge changed <t:\d+:R>\. In each channel alerts wait until/);
    await changed(stage.clock.now() - 3 * 86_400_000);
    expect((await status()).text).not.toContain('The judge changed');
  });

  it('says what judging waits for, and that no message is lost', async () => {
    stage.judging.waitsFor = 'model';
    expect((await status()).text).toMatch(
      /Judging is waiting: the model can.t be used\..*no message is lost/,
    );
    stage.judging.waitsFor = 'store';
    expect((await status()).text).toMatch(/Judging is waiting: the database can.t be written\./);
    stage.judging.waitsFor = null;
  });
});

describe('/status of a damaged database', () => {
  it('says so, and who must act, though nothing else can be read, and names no path', async () => {
    health = 'damaged';
    failure = new StoreDamagedError('/srv/data/barometer.sqlite', 'malformed');
    const { text } = await status();
    [health, failure] = ['whole', null];
    expect(text).toContain(
      'damaged: nothing more is written and I am stopping. Whoever runs me must restore a backup',
    );
    expect(text).not.toContain('/srv');
  });
});

describe('/help', () => {
  /** The links of the answer, each as its path, which must be one that is registered. */
  const linked = async (who: string, where: string) => {
    const { text, isEphemeral } = await stage.ask(who, where, 'help');
    expect(isEphemeral).toBe(true);
    const ids = new Map(stage.client.application.commands.cache.map(({ name, id }) => [name, id]));
    return [...text.matchAll(/<\/([^:>]+):(\d+)>/g)].map(([, path = '', id]) => {
      expect(id).toBe(ids.get(path.split(' ', 1)[0]!));
      return path;
    });
  };
  const usableBy = (...rights: string[]) =>
    LEAVES.filter(({ need }) => need.anyOf.length === 0 || need.anyOf.some((right) => rights.includes(right)))
      .map(({ path }) => path)
      .sort();

  it('links every command that the asker may use, and no other', async () => {
    const { people, channels, acting, guild } = stage;
    const moderator = await acting.addUser({
      username: 'helper',
      guildIds: [guild],
      permissions: PermissionFlagsBits.ModerateMembers.toString(),
    });
    expect((await linked(people.ann, channels.general)).sort()).toEqual(usableBy());
    expect((await linked(moderator, channels.general)).sort()).toEqual(usableBy('ModerateMembers'));
    expect((await linked(people.mod, channels.general)).sort()).toEqual(usableBy('ManageGuild'));
    const all = (await linked(people.owner, channels.general)).sort();
    expect(all).toEqual(usableBy('ModerateMembers', 'ManageGuild'));
    expect(all).toHaveLength(LEAVES.length);
  });

  it('names in direct messages only what works there', async () => {
    const { people, acting } = stage;
    const dm = await acting.dm(people.lin);
    expect((await linked(people.lin, dm)).sort()).toEqual(['ask', 'chat persona', 'chat reset', 'help']);
    expect((await stage.sees(people.lin, dm)).at(-1)!.text).toContain('在伺服器裡還有');
  });

  it("fits on two screens of a phone, in the asker's language", async () => {
    const { people, channels } = stage;
    const { embeds } = await stage.ask(people.ann, channels.general, 'help');
    const shown = (text = '') => text.replace(/<(\/[^:]+):\d+>/g, '$1').length;
    const lengthOf = ({ title, description, fields = [] }: APIEmbed) =>
      shown(title) + shown(description) + fields.reduce((n, { name, value }) => n + shown(name + value), 0);
    expect(lengthOf(embeds[0]!)).toBeLessThan(1500);
    const owner = await stage.ask(people.owner, channels.general, 'help');
    for (const { value } of owner.embeds[0]!.fields!) expect(value.length).toBeLessThanOrEqual(1024);
    expect((await stage.ask(people.lin, channels.general, 'help')).text).toContain('你自己的情緒');
  });
});
