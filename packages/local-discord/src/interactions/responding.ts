// The bot answers an interaction, edits its answer and follows up.
import {
  type APIApplicationCommandOptionChoice,
  type APIMessageInteractionMetadata,
  type APIModalInteractionResponseCallbackData,
  InteractionResponseType as Kind,
  InteractionType,
  MessageFlags,
  MessageReferenceType,
  MessageType,
} from 'discord-api-types/v10';
import { z } from 'zod';
import { invalidForm, tooManyFollowUps, unknownMessage } from '../apiError.ts';
import { check } from '../bodies/check.ts';
import { modal } from '../bodies/modal.ts';
import { numberComponents } from '../bodies/componentTree.ts';
import { type MessageBody, messageBody } from '../bodies/message.ts';
import type { Upload } from '../bodies/upload.ts';
import type { Post } from '../world/entities.ts';
import { publish, rewrite } from '../world/posting.ts';
import type { World } from '../world/world.ts';
import { isHushed, isPersonal } from './installs.ts';
import type { Answer, Interactions, Pending } from './interactions.ts';

const envelope = z.object({ type: z.enum(Kind), data: z.unknown().optional() });
const choices = z.object({
  choices: z
    .array(
      z.object({
        name: z.string().min(1).max(100),
        value: z.union([z.string().max(100), z.number()]),
        name_localizations: z.record(z.string(), z.string()).nullish(),
      }),
    )
    .max(25),
});

/** Follow-ups that Discord takes where only the person installed the application. */
const MOST_PERSONAL = 5;

interface Desk {
  readonly world: World;
  readonly interactions: Interactions;
}

/** What came in a request: a body not yet checked, and files. */
interface Sent {
  readonly body: unknown;
  readonly files: readonly Upload[];
}

interface Draft {
  readonly body: MessageBody;
  readonly files: readonly Upload[];
}

/** The first answer. Throws ApiError 10062, 40060 or 50035. */
export async function respond(
  desk: Desk,
  { id, token }: { id: string; token: string },
  { body, files }: Sent,
): Promise<{ pending: Pending; kind: Kind }> {
  const { interactions } = desk;
  const { type, data } = check(envelope, body);
  const pending = interactions.unanswered(id, token);
  const kind = allowedKind(pending, type);
  const answer = await prepareAnswer(desk, pending, kind, { body: data, files });
  interactions.acknowledge(pending, answer);
  pending.settle(answer);
  return { pending, kind };
}

/** The kind of answer, where this kind of interaction takes it. Throws "Invalid Form Body" otherwise. */
function allowedKind(pending: Pending, type: Kind): Kind {
  const onComponent = pending.source !== undefined;
  const answers = {
    [Kind.ChannelMessageWithSource]: pending.type !== InteractionType.ApplicationCommandAutocomplete,
    [Kind.DeferredChannelMessageWithSource]: pending.type !== InteractionType.ApplicationCommandAutocomplete,
    [Kind.DeferredMessageUpdate]: onComponent,
    [Kind.UpdateMessage]: onComponent,
    [Kind.ApplicationCommandAutocompleteResult]:
      pending.type === InteractionType.ApplicationCommandAutocomplete,
    [Kind.Modal]:
      pending.type === InteractionType.ApplicationCommand ||
      pending.type === InteractionType.MessageComponent,
  } as Partial<Record<Kind, boolean>>;
  if (!answers[type])
    throw invalidForm(['type'], 'INTERACTION_APPLICATION_COMMAND_INVALID_RESPONSE', 'Invalid response type');
  return type;
}

async function prepareAnswer(
  { world, interactions }: Desk,
  pending: Pending,
  kind: Kind,
  { body: data, files }: Sent,
): Promise<Answer> {
  switch (kind) {
    case Kind.Modal: {
      const shown = check(modal, data);
      numberComponents(shown.components);
      return { outcome: 'modal', modal: shown as unknown as APIModalInteractionResponseCallbackData };
    }
    case Kind.ApplicationCommandAutocompleteResult:
      return {
        outcome: 'choices',
        choices: check(choices, data).choices as APIApplicationCommandOptionChoice[],
      };
    case Kind.DeferredMessageUpdate:
      if (!pending.source) throw unknownMessage();
      return { outcome: 'updated', post: pending.source };
    case Kind.UpdateMessage: {
      const draft = check(messageBody, data ?? {});
      if (!pending.source) throw unknownMessage();
      interactions.acknowledge(pending, { outcome: 'updated', post: pending.source });
      await rewrite(world, pending.source, draft, files);
      return { outcome: 'updated', post: pending.source };
    }
    default: {
      const draft = check(messageBody, data ?? {});
      const loading = kind === Kind.DeferredChannelMessageWithSource;
      // Answered from here on, so a second answer that arrives while files are written is refused.
      interactions.acknowledge(pending, { outcome: 'failed' });
      try {
        const post = await speak(world, pending, { body: draft, files }, { loading });
        return { outcome: loading ? 'deferred' : 'message', post };
      } catch (error) {
        pending.answer = undefined;
        throw error;
      }
    }
  }
}

/** A further message. The first one after a deferred answer becomes that answer, as on Discord. */
export async function followUp(world: World, pending: Pending, draft: Draft): Promise<Post> {
  if (!pending.original || !isLoading(pending.original)) {
    if (isPersonal(pending.owners) && pending.followUps >= MOST_PERSONAL) throw tooManyFollowUps();
    pending.followUps += 1;
    return speak(world, pending, draft, { after: pending.original });
  }
  await rewrite(world, pending.original, draft.body, draft.files);
  return pending.original;
}

const isLoading = (post: Post) => ((post.message.flags ?? 0) & MessageFlags.Loading) !== 0;

function speak(
  world: World,
  pending: Pending,
  { body, files }: Draft,
  { loading = false, after }: { loading?: boolean; after?: Post | undefined },
): Promise<Post> {
  const { channel, userId, owners } = pending;
  const asked = ((body.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
  const ephemeral = asked || isHushed(world, channel, userId, owners);
  const repliesTo = after ?? pending.source;
  const said = { authorId: world.botId, channel: pending.channel, body, files };
  return publish(world, said, {
    type:
      repliesTo || pending.type !== InteractionType.ApplicationCommand
        ? MessageType.Reply
        : MessageType.ChatInputCommand,
    loading,
    interaction: metadata(world, pending),
    ...(ephemeral && { onlyFor: pending.userId }),
    ...(repliesTo && {
      reference: {
        type: MessageReferenceType.Default,
        channel_id: pending.channel.id,
        message_id: repliesTo.message.id,
        ...(pending.channel.guildId !== undefined && { guild_id: pending.channel.guildId }),
      },
    }),
  });
}

function metadata(world: World, pending: Pending): APIMessageInteractionMetadata {
  return {
    id: pending.id,
    type: pending.type,
    user: world.person(pending.userId).user,
    authorizing_integration_owners: pending.owners,
    ...(pending.command && { name: pending.command.name }),
    ...(pending.source && { interacted_message_id: pending.source.message.id }),
  } as unknown as APIMessageInteractionMetadata;
}
