import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HARBOUR, openStage, type Stage } from './stage.ts';

vi.setConfig({ testTimeout: 180_000 });
let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

describe('a bot whose session Discord ends for good', () => {
  it.each([
    [4004, 'the token was reset', /DISCORD_TOKEN was refused: copy it again/],
    [4014, 'the intent was taken away', /Discord refused the Message Content intent/],
  ])('says why in one line, closes in order and exits 1 (%i: %s)', async (code, _why, mend) => {
    const bot = await stage.start();
    await stage.people.closeGateway(code);
    expect(await bot.ended(), bot.output()).toBe(1);
    const lines = bot.output().split('\n');
    expect(lines.filter((line) => mend.test(line))).toHaveLength(1);
    expect(bot.output()).not.toMatch(/^\s+at |left behind|could not close/m);
  });

  it('lives on after a close that passes', async () => {
    const bot = await stage.start();
    await stage.people.closeGateway(4009);
    const seen = await stage.people.watch();
    const { people, channels, bot: id } = HARBOUR;
    const asked = await stage.people.post(people.lin, channels.general, `<@${id}>`);
    await seen.message(({ message_reference }) => message_reference?.message_id === asked.id);
    expect((await bot.stop()).code).toBe(0);
  });
});
