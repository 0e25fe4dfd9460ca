// @ts-check
// A minimal plug-in: a word beside a message, one tip, and what the host plays.

/** @typedef {import('../rig.ts').WordTag} WordTag */

/** @type {import('../../../page/plugin/contract.d.ts').Plugin<WordTag>} */
export const plugin = {
  renderTag: ({ word }, { h }) => h('span', { class: 'word' }, word),
  bursts: () => [
    { sign: '!', text: 'Make noise', lines: Array.from({ length: 8 }, (_, n) => `noise number ${n}`) },
  ],
  plays: () => [
    { sign: '▶', text: 'Play it', path: '/show' },
    { sign: '▶', text: 'Nobody serves this', path: '/nowhere' },
  ],
  tips: () => [{ sign: '!', text: 'Try the plug-in', draft: '/echo', serversOnly: true }],
};
