// Simulated spikes, as people would write them: each line is "author mood text", the mood one of − ○ +.
import type { TroubleKind } from '../../src/mood/trouble.ts';

export interface Spike {
  readonly name: string;
  readonly kind: TroubleKind;
  /** One of these stands for the cause: a thing (see things.ts) or a word. */
  readonly about: readonly string[];
  /** What is no cause, only how people feel, or chatter beside it. */
  readonly notAbout?: readonly string[];
  /** What was announced an hour before. */
  readonly event?: string;
  /** What the channel said the day before; none: it is new. */
  readonly before?: readonly string[];
  readonly lines: readonly string[];
}

const CALM = `tea + good morning harbour, sails are up
sam ○ anyone up for a run on the reef map tonight
ivy + great race yesterday, that last corner was beautiful
leo ○ which hull do you use for storms
tea ○ the light one, it turns better
max + thanks, will try that
sam ○ patch notes say the fog is thinner now
ivy + nice, fog was too thick
leo ○ is the market open at night
tea ○ yes until two
max − missed the tide again, my own fault
sam + haha happens to all of us
ivy ○ who is coming to the lantern festival
leo ○ me, if I finish work in time
tea + I painted my boat blue, looks lovely
max ○ screenshot please
sam ○ how many players fit in the harbour
ivy ○ forty I think
leo − the seagull stole my fish
tea + that seagull is a legend`.split('\n');

const CALM_ZH = `小林 + 早上好，今天天气不错
阿明 ○ 晚上有人一起跑图吗
小雨 + 昨天那场比赛太精彩了
老王 ○ 暴风雨用哪种船比较好
小林 ○ 轻的那种，转弯快
阿明 + 谢谢，我去试试
小雨 ○ 集市几点关门
老王 ○ 两点吧
小林 ○ 灯会谁去
阿明 − 又错过涨潮了`.split('\n');

