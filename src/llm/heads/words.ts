// The words whose probability after a message the head of a narrow calibration weighs.

/** With a leading space, as words inside an English text have. */
const SPACED = `
  positive negative neutral mixed good bad great terrible happy sad angry upset excited annoyed
  frustrated disappointed satisfied love hate fine okay awesome awful thanks joy fear anger
  sadness disgust surprise calm curious question informative information ironic humor funny
  grateful hopeful worried proud tired bored confused unknown none unclear ambiguous strong weak
  very slightly somewhat not no yes never always compl criticism complaint praise recommend amused
  admiration approval caring optimism relief embarrassment grief nervous remorse disgusted
  delighted pleased unhappy glad sorry factual objective subjective request instruction news fact
  statement normal regular casual friendly hostile toxic rude polite warm cold critical skeptical
  doubtful hopeless depressed relaxed impressed thrilled furious mad irritated optimistic
  excellent poor worst best better worse nice lovely Positive Negative Neutral Good Bad Happy Sad
  不 : :) :( ❤ + - pos neg neu n p N P
`;

/** Without: Chinese, and emoji. */
const BARE = `
  正面 负面 好 坏 差 高兴 开心 难过 生气 愤怒 失望 满意 不 喜 爱 恨 怒 哀 乐 赞 批评 积极 消极 褒 贬 疑问 感谢 抱怨 无 悲 惊 平 客观 讽刺 不满 遗憾 推荐 一般
  很好 非常 快乐 烦 厌 positive negative neutral 👍
`;

const split = (text: string) => text.trim().split(/\s+/);

/**
 * Of feelings, of judgements and of kinds of message; chosen by hand before anything was fitted. Each is a single token
 * of Qwen's vocabulary. Where a vocabulary splits a word, its first token is read.
 */
export const NARROW_WORDS: readonly string[] = [...split(SPACED).map((word) => ` ${word}`), ...split(BARE)];
