// @ts-check
// The plug-in of a page without additions. startLocalServer({plugin}) serves another folder in its place.

/** @type {import('./contract.d.ts').Plugin} */
export const plugin = { renderTag: () => null, tips: () => [] };
