import { type DecideFunction, Decider, type DeciderOptions } from '../../src/index.js';
import { openService } from './service.js';
import { domain } from './workflow.js';

/** A decider, running, and an execution for it. */
export async function running(decide: DecideFunction, options: DeciderOptions = {}) {
  const swf = await openService();
  const { client } = swf;
  const decider = new Decider(domain, 'decisions', { client, decide, ...options });
  await decider.start();
  return {
    ...swf,
    decider,
    async [Symbol.asyncDispose]() {
      await decider.stop({ polls: 'abort', graceInSeconds: 0 });
      await swf[Symbol.asyncDispose]();
    },
  };
}
