// @ts-check
// A minimal plug-in: a word beside a message, and one tip.

/** @typedef {import('../rig.ts').WordTag} WordTag */

/** @type {import('../../../page/plugin/contract.d.ts').Plugin<WordTag>} */
export const plugin = {
  renderTag: ({ word }, { h }) => h('span', { class: 'word' }, word),
  tips: () => [{ sign: '!', text: 'Try the plug-in', draft: '/echo', serversOnly: true }],
};
