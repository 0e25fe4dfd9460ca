import { expect, it } from 'vitest';
import fc from 'fast-check';
import { unpingedDrafts } from '../../src/discord/unpinged.ts';

async function shown(text: string): Promise<string> {
  async function* drafts() {
    yield await Promise.resolve(text);
  }
  let last = '';
  for await (const draft of unpingedDrafts(drafts())) last = draft;
  return last;
}

it('mentions of everyone, people and roles are broken, wherever they stand', async () => {
  const parts = fc.constantFrom(
    '@',
    'everyone',
    'here',
    '<',
    '<@',
    '<@!',
    '<@&',
    '123',
    '>',
    ' ',
    'Everyone',
    '@@',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(parts), async (pieces) => {
      expect(await shown(pieces.join(''))).not.toMatch(/@(?:everyone|here)|<@[!&]?\d/i);
    }),
  );
});

it('channels, commands, addresses and names stay as they are', async () => {
  const text = '<#123> </mood server:456> ann@example.org @ann a@b';
  expect(await shown(text)).toBe(text);
});
