// Message menus are registered and refused as Discord does it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HARBOUR, type Rig, startRig, TOKEN } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

interface Answer {
  readonly status: number;
  readonly body: { readonly code?: number; readonly errors?: object };
}

async function put(commands: readonly object[]): Promise<Answer> {
  const response = await fetch(`${rig.apiUrl}/v10/applications/${HARBOUR.bot}/commands`, {
    method: 'PUT',
    headers: { Authorization: `Bot ${TOKEN}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(commands),
  });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

describe('a message menu', () => {
  it.each([
    ['description', { description: 'x' }],
    ['options', { options: [{ type: 3, name: 'a', description: 'x' }] }],
  ])('cannot have %s', async (field, more) => {
    const { body } = await put([{ type: 3, name: 'Mood', ...more }]);
    expect(body.errors).toMatchObject({
      0: {
        [field]: {
          _errors: [
            {
              code: `APPLICATION_COMMAND_CONTEXT_MENU_${field.toUpperCase()}_INVALID`,
              message: `Context menu commands cannot have ${field}`,
            },
          ],
        },
      },
    });
  });

  it('may have the name of a command, an empty description, and a name with spaces in any language', async () => {
    const names = { 'zh-CN': '这条消息的情绪？' };
    const { status } = await put([
      { name: 'mood', description: 'x' },
      { type: 3, name: 'mood', description: '' },
      { type: 3, name: 'Mood of this message', name_localizations: names, options: [] },
    ]);
    expect(status).toBe(200);
  });

  it.each([
    ['without a name', [{ type: 3, name: '' }], '0'],
    ['with a name over 32', [{ type: 3, name: 'x'.repeat(33) }], '0'],
    [
      'beside fifteen others',
      Array.from({ length: 16 }, (_, n) => ({ type: 3, name: `Menu ${n}` })),
      '_errors',
    ],
  ])('is refused %s', async (_, commands, field) => {
    const { status, body } = await put(commands);
    expect([status, body.code]).toEqual([400, 50035]);
    expect(Object.keys(body.errors ?? {})).toContain(field);
  });
});
