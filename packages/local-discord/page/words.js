// @ts-check
// The page's words in English and Chinese, chosen by the browser's language.

const en = {
  actingAs: 'Acting as',
  switchPerson: 'Switch person',
  whoAreYou: 'Who are you?',
  newPerson: 'New person',
  name: 'Name',
  moderator: 'Moderator (may manage the server)',
  join: 'Join as this person',
  close: 'Close',
  cancel: 'Cancel',
  channels: 'Channels',
  direct: 'Direct messages',
  menu: 'Channels and people',
  messages: 'Messages',
  online: 'online',
  offline: 'offline',
  botOffline: 'The bot is not connected; what you write will wait for it.',
  lost: 'Connection lost. Reconnecting…',
  write: 'Message {channel}',
  send: 'Send',
  attach: 'Attach a file',
  removeFile: 'Remove {name}',
  fileTooLarge: '{name} is larger than 8 MB.',
  noSend: 'You may not write here.',
  unseen: 'You can’t see that channel.',
  reply: 'Reply',
  edit: 'Edit',
  delete: 'Delete',
  react: 'React',
  apps: 'Apps',
  more: 'Actions for this message',
  replyingTo: 'Replying to {name}',
  edited: '(edited)',
  onlyYou: 'Only you can see this',
  dismiss: 'Dismiss message',
  thinking: '{name} is thinking…',
  typing: '{names} typing…',
  app: 'APP',
  used: '{name} used {command}',
  gone: 'Original message was deleted',
  older: 'Load older messages',
  newest: 'New messages ↓',
  editHint: 'Enter saves · Esc cancels',
  run: 'Run',
  required: 'required',
  optional: 'optional',
  yes: 'Yes',
  no: 'No',
  choose: 'Choose…',
  commands: 'Commands',
  people: 'People',
  noAnswer: 'The app did not respond in time.',
  submit: 'Submit',
  reactionsBy: 'React with {emoji}: {count}',
  joined: '{name} joined the server.',
  emptyTitle: 'Nothing here yet in {channel}',
  emptyBody: 'Everything you see runs on this machine. Try one of these:',
  tryMention: 'Ask {name} something',
  trySwitch: 'Be somebody else',
  askText: 'hello! What do you do here?',
  noGuild: 'There is no server yet. It appears here as soon as one is made.',
  modLabel: 'MOD',
  spoiler: 'Spoiler: show',
  today: 'Today',
  yesterday: 'Yesterday',
};

/** @type {typeof en} */
const zh = {
  actingAs: '当前身份',
  switchPerson: '切换身份',
  whoAreYou: '你是谁？',
  newPerson: '新成员',
  name: '名字',
  moderator: '管理员（可管理服务器）',
  join: '以此身份加入',
  close: '关闭',
  cancel: '取消',
  channels: '频道',
  direct: '私信',
  menu: '频道与成员',
  messages: '消息',
  online: '在线',
  offline: '离线',
  botOffline: '机器人未连接，你发的消息会等它回来。',
  lost: '连接已断开，正在重连…',
  write: '发消息到 {channel}',
  send: '发送',
  attach: '添加文件',
  removeFile: '移除 {name}',
  fileTooLarge: '{name} 超过 8 MB。',
  noSend: '你不能在这里发言。',
  unseen: '你看不到那个频道。',
  reply: '回复',
  edit: '编辑',
  delete: '删除',
  react: '添加反应',
  apps: '应用',
  more: '消息操作',
  replyingTo: '回复 {name}',
  edited: '（已编辑）',
  onlyYou: '只有你能看到',
  dismiss: '关闭此消息',
  thinking: '{name} 正在思考…',
  typing: '{names} 正在输入…',
  app: '应用',
  used: '{name} 使用了 {command}',
  gone: '原消息已被删除',
  older: '加载更早的消息',
  newest: '新消息 ↓',
  editHint: 'Enter 保存 · Esc 取消',
  run: '运行',
  required: '必填',
  optional: '选填',
  yes: '是',
  no: '否',
  choose: '请选择…',
  commands: '命令',
  people: '成员',
  noAnswer: '应用没有及时响应。',
  submit: '提交',
  reactionsBy: '用 {emoji} 回应：{count}',
  joined: '{name} 加入了服务器。',
  emptyTitle: '{channel} 里还没有消息',
  emptyBody: '一切都在这台机器上运行。试试：',
  tryMention: '问 {name} 一句话',
  trySwitch: '换个身份',
  askText: '你好！你在这里做什么？',
  noGuild: '还没有服务器，建好后会自动出现在这里。',
  modLabel: '管理',
  spoiler: '剧透：显示',
  today: '今天',
  yesterday: '昨天',
};

export const language = navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : navigator.language;
const chosen = language.startsWith('zh') ? zh : en;

/** @typedef {keyof typeof en} Word */

/**
 * @param {Word} word
 * @param {Record<string, string | number>} [values]
 */
export function t(word, values = {}) {
  return chosen[word].replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

const clockTime = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' });
const fullDate = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'medium' });
const dayName = new Intl.DateTimeFormat(language, { dateStyle: 'long' });

export const shortTime = (/** @type {Date} */ date) => clockTime.format(date);
export const longTime = (/** @type {Date} */ date) => fullDate.format(date);

/** @param {Date} date */
export function dayOf(date) {
  const days = Math.round((startOfDay(new Date()) - startOfDay(date)) / 86_400_000);
  return days === 0 ? t('today') : days === 1 ? t('yesterday') : dayName.format(date);
}

const startOfDay = (/** @type {Date} */ date) => new Date(date).setHours(0, 0, 0, 0);
