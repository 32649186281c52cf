export type { ComparedDecision } from './compared-decision.js';
export type { DecidedTask, ReplayDifference } from './difference.js';
export { type DecisionReplayOptions, type ReplayedDecide, type ReplayResult, replay } from './replay.js';
export type { ReplayedRun, ReplayedTask } from './replayed-task.js';
