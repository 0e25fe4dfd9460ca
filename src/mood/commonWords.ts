// How common a word is in ordinary talk, so that it counts as a cause only where it is said far more often.
// English: counted in the 6,000 comments of the GoEmotions training set (Apache-2.0). Chinese: in the 4,207 rows of
// bench/data that hold Chinese.
import { stemOf } from './terms.ts';

/** The part of messages that hold such a word, 0…1, and the words of both languages that are about so common. */
const COMMON: readonly (readonly [number, string])[] = [
  [
    0.015,
    `bad best better call care come comments damn feel friends game happen happy hated help hope kids life looks love man
mean play point posted sorry sounds started stopped talking watch work 一句 下次 不好意思 不想 今晚 作者 公司 公告
分钟 到了 半夜 各位 名字 周五 孩子 小时 开心 得到 心情 恭喜 情绪 意思 感谢 收到 数据 更新 最后 最近 正面 每次 消息
直接 看到 老师 聊天 訊息 说话 辛苦 这次 都在`,
  ],
  [
    0.005,
    `able absolutely abuse afraid age agree amazing appreciate argument awesome awful baby beautiful become believe big boy
break bring caused chance change checking child close congrats consider corrected country crying cute deal definitely
deserving die different disappointed disgusted driving drop eat embarrassing end enjoy entire exactly excited expect
experience eye face fact fair family fans favorite fight finally fine free full fun funny girl given gives glad god
half hands hard head hear heard heart hell high hit home honestly horrible huge humans hurt ideas idiot imagine
interesting internet issue job joke kill laughed learned leave left level likes line listens live lose lost luck
matter men minds missing mom moment money month moved nah names news ones open parenting part passing paying perfect
person phone pick pictures place players poors problem question rats reading real reason relationships remember rooms
runs sad saved saying scared school season second seeing self sense serious seriously shame sharing shots shows sign
sometimes stand stats stay story stupid suck super support sweet takes team telling terrible thinking times tires told
top true trying turned understand video wait walk weird win wish woman women word world worse worst worth wrong years
young yourself 一份 一周 一张 一条 一杯 一般 一遍 上午 上周 上岸 上次 上班 上线 下周 下班 不住 不到 不去 不在 不太
不好 不敢 不着 不行 个人 中文 主要 也不 也没 了一 五星 人家 今天群 今年 介绍 代码 以为 会不会 作业 值得 全家 全部 内存
内容 写个 冰箱 凌晨 分数 分析 前面 功能 加班 十分钟 厉害 去了 取消 可愛 吃了 同事 名单 后面 周六 周四 周末 味道 呵呵
哪一 哪些 哪位 哭了 喜欢 喜歡 嘿嘿 回去 回复 回家 回答 垃圾 報告 多久 大概 天天 失望 奶奶 奶茶 好了 好吃 好嗎 好好
好棒 好看 妈妈 姐妹 存档 完了 官方 室友 家伙 宿舍 小区 小哥 小孩 就好 工作 希望 帮忙 平台 平安 幸福 广告 建议 开会
後面 得很 心里 快乐 快樂 快递 忽略 怪怪 情感 情緒 感恩 感謝 愤怒 成功 所有 手机 手機 打卡 找到 报告 拿到 指令 挺好
换了 掉了 提前 改了 改到 改成 放在 文件 新人 新来 方便 日志 时间 昨晚 是啥 是在 晚安 最後 會不會 朋友 服务器 机器 来着
楼上 楼下 模型 死了 每天 氣氛 活动 活動 测试 游戏 漂亮 照片 爸爸 版本 物业 状态 生日 生气 用户 电话 疯了 看了 看完
看见 真好 禮拜 积极 笑死 策划 管理 管理员 系统 結果 结果 维护 群組 老板 老闆 能量 自动 舒服 蛋糕 表情 视频 記得 講話
记录 记得 说明 谁有 負面 資料 负面 走了 路上 输出 进去 退款 通知 還在 那位 那句 邻居 都不 都有 都没 里面 重新 開心
门口 阿公 除了 隐私 隔壁 难受 频道 高兴 麻烦 鼓掌`,
  ],
  [
    0.002,
    `absolute accept account acting action actual adding admit advice allowed alone america angry animals annoying answer
anxiety anymore apart apparently article ass assume attacking average avoid awkward balls banned based beat bed bet
bigger biggest birthday blame block blood board body books boring bottom boyfriend brothers buddy building burn
business buy cakes canada case cat challenge channel characters cheers children choice city claim class clear clearly
coaching college communities company compared completely confused control conversation cops cost count couple course
covers crazy created creepy crime cringe curious damage dare dark dating dead death decisions deleted depends destroy
died disagree doctors dog double doubts dream drink drivers drug due dumb during earth easy emotional emotions english
episode especially example except excuse exists explain facebook fail fake fall fantastic fat fear fell figures filled
fire fit fixed flag flying focus followed food forcing forgot forward found front future garbage general genuinely
girlfriend goal gold google government gross ground group hair hang helpful hero hiding higher hilarious himself
history holding holy hot house huh ignore important improve include information insane instagram interview involve
itll judging knows lack lady late lately later laws league legal lie likely link listing longer low lucky mad main
market married mate meant meme mentions mess message mistake mods moron mostly mothers mouth movie murdered music near
needed nope normal notice number obviously odd office opinion option ordered original otherwise outside page paid pain
party past personally photo pissed planning police politics possible power prefer pretend protected proud prove
provides pull pure push quick racist reaction reality realize recently references regret released remove reply report
respects response rest ride ridiculous rights risk roads round ruin rules sadly safe scary sell send service set shoot
shorts shut sick sides similar single site situation skin sleep slightly slowing smile social society somehow son
songs soon sort souls source space speak spend spot star stealing step strong stuck surprises system taste tears term
testing tho thoughts three throw thrown tonight totally tough toxic traded trained trash treat trolls truly trusted
truth twitter type ugh ugly uncle unfortunately unless updated upset upvote username usually view voices vote warms
waste wear welcome whatever white wife wonder wonderful workers worried worry wouldve write youtube yup 一位 一個人
一共 一刻 一口 一只 一台 一块 一堆 一层 一張 一段 一片 一看 一碗 一行 一路 一隻 三个月 上个 上了 上來 上头 上面 下个月
下去 下来 下线 下雨 下面 不出来 不变 不急 不懂 不掉 不爽 不看 不算 不通 世界 两分钟 中心 中性 中秋 主管 主角 也能 了三
二手 二楼 二樓 五分钟 人们 人員 今日 代表 以上 以下 以為 价格 优秀 会员 会议 会讲 伺服器 位子 体力 体检 体验 使用 便當
保存 保安 保留 信息 修好 個人 值班 做人 做什麼 做得 停不下来 停了 偷偷 先去 先把 入口 全班 全程 公会 公布 关于 关机
其他 再见 再说 冒昧 冷氣 出了 出去 出口 出貨 出院 分手 分數 列表 判定 判断 刪掉 别再 前台 剛好 副本 办法 加个 加油
努力 包装 匹配 区别 医院 十分鐘 升級 升级 半小時 单元 印象 厕所 原因 原本 原来 厲害 去年 去接 参数 反应 反映 反馈 发明
发烧 发现 发生 发言 变态 口气 只會 可惜 可爱 台北 吃到 吃完 吃得 吃饭 合适 同学 同學 同意 名單 后悔 听说 吵架 告诉
周一 周三 周二 周日 命令 咖啡 哈囉 唱歌 商家 回報 回收 回覆 国外 图书 图片 在家 在意 地址 地铁 地震 坐在 城市 基金
处理 备注 外面 多亏 多大 多谢 夜班 大哥 大忙 天亮 天氣 太好 太好了 失败 女儿 好不好 好友 好奇 好消息 好玩 好用 好累
如何 姐姐 媽媽 學弟 學長 安靜 完美 实话 宣布 家裡 家里 家长 密码 对不起 对话 對話 小小 小時 少了 尖叫 就在 就问 尷尬
尺寸 屏幕 崩溃 工资 差不多 差点 师傅 師傅 帳號 干净 幹嘛 店員 店家 延期 异常 引用 弹幕 很久 循环 心态 忘了 恶心 惊喜
想說 愉快 意見 意见 感动 感動 感情 態度 慢慢 成了 成绩 截止 房東 手感 才會 才能 打字 打开 打得 打扰 打电话 找了 技能
投诉 抢到 报名 报警 报销 抱抱 担心 拜拜 拜託 拿去 挂了 按钮 换个 捷運 排到 排队 接口 推荐 提示 提醒 操作 支持 收了
收回 改天 改版 放心 政策 救命 整个 整個 整天 旁边 早安 早日 早點 明年 明明 是有 是誰 時間 晚餐 普通 晴雨表 暴躁 曲线
最佳 最多 最大 最愛 月底 有夠 期待 本人 本命 本地 本来 材料 标签 樓上 模板 機器 欢迎 正在 正常 死亡 每一 每周 毕业
民宿 气死 气氛 氣死 沒了 沒事 沒人 没了 没什么 没关系 没想到 没法 注意 活着 流程 浪费 消失 消极 涨价 清楚 温柔 準備
準時 溜了 激动 点到 烦死了 爷爷 狂喜 玩家 理解 生氣 用心 申请 电梯 畢業 登录 登记 發票 盒子 目前 直播 看一下 看得
看得懂 真人 眼淚 眼睛 睡了 睡觉 礼拜 社團 祝福 离谱 移动 程序 程度 稍微 空调 笑了 笑得 笑著 笑話 笑话 等于 等到 等等
答案 管理員 粉丝 精彩 系統 紀錄 紅包 維護 網路 線上 红包 红烧 经理 统计 编剧 罐頭 网上 美好 翻成 翻譯 翻译 老人 老公
老婆 老師 老王 而已 耳机 聊得 背后 背後 能看 脑子 脚本 自我 致命 舍不得 良心 芭比 英文 范围 蓝色 處理 螢幕 补偿 裡面
要命 要帶 要点 要用 规则 角色 解散 討論 設定 設計 誠意 說好 說明 謝謝你 警告 认真 认识 讨论 训练 记住 设置 语气 语音
说得 谁家 谁能 貓咪 负责 走廊 走路 起床 跟上 跟着 路过 身份 躺平 辅助 辞职 过年 过生日 返回 还好 还来 还说 这儿 这几天
进来 进程 退出 退钱 這幾天 這次 這間 週三 週五 進去 過了 道歉 遲到 還能 那一 那儿 那天 那首 部分 都可以 都想 都會 都沒
都没有 都要 配置 酒店 错误 键盘 镜子 門口 问了 队友 阿姨 阿嬤 随便 难得 难过 集合 難過 需求 靠北 面试 頻道 项目 顾客
预算 领导 颜色 首歌 香菜 骂了 骗子 高雄 麻煩 默认 點半`,
  ],
];

/** Any other word. */
const RARE = 0.0007;

const shares: ReadonlyMap<string, number> = new Map(
  COMMON.flatMap(([share, words]) => words.split(/\s+/).map((word) => [stemOf(word), share] as const)),
);

/** The part of ordinary messages that hold a word with this stem, 0…1. */
export const usualShare = (stem: string): number => shares.get(stem) ?? RARE;
