// @ts-check
// What the flags of a message say.

const EPHEMERAL = 64;

/** Only the person sees it. @param {import('discord-api-types/v10').APIMessage} message */
export const isEphemeral = ({ flags }) => ((flags ?? 0) & EPHEMERAL) !== 0;