export const SPIKES: readonly Spike[] = [
  {
    name: 'a login outage',
    kind: 'topic',
    about: ['login'],
    notAbout: ['garbage', 'frustrating', 'again'],
    before: CALM,
    lines: `sam − login is broken, error 503 again and again
ivy − same, cannot login since ten minutes
leo ○ is login down for anyone else?
tea − the login server throws 503, so frustrating
max − kicked out in the middle of a race and now login fails
sam − garbage. every login attempt ends in 503
zoe − I have one free hour today and I cannot log in
ivy − still 503 here
leo + at least the tea is hot
tea − nobody says anything about the login servers, pathetic
max − login still dead, this is the worst evening
zoe − why is the status page green when login returns an error`.split('\n'),
  },
  {
    name: 'a patch that broke saves, in a new channel',
    kind: 'topic',
    about: ['save'],
    notAbout: ['angry', 'terrible'],
    lines: `sam − my save is gone after the patch
ivy − mine too!! two years of progress lost
leo − the patch ate my save, I am so angry
tea − loaded the game and the save is from March
max − all progress missing, terrible update
zoe − save file corrupted since the patch
sam − no backup of the saves?? really?
ivy ○ does the cloud save still work for somebody
leo − nope, cloud save is overwritten as well
tea − I want my ship back
max − this broke everything
zoe − support says reinstall, the save is still gone`.split('\n'),
  },
  {
    name: 'two people at each other',
    kind: 'quarrel',
    about: ['loot', 'raid', 'ninja', 'guild'],
    before: CALM,
    lines: `sam − you took the loot again, thief
max − you are lying and you know it
sam − everybody saw you grab the loot before the roll
max − shut up, you never pulled your weight in that raid
ivy ○ guys please
sam − at least I don't steal from my own guild
max − your guild is a joke and so are you
sam − say that again you coward
leo − can you two stop, this is unpleasant
max − you started it with your loot drama
sam − I am done with you, you are a disgrace
tea ○ popcorn anyone
max − you should be kicked
sam − we will see who gets kicked, you clown`.split('\n'),
  },
  {
    name: 'one person raging',
    kind: 'person',
    about: [],
    before: CALM,
    lines: `max − this game is rigged and you are all idiots
max − matchmaking is a scam
max − I hate every single one of you
tea ○ calm down max
max − do not tell me to calm down
max − worst community ever
sam − that was rude
max − cry about it
ivy − please stop shouting
max − I will shout as much as I want
max − trash game trash players trash mods
leo − not again
max − lost nine matches because of you people
max − uninstall and rot`.split('\n'),
  },
  {
    name: 'a price change',
    kind: 'topic',
    about: ['price'],
    before: CALM,
    lines: `sam − the subscription price doubled?? no way
ivy − 15 euros a month now, the new price is insane
leo − I pay for three accounts, cancelling the subscription today
tea − pure greed, price up and no new content
max ○ does the old price stay for us veterans
zoe − no, the mail says the price changes for everyone
sam − raising the subscription in this economy is shameless
ivy − who will pay that
leo − refund my yearly subscription please
tea − I loved this game but that price is a joke
noa − prices up, servers down, classic
max − cancelled. not worth the price`.split('\n'),
  },
  {
    name: 'spam that is pasted again and again',
    kind: 'repeated',
    about: ['login', 'moderation', 'verify'],
    before: CALM,
    lines: `ab1 − your account gets banned today, verify here: https://evil.example/a
ab2 − your account gets banned today, verify here: https://evil.example/b
ab3 − Your account gets BANNED today! verify here: https://evil.example/c
ivy ○ what is this
ab1 − your account gets banned today, verify here: https://evil.example/d
ab4 − your account gets banned today, verify here: https://evil.example/e
leo − somebody remove these bots
ab2 − your account gets banned today, verify here: https://evil.example/f
ab3 − your account gets banned today, verify here: https://evil.example/g
tea ○ do not click that
ab4 − your account gets banned today, verify here: https://evil.example/h
sam − annoying`.split('\n'),
  },
  {
    name: 'a lost match after an announced event',
    kind: 'event',
    about: ['final', 'referee', 'penalty', 'lost', 'goal'],
    event: 'Grand final: Harbour Kings against Reef United',
    before: CALM,
    lines: `sam − we lost the final because of that referee
ivy − robbed. that penalty was never a penalty
leo − the referee was blind, what a disgrace
tea − I cried, we were so close in the final
max − worst referee of the season
zoe + well played reef though
sam − five minutes of extra time and then a penalty, of course
ivy − our captain missed, I cannot watch this
noa − referee decided the final, not the players
leo − lost again, every final the same
max − sad evening
tea − that penalty will haunt me`.split('\n'),
  },
  {
    name: 'a dispute about a moderator',
    kind: 'topic',
    about: ['moderation'],
    before: CALM,
    lines: `sam − why did the mods ban noa? she did nothing
ivy − banned for a joke, the mods are out of control
leo − unban noa, this is power abuse
tea − a mod deletes every message that asks about the ban
max − I got a warning for asking about the ban, ridiculous
zoe − mods here play favourites
sam − no reason given for the ban, of course
ivy ○ is there an appeal for a ban
leo − the mod who did it went offline
tea − this is how communities die
max − either explain the ban or step down
zoe − shameful moderation`.split('\n'),
  },
  {
    name: 'a bad evening without one cause',
    kind: 'unclear',
    about: [],
    before: CALM,
    lines: `sam − my boss shouted at me all day
ivy − lost my keys in the rain
leo − exam tomorrow and I know nothing
tea − cat is at the vet again
max ○ what a day for all of you
zoe − toothache since Monday
noa − train cancelled, home at midnight
kim − broke up with Alex
sam − headache on top of it
ivy − shoes are soaked as well`.split('\n'),
  },
  {
    name: '公布更新之後的不滿',
    kind: 'event',
    about: ['balance', '弓箭'],
    event: '2.4 版更新',
    lines: `阿德 − 弓箭手被砍成這樣，誰想的
小潔 − 弓箭手削弱太多，不用玩了
阿凱 − 這次平衡根本亂改
雅婷 − 只有弓箭手被削弱，其他職業都沒事
志明 ○ 削弱多少
阿德 − 傷害少三成
小潔 − 我練弓箭手兩年
阿凱 − 平衡團隊沒玩過自己的遊戲
雅婷 − 削弱弓箭手，放過法師，離譜
志明 − 這改版爛透了`.split('\n'),
  },
  {
    name: '国内登录故障',
    kind: 'topic',
    about: ['login'],
    notAbout: ['垃圾', '生气', '气死'],
    before: CALM_ZH,
    lines: `阿明 − 登录不了，服务器又挂了
小雨 − 我也登录失败，一直提示账号异常
老王 − 垃圾服务器，打到一半掉线了
小林 ○ 大家都登录不上吗
陈工 − 登录界面转圈十分钟，气死我了
阿明 − 服务器什么时候能好啊，烦死
小雨 − 刚上线就掉线，真的生气
老王 − 客服说账号没问题，那登录为什么失败
小林 − 服务器崩了还不发公告
陈工 − 掉线三次了，不玩了
阿明 − 登录一次排队半小时，离谱
小雨 + 先去吃饭`.split('\n'),
  },
  {
    name: '台灣伺服器更新後儲值消失',
    kind: 'topic',
    about: ['money', '鑽石'],
    notAbout: ['垃圾', '生氣'],
    lines: `阿德 − 更新之後我儲值的鑽石不見了
小潔 − 我的鑽石也沒了，昨天才儲值
阿凱 − 儲值紀錄還在，鑽石卻是零，太扯
雅婷 − 客服完全不回，儲值三千塊就這樣
阿德 − 垃圾官方，吃掉大家的鑽石
小潔 ○ 有人找客服成功退費嗎
阿凱 − 客服只會複製貼上，氣死
雅婷 − 每次更新都出包
志明 − 我儲值的也消失了，真的很生氣
阿德 − 鑽石不還就去投訴`.split('\n'),
  },
  {
    name: '两个人吵架',
    kind: 'quarrel',
    about: ['装备', '团长', '副本'],
    before: CALM_ZH,
    lines: `阿明 − 你又抢装备，要不要脸
老王 − 你自己手慢怪谁
阿明 − 你上次副本也抢，大家都看到了
老王 − 闭嘴吧你，打得那么烂
小雨 ○ 别吵了别吵了
阿明 − 你再说一遍试试
老王 − 说你怎么了，你就是个废物
阿明 − 你才是废物，退团吧
小林 − 你们够了没有
老王 − 你算什么团长，装备都分不明白
阿明 − 滚，我不想看见你
老王 − 你滚`.split('\n'),
  },
  {
    name: '两个人一直在抱怨同一件事',
    kind: 'topic',
    about: ['lag'],
    before: CALM_ZH,
    lines: `阿明 − 今天怎么这么卡，延迟三百
老王 − 你们服务器能不能升级，卡顿一整天了
阿明 − 你们到底修不修，太卡了
小雨 − 团战卡成幻灯片
老王 − 又掉帧，你们收钱不办事
阿明 − 延迟还在涨
老王 − 好卡，退了
小林 ○ 我这边正常
阿明 − 卡顿到怀疑人生
小雨 − 延迟高得离谱
陈工 − 卡顿加一`.split('\n'),
  },
  {
    name: '涨价',
    kind: 'topic',
    about: ['price'],
    before: CALM_ZH,
    lines: `阿明 − 月卡涨价了？从三十涨到五十
小雨 − 涨价也不提前说，太恶心了
老王 − 月卡五十，抢钱啊
小林 − 老玩家一点优惠都没有，涨价太离谱
陈工 − 月卡不续了
阿明 ○ 旧价格还能续吗
小雨 − 不能，所有人都涨价
老王 − 除了涨价什么都不会
小林 − 内容没更新，价格先更新
陈工 − 这月卡谁买谁傻`.split('\n'),
  },
];
