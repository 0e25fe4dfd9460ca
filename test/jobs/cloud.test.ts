import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { channelId, guildId, messageId, userId } from '../../src/ids.ts';
import { cloudJob } from '../../src/jobs/cloud.ts';
import { markJob } from '../../src/jobs/marks.ts';
import { silentLog } from '../../src/log.ts';
import { HOUR, MINUTE } from '../../src/mood/window.ts';
import type { Label } from '../../src/mood/verdict.ts';
import { createPainter, type Painter } from '../../src/report/charts/painter.ts';
import { openStage, type Stage } from '../commands/stage.ts';
import { say as sayOn } from './talk.ts';

let stage: Stage;
let painter: Painter;
beforeAll(() => {
  painter = createPainter({ log: silentLog, clock: systemClock });
});
afterAll(() => painter.close());
beforeEach(async () => {
  stage = await openStage();
  await settle({ cloudSchedule: '0 * * * *', reportChannelId: channelId.parse(stage.channels.offtopic) });
});
afterEach(() => stage.close());

const guild = () => guildId.parse(stage.guild);
const idle = { caughtUp: () => Promise.resolve() };

async function settle(more: object) {
  await stage.store.settings.update(guild(), (held) => ({ ...held, ...more }));
}

const say = (who: string, where: string, content: string, label: Label, minutesAgo: number) =>
  sayOn(stage, who, where, content, label, minutesAgo);

function run(job = cloudJob({ ...stage, log: silentLog, judging: idle, painter })) {
  return job.run({ guildId: guild(), dueAt: stage.clock.now(), signal: new AbortController().signal });
}

const posts = async () =>
  (await stage.sees(stage.people.ann, stage.channels.offtopic)).filter(({ author }) => author.bot);

async function talk() {
  const { ann, ben, lin } = stage.people;
  const { general } = stage.channels;
  await say(ann, general, 'refund please, the launcher crash again after the patch', 'negative', 30);
  await say(ben, general, 'same crash, launcher broken, refund! patch is bad 退款 服务器', 'negative', 29);
  await say(
    lin,
    general,
    '服务器 又崩了，我要 退款 <@1> https://example.org/secret mine mine zebra',
    'negative',
    28,
  );
  await say(lin, stage.channels.staff, 'acquisition acquisition', 'negative', 27);
  await say(ann, stage.channels.staff, 'acquisition rumours', 'negative', 26);
}

describe('the word cloud', () => {
  it('is posted once as a picture that says its words, with the same as SVG', async () => {
    await talk();
    expect(await run()).toEqual({ kind: 'done' });
    await run();
    const [post, ...more] = await posts();
    expect(more).toEqual([]);
    const alt = post!.embeds[0]?.image?.description ?? '';
    for (const word of ['refund', 'launcher', 'crash', 'patch', '退款', '服务器'])
      expect(alt).toContain(word);
    expect(post!.attachments.map(({ filename }) => filename)).toEqual(['words.svg']);
    expect(post!.embeds[0]?.footer?.text).toMatch(/^Word cloud [0-9A-Z]{4} · /);
  });

  it('has no word of one person alone, of closed channels, of links or of names', async () => {
    await talk();
    await run();
    const alt = (await posts())[0]!.embeds[0]?.image?.description ?? '';
    for (const word of ['zebra', 'acquisition', 'secret', 'example']) expect(alt).not.toContain(word);
  });

  it('is not posted where too little was said', async () => {
    await say(stage.people.ann, stage.channels.general, 'refund', 'negative', 30);
    expect(await run()).toEqual({ kind: 'done' });
    expect(await posts()).toEqual([]);
  });

  it('is off unless somebody asks for it', async () => {
    await settle({ cloudSchedule: 'off' });
    await talk();
    await run();
    expect(await posts()).toEqual([]);
  });
});

describe('marks', () => {
  const marks = () => run(markJob({ ...stage, log: silentLog, judging: idle }));
  const marked = async () =>
    (await stage.sees(stage.people.ann, stage.channels.general)).map(({ content, reactions }) => [
      content,
      ...(reactions ?? []).map(({ emoji }) => emoji.name),
    ]);

  async function post(content: string, label: Label, minutesAgo: number) {
    const at = new Date(stage.clock.now() - minutesAgo * MINUTE).toISOString();
    const { id } = await stage.acting.post(stage.people.ann, stage.channels.general, content, { at });
    const place = { guildId: guild(), channelId: channelId.parse(stage.channels.general) };
    const createdAt = stage.clock.now() - minutesAgo * MINUTE;
    const message = { id: messageId.parse(id), ...place, authorId: userId.parse(stage.people.ann) };
    await stage.store.intake.add([{ ...message, createdAt, content }]);
    const probabilities = { positive: 0.1, neutral: 0.1, negative: 0.1, [label]: 0.8 };
    const verdict = { label, probabilities, uncertain: false };
    const judged = { model: 't', promptVersion: '1', truncated: false, judgedAt: createdAt };
    await stage.store.queue.tag([{ id: message.id, revision: 1, verdict, ...judged }]);
  }

  it('are put on the negative messages of the last ten minutes, and on no other', async () => {
    await settle({ markSchedule: '10 minutes' });
    await post('old and bad', 'negative', 40);
    await post('good', 'positive', 5);
    await post('bad', 'negative', 4);
    expect(await marks()).toEqual({ kind: 'done' });
    await marks();
    expect(await marked()).toEqual([['old and bad'], ['good'], ['bad', '😟']]);
  });

  it('are not put on a message whose verdict a moderator corrected', async () => {
    await settle({ markSchedule: '10 minutes' });
    await post('sick, in the good sense', 'negative', 4);
    const [message] = await stage.store.messages.recent({ guildId: guild(), channelId: null }, 1);
    await stage.store.corrections.set(message!.id, 1, 'positive');
    await marks();
    expect(await marked()).toEqual([['sick, in the good sense']]);
  });

  it('are off unless somebody asks for them, and where every message has its reaction', async () => {
    await post('bad', 'negative', 4);
    await marks();
    await settle({ markSchedule: '10 minutes', reactions: true });
    await marks();
    expect(await marked()).toEqual([['bad']]);
  });

  it('go on where a message was deleted meanwhile', async () => {
    await settle({ markSchedule: '1 hours' });
    await say(stage.people.ben, stage.channels.general, 'deleted on Discord', 'negative', 20);
    await post('bad', 'negative', 30);
    expect(await marks()).toEqual({ kind: 'done' });
    expect(await marked()).toEqual([['bad', '😟']]);
    expect(stage.clock.now() % HOUR).toBe(0);
  });
});
