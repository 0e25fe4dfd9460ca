// Questions on the local server, and what becomes of them.
import type { APIMessage } from 'discord.js';
import { messageId } from '../../../src/ids.ts';
import { silentLog } from '../../../src/log.ts';
import { MINUTE } from '../../../src/mood/window.ts';
import { resumeReplies } from '../../../src/pipeline/unfinished.ts';
import type { Talk } from './talk.ts';

/** What Ann asks in #general, and Ben's chatter. */
export function questionsIn(talk: Talk) {
  const { general } = talk.channels;
  const { ann, ben } = talk.people;
  const mention = () => `<@${talk.client.user.id}>`;
  const keyOf = ({ id }: APIMessage) => `reply:${talk.guild}:${general}:${id}`;

  /** The n-th answer that is asked for is given at once. */
  async function give(n: number, words: string) {
    const given = await talk.assistant.nth(n);
    given.draft(words);
    given.end();
    return given;
  }

  async function answered(words: string, question?: APIMessage) {
    const asked = question ?? (await talk.ask(ann, general, 'what is new?'));
    await give(talk.assistant.given.length, words);
    const page = await talk.answerTo(asked);
    await talk.background.settled();
    return { question: asked, page };
  }

  const contents = async (question: APIMessage) =>
    (await talk.answers(question)).map(({ content }) => content);

  async function resume() {
    const { client, store } = talk;
    await resumeReplies(client, { claims: store.claims, replies: talk.replies(), log: silentLog });
  }

  /** A question of ten minutes ago, and the answer that stands. */
  async function longAgo() {
    const at = new Date(talk.clock.now() - 10 * MINUTE).toISOString();
    const question = await talk.ask(ann, general, 'what is old?', { at });
    const posted = await (await talk.known(question)).reply('long ago');
    await talk.store.claims.take(keyOf(question), talk.clock.now() - 10 * MINUTE);
    await talk.store.claims.settle(keyOf(question), messageId.parse(posted.id));
    return question;
  }

  async function chatter() {
    for (let n = 0; n < 20; n += 1) await talk.acting.post(ben, general, `chatter ${n}`);
  }
  return { mention, keyOf, give, answered, contents, resume, longAgo, chatter };
}
