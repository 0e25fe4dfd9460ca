// Sees a refusal in the first words of an answer.

const APOLOGY =
  /^\W*(?:(?:i['’]?m|i am)?\s*(?:very |so |really )?sorry|my apologies|i apologi[sz]e|unfortunately)\b[\s,.;:!]*(?:but |however |to say |that |as an ai[\w ]*,? )*/iu;
const CANNOT =
  /^(?:i|we)(?:['’]?m| am)? ?(?:can['’]?t|can ?not|unable to|not able to|not allowed to|won['’]?t)(?: be able to)? (?:assist|help|do (?:that|this)|answer|respond|provide|fulfil?l|comply|continue|engage|discuss|process|understand|offer|give you|complete)/iu;
const AS_AN_AI = /^\W*as an? (?:ai|artificial|(?:large )?language)\b/iu;
const SORRY_IN_CHINESE = /^\W*(?:非常|很|十分|真的)?(?:抱歉|对不起|對不起|不好意思)/u;
const CANNOT_IN_CHINESE =
  /^[^。！？\n]{0,24}?(?:无法|無法|不能|没办法|沒辦法|没有办法|沒有辦法)(?:帮|幫|协助|協助|回答|提供|回应|回應|满足|滿足|为您|為您|为你|為你|完成|处理|處理|理解|继续|繼續|给|給|参与|參與|直接|讨论|討論)/u;

/** Characters in which a refusal shows. */
const WINDOW = 48;
/** The first words of a refusal, or of an apology that may become one. */
const OPEN =
  /^\W*(?:i|i['’]?m?|i am|i (?:c|w)[\w'’]*(?: \w*)?|i am (?:n|u)\w*(?: \w*)?|(?:i['’]?m |i am )?(?:s|so|sor|sorr|sorry)|as(?: an?)?(?: \w*)?|我|我?(?:无|不|没|沒)\p{L}{0,3}|[抱对對][歉不]?)$/iu;

/** Whether the answer begins with a refusal to help; null while its first words leave that open. */
export function beginsAsRefusal(text: string, isWhole: boolean): boolean | null {
  const start = text.trim();
  const rest = start.replace(APOLOGY, '');
  const apologises = rest !== start || SORRY_IN_CHINESE.test(start);
  if (CANNOT.test(rest) || AS_AN_AI.test(start)) return true;
  const chinese = start.replace(SORRY_IN_CHINESE, '').replace(/^\W*(?=我)/u, '');
  if ((apologises || chinese.startsWith('我')) && CANNOT_IN_CHINESE.test(chinese)) return true;
  if (isWhole || start.length >= WINDOW) return false;
  if (OPEN.test(start)) return null;
  if (!apologises) return false;
  // "I'm sorry to hear that", 抱歉让你久等了。
  return /^(?:to|for|about)\b/iu.test(rest) || /[。！？\n]/u.test(chinese) || rest.length > 28 ? false : null;
}

const ASKED_TO = String.raw`(?:^|[.!?,;:\n]\s*|\b(?:please|pls|can you|could you|will you|would you|can u|just|and|then|now|(?:want|need|like) (?:you|u) to)\s+)`;
const SOME = String.raw`(?:[\w'’@<>!.-]+\s+){0,4}`;
const ACTS = new RegExp(
  ASKED_TO +
    String.raw`(?:${[
      String.raw`(?:ban|unban|kick|mute|unmute|time ?out|warn|ping|purge|dm|deafen|promote|demote|report)\s+\S`,
      String.raw`(?:delete|remove|erase|pin|unpin|clear|hide|edit)\s+${SOME}(?:messages?|posts?|chat|channels?|roles?|accounts?|server|history|comments?|it|that|this|them|him|her|everything)\b`,
      String.raw`(?:give|grant|make|assign|add)\s+${SOME}(?:admin\w*|mod(?:erator)?s?|roles?|permissions?|nitro|owner)\b`,
      String.raw`(?:create|make|open|close|lock|unlock|rename|archive)\s+${SOME}(?:channels?|threads?|server|roles?)\b`,
      String.raw`(?:change|set)\s+${SOME}(?:nick(?:name)?|avatar|slow ?mode|alarm|timer|reminder)\b`,
      String.raw`send\s+${SOME}(?:e-?mails?|dms?|sms|texts?|messages?|money|invites?)\b`,
      String.raw`(?:call|phone|e-?mail|text|message)\s+(?:my|the|him|her|them|@|<@)`,
      String.raw`remind\s+(?:me|us|him|her|them)\b`,
      String.raw`(?:book|order|buy)\s+(?:(?:me|us)\s+)?(?:an?|the|some|two|three)\s`,
      String.raw`(?:join|leave)\s+${SOME}(?:vc|voice|call|channel|server)\b`,
      String.raw`play\s+${SOME}(?:songs?|music|playlist|video)\b`,
      String.raw`(?:turn (?:on|off)|restart|reboot|shut ?down)\s+\S`,
      String.raw`(?:search|browse|google)\s+${SOME}(?:web|internet|online|google)\b`,
    ].join('|')})`,
  'iu',
);
const ACTS_IN_CHINESE =
  /(?:^|[帮幫请請把给給快去能]|可以|立刻|马上|馬上|现在|現在|直接|[，,。！？\s])[^。！？\n]{0,12}?(?:封禁|封了|封[号號掉他她]|禁言|踢[了出掉走他她]|拉黑|解封|[删刪][除了掉]|撤回|置[顶頂]|艾特|[@＠]|[设設][为為]管理|管理[员員](?:权限|權限|身份)|[发發](?:邮件|郵件|私信|私訊|短信|簡訊)|打[个個]?[电電][话話]|[订訂](?:票|机票|機票|酒店|外[卖賣]|[一个個张張])|下[单單]|提醒[我他她]|[定設设][个個]?[闹鬧]|放[首一]|播放|[转轉][账帳])/u;

/** Whether a message asks for what a bot that only talks can't do, so that a refusal is the right answer. */
export const asksForAct = (message: string): boolean =>
  ACTS.test(message) || (ACTS_IN_CHINESE.test(message) && !/怎么|怎麼|如何|为什么|為什麼/u.test(message));
