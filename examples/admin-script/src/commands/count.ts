import { executionsOf } from '../execution-filter.js';
import type { Command } from './command.js';

/** Counts executions, and says so if SWF stopped counting. */
export const count: Command = {
  usage: 'as `list`',
  async run(_operands, options) {
    const { count: found, truncated } = await executionsOf(options).count();
    return truncated ? `${found} or more` : `${found}`;
  },
};
