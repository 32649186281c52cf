export { run } from './run.js';
export type { Output, Shell } from './shell.js';
