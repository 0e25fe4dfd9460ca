// @ts-check
// The plug-in's words in English and Chinese.

const en = {
  positive: 'positive',
  neutral: 'neutral',
  negative: 'negative',
  uncertain: 'uncertain',
  tryMood: 'Read the mood of this channel',
  trySad: 'Say something grumpy and watch its tag',
  sadText: 'the update broke everything again, I am so tired of this',
  trySettings: 'As a moderator, choose where reports go',
};

/** @type {typeof en} */
const zh = {
  positive: '正面',
  neutral: '中性',
  negative: '负面',
  uncertain: '不确定',
  tryMood: '看看这个频道的情绪',
  trySad: '说句丧气话，看看它的标签',
  sadText: '更新又把一切搞坏了，真的受够了',
  trySettings: '以管理员身份选择报告发到哪里',
};

export const wordsIn = (/** @type {string} */ language) => (language.startsWith('zh') ? zh : en);
