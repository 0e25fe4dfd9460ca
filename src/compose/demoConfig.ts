// The configuration of the demo, which never touches real servers or data.
import { rmSync } from 'node:fs';
import type { Config } from '../config.ts';
import { makeTempFolder } from '../files.ts';
import type { Closing } from './closing.ts';

/** With a data directory of its own, which is deleted when `closing` closes. Throws what makeTempFolder throws. */
export async function demoConfig(config: Config, closing: Closing): Promise<Config> {
  const DATA_DIR = await makeTempFolder('barometer-demo-');
  closing.add('the data of the demo', () => rmSync(DATA_DIR, { recursive: true, force: true }));
  return {
    ...config,
    DATA_DIR,
    DISCORD_TOKEN: undefined,
    MONGODB_URI: undefined,
    REPORT_DIR: undefined,
    SMTP_URL: undefined,
    SHARDS: 'auto',
  };
}
