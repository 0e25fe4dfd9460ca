// @ts-check
// The texts of commands: their lists and forms, and what is wrong with one that was typed.

const en = {
  apps: 'Apps',
  used: '{name} used {command}',
  run: 'Run',
  required: 'required',
  optional: 'optional',
  yes: 'Yes',
  no: 'No',
  choose: 'Choose…',
  commands: 'Commands',
  noAnswer: 'The app did not respond in time.',
  noApps: 'No app has anything to do with a message here.',
  wrongCommand: 'There is no command {command}. There are: {commands}',
  wrongOption: '{command} has no option “{option}”. It has: {options}.',
  wrongForm: 'Options of {command} are written like this: {example}',
  noOptions: '{command} takes no options.',
  wrongValue: '{option} cannot be “{value}”.',
};

/** @type {typeof en} */
const zhCN = {
  apps: '应用',
  used: '{name} 使用了 {command}',
  run: '运行',
  required: '必填',
  optional: '选填',
  yes: '是',
  no: '否',
  choose: '请选择……',
  commands: '命令',
  noAnswer: '应用没有及时响应。',
  noApps: '这里没有可用于消息的应用。',
  wrongCommand: '没有命令 {command}，可用的有：{commands}',
  wrongOption: '{command} 没有选项“{option}”，可用的有：{options}。',
  wrongForm: '{command} 的选项这样写：{example}',
  noOptions: '{command} 没有选项。',
  wrongValue: '{option} 不能是“{value}”。',
};

/** @type {typeof en} */
const zhTW = {
  apps: '應用程式',
  used: '{name} 使用了 {command}',
  run: '執行',
  required: '必填',
  optional: '選填',
  yes: '是',
  no: '否',
  choose: '請選擇……',
  commands: '指令',
  noAnswer: '應用程式沒有及時回應。',
  noApps: '這裡沒有可用於訊息的應用程式。',
  wrongCommand: '沒有指令 {command}，可用的有：{commands}',
  wrongOption: '{command} 沒有選項「{option}」，可用的有：{options}。',
  wrongForm: '{command} 的選項這樣寫：{example}',
  noOptions: '{command} 沒有選項。',
  wrongValue: '{option} 不能是「{value}」。',
};

export const commandTexts = { en, 'zh-CN': zhCN, 'zh-TW': zhTW };
