// The buttons of a message.
import type { APIMessage } from 'discord-api-types/v10';

/** The ids of its buttons, in order. */
export const buttonsOf = ({ components = [] }: APIMessage): string[] =>
  components.flatMap((row) =>
    'components' in row
      ? row.components.flatMap((one) => ('custom_id' in one && one.custom_id ? [one.custom_id] : []))
      : [],
  );
