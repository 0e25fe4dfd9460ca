// The scheduler on Agenda, and its embedded backend; mongo.ts is apart, since it brings a driver along. Nothing outside this folder imports Agenda.
export type { JobsBackend } from './backend.ts';
export { SqliteBackend } from './sqlite/backend.ts';
export { createScheduler } from './scheduler.ts';
export type { SchedulerOptions } from './scheduler.ts';
