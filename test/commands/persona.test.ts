// /chat persona: what is in force is told to everybody, and changed by managers only.
import { ComponentType } from 'discord.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { guildId } from '../../src/ids.ts';
import { openPersonas, type Personas } from '../../src/llm/personas.ts';
import { silentLog } from '../../src/log.ts';
import { buttonsOf } from '../support/buttons.ts';
import { openStage, type Stage } from './stage.ts';

const MENU = 'chat:persona';
let stage: Stage;
let personas: Personas;
let allowed: Pick<Personas, 'list' | 'get'>;
beforeAll(async () => {
  personas = await openPersonas({
    directory: 'prompts/personas',
    log: silentLog,
    strategies: () => [],
    watch: false,
  });
  allowed = personas;
  const shared = { list: () => allowed.list(), get: (name: string) => allowed.get(name) };
  stage = await openStage((context) => ({ ...context, personas: shared }));
});
afterAll(() => stage.close());

const settings = () => stage.store.settings.get(guildId.parse(stage.guild));
const show = (who: string) => stage.ask(who, stage.channels.general, 'chat persona');

it('tells everybody how the bot talks here, and lets managers choose', async () => {
  const { ann, mod, lin } = stage.people;
  const told = await show(ann);
  expect(told.content).toContain('**Barometer’s own**');
  expect(told.content).toContain('**Manage Server**');
  expect(buttonsOf(told)).toEqual([]);
  const shown = await show(mod);
  expect(buttonsOf(shown)).toEqual([MENU]);
  const chosen = await stage.press(mod, shown, MENU, ['host']);
  expect(chosen.content).toContain('Barometer’s own → A cheerful host');
  expect((await settings()).persona).toBe('host');
  expect((await show(lin)).content).toContain('熱情的主人');
  expect((await stage.ask(mod, stage.channels.general, 'status')).text).toContain('A cheerful host');
  expect((await stage.ask(mod, stage.channels.general, 'settings show')).text).toContain('A cheerful host');
});

it('changes nothing twice, and can be undone', async () => {
  const { mod } = stage.people;
  await stage.press(mod, await show(mod), MENU, ['host']);
  const again = await stage.press(mod, await show(mod), MENU, ['host']);
  expect(again.content).toBe('Nothing changed.');
  const other = await stage.press(mod, await show(mod), MENU, ['brief']);
  const undone = await stage.press(mod, other, buttonsOf(other)[0]!);
  expect(undone.content).toContain('Undone');
  expect((await settings()).persona).toBe('host');
});

it('is refused to those who lack the right, in a forged list too', async () => {
  const { ann, mod } = stage.people;
  const channel = await stage.client.channels.fetch(stage.channels.general);
  if (!channel?.isSendable()) throw new Error('no channel');
  const options = [
    { label: 'x', value: 'brief' },
    { label: 'y', value: 'made-up' },
  ];
  const sent = await channel.send({
    content: 'forged',
    components: [
      {
        type: ComponentType.ActionRow,
        components: [{ type: ComponentType.StringSelect, customId: MENU, options }],
      },
    ],
  });
  const message = { id: sent.id, channel_id: channel.id };
  const before = await settings();
  expect((await stage.press(ann, message, MENU, ['brief'])).content).toMatch(/^Only people with/);
  expect((await stage.press(mod, message, MENU, ['made-up'])).content).toContain('not there any more');
  expect(await settings()).toEqual(before);
});

it('says so where the chosen one is gone, or where there is none to choose', async () => {
  const { mod, ann } = stage.people;
  allowed = { list: () => [], get: () => null };
  const shown = await show(mod);
  expect(shown.content).toContain('`host` is not there any more');
  expect(shown.content).toContain('allows no other');
  expect(buttonsOf(shown)).toEqual([]);
  const direct = await stage.acting.dm(ann);
  expect((await stage.ask(ann, direct, 'chat persona')).content).toContain('**Barometer’s own**');
});
