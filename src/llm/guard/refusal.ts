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
