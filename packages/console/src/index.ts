export type { Kind } from './changes/kinds.js';
export { type Console, type ConsoleOptions, createConsole } from './server/console.js';
