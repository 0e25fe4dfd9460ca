/** What people write when a server turns, in the languages of the page. */
export const SPIKE: Readonly<Record<'en' | 'zh-CN' | 'zh-TW', readonly string[]>>;
