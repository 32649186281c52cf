import { executionsOf } from '../execution-filter.js';
import type { Command } from './command.js';

/** Counts executions; where SWF stops counting it says so. */
export const count: Command = {
  usage: 'as `list`',
  async run(_operands, options) {
    const { count: found, truncated } = await executionsOf(options).count();
    return truncated ? `${found} or more` : `${found}`;
  },
};
