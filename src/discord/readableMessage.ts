// A message as discord.js can read it: it takes fields that are null, or of another kind than it knows, for a fault of its
// own.
import { z } from 'zod';
import { snowflake as id } from '../ids.ts';

const known = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
const listOf = <T extends z.ZodType>(schema: T) =>
  known(
    z.array(z.unknown()).transform((items) =>
      items.flatMap((item) => {
        const read = schema.safeParse(item);
        return read.success ? [read.data] : [];
      }),
    ),
  );
const object = z.looseObject({});
const bits = known(z.int().min(0));
const named = z.looseObject({ id, flags: bits, public_flags: bits }).transform(whole);
const counted = z.looseObject({ answer_counts: z.array(z.looseObject({ id: z.int() })) });
const media = z.looseObject({ poll_media: object });
const text = known(z.string());
const truth = known(z.boolean());

interface Component {
  readonly type: number;
}
const HOLDERS: ReadonlySet<number> = new Set([1, 9, 17]);
/** Rows hold others, and so do containers and sections. */
const component: z.ZodType<Component> = z.lazy(() =>
  z
    .looseObject({
      type: z.int(),
      components: z.array(component).optional(),
      accessory: component.optional(),
    })
    .refine(({ type, components }) => !HOLDERS.has(type) || components !== undefined),
);

const shown = {
  type: known(z.int()),
  content: text,
  timestamp: text,
  edited_timestamp: text,
  flags: bits,
  embeds: listOf(object),
  components: listOf(component),
  attachments: listOf(named),
  mentions: listOf(named),
  mention_roles: listOf(id),
  sticker_items: listOf(named),
  stickers: listOf(named),
};

const message = z.looseObject({
  ...shown,
  id,
  channel_id: id,
  guild_id: known(id),
  channel_type: known(z.int()),
  webhook_id: known(id),
  application_id: known(id),
  position: known(z.int()),
  nonce: known(z.union([z.string(), z.int()])),
  pinned: truth,
  tts: truth,
  mention_everyone: truth,
  mention_channels: listOf(named),
  reactions: listOf(z.looseObject({ emoji: object })),
  member: known(z.looseObject({ roles: z.array(id), flags: bits }).transform(whole)),
  message_reference: known(
    z.looseObject({ channel_id: id, message_id: known(id), guild_id: known(id) }).transform(whole),
  ),
  message_snapshots: listOf(z.looseObject({ message: z.looseObject(shown).transform(whole) })),
  interaction_metadata: known(z.looseObject({ id, user: named, authorizing_integration_owners: object })),
  poll: known(
    z.looseObject({ question: object, answers: z.array(media), results: known(counted) }).transform(whole),
  ),
  thread: known(z.looseObject({ id, type: z.int() })),
});
/** What nothing here reads is left out. */
const UNREAD: ReadonlySet<string> = new Set([
  'interaction',
  'call',
  'activity',
  'application',
  'resolved',
  'role_subscription_data',
]);

const written = message.extend({ author: named });
const repliedTo = known(written.transform(whole));

/** Without the fields that hold nothing, or that nothing reads: discord.js asks whether they are there. */
function whole<T extends object>(fields: T): T {
  return Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => value != null && !UNREAD.has(name)),
  ) as T;
}

/** Null where it names no message or no author. */
export function readableMessage(data: unknown): object | null {
  const read = written.extend({ referenced_message: repliedTo }).safeParse(data);
  return read.success ? { content: '', timestamp: new Date(0).toISOString(), ...shownOf(read.data) } : null;
}

/** Of an edit, which says what changed. Null where it names no message. */
export function readableEdit(data: unknown): object | null {
  const edit = message.extend({ author: known(named), referenced_message: repliedTo });
  const read = edit.safeParse(data);
  return read.success ? shownOf(read.data) : null;
}

function shownOf<T extends z.infer<typeof message>>(fields: T): T {
  const kept = whole(fields);
  if (kept.message_reference === undefined) delete kept.message_snapshots;
  return kept;
}
