export type { InputDifference } from '../turns/differences.js';
export type { RunOutcome } from '../turns/outcome.js';
export type { Waiting } from '../turns/waiting.js';
export { type RecordedExecution, type ReplayedExecution, replayAll } from './replay-all.js';
export { type Replay, type ReplayOptions, type ReplaySettings, replayFlow } from './replay-flow.js';
