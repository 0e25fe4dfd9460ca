// The whole bot on a Discord-compatible server that takes less than Discord.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOtherServer, refusingCommands, type OtherServer } from '../support/otherServer.ts';
import { HARBOUR, openStage, type Stage } from './stage.ts';

const { channels, people, bot } = HARBOUR;
let stage: Stage;
let other: OtherServer;

beforeAll(async () => {
  stage = await openStage();
  other = await openOtherServer(
    stage,
    refusingCommands(() => false),
  );
});
afterAll(async () => {
  await stage.close();
  await other.close();
});

describe('a server that refuses every list of commands', () => {
  it('is told of in one line with the mend, and the bot chats there', async () => {
    const run = await stage.start({ DISCORD_API_URL: other.apiUrl });
    const lines = run
      .output()
      .split('\n')
      .filter((line) => line.includes('refused'));
    expect(lines).toEqual([expect.stringContaining('DISCORD_API_URL')]);
    const seen = await stage.people.watch(people.tomas);
    const question = await stage.people.post(people.tomas, channels.general, `<@${bot}>`);
    const answer = await seen.message(
      ({ author, message_reference }) => author.id === bot && message_reference?.message_id === question.id,
    );
    expect(answer.content).not.toBe('');
  });
});
