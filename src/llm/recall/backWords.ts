// By which words a question about what was said before is known. Each is looked for in one sentence.

/** Where a clause begins; nothing like "I don't know" stands before it. */
const START = String.raw`(?:^|[,;:—–-]\s*|\b(?:and|so|but|ok(?:ay)?|now|then|wait|hey|also|please|pls)\s+)\W*`;
const WHICH = String.raw`(?:what|who|where|when|which(?: \w+)?|how (?:old|tall|big|long|many|much|far)(?: \w+)?)`;
const MINE = String.raw`(?:my|our)`;
const LATELY = '(?:刚才|刚刚|剛剛|剛才|之前|前面|刚|剛)';
const SAYS = '(?:说|說|讲|講|告诉|告訴|提|聊)';
const PROPOSES = '(?:说|說|讲|講|提|推荐|推薦|建议|建議)';
const ASKED = '(?:什么|什麼|啥|哪|谁|誰|几|幾|多少)';
const ASKS = String.raw`(?:什么|什麼|啥|哪|谁|誰|几|幾|多少|吗|嗎|么[?？]?$|[不没沒吧][?？]?$|[?？])`;
const any = (...sources: string[]) => sources.map((source) => new RegExp(source, 'iu'));

/** What is measured of the asker is in the store, not in what they said. */
export const MEASURED = /\b(?:mood|sentiment|scores?|stats?|happiest)\b|心情|情绪|情緒/iu;

/** How long and how much the bot remembers is about the bot: no sentence with these asks for what was told. */
const OF_ITS_MEMORY = String.raw`(?!.*\b(?:how (?:long|far)|messages?|chats?|conversations?|data|history|everything|anything)\b)`;
const OF_ITS_MEMORY_ZH = '(?!.*(?:多久|多长|多長|[几幾][轮輪条條天]|消息|訊息|聊天|对话|對話|内容|內容))';

/** The asker's own telling is asked for. */
export const TOLD = any(
  String.raw`^${OF_ITS_MEMORY}.*\b(?:do|did|don['’]?t|didn['’]?t) (?:you|u|ya)(?: \w+)? (?:remember|recall)\b(?! (?:that|this|to|it)\b).*\b(?:my|our|me|i|we)\b`,
  String.raw`^${OF_ITS_MEMORY}.*\b(?:can|could) (?:you|u)(?: \w+)? (?:remember|recall) (?:(?:what|who|where|when|which|how)\b.*\b(?:my|our|me|i|we)\b|${MINE}(?:(?! (?:for|from|next|until|is|are)\b) [\w'’]+){1,3}\W*$)`,
  String.raw`^${OF_ITS_MEMORY}(?:.*${START})?(?:still )?remember (?:${MINE}(?!.* (?:is|are) )|me|what|who|where|when|which|how)\b.*\?$`,
  // Forgotten by the asker: only with a question that goes back to it.
  String.raw`\bforg[eo]t(?:ten)?\b.*[,;:]\s*(?:so |and )?(?:what|when|where|which|who|how \w+)(?: \w+)?(?:['’]?s| is| was| are| were) (?:it|that|he|she|they|${MINE} \w+)(?: again| called| named)*\W*$`,
  String.raw`\b(?:did|have|had) (?:you|u) (?:already )?forg[eo]t(?:ten)? (?:${MINE}|what|who|where|when|which) `,
  String.raw`\byou (?:already )?forgot (?:${MINE}|what|who|where|when|which) .*\?$`,
  String.raw`(?<!\b(?:why|how come) )\b(?:did|have) i (?:just |ever |already )?(?:(?:told?|tell)(?! (?:him|her|them|my|the|everyone|people)\b)|said|say|mention(?:ed)?)\b(?!.*\b(?:wrong|bad|rude|mean|stupid|weird|offen\w+)\b)`,
  String.raw`\b(?:remind me|tell me|repeat|do you know)(?: again)? (?:what|where|who|when|which \w+) i (?:just )?(?:said|told you|mentioned)(?: \w+)?\W*$`,
  String.raw`\bwhat (?:was|is) it (?:that )?(?:i|we)\b`,
  `^${OF_ITS_MEMORY_ZH}(?:.*[你您妳]|[\\p{P}\\s]*(?:那|对了|對了|诶|欸)?[\\p{P}\\s]*)(?:还|還|都|也|是否)?(?:记得|記得|记不记得|記不記得|有印象)(?:一下)?我.*${ASKS}`,
  `^${OF_ITS_MEMORY_ZH}.*我.*${ASKED}.*(?:[你您妳](?:还|還)?|还|還)(?:记得|記得|有印象)`,
  `^${OF_ITS_MEMORY_ZH}.*(?:我(?:们|們)?${LATELY}(?:跟你|和你)?|${LATELY}我(?:们|們)?(?:跟你|和你)?)${SAYS}(?:过|過|的|了|到)?(?![^，,]*[错錯]).{0,12}(?:${ASKED}|吗|嗎)`,
  `(?:^|[，,\\s])${LATELY}(?:跟你|和你)?${SAYS}(?:过|過|的|了|到)?我.{0,12}(?:${ASKED}|吗|嗎)`,
  '[我咱俺].*(?:来着|來著|来著)',
);

