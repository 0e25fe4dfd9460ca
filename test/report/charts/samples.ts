// Charts to draw: a day that turns bad, an incident, and words in three languages.
import type { Locale } from '../../../src/locale.ts';
import { NO_COUNTS, type Counts } from '../../../src/mood/counts.ts';
import { HOUR, QUARTER } from '../../../src/mood/window.ts';
import { incidentChart } from '../../../src/report/charts/incidentChart.ts';
import { moodTimeline } from '../../../src/report/charts/moodTimeline.ts';
import { wordCloud } from '../../../src/report/charts/wordCloud.ts';

export const START = Date.UTC(2026, 9, 13);
const ZONE = 'Asia/Shanghai';

export const counted = (positive: number, neutral: number, negative: number): Counts => ({
  ...NO_COUNTS,
  total: positive + neutral + negative,
  positive,
  neutral,
  negative,
});

const hour = (n: number) => {
  if (n === 5 || n === 6) return NO_COUNTS;
  const good = Math.round(14 + 8 * Math.sin(n / 3));
  const bad = n > 20 ? 24 : Math.round(6 + 3 * Math.cos(n / 2));
  return counted(good, 16, bad);
};

export const timeline = (locale: Locale) =>
  moodTimeline(
    Array.from({ length: 24 }, (_, n) => ({ at: START + n * HOUR, counts: hour(n) })),
    { from: START, to: START + 24 * HOUR },
    { locale, timeZone: ZONE },
    23,
  );

export const incident = (locale: Locale) => {
  const quarters = Array.from({ length: 20 }, (_, n) => ({
    at: START + n * QUARTER,
    counts: n === 3 ? NO_COUNTS : n < 16 ? counted(3, 8, n % 3) : counted(1, 6, 9 + (n % 3)),
  }));
  const evidence = {
    negative: 30,
    total: 46,
    expected: 6,
    interval: [2, 12] as const,
    authors: 9,
    since: START + 16 * QUARTER,
  };
  const span = { from: START + 16 * QUARTER, to: START + 20 * QUARTER - 1 };
  return incidentChart(quarters, evidence, span, { locale, timeZone: ZONE });
};

const WORDS: Readonly<Record<Locale, string>> = {
  en: 'refund launcher server crash update patch matchmaking thanks queue login events skins balance trailer bug ranked ping stream tournament wifi download keyboard voice build maps lobby price weekend guild raid boss',
  'zh-CN':
    '服务器 退款 延迟 更新 登录 崩溃 匹配 活动 皮肤 平衡 排位 直播 比赛 客服 语音 地图 队友 周末 公会 首领 掉线 优化 画质 新手 公告 补偿 ranked bug',
  'zh-TW':
    '伺服器 退款 延遲 更新 登入 當機 匹配 活動 造型 平衡 排位 直播 比賽 客服 語音 地圖 隊友 週末 公會 首領 斷線 優化 畫質 新手 公告 補償 叮嚀 ranked bug',
};

export const cloud = (locale: Locale) =>
  wordCloud(
    WORDS[locale].split(' ').map((text, n) => ({
      text,
      weight: Math.round(30 / (n + 1.5)) + 1,
      mood: [-60, -45, 10, 45, 0][n % 5] ?? 0,
    })),
    { locale },
  );
