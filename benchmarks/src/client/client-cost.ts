import { setMaxListeners } from 'node:events';
import {
  PollForActivityTaskCommand,
  RespondActivityTaskCompletedCommand,
  SWFClient,
  type SWFClientConfig,
} from '@aws-sdk/client-swf';
import { connect } from '@swf/settings';
import { lean } from '@swf/settings/lean';
import { compare } from '../harness/compare.js';
import type { Outcome } from '../harness/row.js';
import { startBareServer } from '../local/server-process.js';

const BASELINE = 'the SDK’s default';
const ROUNDS = 21;
const AT_ONCE = 10;

const POLL = { domain: 'orders', taskList: { name: 'work' }, identity: 'worker-1' };
const ANSWER = { taskToken: 'token'.repeat(60), result: 'done' };
const TASK = {
  taskToken: ANSWER.taskToken,
  activityId: 'charge-1',
  activityType: { name: 'charge', version: '1.0' },
  startedEventId: 7,
  workflowExecution: { workflowId: 'order-1', runId: 'run'.repeat(14) },
  input: JSON.stringify({ sku: 'anvil', quantity: 2 }),
};

/**
 * Compares the clients: the CPU time of a request over HTTP, to a server in another process.
 *
 * Version 2 of the SDK is not among them: it slows every `EventEmitter` of its process.
 */
export async function measureClients(): Promise<Outcome> {
  await using server = await startBareServer(JSON.stringify(TASK));
  const { endpoint } = server;
  const keys = { accessKeyId: 'local', secretAccessKey: 'local' };
  const config: SWFClientConfig = { region: 'us-east-1', endpoint, credentials: keys };
  const connected = connect({ region: 'us-east-1', endpoint, ...keys });
  const { requestHandler } = connected.config;
  const leanClient = lean(connect({ region: 'us-east-1', endpoint, ...keys, maxAttempts: 3 }));
  const { signal } = new AbortController();
  // All requests share it; Node warns of a leak from the eleventh on.
  setMaxListeners(0, signal);
  const rows = await compare({
    case: 'a request, ten at once',
    rounds: ROUNDS,
    calls: 100,
    operations: AT_ONCE,
    subjects: {
      [BASELINE]: sending(new SWFClient(config)),
      '... with cacheMiddleware': sending(new SWFClient({ ...config, cacheMiddleware: true })),
      '... and the request handler': sending(new SWFClient({ ...config, cacheMiddleware: true, requestHandler })),
      'connect(), which also keeps the signer': sending(connected),
      'connect(), with a signal': sending(connected, { abortSignal: signal }),
      'lean(connect())': sending(leanClient),
      'lean(connect()), with a signal': sending(leanClient, { abortSignal: signal }),
    },
  });
  for (const client of [connected, leanClient]) client.destroy();
  return { title: 'A request of each client (CPU time)', baseline: BASELINE, rows };
}

/** Polls and answers, half each. */
function sending(client: SWFClient, ...options: readonly { readonly abortSignal: AbortSignal }[]): () => unknown {
  return () =>
    Promise.all(
      Array.from({ length: AT_ONCE / 2 }, () => [
        client.send(new PollForActivityTaskCommand(POLL), ...options),
        client.send(new RespondActivityTaskCompletedCommand(ANSWER), ...options),
      ]).flat(),
    );
}
