// Which script a text is written in, as far as its letters tell.
import { withoutCode } from './prose.ts';

export type Script = 'latin' | 'han';

/** What says nothing about the language: code, addresses, mentions, emoji by name, the bot's name. */
const NAMES = /https?:\/\/\S+|\S+@\S+|<[@#:/][^>\s]*>|:\w+:|\/[a-z-]+|\bBarometer\b/giu;
const HAN = /[\p{Script=Han}\p{Script=Bopomofo}]/gu;
const WORDS = /[\p{Script=Latin}\p{M}'’]+/gu;
const OTHER =
  /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Cyrillic}\p{Script=Arabic}]/gu;
/** Characters of Chinese to a word of English, about. */
const CHARACTERS = 1.5;
/** Letters after which the script of an answer is known. */
const ENOUGH = 12;

/** Characters of the one variety, each with its other form: very common ones whose form tells. */
const SIMPLIFIED =
  '们这个来说对时会为过国么还没样开无见长问现实学进动发让给从认书门间车东马鸟鱼语话请谢讲谁课话词该读写听觉爱乐买卖红级纪终经线练组细网总绝续绿缘红难风飞飘马驾验骑高龙亲爷妈妇孙张强归当录彻怀态惊悬惯愿戏战扑执扩扫扰护报担择挂换据损摆断旧显晓暂术机杀杂权条极构枪标栏树检楼欢残毁气汉汤沟泽洁浅测济浓涛润涨温湾湿满滚灭灯灵点炼热烦烧爱独猎玛环电畅疗疯盐监盖盘着矿码确离种积称稳穷窃笔笼筑签简类粮纠约纯纸纹织绍结绘统维编罗罚罢职联聪肠胜脑脚脸舰节范获萝蓝虽虾补装观规视览计订记许论设访证评识诉试诗诚详误课谈谊谋谓谱贝负财责败货质贪贫购费贺赏赛赢赵赶趋跃轮软轻较辆输边达迁运进远违连迟适选递遥邮郑释针钟钢钱铁银锁错锅键镇镜闭闲闹闻阅队阳阴阵际陆陈险随隐雾静页顶项顺须顾顿预领频题颜额饭饮饱饰馆驱驻骂骗鲁鲜鸡鸭鹅麦黄齐龄龟吗两几万头岁关图书务备应义处变单双园厅乡农业产专传伤优价众伟体儿兴养军决况冻办劳势医华协压厉参员启圣坏块坚场声奖宝宽导尔尽层师帮库异弃弹忆恶恼愤惧拥挤摄数泪状画礼艺药营贴赖转载辞闪闯颗饼将刚创别';
const TRADITIONAL =
  '們這個來說對時會為過國麼還沒樣開無見長問現實學進動發讓給從認書門間車東馬鳥魚語話請謝講誰課話詞該讀寫聽覺愛樂買賣紅級紀終經線練組細網總絕續綠緣紅難風飛飄馬駕驗騎高龍親爺媽婦孫張強歸當錄徹懷態驚懸慣願戲戰撲執擴掃擾護報擔擇掛換據損擺斷舊顯曉暫術機殺雜權條極構槍標欄樹檢樓歡殘毀氣漢湯溝澤潔淺測濟濃濤潤漲溫灣濕滿滾滅燈靈點煉熱煩燒愛獨獵瑪環電暢療瘋鹽監蓋盤著礦碼確離種積稱穩窮竊筆籠築簽簡類糧糾約純紙紋織紹結繪統維編羅罰罷職聯聰腸勝腦腳臉艦節範獲蘿藍雖蝦補裝觀規視覽計訂記許論設訪證評識訴試詩誠詳誤課談誼謀謂譜貝負財責敗貨質貪貧購費賀賞賽贏趙趕趨躍輪軟輕較輛輸邊達遷運進遠違連遲適選遞遙郵鄭釋針鐘鋼錢鐵銀鎖錯鍋鍵鎮鏡閉閒鬧聞閱隊陽陰陣際陸陳險隨隱霧靜頁頂項順須顧頓預領頻題顏額飯飲飽飾館驅駐罵騙魯鮮雞鴨鵝麥黃齊齡龜嗎兩幾萬頭歲關圖書務備應義處變單雙園廳鄉農業產專傳傷優價眾偉體兒興養軍決況凍辦勞勢醫華協壓厲參員啟聖壞塊堅場聲獎寶寬導爾盡層師幫庫異棄彈憶惡惱憤懼擁擠攝數淚狀畫禮藝藥營貼賴轉載辭閃闖顆餅將剛創別';
const only = (one: string, other: string) =>
  new Set(Array.from(one).filter((character) => !other.includes(character)));
const ONLY_SIMPLIFIED = only(SIMPLIFIED, TRADITIONAL);
const ONLY_TRADITIONAL = only(TRADITIONAL, SIMPLIFIED);

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;
const spoken = (text: string) => withoutCode(text).replace(NAMES, ' ');

/**
 * The script of the language that a text is in, though words of another stand in it: "我朋友 Jay 今天 seems off" is
 * Chinese, "what does 你好 mean" is not. 'other' for a third script, null where no letter tells.
 */
export function scriptOf(text: string): Script | 'other' | null {
  const prose = spoken(text);
  const han = count(prose, HAN) / CHARACTERS;
  const latin = count(prose, WORDS);
  const other = count(prose, OTHER) / CHARACTERS;
  if (han + latin + other === 0) return null;
  if (other > Math.max(latin, han / 2)) return 'other';
  const beginsHan = /^[^\p{L}]*[\p{Script=Han}\p{Script=Bopomofo}]/u.test(prose);
  return (beginsHan ? han * 6 : han) > latin ? 'han' : 'latin';
}

/** Which Chinese a text is in; null where no character tells. */
export function varietyOf(text: string): 'zh-CN' | 'zh-TW' | null {
  let lean = 0;
  for (const character of text) {
    if (ONLY_SIMPLIFIED.has(character)) lean -= 1;
    else if (ONLY_TRADITIONAL.has(character) || /\p{Script=Bopomofo}/u.test(character)) lean += 1;
  }
  return lean === 0 ? null : lean > 0 ? 'zh-TW' : 'zh-CN';
}

/**
 * Whether an answer that begins so is in the script that is wanted; null while that is open. Names, numbers and code
 * don't tell; a single foreign word may begin an answer.
 */
export function beginsIn(text: string, wanted: Script, isWhole: boolean): boolean | null {
  const prose = spoken(text);
  const latin = prose.match(WORDS)?.join('').length ?? 0;
  const han = count(prose, HAN);
  const other = count(prose, OTHER);
  const [right, wrong] = wanted === 'han' ? [han, latin + other] : [latin, han + other];
  if (right > 0 && (wanted === 'han' || right >= 3)) return true;
  if (right === 0 && wrong >= (wanted === 'han' ? ENOUGH : ENOUGH / 2)) return false;
  if (!isWhole) return null;
  return wanted === 'han' ? count(prose, WORDS) < 2 && other === 0 : wrong === 0 || right > 0;
}
