import cluster from 'node:cluster';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Decider } from '@swf/actors';
import { HistoryQuerySet } from '@swf/history';
import { VirtualClock } from '@swf/local';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { closed } from '../support/closed.js';
import { openServer } from '../support/service.js';
import { decideTillDone, domain, startExecution } from '../support/workflow.js';

const exec = fileURLToPath(new URL('../support/programs/start.js', import.meta.url));

describe('A pool that closes the channel to a process, without a signal as on Windows', () => {
  it('lets the running task finish, and the process end', async () => {
    const clock = new VirtualClock();
    await using swf = await openServer({ clock }, { defaultTaskStartToCloseTimeout: 3600 });
    const { client, service } = swf;
    cluster.setupPrimary({ exec, args: ['actors'] });
    const process = cluster.fork({ ENDPOINT: service.endpoint, WORK_IN_MILLISECONDS: '1000' });
    onTestFinished(() => void process.kill('SIGKILL'));
    const exited = once(process, 'exit');
    const said: unknown[] = [];
    process.on('message', (message) => said.push(message));
    await vi.waitFor(() => expect(said).toContain('running'), { timeout: 90_000 });
    const execution = await startExecution(client);
    await vi.waitFor(() => expect(said).toContain('begun'), { timeout: 90_000 });

    process.disconnect();
    const heir = new Decider(domain, 'decisions', { client, decide: decideTillDone });
    await heir.start();
    await closed(client, execution);
    await heir.stop({ polls: 'abort' });
    // The open polls of what stops end after a minute, and the process with them.
    await clock.advance({ seconds: 61 });
    expect(await exited).toEqual([0, null]);

    const history = await new HistoryQuerySet(domain).get(execution, { client });
    const attempts = history.compile().activityTasks.attempts('one');
    expect(attempts.map(({ state }) => state)).toEqual(['completed']);
  });
});
