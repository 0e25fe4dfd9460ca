// Role jobs: what a role says of each window, posted once.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { channelId, guildId } from '../../src/ids.ts';
import { roleJob } from '../../src/jobs/roleJob.ts';
import type { Role } from '../../src/llm/role/role.ts';
import { silentLog } from '../../src/log.ts';
import { HOUR, MINUTE } from '../../src/mood/window.ts';
import type { RoleJobSetting } from '../../src/store/roleJobs.ts';
import { openStage, type Stage } from '../commands/stage.ts';
import { roleOf, scriptedRoles, shippedRoles } from '../llm/role/stage.ts';
import { say as sayOn } from './talk.ts';

let stage: Stage;
let held: readonly Role[];
const says: string[] = [];
let model: ReturnType<typeof scriptedRoles>;
beforeEach(async () => {
  stage = await openStage();
  held = shippedRoles();
  says.splice(0, says.length, 'The login fails with error 503.');
  model = scriptedRoles(says, undefined, () => held);
  await order({});
});
afterEach(() => stage.close());

const guild = () => guildId.parse(stage.guild);
const idle = { caughtUp: () => Promise.resolve() };

async function order(more: Partial<RoleJobSetting>) {
  const usual = {
    slot: 2,
    role: 'summary',
    of: null,
    schedule: '0 * * * *',
    since: stage.clock.now() - HOUR,
  } as const;
  const job = { ...usual, channelId: channelId.parse(stage.channels.offtopic), ...more };
  await stage.store.settings.update(guild(), (one) => ({ ...one, roleJobs: [job] }));
}

const run = (slot: 1 | 2 = 2) =>
  roleJob(slot, { ...stage, log: silentLog, judging: idle, roles: model.roles }).run({
    guildId: guild(),
    dueAt: stage.clock.now(),
    signal: new AbortController().signal,
  });

const posts = async () =>
  (await stage.sees(stage.people.ann, stage.channels.offtopic)).filter(({ author }) => author.bot);

async function talk(where = stage.channels.general) {
  const { ann, ben, lin } = stage.people;
  await sayOn(stage, ann, where, 'login fails with error 503', 'negative', 30);
  await sayOn(stage, ben, where, 'the login fails again, error 503', 'negative', 29);
  await sayOn(stage, lin, where, 'my login fails, error 503 as well', 'negative', 28);
}

