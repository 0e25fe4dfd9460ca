// Short names of contents: the same for the same text.
import { createHash } from 'node:crypto';

/** The first hexadecimal digits of the text's SHA-256. */
export const shortHash = (text: string, digits = 16): string =>
  createHash('sha256').update(text).digest('hex').slice(0, digits);
