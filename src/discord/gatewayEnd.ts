// Why Discord closed the gateway for good, and how to solve it. After every other close discord.js connects again.
import { Events, GatewayCloseCodes, type Client } from 'discord.js';
import { BarometerError } from '../errors.ts';

export class TokenRefusedError extends BarometerError {
  constructor() {
    super(
      'DISCORD_TOKEN was refused: copy it again from the Bot page of your application in the Developer Portal.',
    );
  }
}

class IntentMissingError extends BarometerError {
  constructor() {
    super(
      'Discord refused the Message Content intent: in the Developer Portal open your application, Bot, and switch on "Message Content Intent".',
    );
  }
}

class ShardsRefusedError extends BarometerError {
  constructor(readonly code: number) {
    super(
      `Discord refused this number of shards (close code ${code}): start Barometer again with SHARDS=auto, or with a larger number in all its processes.`,
    );
  }
}

class ConnectionRefusedError extends BarometerError {
  constructor(readonly code: number) {
    super(`Discord refused the way that Barometer connects (close code ${code}): update Barometer.`);
  }
}

/** The errors for close codes after which discord.js does not reconnect: 4004, and 4010 to 4014. */
const CAUSES = new Map<number, new (code: number) => BarometerError>([
  [GatewayCloseCodes.AuthenticationFailed, TokenRefusedError],
  [GatewayCloseCodes.DisallowedIntents, IntentMissingError],
  [GatewayCloseCodes.InvalidShard, ShardsRefusedError],
  [GatewayCloseCodes.ShardingRequired, ShardsRefusedError],
]);

/** Calls `tell` when a shard is closed for good. Otherwise the program would go on running without events. */
export function onGatewayEnd(client: Client, tell: (cause: BarometerError) => void): void {
  client.on(Events.ShardDisconnect, ({ code }) => {
    const Cause = CAUSES.get(code) ?? ConnectionRefusedError;
    tell(new Cause(code));
  });
}
