// Tests run the compiled program, as npm start does.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export async function program(): Promise<() => Promise<void>> {
  await promisify(execFile)(process.execPath, ['build.js']);
  return () => Promise.resolve();
}