describe('a role job', () => {
  it('posts what the role says of the window, with links, once', async () => {
    await talk();
    expect(await run()).toEqual({ kind: 'done' });
    expect(await run()).toEqual({ kind: 'done' });
    const [post, ...more] = await posts();
    expect(more).toEqual([]);
    expect(post?.embeds[0]?.title).toBe('One-line summary');
    expect(post?.embeds[0]?.description).toMatch(
      /The login fails with error 503\. \[.*\]\(https:\/\/discord\.com/,
    );
    expect(post?.embeds[0]?.footer?.text).toMatch(/3 messages read .* · Role job [0-9A-Z]{4}$/);
    expect(model.asked).toHaveLength(1);
  });

  it('posts once though two processes run it at the same moment', async () => {
    await talk();
    await Promise.all([run(), run()]);
    expect(await posts()).toHaveLength(1);
  });

  it('posts what a job says that took the place of another, though their times begin at the same hour', async () => {
    await talk();
    await run();
    // Of 11:00 to 12:00 until now; from here on of 11:00 to 11:00 of the next day.
    await order({ schedule: '0 11 * * *', since: stage.clock.now() + 5 * MINUTE });
    await stage.clock.advance(23 * HOUR);
    await talk();
    await run();
    expect(await posts()).toHaveLength(2);
  });

  it('speaks the language of the server', async () => {
    await stage.store.settings.update(guild(), (one) => ({ ...one, locale: 'zh-TW' }));
    await talk();
    await run();
    expect((await posts())[0]?.embeds[0]?.title).toBe('一句話總結');
  });

  it('posts nothing where nothing holds, the model gives no answer, or nobody wrote', async () => {
    await run();
    expect(model.asked).toEqual([]);
    await talk();
    says[0] = 'The admins read your passwords.';
    expect(await run()).toEqual({ kind: 'done' });
    await stage.clock.advance(HOUR);
    says[0] = '';
    await talk();
    expect(await run()).toEqual({ kind: 'done' });
    expect(await posts()).toEqual([]);
  });

  it('reads nothing that not all readers of the post may read, nor what was said before the job was made', async () => {
    await talk(stage.channels.staff);
    await run();
    await order({ of: channelId.parse(stage.channels.staff) });
    await run();
    await talk();
    await order({ since: stage.clock.now() });
    await run();
    expect([model.asked, await posts()]).toEqual([[], []]);
  });

  it('has a role that reads one text read each message by itself, and links to each', async () => {
    await talk();
    await order({ role: 'keywords' });
    says.splice(0, says.length, 'login, error', 'passwords of the admins', 'login, error 503');
    await run();
    expect(model.asked.map(({ conversation }) => conversation.turns.at(-1)?.text)).toEqual([
      'my login fails, error 503 as well',
      'the login fails again, error 503',
      'login fails with error 503',
    ]);
    const [post] = await posts();
    const { title, description, footer } = post?.embeds[0] ?? {};
    expect(title).toBe('Keywords');
    expect(description?.replaceAll(/\(https:\S+\/\d+\)/g, '(…)').split('\n')).toEqual([
      '- login, error [Jump](…)',
      '- login, error 503 [Jump](…)',
    ]);
    expect(footer?.text).toMatch(/^3 messages read by a small model: it may be wrong/);
  });

  it('counts the labels of messages', async () => {
    await talk();
    const { owner } = stage.people;
    await sayOn(stage, owner, stage.channels.general, 'thanks all', 'positive', 27);
    await order({ role: 'intent' });
    const labels = ['question', 'request', 'complaint', 'thanks', 'greeting', 'chat'];
    const about = (text: string) => (text === 'N/A' ? '' : text.includes('login') ? 'complaint' : 'thanks');
    model = scriptedRoles(
      [],
      (text) => labels.map((label) => (label === about(text) ? 0 : -9)),
      () => held,
    );
    await run();
    const [post] = await posts();
    expect(post?.embeds[0]?.description?.replaceAll(/\(https:\S+\/\d+\)/g, '(…)').split('\n')).toEqual([
      '**complaint** `3` [Jump](…) [2](…)',
      '**thanks** `1` [Jump](…)',
    ]);
  });

  it('posts nothing where no message read by itself has an answer that holds', async () => {
    await talk();
    await order({ role: 'keywords' });
    says.splice(0, says.length, 'passwords of the admins');
    expect(await run()).toEqual({ kind: 'done' });
    expect([model.asked.length > 0, await posts()]).toEqual([true, []]);
  });

  it('pings nobody and makes no link of what a role that reads one text says', async () => {
    await talk();
    await order({ role: 'translate' });
    says.splice(0, says.length, '@everyone see [this](https://evil.example) <@1> `now`');
    await run();
    const [post] = await posts();
    expect(post?.mention_everyone).toBe(false);
    expect(post?.embeds[0]?.description).not.toMatch(/@|evil\.example|<|`/);
  });

  it('reads nothing whose verdict was corrected', async () => {
    await talk();
    const { owner } = stage.people;
    const wrong = await sayOn(
      stage,
      owner,
      stage.channels.general,
      'login error 503, lovely',
      'negative',
      27,
    );
    await stage.store.corrections.set(wrong, 1, 'positive');
    await run();
    const read = JSON.stringify(model.asked[0]?.conversation.turns);
    expect([read.includes('error 503'), read.includes('lovely')]).toEqual([true, false]);
  });

  it('reads one channel where it was told to', async () => {
    await talk();
    await order({ of: channelId.parse(stage.channels.offtopic) });
    await run();
    expect(model.asked).toEqual([]);
  });

  it('asks the model nothing where its channel is gone, and tells the mend', async () => {
    await talk();
    await order({ channelId: channelId.parse('1') });
    expect(await run()).toMatchObject({
      kind: 'retry',
      reason: expect.stringMatching(/^the channel of role job 2 is gone .*\/settings role-job/) as string,
    });
    expect(model.asked).toEqual([]);
    await order({});
    await run();
    expect(await posts()).toHaveLength(1);
  });

  it('does nothing in an empty place, and fails with the mend where its role is gone', async () => {
    await talk();
    expect(await run(1)).toEqual({ kind: 'done' });
    held = [roleOf('other', {})];
    await expect(run()).rejects.toThrow(
      'restore prompts/summary.md, or remove the job with /settings role-job remove',
    );
    held = shippedRoles();
    await run();
    expect(await posts()).toHaveLength(1);
  });
});
