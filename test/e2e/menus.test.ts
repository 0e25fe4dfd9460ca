// The message menus of the whole bot: used by people on the local server, over a crash, in three languages.
import { ComponentType } from 'discord.js';
import { expect, it } from 'vitest';
import { componentOf } from '../commands/menus/stage.ts';
import { ANGRY } from '../crash/mind.ts';
import { crash, running, stage, useMindStage } from './mindStage.ts';
import { HARBOUR } from './stage.ts';

const { channels, people } = HARBOUR;

useMindStage();

/** Uses a menu; resolves with the answer once it is more than "thinking". */
async function use(who: string, name: string, targetId: string) {
  const seen = await stage.people.watch(who);
  const { message } = await stage.people.run(who, channels.general, name, {}, { targetId });
  const answer = await seen.settled(
    ({ id, content, embeds }) => id === message?.id && (content !== '' || embeds.length > 0),
  );
  seen.close();
  return answer;
}

it('verdicts are told, explained, corrected and taken back on the message itself', async ({
  onTestFailed,
}) => {
  onTestFailed(() => console.error(running.output()));
  const { people: acting } = stage;
  await stage.command('settings', 'reactions', { state: 'on' });
  const seen = await acting.watch(people.mira);
  const message = await acting.post(people.tomas, channels.general, `The update today is ${ANGRY}, sorry.`);
  // The reaction is the sign that it is judged.
  await seen.next('reactions', (event) => event.message.id === message.id);
  seen.close();

  const mood = await use(people.yuki, 'Mood of this message', message.id);
  expect(mood.content).toContain('😟 This message reads as **negative**');
  expect((mood.flags ?? 0) & 64).toBe(64);
  expect((await use(people.lin, 'Mood of this message', message.id)).content).toContain('這則訊息');
  const why = await use(people.yuki, 'Why this mood?', message.id);
  expect(why.content).toContain(`- \`${ANGRY},\`: without it negative falls from`);

  await expect(use(people.yuki, 'Wrong mood', message.id)).rejects.toThrow('Missing Permissions');
  const question = await use(people.wen, 'Wrong mood', message.id);
  expect(question.content).toBe('我把这条消息判断为**负面**。正确的是什么？');
  const list = componentOf(question, ComponentType.StringSelect);
  const wens = await acting.watch(people.wen);
  await acting.click(people.wen, question, list, ['positive']);
  const noted = await wens.settled(({ id, content }) => id === question.id && content.includes('已记下'));

  await crash();
  expect((await use(people.yuki, 'Mood of this message', message.id)).content).toContain(
    'A moderator corrected it: **positive**',
  );
  await acting.click(people.wen, noted, componentOf(noted, ComponentType.Button));
  await wens.settled(({ id, content }) => id === question.id && content.includes('已撤回'));
  expect((await use(people.yuki, 'Mood of this message', message.id)).content).not.toContain('corrected');
}, 240_000);

it('a talk is summed up from a message on', async ({ onTestFailed }) => {
  onTestFailed(() => console.error(running.output()));
  const { people: acting } = stage;
  const seen = await acting.watch(people.mira);
  const lines = [
    'login fails with error 503',
    'the login fails again, error 503',
    'my login fails, error 503 as well',
  ];
  const said = [];
  for (const [n, who] of [people.tomas, people.yuki, people.lin].entries()) {
    said.push(await acting.post(who, channels.general, lines[n]!));
  }
  await Promise.all(said.map(({ id }) => seen.next('reactions', (event) => event.message.id === id)));
  seen.close();
  const recap = await use(people.mira, 'Summarise from here', said[0]!.id);
  const text = JSON.stringify(recap.embeds);
  expect(text).toContain('From here: 3 messages');
  expect(text).toMatch(/\*\*[^*]*error[^*]*\*\* · 3 messages, 3 people/);
  expect(text).toContain(`/${channels.general}/${said[1]!.id}`);
}, 240_000);

it('a message is translated and rewritten by roles, for who asks alone', async ({ onTestFailed }) => {
  onTestFailed(() => console.error(running.output()));
  const { people: acting } = stage;
  const message = await acting.post(people.tomas, channels.general, '这个新地图真好看');
  const translated = await use(people.mira, 'Translate', message.id);
  expect([(translated.flags ?? 0) & 64, translated.embeds[0]?.title]).toEqual([64, 'Translate']);
  expect(translated.embeds[0]?.description).toBe('```\nThank you for asking, it is well.\n```');
  const question = await use(people.mira, 'Rewrite…', message.id);
  const seen = await acting.watch(people.mira);
  await acting.click(people.mira, question, componentOf(question, ComponentType.StringSelect), [
    'style-formal',
  ]);
  const formal = await seen.settled(({ id, embeds }) => id === question.id && embeds.length > 0);
  expect(formal.embeds[0]?.title).toBe('Formal English');
  seen.close();
}, 240_000);
