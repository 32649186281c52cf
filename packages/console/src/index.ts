export type { Kind } from './changes/kinds.js';
export type { ConsoleClock } from './server/clock.js';
export { type Console, createConsole } from './server/console.js';
export type {
  AuditRecord,
  ConsoleOptions,
  ConsolePoller,
  DumpFile,
  MovableClock,
  QueryStore,
} from './server/options.js';
export { type ConsoleServer, type StartOptions, startConsole } from './server/start.js';
