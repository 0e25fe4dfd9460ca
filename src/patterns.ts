// Regular expressions.

/** The words of a text, and each character of scripts that write without spaces. */
export const wordsOf = (text: string): string[] => text.match(/\p{Script=Han}|[\p{L}\p{N}'’]+/gu) ?? [];

/** The pattern that matches this text and no other. */
export const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Code is asked for or stands in the text. */
export const ABOUT_CODE =
  /`|\b(?:function|code|script|program|python|java|javascript|typescript|rust|golang|bash|sql|regex)\b|代[码碼]|函[数數]|[脚腳]本|[编編]程|程式/iu;
