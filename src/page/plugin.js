// @ts-check
// What Barometer adds to the local server's page: the verdict beside a message, and tips for newcomers.
import { SPIKE } from './spike.js';
import { languageOf, wordsIn } from './words.js';

/** @typedef {import('../compose/preview.ts').VerdictTag} VerdictTag */
/** @typedef {import('local-discord/plugin').Plugin<VerdictTag>} Plugin */

const SHAPES = { positive: '▲', neutral: '●', negative: '▼' };
const LABELS = /** @type {const} */ (['positive', 'neutral', 'negative']);
const percent = (/** @type {number} */ share) => `${Math.round(share * 100)}%`;

/** @type {Plugin} */
export const plugin = {
  /** A shape and a word, so that colour is never the only sign. */
  renderTag({ label, uncertain, probabilities, model, intent, kind }, { h, language }) {
    const words = wordsIn(language);
    const said = kind ?? (intent === 'chat' ? undefined : intent);
    const shares = LABELS.map((one) => `${words[one]} ${percent(probabilities[one])}`);
    const facts = `${shares.join(' · ')}\n${model}`;
    return h(
      'span',
      {
        class: `tag ${label}${uncertain ? ' unsure' : ''}`,
        title: uncertain ? `${words.uncertain} · ${facts}` : facts,
        'data-label': label,
      },
      h('span', { 'aria-hidden': 'true' }, SHAPES[label]),
      ` ${words[label]}${uncertain ? '?' : ''}${said ? ` · ${words[said]}` : ''} `,
      h('span', { class: 'share' }, percent(probabilities[label])),
    );
  },
  bursts: ({ language }) => [
    { sign: '🔥', text: wordsIn(language).makeSpike, lines: SPIKE[languageOf(language)] },
  ],
  plays: ({ language }) => [{ sign: '🎬', text: wordsIn(language).playEvening, path: '/story' }],
  links: ({ language }, me) => [{ href: `/mood/?as=${me}`, text: `🌡 ${wordsIn(language).moodView}` }],
  tips({ language }) {
    const words = wordsIn(language);
    return [
      { sign: '🌡', text: words.tryMood, draft: '/mood', serversOnly: true },
      { sign: '▼', text: words.trySad, draft: words.sadText },
      { sign: '⚙', text: words.trySetup, draft: '/setup', serversOnly: true },
    ];
  },
};
