// Forms with labels, lists and radio buttons: refused and filled in as on Discord, and described as Discord describes them.
import {
  type APIChannelSelectComponent,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  type APIRadioGroupComponent,
  type APIStringSelectComponent,
  ComponentType as Kind,
  ChannelType,
  type Client,
  type ModalSubmitInteraction,
  SelectMenuDefaultValueType,
  TextInputStyle,
} from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS, answering, isChatInput } from './commands.ts';
import { HARBOUR, type Rig, description, startRig } from './rig.ts';

const { people: person, channels, roles } = HARBOUR;
let rig: Rig;
let client: Client<true>;
beforeAll(async () => {
  rig = await startRig();
  client = await rig.login();
  await client.application.commands.set(COMMANDS);
});
afterAll(() => rig.close());

type Inner = APILabelComponent['component'];
const form = (...inner: Inner[]): APIModalInteractionResponseCallbackData => ({
  custom_id: 'form',
  title: 'A form',
  components: inner.map((component, n) => ({ type: Kind.Label, label: `Field ${n}`, component })),
});

const text = { type: Kind.TextInput, custom_id: 'text', style: TextInputStyle.Short } as const;
const where: APIChannelSelectComponent = {
  type: Kind.ChannelSelect,
  custom_id: 'where',
  channel_types: [ChannelType.GuildText],
  max_values: 2,
};
const role = { type: Kind.RoleSelect, custom_id: 'role', required: false } as const;
const who = { type: Kind.UserSelect, custom_id: 'who', required: false } as const;
const colour: APIRadioGroupComponent = {
  type: Kind.RadioGroup,
  custom_id: 'colour',
  options: [
    { label: 'Red', value: 'red' },
    { label: 'Blue', value: 'blue', default: true },
  ],
};
const size: APIStringSelectComponent = {
  type: Kind.StringSelect,
  custom_id: 'size',
  required: false,
  options: [{ label: 'Small', value: 's' }],
};

const ran = (modal: APIModalInteractionResponseCallbackData) => {
  const shown = answering(client, isChatInput, (interaction) => interaction.showModal(modal));
  const outcome = rig.people.run(person.lin, channels.general, 'mood', { channel: channels.support });
  return { shown, outcome };
};
const opened = async (modal: APIModalInteractionResponseCallbackData) => {
  const { shown, outcome } = ran(modal);
  await shown;
  return outcome;
};

/** What the bot reads of the form that was sent off. */
async function sent<T>(
  interactionId: string,
  fields: Record<string, string | readonly string[]>,
  read: (interaction: ModalSubmitInteraction) => T,
): Promise<T> {
  let found: T | undefined;
  const done = answering(
    client,
    (one) => one.isModalSubmit(),
    (interaction) => {
      found = read(interaction);
      return interaction.reply('thanks');
    },
  );
  await rig.people.submit(person.lin, channels.general, interactionId, fields);
  await done;
  return found!;
}

describe('a form', () => {
  it('brings channels, roles, people and choices, each found again by the client', async () => {
    const { interactionId } = await opened(form(text, where, role, who, colour));
    const fields = {
      text: 'hello',
      where: [channels.support, channels.general],
      role: [roles.manager],
      who: [person.mira],
      colour: 'red',
    };
    const read = await sent(interactionId, fields, ({ fields: given }) => ({
      text: given.getTextInputValue('text'),
      where: given.getSelectedChannels('where')?.map(({ name }) => name),
      role: given.getSelectedRoles('role')?.map((one) => one?.name),
      who: given.getSelectedUsers('who')?.map(({ username }) => username),
      colour: given.getRadioGroup('colour'),
    }));
    expect(read).toEqual({
      text: 'hello',
      where: expect.arrayContaining(['support', 'general']) as string[],
      role: ['Manager'],
      who: ['mira'],
      colour: 'red',
    });
  });

  it('keeps what was chosen in advance where nobody touches it, and may stay empty where it is not required', async () => {
    const before: APIChannelSelectComponent = {
      ...where,
      default_values: [{ id: channels.general, type: SelectMenuDefaultValueType.Channel }],
    };
    const { interactionId } = await opened(form({ ...text, value: 'as it was' }, before, role, colour, size));
    const untouched = await sent(interactionId, {}, ({ fields: given }) => [
      given.getTextInputValue('text'),
      [...(given.getSelectedChannels('where')?.keys() ?? [])],
      given.getSelectedRoles('role')?.size ?? 0,
      given.getRadioGroup('colour'),
      given.getStringSelectValues('size'),
    ]);
    expect(untouched).toEqual(['as it was', [channels.general], 0, 'blue', []]);
  });

  it.each([
    ['nothing where something is required', { where: [] }, 'is required'],
    ['more than allowed', { where: [channels.general, channels.support, channels.moodReports] }, 'Between'],
    ['the same twice', { where: [channels.general, channels.general] }, 'twice'],
    ['a role where a channel belongs', { where: [roles.manager] }, 'cannot be chosen'],
    ['what the bot did not offer', { colour: 'green', where: [channels.general] }, 'cannot be chosen'],
    ['two of the radio buttons', { colour: ['red', 'blue'], where: [channels.general] }, 'Between'],
    ['several texts', { text: ['a', 'b'], where: [channels.general] }, 'one text'],
  ])('takes no answer with %s', async (_, fields, why) => {
    const { interactionId } = await opened(form(text, where, colour));
    const submit = rig.people.submit(person.lin, channels.general, interactionId, { text: 'x', ...fields });
    await expect(submit).rejects.toThrow(why);
  });
});

const bad: [string, APIModalInteractionResponseCallbackData][] = [
  ['six parts', form(...Array.from({ length: 6 }, (_, n) => ({ ...text, custom_id: String(n) })))],
  ['one id for two fields', form(text, { ...role, custom_id: 'text' })],
  ['a list that is disabled', form({ ...where, disabled: true })],
  ['a text with a label of its own', form({ ...text, label: 'own' })],
  ['a text longer than it allows', form({ ...text, max_length: 3, value: 'four' })],
  ['a required list that may be empty', form({ ...where, min_values: 0 })],
  ['a list that asks for more than it takes', form({ ...where, min_values: 3 })],
  ['one radio button', form({ ...colour, options: [{ label: 'Red', value: 'red' }] })],
  [
    'two radio buttons chosen',
    form({ ...colour, options: colour.options.map((one) => ({ ...one, default: true })) }),
  ],
  [
    'radio buttons of one value',
    form({
      ...colour,
      options: [
        { label: 'A', value: 'a' },
        { label: 'B', value: 'a' },
      ],
    }),
  ],
  [
    'more chosen in advance than allowed',
    form({
      ...where,
      max_values: 1,
      default_values: [channels.general, channels.support].map((id) => ({
        id,
        type: SelectMenuDefaultValueType.Channel,
      })),
    }),
  ],
  [
    'a role chosen in advance among channels',
    form({
      ...where,
      default_values: [{ id: roles.manager, type: 'role' }] as never,
    }),
  ],
];

it.each(bad)('a form with %s is refused', async (_, modal) => {
  const { shown, outcome } = ran(modal);
  await expect(shown).rejects.toMatchObject({ code: 50035 });
  outcome.catch(() => undefined); // nobody answers it any more
});

it.skipIf(!description)('what is taken as a form is one by Discord’s published description', async () => {
  const validate = description!.schema('ModalInteractionCallbackRequestData');
  for (const modal of [form(text, where, role, who, colour), form(size)]) {
    const { modal: taken } = await opened(modal);
    validate(taken);
    expect(validate.errors ?? []).toEqual([]);
  }
});
