// "Why this mood?": which words of the message moved its verdict, found by leaving each out and reading the rest again.
import { MessageFlags } from 'discord.js';
import { orAborted } from '../../flow/aborting.ts';
import { moversOf, partsOf, withoutPart, type Mover } from '../../mood/movers.ts';
import type { Label, Verdict } from '../../mood/verdict.ts';
import { isPollText, ownWords } from '../../pipeline/ownWords.ts';
import { harmless } from '../../report/citing.ts';
import type { Words } from '../../report/words.ts';
import { Refusal, type CommandContext, type MessageMenu } from '../command.ts';
import { EVERYONE } from '../rights.ts';
import { messageMenu, wordsFor } from '../wording.ts';
import { judgedTarget } from './target.ts';
import { inTurn } from './turns.ts';

/** Readings beside the one of the whole message. They wait behind chat, as all judging does. */
const MOST_PARTS = 11;
const SHOWN = 3;

export const whyMenu = {
  where: 'message',
  need: EVERYONE,
  data: messageMenu('menu.why'),

  async run(interaction, context) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const words = wordsFor(interaction);
    const { verdict, content } = await judgedTarget(interaction, context.store, words);
    // The words as they stand there now: whoever asks sees them, whether or not they are stored. A voice message shows none.
    const text = ownWords(interaction.targetMessage) || (content ?? '');
    // No model read it, so none has reasons.
    if (isPollText(text)) throw new Refusal(words('moved.poll'));
    const found = await inTurn(context, interaction.guildId, words, (signal) =>
      readAnew(text, context, signal),
    );
    await interaction.editReply({
      content: linesOf(found, verdict.label, words).join('\n'),
      allowedMentions: { parse: [] },
    });
  },
} satisfies MessageMenu;

interface Found {
  /** The verdict on the whole message, as it is read now. */
  readonly whole: Verdict;
  readonly parts: number;
  readonly movers: readonly Mover[];
}

async function readAnew(
  text: string,
  { judge }: Pick<CommandContext, 'judge'>,
  signal: AbortSignal,
): Promise<Found> {
  const parts = partsOf(text, MOST_PARTS);
  const texts = [text, ...parts.map((part) => withoutPart(text, part))];
  const [first, ...rest] = (await orAborted(judge.judge(texts), signal)).map(({ verdict }) => verdict);
  if (!first) throw new RangeError('the judge returned nothing');
  const of = ({ probabilities }: Verdict) => probabilities[first.label];
  return { whole: first, parts: parts.length, movers: moversOf(parts, of(first), rest.map(of), SHOWN) };
}

function linesOf({ whole, parts, movers }: Found, before: Label, words: Words): string[] {
  const label = words(`label.${whole.label}`);
  const share = whole.probabilities[whole.label];
  const anew =
    whole.label === before ? [] : [words('moved.anew', { before: words(`label.${before}`), label })];
  if (parts < 2) return [...anew, words('moved.single', { label })];
  if (movers.length === 0)
    return [...anew, words('moved.nothing', { label, share }), words('moved.note', { n: parts })];
  const lines = movers.map(({ text, without }) =>
    words('moved.line', { part: harmless(text) || '–', label, share, without }),
  );
  return [...anew, words('moved.title', { label }), ...lines, words('moved.note', { n: parts })];
}
