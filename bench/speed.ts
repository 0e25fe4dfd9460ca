// npm run --silent bench:speed -- [--busy N] …: how fast the judge is; with --busy, beside N programs that spin.
const isBusy = process.argv.some((argument) => /^--busy(=|$)/.test(argument));
await (isBusy ? import('./speed/busy.ts') : import('./speed/ratios.ts'));
