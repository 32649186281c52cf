export type { Duration } from './event-writer.js';
export type { Given } from './given.js';
export { HistoryBuilder, type HistoryBuilderOptions } from './history-builder.js';
