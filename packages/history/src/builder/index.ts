export type { PassedTime } from './event-writer.js';
export type { GivenAttributes } from './given-attributes.js';
export { HistoryBuilder, type HistoryBuilderOptions } from './history-builder.js';
