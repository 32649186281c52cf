export { type Mock, mock } from './mock.js';
export { type CallRef, type Play, type PlayOptions, play, type TimeOutRef } from './play.js';
export type { Callable } from './targets.js';
export { type TestEnvironment, type TestFlowOptions, type TestStartOptions, testFlow } from './test-flow.js';
