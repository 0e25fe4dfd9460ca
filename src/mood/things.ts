// What communities complain about, each thing with the words that people have for it, in both languages: ten people who
// write of one login in ten ways are heard as ten.

/** Words of English stand alone; Chinese ones are found inside a sentence, which has no spaces. */
const thing = (english: string, chinese: string): RegExp =>
  new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${english})(?![\p{L}\p{N}])|${chinese}`, 'u');

const THINGS = {
  login: thing(
    'log ?ins?|log(?:ged|ging) in|log back in|sign ?in|auth(?:entication)?|session|passwords?|accounts?',
    '登[录陆錄陸入]|登不[上进進]|[进進]不去|上不去|帐号|账号|帳號|密码|密碼',
  ),
  server: thing(
    'servers?|(?:is|are|still|went|goes|all) down|down for (?:anyone|everyone|me)|outage|maintenance|status page',
    '服务器|伺服器|[崩挂掛炸]了|宕机|當機|维护|維護',
  ),
  error: thing('errors?|[45]\\d\\d|bugs?|bugged|glitch(?:es)?', '报错|報錯|错误|錯誤|异常|異常|[bB][uU][gG]'),
  disconnect: thing(
    'disconnect(?:s|ed|ing)?|thrown out|kicked (?:out|mid)|got kicked|connection|connecting|timed? ?out',
    '[掉断斷][线線]|断开|斷開|断连|斷連|连不上|連不上|被踢|转圈|轉圈|一半就掉',
  ),
  crash: thing(
    'crash(?:es|ed|ing)?|fr[eo]ez(?:es?|ing)|frozen|black screen',
    '闪退|閃退|卡死|黑屏|崩溃|崩潰|打不[开開]',
  ),
  lag: thing(
    'lag(?:s|gy|ging)?|fps|ping|latency|stutter(?:s|ing)?',
    '卡顿|卡頓|好卡|很卡|太卡|延迟|延遲|掉帧|掉幀',
  ),
  save: thing(
    'saves?|savegames?|progress|backups?|rollbacks?|roll(?:ed)? back',
    '存档|存檔|进度|進度|回档|回檔|备份|備份',
  ),
  gone: thing(
    'gone|missing|vanished|disappeared|deleted|wiped',
    '没了|沒了|不见了|不見了|消失|丢了|丟了|[没沒]有?存到',
  ),
  money: thing(
    'refunds?|money back|charged|scam|purchases?|paid',
    '退[钱錢款费費]|扣[钱錢款费費]|充值|储值|儲值|氪金|再也不充',
  ),
  price: thing(
    'prices?|priced|pricing|subscriptions?|expensive',
    '涨价|漲價|价格|價格|月卡|订阅|訂閱|太贵|太貴',
  ),
  update: thing('updates?|updated|patch(?:es|ed)?|hotfix|version', '更新|补丁|補丁|改版|版本'),
  balance: thing('nerf(?:s|ed)?|buff(?:s|ed)?|unbalanced|overpowered', '削弱|平衡|加强|加強'),
  support: thing(
    'tickets?|support|no (?:answer|word|reply|response)|(?:nobody|no one) (?:is )?(?:answer(?:s|ing)?|repl(?:ies|ying))|devs?|developers?',
    '客服|工单|工單|官方|回应|回應|没人管|沒人管|没有人处理|沒有人處理',
  ),
  moderation: thing(
    'mods?|moderators?|moderation|bans?|banned|unban|muted?|warnings?|power abuse',
    '管理[员員]?|封[号號禁]|禁言|被封|踢出群',
  ),
  cheating: thing(
    'cheat(?:s|er|ers|ing)?|hack(?:s|er|ers|ing)?|aimbots?|wallhacks?',
    '外挂|外掛|开挂|開掛|作弊',
  ),
  matchmaking: thing('matchmaking|queues?|smurfs?|elo|ranked', '匹配|配对|配對|排队|排隊|排位'),
  spam: thing(
    'spam(?:s|mer|mers|ming)?|scammers?|phishing|raid(?:ers)? bots?',
    '刷屏|洗版|洗頻|垃圾广告|垃圾廣告',
  ),
} as const satisfies Record<string, RegExp>;

export type Thing = keyof typeof THINGS;

const ANY = new RegExp(
  Object.values(THINGS)
    .map(({ source }) => source)
    .join('|'),
  'gu',
);

export interface Spelled {
  /** What counts as one. */
  readonly stem: string;
  /** As it is written. */
  readonly word: string;
}

const MARK = 'thing:';

/** The things that a text is about, each as it is spelled there; the text is bare: see bareText. */
export function thingsIn(bare: string): Spelled[] {
  return Object.entries(THINGS).flatMap(([name, pattern]) => {
    const word = pattern.exec(bare)?.[0];
    return word === undefined ? [] : [{ stem: MARK + name, word }];
  });
}

/** A bare text without the words of the things that it is about: "log" of "log back in" is no word of its own. */
export const withoutThings = (bare: string): string => bare.replaceAll(ANY, ' · ');

/** The thing that a stem stands for; null where it stands for a word. */
export function thingOf(stem: string): Thing | null {
  const name = stem.startsWith(MARK) ? stem.slice(MARK.length) : '';
  return name in THINGS ? (name as Thing) : null;
}

/** Whether a bare text is about a thing. */
export const isAbout = (bare: string, thing: Thing): boolean => THINGS[thing].test(bare);
