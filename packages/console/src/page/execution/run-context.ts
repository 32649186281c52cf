import type { RunInfo } from '../../api/executions.js';

/** The run whose history is shown; a file has none. */
export interface RunContext extends RunInfo {
  readonly domain: string;
}