/** Something of the asker is asked for: only where it is a fact that one tells, or was spoken of. */
export const OF_ONESELF = any(
  String.raw`${START}(?:(?:tell|remind) me (?:again )?)?${WHICH}(?:['’]?s|['’]?re| is| was| are| were) (?:(?:is|was) )?(?:the (?:name|title) of )?${MINE}\b`,
  String.raw`\b(?:tell|remind) me (?:again )?${WHICH} (?:${MINE}|i|we)\b`,
  String.raw`\b(?:do|don['’]?t|did|can) (?:you|u)(?: \w+)? (?:know|tell me) (?:${MINE}\b|${WHICH} (?:${MINE}\b|i am\b|i (?:do|like|live|work|study)\b|old i am\b))`,
  String.raw`${START}(?:who|where|what|when|which|how \w+)(?: \w+)? (?:am i|was i|did (?:i|we)|do i (?:live|work|study|come|like|love|hate)|i can(?:['’]?t| ?not))\b`,
  String.raw`^(?:\W*(?:and|so|ok|okay|right|hey|now|then|also|but)\b)*\W*${MINE} [\p{L} ]{2,24}\?$`,
  `(?:[你您妳](?:还|還)?(?:知道|知不知道|认识|認識)|猜猜?)(?:一下)?我(?!们?(?:的意思|在说|在說|想说|想說)).*${ASKS}`,
  `我[^，,]*${ASKED}[^，,]*[你您妳](?:还|還)?知道`,
  `我(?:的|家|们|們)?.{0,8}(?:叫|是|姓|住|在|喜欢|喜歡|最爱|最愛|养|養|卖|賣|怕|的|过|過)(?:做|的)?(?:是)?${ASKED}`,
  `我[对對]${ASKED}`,
  `^[\\p{P}\\s]*(?:那|还有|還有|对了|對了)?[\\p{P}\\s]*我(?:的)?(?:名字|生日|年龄|年齡|工作|职业|職業|专业|專業)(?:是|叫)?${ASKED}?.{0,3}[呢?？]`,
  '来着|來著|来著',
);

/** Facts that somebody tells of themselves and nobody else knows. */
export const FACTS = any(
  String.raw`\b(?:name[ds]?|called|nick(?:name)?|birthday|bday|born|age|how old|fav(?:ou?rite)?|again)\b`,
  String.raw`\bwho (?:am i|i am)\W*$|\bwhere (?:do|did) i (?:live|work|study|come)|\bwhere i (?:live|work|study|come)`,
  `我.*(?:叫(?:做|的)?(?:是)?${ASKED}|姓|名字|生日|[几幾多][岁歲大]|年龄|年齡|住(?:在)?(?:哪|什么|什麼))|我是[谁誰][呀啊呢?？]*$`,
  `(?:喜欢|喜歡|最爱|最愛|养|養|卖|賣|怕|过敏|過敏).{0,6}${ASKED}|在哪.{0,4}(?:上班|工作|上学|上學|读|讀|念|唸)`,
);

