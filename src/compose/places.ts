// Where things lie: beside the program, and in DATA_DIR.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '../config.ts';

export const PROMPTS = fileURLToPath(new URL('../../prompts/', import.meta.url));

/** The labelled rows that a calibration is fitted on. */
export const LABELLED_ROWS = new URL('../../bench/data/', import.meta.url);

/** Where heads that were fitted on this machine are kept. */
export const calibrationsIn = ({ DATA_DIR }: Pick<Config, 'DATA_DIR'>): string =>
  join(DATA_DIR, 'calibrations');
