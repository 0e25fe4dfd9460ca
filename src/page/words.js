// @ts-check
// The plug-in's words in each language.

const en = {
  positive: 'positive',
  neutral: 'neutral',
  negative: 'negative',
  uncertain: 'uncertain',
  complaint: 'complaint',
  hostility: 'against people',
  worry: 'worry',
  sadness: 'sadness',
  question: 'question',
  thanks: 'thanks',
  request: 'request',
  information: 'information',
  tryMood: 'See the mood of this channel',
  moodView: 'Mood view',
  playEvening: 'Play the bad evening',
  makeSpike: 'Make a spike: several people complain',
  trySad: 'Say something grumpy and see how it is judged',
  sadText: 'the update broke everything again, I am so tired of this',
  trySetup: 'As a manager, set it up step by step',
};

/** @type {typeof en} */
const zhCN = {
  positive: '正面',
  neutral: '中性',
  negative: '负面',
  uncertain: '不确定',
  complaint: '抱怨',
  hostility: '针对人',
  worry: '担心',
  sadness: '难过',
  question: '提问',
  thanks: '感谢',
  request: '请求',
  information: '告知',
  tryMood: '看看这个频道的情绪',
  moodView: '情绪看板',
  playEvening: '播放糟糕的一晚',
  makeSpike: '让几个人一起抱怨',
  trySad: '抱怨一句，看看会被判断成什么',
  sadText: '更新又把一切搞坏了，真的受够了',
  trySetup: '以管理员身份一步步设置',
};

/** @type {typeof en} */
const zhTW = {
  positive: '正面',
  neutral: '中性',
  negative: '負面',
  uncertain: '不確定',
  complaint: '抱怨',
  hostility: '針對人',
  worry: '擔心',
  sadness: '難過',
  question: '提問',
  thanks: '感謝',
  request: '請求',
  information: '告知',
  tryMood: '看看這個頻道的情緒',
  moodView: '情緒看板',
  playEvening: '播放糟糕的一晚',
  makeSpike: '讓幾個人一起抱怨',
  trySad: '抱怨一句，看看會被判斷成什麼',
  sadText: '更新又把一切搞壞了，真的受夠了',
  trySetup: '以管理員身分一步步設定',
};

/** @public Read by the test of the glossary as well. */
export const texts = { en, 'zh-CN': zhCN, 'zh-TW': zhTW };

/** @param {string} language Of the page: "zh-CN", "zh-TW", or any other, e.g. "en-GB" or "fr". */
export const languageOf = (language) => (language === 'zh-CN' || language === 'zh-TW' ? language : 'en');

/** @param {string} language Of the page. */
export const wordsIn = (language) => texts[languageOf(language)];
