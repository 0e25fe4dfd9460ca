// Names that people use for time zones and the runtime does not know: further cities, and abbreviations.

/** Names as people write them, in lower case, by zone. */
const CITIES: Readonly<Record<string, string>> = {
  'Asia/Shanghai':
    'beijing, peking, 北京, shenzhen, 深圳, guangzhou, 广州, 廣州, hangzhou, 杭州, chengdu, 成都, wuhan, 武汉, 武漢, nanjing, 南京, tianjin, 天津, chongqing, 重庆, 重慶, xian, 西安, 上海, china, prc, 中国, 中國, 中国大陆, 大陸',
  'Asia/Hong_Kong': '香港, hk, hong kong',
  'Asia/Macau': '澳门, 澳門, macao',
  'Asia/Taipei': '台北, 臺北, 台湾, 台灣, 臺灣, taiwan, kaohsiung, 高雄, 台中, 臺中',
  'Asia/Tokyo': '东京, 東京, osaka, 大阪, kyoto, 京都, japan, 日本',
  'Asia/Seoul': '首尔, 首爾, busan, 釜山, korea, south korea, 韩国, 韓國',
  'Asia/Singapore': '新加坡, sg',
  'Asia/Kuala_Lumpur': '吉隆坡, malaysia, 马来西亚, 馬來西亞',
  'Asia/Bangkok': '曼谷, thailand, 泰国, 泰國',
  'Asia/Ho_Chi_Minh': '胡志明市, saigon, hanoi, 河内, 河內, vietnam, 越南',
  'Asia/Jakarta': '雅加达, 雅加達',
  'Asia/Manila': '马尼拉, 馬尼拉, philippines, 菲律宾, 菲律賓',
  'Asia/Kolkata':
    'mumbai, 孟买, 孟買, delhi, new delhi, 新德里, 德里, bangalore, bengaluru, 班加罗尔, chennai, hyderabad, india, 印度',
  'Asia/Dubai': '迪拜, 杜拜, abu dhabi, uae',
  'Europe/London': '伦敦, 倫敦, uk, england, britain, manchester, edinburgh, 英国, 英國',
  'Europe/Paris': '巴黎, lyon, france, 法国, 法國',
  'Europe/Berlin':
    '柏林, munich, 慕尼黑, frankfurt, 法兰克福, 法蘭克福, hamburg, cologne, germany, 德国, 德國, central european, 中欧, 中歐',
  'Europe/Madrid': '马德里, 馬德里, barcelona, 巴塞罗那, 巴塞隆納, spain',
  'Europe/Rome': '罗马, 羅馬, milan, 米兰, 米蘭, italy',
  'Europe/Zurich': '苏黎世, 蘇黎世, geneva, 日内瓦, 日內瓦, switzerland',
  'Europe/Amsterdam': '阿姆斯特丹, netherlands, holland',
  'Europe/Moscow': '莫斯科, st petersburg, saint petersburg',
  'America/New_York':
    '纽约, 紐約, nyc, boston, 波士顿, 波士頓, washington, washington dc, 华盛顿, 華盛頓, miami, atlanta, philadelphia, eastern, us eastern, 美东, 美東, 北美东部, 東部',
  'America/Chicago':
    '芝加哥, houston, 休斯顿, 休士頓, dallas, austin, central, us central, 美中, 北美中部, 中部',
  'America/Denver': '丹佛, mountain, us mountain, salt lake city, 北美山区, 山區',
  'America/Los_Angeles':
    '洛杉矶, 洛杉磯, la, san francisco, 旧金山, 舊金山, sf, seattle, 西雅图, 西雅圖, san diego, las vegas, pacific, us pacific, 美西, 北美太平洋, 太平洋',
  'America/Toronto': '多伦多, 多倫多, ottawa, montreal',
  'America/Vancouver': '温哥华, 溫哥華',
  'America/Sao_Paulo': '圣保罗, 聖保羅, rio, rio de janeiro, brasilia',
  'Australia/Sydney': '悉尼, 雪梨, canberra, australian eastern',
  'Australia/Melbourne': '墨尔本, 墨爾本',
  'Pacific/Auckland': '奥克兰, 奧克蘭, wellington, new zealand, 新西兰, 紐西蘭',
  'Pacific/Honolulu': 'hawaii, 夏威夷',
};

/** An abbreviation of several zones lists all of them, the most common first. */
const ABBREVIATIONS: Readonly<Record<string, readonly string[]>> = {
  'z gmt utc zulu ut': ['UTC'],
  'est edt et': ['America/New_York'],
  'cdt ct': ['America/Chicago'],
  cst: ['America/Chicago', 'Asia/Shanghai', 'Asia/Taipei', 'America/Havana'],
  'mst mdt mt': ['America/Denver'],
  'pst pdt pt': ['America/Los_Angeles'],
  'akst akdt': ['America/Anchorage'],
  hst: ['Pacific/Honolulu'],
  ast: ['America/Halifax', 'Asia/Riyadh'],
  adt: ['America/Halifax'],
  'nst ndt': ['America/St_Johns'],
  'brt brst': ['America/Sao_Paulo'],
  bst: ['Europe/London', 'Asia/Dhaka'],
  ist: ['Asia/Kolkata', 'Europe/Dublin', 'Asia/Jerusalem'],
  gst: ['Asia/Dubai', 'Atlantic/South_Georgia'],
  'wet west': ['Europe/Lisbon'],
  'cet cest mez mesz': ['Europe/Berlin'],
  'eet eest': ['Europe/Athens'],
  'msk msd': ['Europe/Moscow'],
  trt: ['Europe/Istanbul'],
  pkt: ['Asia/Karachi'],
  ict: ['Asia/Bangkok'],
  wib: ['Asia/Jakarta'],
  sgt: ['Asia/Singapore'],
  hkt: ['Asia/Hong_Kong'],
  'pht phst': ['Asia/Manila'],
  jst: ['Asia/Tokyo'],
  kst: ['Asia/Seoul'],
  awst: ['Australia/Perth'],
  'acst acdt': ['Australia/Adelaide'],
  'aest aedt aet': ['Australia/Sydney'],
  'nzst nzdt nzt': ['Pacific/Auckland'],
  sast: ['Africa/Johannesburg'],
  eat: ['Africa/Nairobi'],
  wat: ['Africa/Lagos'],
  cat: ['Africa/Maputo'],
};

/** From a name to the zones that it may mean. */
export const CALLED: ReadonlyMap<string, readonly string[]> = new Map([
  ...Object.entries(CITIES).flatMap(([zone, names]) =>
    names.split(', ').map((name) => [name, [zone]] as const),
  ),
  ...Object.entries(ABBREVIATIONS).flatMap(([names, zones]) =>
    names.split(' ').map((name) => [name, zones] as const),
  ),
]);
