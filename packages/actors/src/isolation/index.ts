export { type IsolatedActivityOptions, isolated } from './isolated.js';
export { IsolationError } from './perform-isolated.js';
