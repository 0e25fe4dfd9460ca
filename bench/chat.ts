// npm run --silent bench:chat -- [--turns] …: how well the bot talks; with --turns, how soon it begins in a long talk.
const isLong = process.argv.some((argument) => /^--turns(=|$)/.test(argument));
await (isLong ? import('./chat/turns.ts') : import('./chat/talks.ts'));
