import { setMaxListeners } from 'node:events';
import { createInterface } from 'node:readline';
import {
  PollForActivityTaskCommand,
  RespondActivityTaskCompletedCommand,
  SWFClient,
  type SWFClientConfig,
} from '@aws-sdk/client-swf';
import { connect } from '@swf/settings';
import { lean } from '@swf/settings/lean';
import { ANSWER, POLL } from './requests.js';
import { SUBJECTS } from './subjects.js';

// The process of one client: `run-client NAME ENDPOINT`. For each number on standard input, it sends
// so many requests, ten at once, and prints the CPU time of one, in seconds.
const AT_ONCE = 10;

const [name = '', endpoint = ''] = process.argv.slice(2);
const keys = { accessKeyId: 'local', secretAccessKey: 'local' };
const config: SWFClientConfig = { region: 'us-east-1', endpoint, credentials: keys };
const { signal } = new AbortController();
// All requests share it; Node warns of a leak from the eleventh on.
setMaxListeners(0, signal);

const { client, hasSignal } = clientOf(name);
const options = hasSignal ? [{ abortSignal: signal }] : [];
for await (const line of createInterface(process.stdin)) {
  const requests = Number(line);
  const before = process.cpuUsage();
  for (let sent = 0; sent < requests; sent += AT_ONCE) {
    // Polls and answers, half each.
    await Promise.all(
      Array.from({ length: AT_ONCE / 2 }, () => [
        client.send(new PollForActivityTaskCommand(POLL), ...options),
        client.send(new RespondActivityTaskCompletedCommand(ANSWER), ...options),
      ]).flat(),
    );
  }
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(`${(user + system) / 1e6 / requests}\n`);
}
client.destroy();

function clientOf(subject: string): { readonly client: SWFClient; readonly hasSignal: boolean } {
  const own = connect({ region: 'us-east-1', endpoint, ...keys, maxAttempts: 3 });
  const { requestHandler } = own.config;
  const hasSignal = subject === SUBJECTS.connectedWithSignal || subject === SUBJECTS.leanWithSignal;
  if (subject === SUBJECTS.sdk) return { client: new SWFClient(config), hasSignal };
  if (subject === SUBJECTS.cached) return { client: new SWFClient({ ...config, cacheMiddleware: true }), hasSignal };
  if (subject === SUBJECTS.handler) {
    return { client: new SWFClient({ ...config, cacheMiddleware: true, requestHandler }), hasSignal };
  }
  const isLean = subject === SUBJECTS.lean || subject === SUBJECTS.leanWithSignal;
  return { client: isLean ? lean(own) : own, hasSignal };
}