/** Such facts, of which other questions are asked too. */
export const FACT_NOUNS =
  /\b(?:job|work|trade|profession|hobby|hobbies|hometown|city|country|school|major|team|project|dog|cat|pet|brother|sister)\b|工作|职业|職業|专业|專業|城市|学校|學校/iu;

/** Advice, and what is wrong, is no fact that was told. */
export const OTHERWISE = any(
  String.raw`\b(?:wrong|should|shall|supposed|options?|choices?|chances?|odds|instead|problem|issue|mistake|fault|rights|deserve|am i doing)\b|\bnext (?:step|move)`,
  '[错錯]|该|該|应当|應當|怎么办|怎麼辦|咋办|咋辦|问题|問題|毛病|原因|意思|办法|辦法|情况|情況|好[呢吗嗎啊呀]?[?？]?$|比较好|比較好',
  '(?:什么|什麼|啥|谁|誰|哪[里裡儿兒个個]?)(?:都|也)|[你您妳]是',
);

/** Asks for a definite thing: "which room is it", 代号是什么. */
export const DEFINITE =
  /^(?!.*\b(?:an?|any|some|should|would|could|can|do you|mean)\b)[^?]*\b(?:which|what|when|where|who)\b.*\b(?:it|the|that|we)\b|^[^?？]*(?:是|在|叫)(?:什么|什麼|啥|哪|几|幾|谁|誰|多少)/iu;

/** What may follow in a question for what the bot said: "what you said really helped" is none. */
const SAID_END = String.raw`(?: me| us)?(?: (?:again|earlier|before|just now|about|for|to|in|on|at)\b[^.!?,]*)?[\s?]*$`;
const REPEATED = String.raw`(?:repeat (?:that|it|this|yourself|what (?:you|u) (?:just )?said|your (?:last |previous )?(?:answer|message|reply))|say (?:that|it|this|what (?:you|u) (?:just )?said) (?:again|once more|one more time))`;

/** What the bot said is asked for. */
export const ASKED_OF_BOT = any(
  String.raw`\b(?:what|who|where|when|which|how \w+)\b.*\bdid (?:you|u) (?:just |actually )?(?:say|tell|mention|suggest|recommend)\b`,
  String.raw`\b(?:what|who|where|when|which|how \w+)\b.*(?<!\b(?:were|are|been) )\b(?:you|u)(?: just| had|['’]ve)? (?:just )?(?:said|told|mentioned|suggested|recommended)${SAID_END}`,
  String.raw`(?:^|\b(?:can|could|would|will) (?:you|u) (?:please |pls )?|${START})${REPEATED}(?: again| once more| one more time| please| pls| for me)*\W*$`,
  `(?<![跟和对對给給向])[你您](?:${LATELY}(?:跟我|和我)?${PROPOSES}|(?:跟我|和我)?${PROPOSES}(?=[过過的了到]))[过過的了到]?[^，,。；;？?！!\\n]{0,12}(?:什么|什麼|啥|哪|谁|誰|第?几|第?幾|多少|来着|來著)(?![都也]|意思|鬼|话|話|屁)`,
  `^[\\p{P}\\s]*(?:[你您妳]?(?:能不能|可不可以|能|可以|可否)?|[请請][你您]?|麻[烦煩][你您]?)(?:再(?:说|說|讲|講|重复|重複)|重复|重複)(?:[你您]${LATELY}(?:说|說|讲|講)(?:的|过的|過的)?(?:话|話|内容|內容)?(?:一遍|一次|一下)?|一遍|一次|一下)(?:[吗嗎吧]|好吗|好嗎)?[\\p{P}\\s]*$`,
);
