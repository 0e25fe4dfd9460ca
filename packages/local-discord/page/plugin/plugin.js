// @ts-check
// What the host program adds to the page. Here nothing: startLocalServer({plugin}) puts another folder in this place.

/** @type {import('./contract.d.ts').Plugin} */
export const plugin = { renderTag: () => null, tips: () => [] };
