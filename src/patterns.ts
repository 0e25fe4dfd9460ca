// Regular expressions.

/** The pattern that matches this text and no other. */
export const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
