// @ts-check
// The texts for whoever practises alone: the rights of people, and lines that several people write.

const en = {
  comma: ', ',
  rightsOf: 'Rights of {name}',
  rightsHint: 'Roles that may be given in {server}. They count at once.',
  rightsOwner: '{name} owns this server and may do everything.',
  administrator: 'everything',
  manageServer: 'manage the server',
  manageChannels: 'manage channels',
  manageMessages: 'manage messages',
  timeOut: 'time out members',
  roleModerator: 'Moderator',
  roleManager: 'Manager',
  burstStop: 'Stop ({done} of {total})',
  burstDone: '{count} messages were written in {channel}.',
  burstFew: 'This takes three people who may write in {channel}. Invent some first.',
};

/** @type {typeof en} */
const zhCN = {
  comma: '、',
  rightsOf: '{name} 的权限',
  rightsHint: '在 {server} 里可以给的身份组，勾选后立即生效。',
  rightsOwner: '{name} 是服务器所有者，什么都可以做。',
  administrator: '全部权限',
  manageServer: '管理服务器',
  manageChannels: '管理频道',
  manageMessages: '管理消息',
  timeOut: '禁言成员',
  roleModerator: '管理员',
  roleManager: '服务器管理员',
  burstStop: '停止（{done} / {total}）',
  burstDone: '已在 {channel} 写了 {count} 条消息。',
  burstFew: '需要三个能在 {channel} 发言的成员，请先创建几个。',
};

/** @type {typeof en} */
const zhTW = {
  comma: '、',
  rightsOf: '{name} 的權限',
  rightsHint: '在 {server} 裡可以給的身分組，勾選後立即生效。',
  rightsOwner: '{name} 是伺服器擁有者，什麼都可以做。',
  administrator: '全部權限',
  manageServer: '管理伺服器',
  manageChannels: '管理頻道',
  manageMessages: '管理訊息',
  timeOut: '禁言成員',
  roleModerator: '管理員',
  roleManager: '伺服器管理員',
  burstStop: '停止（{done} / {total}）',
  burstDone: '已在 {channel} 寫了 {count} 則訊息。',
  burstFew: '需要三個能在 {channel} 發言的成員，請先建立幾個。',
};

export const practiceTexts = { en, 'zh-CN': zhCN, 'zh-TW': zhTW };
