export { type Replay, type ReplayOptions, replayFlow } from './replay-flow.js';
