import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { builtCli } from '../cli/built-cli.js';

let root: string;
beforeAll(async () => {
  root = join(await builtCli(), '../..');
});
afterAll(() => rmSync(root, { recursive: true }));

/** Polls twice, for tasks that come when nothing but the polls keeps the process running. */
const PROGRAM = `
  const { createLocalService } = await import(process.argv[1]);

  const service = createLocalService();
  const send = (operation, input) =>
    service.requestHandler.handle({
      headers: { 'x-amz-target': 'SimpleWorkflowService.' + operation },
      body: JSON.stringify({ domain: 'orders', ...input }),
    });
  const taskList = { name: 'orders' };
  const workflowType = { name: 'order', version: '1' };
  await send('RegisterDomain', { name: 'orders', workflowExecutionRetentionPeriodInDays: '1' });
  await send('RegisterWorkflowType', {
    ...workflowType,
    defaultTaskList: taskList,
    defaultChildPolicy: 'TERMINATE',
    defaultTaskStartToCloseTimeout: '60',
    defaultExecutionStartToCloseTimeout: '60',
  });
  for (const workflowId of ['first', 'second']) {
    setTimeout(() => void send('StartWorkflowExecution', { workflowId, workflowType }), 50).unref();
    const { response } = await send('PollForDecisionTask', { taskList });
    console.log(JSON.parse(Buffer.from(response.body)).workflowExecution.workflowId);
  }
`;

it('a service without a socket keeps its process running while a request is open, and no longer', () => {
  const index = pathToFileURL(join(root, 'dist/index.js')).href;
  const options = { timeout: 90_000, encoding: 'utf8' } as const;
  const { status, stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', PROGRAM, index], options);
  expect({ status, stdout }).toEqual({ status: 0, stdout: 'first\nsecond\n' });
});
