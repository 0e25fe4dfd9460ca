// The browser of the tests; undefined where this machine has none: they are skipped, and say so.
import { existsSync } from 'node:fs';

export const executablePath = [
  process.env['CHROMIUM'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => existsSync(path));
if (executablePath === undefined)
  process.stderr.write(
    '\n*** SKIPPED test/browser: no Chromium on this machine; name it in CHROMIUM. ***\n\n',
  );
