import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HARBOUR, openStage, runBot, type Stage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

/** Runs the bot until it gives up and returns what it printed, which must not be a stack trace. */
async function runRefused(env: Record<string, string>): Promise<string> {
  const bot = runBot(stage.env(env));
  const code = await bot.ended();
  expect(code, bot.output()).toBe(1);
  expect(bot.output()).not.toMatch(/^\s+at /m);
  return bot.output();
}

describe('the bot says in one line what is wrong and how to mend it', () => {
  it('where the token is wrong', async () => {
    expect(await runRefused({ DISCORD_TOKEN: 'wrong' })).toMatch(
      /DISCORD_TOKEN was refused.*Developer Portal/,
    );
  });

  it('where a privileged intent is missing', async () => {
    const closed = await openStage({ messageContentIntent: false });
    try {
      expect(await runRefused({ DISCORD_API_URL: closed.apiUrl })).toMatch(
        /switch on "Message Content Intent"/,
      );
    } finally {
      await closed.close();
    }
  });

  it('where Discord cannot be reached', async () => {
    expect(await runRefused({ DISCORD_API_URL: 'http://127.0.0.1:9/api' })).toMatch(
      /127\.0\.0\.1:9\/api cannot be reached.*DISCORD_API_URL/,
    );
  });

  it('for each value of the environment that makes no sense', async () => {
    const said = await runRefused({ PORT: 'many', HOST: '0.0.0.0', MONGODB_URI: 'http://nope' });
    expect(said).toMatch(/^PORT: /m);
    expect(said).toMatch(/^HOST: .*loopback/m);
    expect(said).toMatch(/^MONGODB_URI: .*mongodb:\/\//m);
  });

  it('where MongoDB does not answer, without showing its password', async () => {
    const said = await runRefused({ MONGODB_URI: 'mongodb://someone:s3cret@127.0.0.1:9/barometer' });
    expect(said).toMatch(/127\.0\.0\.1:9/);
    expect(said).toContain('MONGODB_URI');
    expect(said).not.toContain('s3cret');
  });

  it('where a file is not a model', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'weights-')), 'broken.gguf');
    writeFileSync(file, 'this is not a model');
    expect(await runRefused({ MODEL_PATH: file })).toMatch(/broken\.gguf.*not a GGUF file/);
  });

  it('where a preset does not exist', async () => {
    expect(await runRefused({ MODEL: 'gpt-9' })).toMatch(/gpt-9/);
  });

  it('where DATA_DIR cannot be written', async () => {
    const file = join(stage.dataDir, 'file');
    writeFileSync(file, '');
    expect(await runRefused({ DATA_DIR: join(file, 'data') })).toMatch(
      /file\/data cannot be used \(a file stands where a folder should be\): move that file away, or set DATA_DIR/,
    );
  });

  it('where a permission is missing: a command names it and the channel', async () => {
    await stage.start();
    const { people, channels, guild } = HARBOUR;
    await stage.people.setBotPermissions(guild, 1024n); // View Channel alone
    const seen = await stage.people.watch(people.mira);
    await stage.command('settings', 'reports', { channel: channels.support });
    const answer = await seen.settled(({ content, embeds }) =>
      `${content}${JSON.stringify(embeds)}`.includes('Send Messages'),
    );
    expect(answer.flags).toBe(64);
  });
});
