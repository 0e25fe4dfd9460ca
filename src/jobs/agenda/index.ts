// The scheduler on Agenda, and its two backends. Nothing outside this folder imports Agenda.
export type { JobsBackend } from './backend.ts';
export { mongoBackend } from './mongo.ts';
export { SqliteBackend } from './sqlite/backend.ts';
export { createScheduler } from './scheduler.ts';
export type { SchedulerOptions } from './scheduler.ts';
