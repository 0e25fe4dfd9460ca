// Words that carry no topic. English: the function words of Fox (1990, SIGIR Forum 24) that chat still uses, and words
// of chat. Chinese: the most frequent function words in both scripts, which common stop lists share.

const ENGLISH = `a about above after again against all almost already also always am an and another any anybody anyone
anything are around as ask asked at away back be became because been before being between both but by came can cannot
could did do does doing done down each either else enough even ever every everybody everyone everything far few find
first for from gave get gets getting give go goes going gone gonna good got great guess guys had has have having he her
here hers him his how however i if in instead into is it its itself just keep keeps kind knew know known last least less
let like little long lot lots made make makes making many may maybe me might mine more most much must my myself need
needs never new next no nobody none not nothing now of off often oh ok okay old on once one only onto or other others
our out over own people perhaps please pretty put quite rather really right said same saw say says see seem seemed seems
seen several shall she should since so some somebody someone something still such sure take taken tell than thank thanks
that the their them themselves then there these they thing things think this those though thought through thus till time
to today together tomorrow too took toward tried try two under until up upon us use used using very want wanted wants
was way we well went were what when where whether which while who whole whose why will with within without won would yeah
yep yes yesterday yet you your yours aint arent cant couldnt didnt doesnt dont hadnt hasnt havent hed hes hows id ill im
isnt ive lets mightnt mustnt neednt shes shouldnt thats theres theyd theyll theyre theyve wasnt wed weve werent whats
wheres whos wont wouldnt yall youd youll youre youve lol lmao lmaooo haha hahaha hehe btw imo imho tbh idk omg wow hey
hi hello bro dude nice cool actually anyway basically literally probably stuff someone guy gotta wanna kinda sorta bit
ago since day days week year morning night evening minute minutes hour hours`;

const CHINESE = `我的 你的 妳的 他的 她的 它的 我们 我們 你们 你們 他们 他們 她们 她們 它们 它們 咱们 咱們 自己 大家 别人 別人 有人 这个 這個 那个 那個 这些 這些
那些 这样 這樣 那样 那樣 这么 這麼 那么 那麼 这里 這裡 那里 那裡 这边 這邊 那边 那邊 这是 這是 那是 什么 什麼 怎么 怎麼 怎样 怎樣
为什么 為什麼 多少 哪里 哪裡 哪个 哪個 谁的 誰的 一个 一個 一下 一点 一點 一些 一样 一樣 一直 一起 一次 一定 两个 兩個 几个 幾個
没有 沒有 不是 不会 不會 不能 不要 不用 不过 不過 不知道 就是 还是 還是 可以 可能 可是 但是 因为 因為 所以 如果 虽然 雖然 而且
或者 然后 然後 现在 現在 今天 昨天 明天 时候 時候 已经 已經 刚才 剛才 刚刚 剛剛 以后 以後 之后 之後 之前 以前 知道 觉得 覺得 感觉
感覺 应该 應該 需要 起来 起來 出来 出來 过来 過來 回来 回來 真的 其实 其實 有点 有點 比较 比較 非常 特别 特別 太多 很多 很好 不错
不錯 好像 好的 好吧 是的 是不是 有没有 有沒有 能不能 那就 这就 這就 也是 都是 只是 只有 还有 還有 还没 還沒 又是 总是 總是 的话
的話 东西 東西 事情 问题 問題 地方 哈哈 哈哈哈 嗯嗯 谢谢 謝謝 请问 請問 你好 早上 晚上 中午 下午 看看 试试 試試 开始 開始 根本 不了 又要 还要 還要 就要 想要 只能 只好 完全 终于 終於 居然 竟然
到底 反正 确实 確實 突然 马上 馬上 一会 一會 有些 各种 各種 那种 那種 这种 這種 第一 第二 第三 几次 幾次`;

const listOf = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** Never a topic, in lower case and without apostrophes. */
export const STOP_WORDS: ReadonlySet<string> = new Set([...listOf(ENGLISH), ...listOf(CHINESE)]);

/**
 * Words that a sentence about messages may use although the messages do not, because they claim nothing. No causes, no
 * counts, no "not".
 */
export const FREE_WORDS: ReadonlySet<string> =
  listOf(`a an the this that these those it its they them their there is are
was were be been being has have had do does did of to in on at for with about from by as and or who which people person
persons user users member members player players some someone say says said saying talk talks talked talking discuss
discusses discussed discussing mention mentions mentioned mentioning write writes wrote writing topic message messages here too also
的 了 是 在 和 与 與 及 或 有 人 大家 他们 他們 有人 用户 用戶 使用者 成员 成員 玩家 说 說 说到 說到 讨论 討論 谈论 談論 谈到 談到
提到 提及 关于 關於 对 對 着 著 地 得 这 這 那 个 個 一些 话题 話題 消息 訊息`);

/** Words that negate a claim. */
export const NEGATIONS: ReadonlySet<string> =
  listOf(`no not never none nobody nothing neither nor cannot without cant
couldnt didnt doesnt dont hadnt hasnt havent isnt arent wasnt werent wont wouldnt shouldnt aint
不 没 沒 没有 沒有 不是 不会 不會 不能 不要 无 無 别 別 未`);
