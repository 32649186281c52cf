import { type DecideFunction, Decider, type DeciderOptions } from '@swf/actors';
import { next, openService } from './service.js';
import { domain, startExecution } from './workflow.js';

/** Starts a service and a decider. */
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

/** Starts an execution, signals it that many times, and waits for the decision on each. */
export async function signaled(swf: Awaited<ReturnType<typeof running>>, times: number, workflowId = 'w') {
  const begun = next(swf.decider, 'completed');
  const execution = await startExecution(swf.client, workflowId);
  await begun;
  for (let count = 0; count < times; count += 1) {
    const completed = next(swf.decider, 'completed');
    await execution.signal('tick', { count }, { client: swf.client });
    await completed;
  }
  return execution;
}
