// Plain questions about the bot and the mood, known by their words: for models that cannot tell what is asked, and for
// people who are not judged. Each pattern is the whole of a short message, so that nothing else is taken for one.
import type { Asked } from '../llm/heads/asked.ts';

/** Characters of such a message at most. */
const LONGEST = 60;

/** What people put before and after a question. */
const BEFORE =
  /^(?:[\s\p{P}\p{S}]+|(?:hi|hey|hello|yo|ok(?:ay)?|so|and|but|um|well|excuse me|quick question|please|pls|barometer|bot)(?![\w'’])|你好|您好|嗨|哈囉|哈喽|请问(?:一下)?|請問(?:一下)?|那么|那麼|那|想问|想問|欸|诶)/iu;
const AFTER =
  /(?:[\s\p{P}\p{S}]+|(?<![\w'’])(?:please|pls|thanks|thank you|thx|btw|again|lol|then|exactly|anyway)|[呢啊呀阿喔哦啦欸诶哈])$/iu;

const ABOUT_HERE = String.raw`(?: (?:in|of|on) (?:here|(?:this|the) (?:channel|server|chat|room)|<#\d+>|#[\w-]+)| here| today| tonight| (?:right )?now| at the moment)*`;
const I_WANT = String.raw`(?:(?:how (?:do|can|could|would|should) (?:i|we)|how to|can (?:i|you)|could (?:i|you)|i (?:want|need|would like|['’]?d like)(?: you)? to|i wanna|please) )?`;
const MY_DATA = String.raw`(?:all )?(?:of )?my (?:own )?(?:data|messages|history|info(?:rmation)?)(?: (?:from|with) (?:you|this bot|the bot))?`;
const HOW_ZH = '(?:怎么|怎麼|如何|怎样|怎樣|咋)';
const WHAT_ZH = '(?:什么|什麼|啥)';
const DATA_ZH = '(?:数据|數據|资料|資料|消息|訊息|信息|记录|記錄|紀錄)';
const HERE_ZH =
  '(?:(?:这里|這裡|這裏|这儿|这边|這邊|(?:这个|這個|本)?(?:频道|頻道|群|服务器|伺服器)|群里|群裡|大家)(?:里|裡)?)';
const NOW_ZH = '(?:现在|現在|今天|最近|目前)?';
const WISH_ZH = '(?:请|請|麻烦|麻煩|我想|我要|可以|可不可以|能不能|能|你|帮我|幫我|怎么|怎麼|如何)*';

const PLAIN: Readonly<Partial<Record<Asked, readonly string[]>>> = {
  'self.optout': [
    String.raw`${I_WANT}opt (?:me )?(?:back )?(?:out|in)(?: again)?(?: of (?:this|it|the bot|everything))?`,
    String.raw`${I_WANT}(?:stop|keep|prevent) (?:you|the bot|this bot)(?: from)? (?:reading|tracking|judging|storing|watching)(?: (?:me|my \w+))?`,
    String.raw`(?:stop|quit) (?:reading|tracking|judging|storing|watching) (?:me|my \w+)`,
    String.raw`(?:don['’]?t|do not) (?:read|track|judge|store|watch) (?:me|my \w+)`,
    String.raw`${I_WANT}(?:delete|erase|remove|wipe|export|download) ${MY_DATA}`,
    String.raw`${I_WANT}(?:get|have) (?:a copy of )?my data`,
    `(?:我(?:想|要|該|该)?)?${HOW_ZH}(?:才能|才|可以|能)?(?:退出|重新(?:加入|参加|參加)|不被(?:读|讀|记录|記錄|统计|統計))`,
    `(?:请|請)?(?:别|別|不要)(?:再)?(?:读|讀|看|记录|記錄|统计|統計|分析)我的?(?:${DATA_ZH}|话|話)`,
    `${WISH_ZH}(?:删除|刪除|删掉|刪掉|清除|清空|导出|導出|匯出|汇出|下载|下載)(?:一下)?我(?:的)?(?:所有|全部)?(?:的)?${DATA_ZH}[吗嗎]?`,
    `${WISH_ZH}把我(?:的)?(?:所有|全部)?(?:的)?${DATA_ZH}(?:都|全)?(?:删|刪|清)(?:掉|除|了|空)?[吗嗎]?`,
  ],
  'self.commands': [
    String.raw`(?:what|which)(?:['’]?s| are| is)? (?:all )?(?:your|the) commands?`,
    String.raw`(?:what|which) commands (?:do you have|are there|can i use|do you know)`,
    String.raw`(?:show|list|give|tell)(?: me)?(?: all| your| the)* commands|commands?(?: list)?|help`,
    String.raw`how (?:do|can) i use (?:you|this bot|the bot)`,
    `(?:你)?(?:都)?有(?:哪些|${WHAT_ZH})(?:命令|指令)(?:可以用|可用)?|(?:命令|指令)(?:列表|清單|清单|有哪些)?|帮助|幫助`,
    `${HOW_ZH}(?:用|使用)(?:你|这个机器人|這個機器人)`,
  ],
  'self.abilities': [
    String.raw`what (?:can|do|could) (?:you|u) do(?: here)?|what are you for`,
    String.raw`what (?:does|can) (?:this|the) bot do|what(?:['’]?s| is) (?:this|the) bot for`,
    `你(?:都)?(?:会|會|能|可以)(?:做|干|幹)?(?:${WHAT_ZH}|些${WHAT_ZH}|嘛|哪些(?:事)?)`,
    `你(?:是)?(?:干嘛|幹嘛|做${WHAT_ZH}|干${WHAT_ZH})(?:用)?的|你有(?:哪些|${WHAT_ZH})功能`,
  ],
  'self.who': [
    String.raw`(?:who|what) (?:are|r) (?:you|u)|who['’]?re you|who is this|what(?:['’]?s| is) (?:your|ur) name`,
    String.raw`(?:can you |could you )?(?:introduce yourself(?: to (?:me|us|everyone))?|tell (?:me|us) (?:about yourself|your name|who you are))`,
    String.raw`(?:may|can) i know (?:who you are|your name)`,
    `你(?:到底)?(?:是|叫)(?:谁|誰|${WHAT_ZH}|哪位)(?:名字)?|你叫做${WHAT_ZH}|你的名字(?:是|叫)?${WHAT_ZH}?`,
    `(?:请|請)?(?:你)?(?:自我介绍|自我介紹|(?:介绍|介紹)(?:一下)?(?:你)?自己)(?:一下|吧)*`,
  ],
  'self.program': [
    String.raw`are (?:you|u) (?:an? )?(?:real )?(?:bot|robot|human|person|real|program|ai)(?: or (?:an? )?(?:bot|robot|human|person|ai))?`,
    `你是(?:不是)?(?:真人|人类|人類|机器人|機器人|ai)(?:(?:还是|還是)(?:真人|人类|人類|机器人|機器人|ai))?[吗嗎]?`,
  ],
  'self.model': [
    String.raw`(?:what|which) (?:ai |language )?(?:model|llm|ai) (?:are you(?: using| running(?: on)?| based on)?|do you (?:use|run(?: on)?)|powers you)`,
    String.raw`are you (?:chatgpt|gpt[\w.-]*|claude|gemini|an? llm)`,
    `你(?:是|用|用的|用的是|背后是|背後是)(?:的是)?(?:${WHAT_ZH}|哪个|哪個)(?:大|语言|語言|ai)?模型|你是(?:chatgpt|gpt)[吗嗎]`,
  ],
  'self.reads': [
    String.raw`(?:what|which channels) (?:do|can) you read|do you read (?:everything|(?:my|our|all|all the) messages|what (?:i|we) (?:write|say))`,
    `你(?:会|會|能|都)?(?:读|讀)(?:取)?(?:${WHAT_ZH}|哪些)(?:${DATA_ZH}|频道|頻道)?|你(?:会|會)(?:看|读|讀)(?:我们|我們|我|所有)(?:的)?(?:${DATA_ZH})[吗嗎]`,
  ],
  'self.keeps': [
    String.raw`what (?:data |info )?do you (?:keep|store|save|collect)(?: (?:about|of|on) (?:me|us))?|what (?:data|info) do you have (?:about|of|on) (?:me|us)`,
    String.raw`how long (?:do you (?:keep|store|save|remember)|are) (?:my|our|the) (?:data|messages)(?: (?:kept|stored|saved))?`,
    String.raw`do you (?:keep|store|save|log) (?:(?:my|our) (?:data|messages|chats?)|what (?:i|we) (?:write|say))`,
    `你(?:会|會|都)?(?:保存|储存|儲存|存|记录|記錄|保留|收集)(?:了)?(?:我|我们|我們)?(?:的)?(?:${WHAT_ZH}|哪些)(?:${DATA_ZH})?`,
    `(?:我|我们|我們)的${DATA_ZH}(?:会|會)?(?:被)?(?:保存|存|保留|留)(?:多久|多长时间|多長時間)|你(?:会|會)?(?:保存|保留|记得|記得|存)(?:我|我们|我們)?(?:的)?${DATA_ZH}多久`,
  ],
  'self.memory': [
    String.raw`(?:(?:can|could|will|would) you )?forget (?:me|everything|all that|(?:everything|all|what) (?:that )?(?:i|we) (?:just |have )?(?:told you|said|talked about))`,
    String.raw`${I_WANT}(?:reset|clear) (?:you|this chat|our chat|the chat|(?:this|our|the) conversation|your memory)`,
    `(?:请|請)?(?:把)?(?:忘掉|忘了|忘记|忘記)(?:一切|所有(?:的)?(?:事|话|話)?|我(?:刚才|剛剛|剛才|刚刚)?(?:说|說|告诉你|告訴你)(?:过|過)?的(?:一切|所有|话|話|事)?)(?:吧)?`,
  ],
  'mood.mine': [
    String.raw`how(?:['’]?s| is| was) my mood(?: today| lately| this week| now)*`,
    `我(?:的|最近的?)?(?:情绪|情緒|心情)(?:最近|今天)?(?:怎么样|怎麼樣|如何)`,
  ],
  'mood.now': [
    String.raw`how(?:['’]?s| is| was| are) (?:the |everyone['’]?s )?(?:mood|vibes?|atmosphere)${ABOUT_HERE}`,
    String.raw`what(?:['’]?s| is| was) (?:the |everyone['’]?s )(?:mood|vibes?)${ABOUT_HERE}`,
    String.raw`how(?:['’]?s| is| was) (?:it|everyone)(?: feeling| doing)? (?:in here|in (?:this|the) (?:channel|server))${ABOUT_HERE}|(?:vibe|mood) check`,
    `${NOW_ZH}${HERE_ZH}?${NOW_ZH}(?:的)?(?:气氛|氣氛|氛围|氛圍)${NOW_ZH}(?:怎么样|怎麼樣|如何|咋样|好吗|好嗎)`,
    `${NOW_ZH}${HERE_ZH}${NOW_ZH}(?:的)?(?:情绪|情緒|心情)${NOW_ZH}(?:怎么样|怎麼樣|如何|咋样|好吗|好嗎)`,
  ],
};

const PATTERNS = Object.entries(PLAIN).map(([asked, sources]) => ({
  asked: asked as Asked,
  pattern: new RegExp(`^(?:${sources.join('|')})$`, 'iu'),
}));

/** What a message plainly asks for; null for all others. */
export function plainlyAsked(message: string): Asked | null {
  if (message.length > LONGEST) return null;
  const text = bare(message.normalize('NFKC'));
  return PATTERNS.find(({ pattern }) => pattern.test(text))?.asked ?? null;
}

function bare(message: string): string {
  let [text, before] = [message, ''];
  while (text !== before) {
    before = text;
    text = text.replace(BEFORE, '').replace(AFTER, '');
  }
  return text.replace(/\s+/gu, ' ');
}
