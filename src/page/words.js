// @ts-check
// The plug-in's words in each language.

const en = {
  positive: 'positive',
  neutral: 'neutral',
  negative: 'negative',
  uncertain: 'uncertain',
  tryMood: 'See the mood of this channel',
  trySad: 'Say something grumpy and see how it is judged',
  sadText: 'the update broke everything again, I am so tired of this',
  trySettings: 'As a moderator, choose where reports go',
};

/** @type {typeof en} */
const zhCN = {
  positive: '正面',
  neutral: '中性',
  negative: '负面',
  uncertain: '不确定',
  tryMood: '看看这个频道的情绪',
  trySad: '抱怨一句，看看会被判断成什么',
  sadText: '更新又把一切搞坏了，真的受够了',
  trySettings: '以管理员身份选择报告发到哪里',
};

/** @type {typeof en} */
const zhTW = {
  positive: '正面',
  neutral: '中性',
  negative: '負面',
  uncertain: '不確定',
  tryMood: '看看這個頻道的情緒',
  trySad: '抱怨一句，看看會被判斷成什麼',
  sadText: '更新又把一切搞壞了，真的受夠了',
  trySettings: '以管理員身分選擇報告發到哪裡',
};

/** @public Read by the test of the glossary as well. */
export const texts = { en, 'zh-CN': zhCN, 'zh-TW': zhTW };

/** @param {string} language Of the page: "zh-CN", "zh-TW", or any other, e.g. "en-GB" or "fr". */
export const wordsIn = (language) => texts[language === 'zh-CN' || language === 'zh-TW' ? language : 'en'];
