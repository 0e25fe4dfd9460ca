// The clock of tests: local-discord's own, so that the bot and the server can share one.
export { manualClock, type ManualClock } from 'local-discord/testing';
