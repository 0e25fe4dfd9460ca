import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BarometerError } from '../../src/errors.ts';
import { connect, createClient } from '../../src/discord/client.ts';
import { onGatewayEnd } from '../../src/discord/gatewayEnd.ts';
import { startRig, TOKEN, type Rig } from '../support/localServer.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

it.each([
  [4004, 'the token was reset', /DISCORD_TOKEN was refused: copy it again/],
  [4010, 'the shard is refused', /close code 4010.*SHARDS=auto/],
  [4011, 'it is in too many servers', /close code 4011.*SHARDS=auto/],
  [4012, 'the version of the API is gone', /close code 4012.*update Barometer/],
  [4013, 'the intents are unknown', /close code 4013.*update Barometer/],
  [4014, 'the intent was taken away', /switch on "Message Content Intent"/],
])('a session that is closed with %i (%s) is told of, with the mend', async (code, _why, mend) => {
  const client = await connect(createClient(rig.apiUrl), TOKEN);
  const told = new Promise<BarometerError>((resolve) => onGatewayEnd(client, resolve));
  await rig.people.closeGateway(code);
  expect((await told).message).toMatch(mend);
  await client.destroy();
});
