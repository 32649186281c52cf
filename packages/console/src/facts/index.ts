export type { ChildRun } from './child-runs.js';
export { FactReader, type FactSources } from './fact-reader.js';
