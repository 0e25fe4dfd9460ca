import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { guildId } from '../../src/ids.ts';
import { HOUR, MINUTE } from '../../src/mood/window.ts';
import {
  alerts,
  background,
  begin,
  calmWeek,
  keep,
  open,
  outage,
  stage,
  watcher,
  write,
} from './alerts/rig.ts';

beforeEach(open);
afterEach(() => stage.close());

describe('an alert', () => {
  beforeEach(calmWeek);

  it('opens once for a spike, says its evidence and mentions nobody without a role', async () => {
    await outage();
    const [alert, ...more] = await alerts();
    expect(more).toEqual([]);
    expect(alert?.text).toMatch(/\d+ of \d+/);
    expect(alert?.text).toContain(stage.channels.general);
    expect(alert?.mentions).toEqual([]);
    expect(await stage.store.incidents.allOpen()).toMatchObject([{ messageId: alert?.id, state: 'open' }]);
  });

  it('says what the negative messages mostly are, how many are against people, and what fits to do', async () => {
    await outage();
    const [alert] = await alerts();
    expect(alert?.text).toMatch(/messages clearly negative, mostly complaints/);
    expect(alert?.text).toMatch(/Mostly complaints; [12] messages? against people/);
    expect(alert?.text).toContain('Say that you are reading along, and ask what is wrong.');
  });

  it('does not open in a calm hour', async () => {
    for (let n = 0; n < 24; n += 1) {
      await stage.clock.advance(MINUTE);
      await write(n % 2 === 0 ? stage.people.ann : stage.people.ben, n % 10 === 0 ? 'negative' : 'neutral');
    }
    await background.settled();
    expect(await alerts()).toEqual([]);
  });

  it('ends when the channel is calm again, in the same message', async () => {
    await outage();
    await stage.clock.advance(2 * HOUR);
    await watcher.settle();
    await background.settled();
    const [alert, ...more] = await alerts();
    expect(more).toEqual([]);
    expect(alert?.text).toContain('Over: nobody wrote for an hour');
    expect(await stage.store.incidents.allOpen()).toEqual([]);
  });

  it('is told to the webhooks of the server when it opens and when it ends, once each', async () => {
    const guild = guildId.parse(stage.guild);
    const hook = {
      id: 'a1',
      form: 'json',
      to: 'http://127.0.0.1:9/',
      secret: null,
      events: 'alerts',
    } as const;
    const settings = await stage.store.settings.get(guild);
    await stage.store.settings.update(guild, () => ({ ...settings, webhooks: [hook] }));
    await outage();
    begin();
    await outage(6);
    await stage.clock.advance(2 * HOUR);
    await watcher.settle();
    await background.settled();
    const told = await stage.store.deliveries.take(stage.clock.now(), stage.clock.now() + HOUR, 9);
    const letters = told.map(({ letter }) => JSON.parse(letter) as { facts: { phase: string } });
    expect(letters.map(({ facts }) => facts.phase)).toEqual(['open', 'resolved']);
    expect(JSON.stringify(letters)).not.toMatch(/<@&?\d/);
    expect(JSON.stringify(letters)).toContain('https://discord.com/channels/');
    const withoutDraft = JSON.stringify(letters).replace(/```[^`]*```/g, '');
    expect(withoutDraft).not.toContain('`'); // as which messages are quoted
  });

  it('is raised after a start when the program ended between the verdicts and the alert', async () => {
    const authors = [stage.people.ann, stage.people.ben, stage.people.lin, stage.people.mod];
    for (let n = 0; n < 24; n += 1) {
      await stage.clock.advance(30_000);
      const label = n % 6 === 5 ? 'neutral' : 'negative';
      await keep([{ at: stage.clock.now(), author: authors[n % 4]!, label }]);
    }
    begin();
    await watcher.resume();
    await background.settled();
    expect(await alerts()).toHaveLength(1);
    begin();
    await watcher.resume();
    await background.settled();
    expect(await alerts()).toHaveLength(1);
    await stage.clock.advance(2 * HOUR);
    await watcher.settle();
    begin();
    await watcher.resume();
    await background.settled();
    expect(await stage.store.incidents.allOpen()).toEqual([]);
  });

  it('is neither raised again nor forgotten by a restart', async () => {
    await outage();
    begin();
    await outage(6);
    expect(await alerts()).toHaveLength(1);
    await stage.clock.advance(2 * HOUR);
    begin();
    await watcher.settle();
    await background.settled();
    expect((await alerts())[0]?.text).toContain('Over: nobody wrote for an hour');
  });

  it('is raised at the same message where everything is forgotten before each as where nothing is', async () => {
    const raisedAt = async (forgets: boolean): Promise<number | null> => {
      const authors = [stage.people.ann, stage.people.ben, stage.people.lin, stage.people.mod];
      for (let n = 0; n < 24; n += 1) {
        if (forgets) begin();
        await stage.clock.advance(30_000);
        await write(authors[n % authors.length]!, n % 6 === 0 ? 'neutral' : 'negative');
        if ((await stage.store.incidents.allOpen()).length > 0) return n;
      }
      return null;
    };
    const remembering = await raisedAt(false);
    await background.settled();
    await stage.close();
    await open();
    await calmWeek();
    expect(remembering).not.toBeNull();
    expect(await raisedAt(true)).toBe(remembering);
    await background.settled();
  });

  it('is not raised for what was written more than an hour ago', async () => {
    const authors = [stage.people.ann, stage.people.ben, stage.people.lin];
    for (let n = 0; n < 24; n += 1)
      await write(authors[n % 3]!, 'negative', stage.clock.now() - 2 * HOUR + n * 1000);
    await background.settled();
    expect(await alerts()).toEqual([]);
    expect(await stage.store.incidents.allOpen()).toEqual([]);
  });
});
