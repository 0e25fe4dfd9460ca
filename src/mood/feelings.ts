// Words that say how people feel, scold, or say only that something is wrong, and not what: never named as a cause.
import { stemOf } from './terms.ts';

const ENGLISH = `absolute absolutely abysmal afraid ahole angry annoyed annoying anxious appalling ashamed ass asshole atrocious
awful bad best better bitch boring bothered bs bullshit calm care clown complete crap crazy cry crying cursed damn dare
depressing desperate devastated die disappointed disappointing disappointment disaster disgrace disgraceful disgusted
disgusting disrespectful dogshit dreadful dumb embarrassing enraged excited exhausted fed feel feeling feels fine fking
frustrated frustrating frustration fuck fucking fuming furious garbage glad god happy hate hated hates hell hope hopeless
horrendous horrible horrid hurt idiot idiots infuriating insane insult irritating jesus joke kidding lame laughable livid
love loved loves lmfao mad mess messed miserable moron nonsense pain pathetic piss pissed please poor rage raging
regret ridiculous rubbish rude ruin ruined sad scared shame shameful shit shitshow shitty sick sorry speechless stfu
stupid suck sucks terrible tired trash tragic ugh ugly unacceptable unbelievable unhappy upset upsetting useless wasted
weird wonderful worried worse worst worthless wrecked wtf wth yikes literal total totally broken broke breaks fail fails
failed failing works working worked stopped fix fixed fixing issue issues problem problems situation everything second
seconds word words answer trying tries tried`;

const CHINESE = `生气 生氣 好气 好氣 气死 氣死 超气 超氣 愤怒 憤怒 恶心 噁心 垃圾 辣鸡 辣雞 难受 難受 难过 難過 失望 绝望 絕望 无语 無語
离谱 離譜 太扯 扯了 烦死 煩死 好烦 好煩 烦人 煩人 心烦 心煩 烦躁 煩躁 崩溃了 崩潰了 服了 吐了 累了 心累 讨厌 討厭 呵呵 差劲 差勁 糟糕
糟透 烂透 爛透 太烂 太爛 太差 很差 最差 火大 傻逼 傻叉 沙雕 白痴 白癡 智障 脑残 腦殘 有病 滚蛋 滾蛋 闭嘴 閉嘴 他妈 他媽 他妈的 他媽的
妈的 媽的 卧槽 我靠 靠北 靠腰 可恶 可惡 可恨 可笑 搞笑 笑话 笑話 笑死 丢人 丟人 丢脸 丟臉 无聊 無聊 无奈 無奈 伤心 傷心 心痛 痛苦 受不了
忍不了 忍不住 不满 不滿 不爽 不公 不高兴 不高興 不开心 不開心 难以 難以 接受 呜呜 嗚嗚 呜呜呜 嗚嗚嗚 哭了 想哭 泪目 淚目 着急 著急 担心
擔心 焦虑 焦慮 害怕 吓死 嚇死 倒霉 倒楣 后悔 後悔 恼火 惱火 气愤 氣憤 愤慨 憤慨 态度 態度 太过分 過分 过分 希望 开心 開心 高兴 高興 喜欢
喜歡 感谢 感謝 辛苦 加油 期待 满意 滿意 舒服 厉害 厲害 牛逼 恶劣 惡劣 敷衍 让人 讓人 令人 搞什么 搞什麼 凭什么 憑什麼 干嘛 幹嘛 干什么
幹什麼 怎么办 怎麼辦 怎么回事 怎麼回事 情况 情況 死了 死人 疯了 瘋了 要死 真是 简直 簡直 实在 實在 超级 超級 全都 全部 一点都 每次 这次
這次 次次 天天 又来 又來 再也 还能 還能 有没有人 能不能 什么玩意 什麼玩意 玩意 什么鬼 什麼鬼 搞得 弄得 说法 說法 说好 說好 说得 說得 失败 失敗 坏了 壞了 不行 用不了 解决 解決 处理 處理`;

/** In lower case: the words as they are written, and their stems. */
export const FEELINGS: ReadonlySet<string> = new Set(
  `${ENGLISH} ${CHINESE}`.split(/\s+/).flatMap((word) => [word, stemOf(word)]),
);
