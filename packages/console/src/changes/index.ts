export { applyChange, batchRate, type Change } from './change.js';
export { checkChange } from './check-change.js';
export { type Kind, kindOf, kinds } from './kinds.js';
export { type Rate, rateOf } from './rates.js';
export { type Restart, restartExecution } from './restart.js';
export { checkKind, ReadOnlyError, type Restriction, restrictChanges } from './restrict.js';
export { type BatchOptions, changeRuns, type Outcome, type Selected } from './runner.js';
