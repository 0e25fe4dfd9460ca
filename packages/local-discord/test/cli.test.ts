// The command line, as other programs start it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { makeClient, nextEvent } from './rig.ts';

const program = fileURLToPath(new URL('../bin/local-discord.js', import.meta.url));
const start = (...args: string[]) =>
  spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });

describe('the local server alone', () => {
  it('prints one line of JSON when it is ready, serves discord.js, and ends on SIGTERM with 0', async () => {
    const child = start('--port', '0', '--token', 'abc', '--no-rate-limits');
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const { apiUrl, token } = JSON.parse(line) as { url: string; apiUrl: string; token: string };
    expect(token).toBe('abc');
    const client = makeClient(apiUrl);
    const ready = nextEvent(client, 'clientReady');
    await client.login(token);
    await ready;
    await client.destroy();
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('says in one line what is wrong and ends with 1', async () => {
    const child = start('--port', 'many');
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(said).toBe('--port many is not a port: give a whole number from 0 (any free one) to 65535.\n');
  });
});
