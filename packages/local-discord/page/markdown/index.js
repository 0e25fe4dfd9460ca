// @ts-check
// Discord's markup, parsed: for the page, and for programs that write a bot's messages in another form.
export { blocks } from './blocks.js';
export { spans } from './inline.js';
