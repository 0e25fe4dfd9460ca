// "Wrong mood": a moderator says which label would have been right. It is counted and can be exported; nothing is
// learned from it by itself.
import {
  type APIButtonComponentWithCustomId,
  type APIStringSelectComponent,
  ButtonStyle,
  ComponentType,
  MessageFlags,
} from 'discord.js';
import { LABELS, type Label } from '../../mood/verdict.ts';
import { MARKS } from '../../pipeline/reactions.ts';
import type { Words } from '../../report/words.ts';
import type { Store } from '../../store/store.ts';
import { Refusal, type Button, type MessageMenu, type Select } from '../command.ts';
import { MODERATORS } from '../rights.ts';
import { messageMenu, wordsFor } from '../wording.ts';
import { judgedHere, judgedTarget, type JudgedMessage } from './target.ts';

const RIGHT = 'wrong-mood';
const UNDO = 'wrong-mood-undo';

const choose: Select = {
  id: RIGHT,
  need: MODERATORS,
  async run(interaction, { store }, subject) {
    const words = wordsFor(interaction);
    const message = await subjectOf(interaction, subject, store, words);
    const right = othersThan(message.verdict.label).find((label) => label === interaction.values[0]);
    if (!right) throw new Refusal(words('error.gone'));
    await interaction.deferUpdate();
    await correct(store, message, right, words);
    const facts = { label: words(`label.${message.verdict.label}`), right: words(`label.${right}`) };
    await interaction.editReply({
      content: words('wrong.done', facts),
      components: [rowOf(undo(message, words))],
    });
  },
};

const takeBack: Button = {
  id: UNDO,
  need: MODERATORS,
  async run(interaction, { store }, subject) {
    const words = wordsFor(interaction);
    const message = await subjectOf(interaction, subject, store, words);
    if (message.corrected === null) throw new Refusal(words('undo.twice'));
    await interaction.deferUpdate();
    await correct(store, message, null, words);
    const label = words(`label.${message.verdict.label}`);
    await interaction.editReply({ content: words('wrong.undone', { label }), components: [] });
  },
};

export const wrongMenu = {
  where: 'message',
  need: MODERATORS,
  data: messageMenu('menu.wrong'),
  selects: [choose],
  buttons: [takeBack],

  async run(interaction, { store }) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const words = wordsFor(interaction);
    const message = await judgedTarget(interaction, store, words);
    const { verdict, corrected } = message;
    const label = words(`label.${verdict.label}`);
    const known =
      corrected === null ? [] : [words('verdict.corrected', { label: words(`label.${corrected}`) })];
    await interaction.editReply({
      content: [words('wrong.question', { label }), ...known].join('\n'),
      components: [rowOf(list(message, words)), ...(corrected === null ? [] : [rowOf(undo(message, words))])],
    });
  },
} satisfies MessageMenu;

const othersThan = (label: Label): Label[] => LABELS.filter((one) => one !== label);

/** The revision goes along: what was said of a message before an edit holds for the old words alone. */
const subjectFor = ({ id, revision }: JudgedMessage): string => `${id}:${revision}`;

async function subjectOf(
  interaction: { guildId: string; channelId: string },
  subject: string,
  store: Store,
  words: Words,
): Promise<JudgedMessage> {
  const [id = '', revision] = subject.split(':');
  const message = await judgedHere(interaction, id, store);
  if (!message || String(message.revision) !== revision) throw new Refusal(words('wrong.gone'));
  return message;
}

async function correct(
  { corrections }: Store,
  { id, revision }: JudgedMessage,
  label: Label | null,
  words: Words,
): Promise<void> {
  if (!(await corrections.set(id, revision, label))) throw new Refusal(words('wrong.gone'));
}

function list(message: JudgedMessage, words: Words): APIStringSelectComponent {
  return {
    type: ComponentType.StringSelect,
    custom_id: `${RIGHT}:${subjectFor(message)}`,
    placeholder: words('wrong.placeholder'),
    options: othersThan(message.verdict.label).map((label) => ({
      value: label,
      label: words(`label.${label}`),
      emoji: { name: MARKS[label] },
    })),
  };
}

function undo(message: JudgedMessage, words: Words): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label: words('undo.button'),
    custom_id: `${UNDO}:${subjectFor(message)}`,
  };
}

const rowOf = <One>(component: One) => ({ type: ComponentType.ActionRow as const, components: [component] });
