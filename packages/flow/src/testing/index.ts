export { type CallRef, type Play, type PlayOptions, play } from './play.js';
export type { Callable } from './targets.js';
