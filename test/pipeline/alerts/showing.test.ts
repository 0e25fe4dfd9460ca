import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { guildId, messageId } from '../../../src/ids.ts';
import { HOUR, MINUTE } from '../../../src/mood/window.ts';
import {
  alerting,
  alerts,
  background,
  begin,
  calmWeek,
  chooseAlertChannel,
  open,
  outage,
  stage,
  watcher,
} from './rig.ts';
import { hearingLog } from '../words.ts';

beforeEach(open);
afterEach(() => stage.close());

describe('the message of an alert', () => {
  beforeEach(calmWeek);

  it('says less and less where Discord refuses its content: no quotes, no links, bare figures', async () => {
    const refusing = async (...texts: string[]) => {
      await stage.acting.filter({ texts });
      await stage.clock.advance(MINUTE);
      await outage(2);
      return (await alerts())[0]!;
    };
    await stage.acting.filter({ texts: ['`negative'] });
    await outage();
    const [unquoted, ...more] = await alerts();
    expect(more).toEqual([]);
    expect(unquoted!.text).toContain('/channels/');
    expect(unquoted!.text).not.toContain('`negative');

    const unlinked = await refusing('/channels/');
    expect(unlinked.text).not.toContain('/channels/');
    expect(unlinked.text).toContain('Since');
    const bare = await refusing('Since');
    expect(bare.text).toMatch(/\d+ of \d+/);
    expect(bare.text).not.toContain('Since');
    const full = await refusing();
    expect(full.text).toContain('`negative');
  });

  it('links no message whose verdict a moderator corrected', async () => {
    await outage();
    const linked = async () =>
      [...(await alerts())[0]!.text.matchAll(/\/channels\/\d+\/\d+\/(\d+)/g)].map(([, id]) =>
        messageId.parse(id),
      );
    const before = await linked();
    expect(before.length).toBeGreaterThan(0);
    for (const id of before) await stage.store.corrections.set(id, 1, 'positive');
    await stage.clock.advance(MINUTE);
    await outage(2);
    expect((await linked()).filter((id) => before.includes(id))).toEqual([]);
    expect((await linked()).length).toBeGreaterThan(0);
  });

  it('is given up where Discord refuses every form: logged once, told to /status and to other places', async () => {
    const log = hearingLog();
    begin({ log });
    await stage.acting.filter({ texts: ['Incident'] });
    await outage();
    await alerting.refresh();
    await background.settled();
    expect(log.said.filter((line) => line.includes('given up'))).toHaveLength(1);
    expect(await alerts()).toEqual([]);
    expect(alerting.refused(guildId.parse(stage.guild))).toMatchObject([
      { channelId: stage.channels.general },
    ]);

    await stage.acting.filter({ texts: [] });
    begin({ log });
    await alerting.resume();
    await background.settled();
    expect(await alerts()).toEqual([]);
    expect(alerting.refused(guildId.parse(stage.guild))).toHaveLength(1);
    await stage.clock.advance(2 * HOUR);
    await watcher.settle();
    await background.settled();
    expect(alerting.refused(guildId.parse(stage.guild))).toEqual([]);
  });

  it('says once that there is no channel for it, and goes to other places all the same', async () => {
    const log = hearingLog();
    const told: string[] = [];
    begin({ log, deliveries: { deliver: ({ key }) => Promise.resolve(void told.push(key)) } });
    await chooseAlertChannel(null);
    await outage();
    for (let minute = 0; minute < 5; minute += 1) {
      await stage.clock.advance(MINUTE);
      await alerting.refresh();
      await background.settled();
    }
    expect(log.said.filter((line) => line.includes('no alert channel'))).toHaveLength(1);
    expect(told).toHaveLength(1);
  });

  it('is drawn and sent again only where it says something else', async () => {
    const drawn: unknown[] = [];
    const points = () => stage.clock.now() < opened + 10 * MINUTE;
    let opened = Infinity;
    begin({
      chart: {
        plan: () => Promise.resolve({ spec: {} as never, alt: points() ? 'early' : 'late' }),
        draw(plan) {
          drawn.push(plan);
          return Promise.resolve(null);
        },
      },
    });
    await outage();
    opened = stage.clock.now();
    const refresh = async () => {
      await alerting.refresh();
      await background.settled();
    };
    await refresh();
    const before = drawn.length;
    for (let minute = 0; minute < 5; minute += 1) await refresh();
    expect(drawn.length).toBe(before);
    await stage.clock.advance(11 * MINUTE);
    await refresh();
    expect(drawn.length).toBe(before + 1);
  });
});
