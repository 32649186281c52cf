import { ChildWorkflowExecutionDecision, type Decision, WorkflowExecutionDecision } from '@swf/decisions';
import { WorkflowExecution } from '@swf/models';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ContinuedChild, startContinuedChild } from './support/continued-child.js';
import { decide } from './support/decide.js';
import { startTestService, type TestService } from './support/service.js';

let test: TestService;
/** The names of the runs of `child`, by run id: `run 1`, `run 2` and `run 3`. */
const runs = new Map<string, string>();

/** `parent` starts `child`, which continues twice, and then starts `grandchild`, which starts `leaf`. */
beforeAll(async () => {
  test = await startTestService();
  const { client, order } = test;
  const start = (workflowId: string) => ChildWorkflowExecutionDecision.start({ workflowId, workflowType: order });
  const answers: Readonly<Record<string, Decision[]>> = {
    parent: [start('child')],
    child: [WorkflowExecutionDecision.continueAsNew(), WorkflowExecutionDecision.continueAsNew(), start('grandchild')],
    grandchild: [start('leaf')],
  };
  await order.startExecution({ workflowId: 'parent', client });
  const left = () => Object.values(answers).some((decisions) => decisions.length > 0);
  while (left()) await decide(test, (workflowId) => answers[workflowId]?.splice(0, 1) ?? []);
  const { stdout } = await test.swf(['list', 'id:child', '--reverse', '-o', 'id']);
  for (const [index, line] of stdout.trimEnd().split('\n').entries()) {
    runs.set(line.split('\t')[1] ?? '', `run ${index + 1}`);
  }
});
afterAll(() => test[Symbol.asyncDispose]());

/** The tree of a workflow id, or of a named run of `child`, indented by depth. */
async function tree(id: string, ...argv: readonly string[]): Promise<readonly string[]> {
  const [runId] = [...runs].find(([, name]) => name === id) ?? [];
  const target = runId === undefined ? [id] : ['child', '--run', runId];
  const { stdout } = await test.swf(['tree', ...target, '-o', 'json', ...argv]);
  const rows = JSON.parse(stdout) as readonly Readonly<Record<string, string>>[];
  return rows.map(({ relation, depth, workflowId, runId: run = '', state }) =>
    ['  '.repeat(Number(depth)) + relation, runs.get(run) ?? workflowId, state].join(' '),
  );
}

describe('swf tree', () => {
  it('shows the parents, the other runs and the children, each below its parent', async () => {
    expect(await tree('run 2')).toEqual([
      'parent parent started',
      '  earlier run run 1 continued_as_new',
      '  this run run 2 continued_as_new',
      '  later run run 3 started',
    ]);
    expect(await tree('run 3')).toEqual([
      'parent parent started',
      '  earlier run run 1 continued_as_new',
      '  earlier run run 2 continued_as_new',
      '  this run run 3 started',
      '    child grandchild started',
      '      child leaf started',
    ]);
    const { stdout } = await test.swf(['tree', 'grandchild', '--down', '--fields', 'workflowId,type,depth']);
    expect(stdout).toBe('WORKFLOW ID  TYPE       DEPTH\ngrandchild   order@1.0  0\nleaf         order@1.0  1\n');
  });

  it.each([
    ['--up', ['parent parent started', '  this run run 1 continued_as_new']],
    ['--down', ['this run run 1 continued_as_new']],
    ['--runs', ['this run run 1 continued_as_new', 'later run run 2 continued_as_new', 'later run run 3 started']],
  ])('shows only what %s selects', async (option, shown) => {
    expect(await tree('run 1', option)).toEqual(shown);
  });

  it('reads up to --depth generations and runs', async () => {
    const one = ['--depth', '1'];
    expect(await tree('run 1', '--runs', ...one)).toEqual([
      'this run run 1 continued_as_new',
      'later run run 2 continued_as_new',
    ]);
    expect(await tree('run 3', '--runs', ...one)).toEqual([
      'earlier run run 2 continued_as_new',
      'this run run 3 started',
    ]);
    expect(await tree('run 3', '--down', ...one)).toEqual(['this run run 3 started', '  child grandchild started']);
    expect(await tree('leaf', '--up', ...one)).toEqual(['parent grandchild started', '  this run leaf started']);
    expect(await tree('leaf', '--up', '--depth', '2')).toEqual([
      'parent run 3 started',
      '  parent grandchild started',
      '    this run leaf started',
    ]);
  });
});

describe('a run that SWF has dropped', () => {
  it('has only its ids in the tree', async () => {
    await using other = await startTestService();
    const { client, clock, order } = other;
    await order.startExecution({ workflowId: 'order-1', executionStartToCloseTimeout: 31_000_000, client });
    await decide(other, [WorkflowExecutionDecision.continueAsNew({ executionStartToCloseTimeout: 31_000_000 })]);
    await clock.advance({ days: 31 });
    const { stdout } = await other.swf(['tree', 'order-1', '--fields', 'relation,workflowId,type,state', '-o', 'csv']);
    expect(stdout).toBe(
      'relation,workflowId,type,state\r\nearlier run,order-1,,dropped\r\nthis run,order-1,order@1.0,started\r\n',
    );
  });
});

describe('a child that has continued as new', () => {
  /** The rows below a run of `parent`, with the children's runs by their numbers. */
  const childRows = async (test: ContinuedChild, ...argv: readonly string[]) => {
    const numbers = new Map((await test.childRuns()).map(({ runId }, index) => [runId, index + 1]));
    const { stdout } = await test.swf(['tree', 'parent', '--down', ...argv, '--domain', 'families', '-o', 'json']);
    const [, ...rows] = JSON.parse(stdout) as readonly Readonly<Record<string, string>>[];
    return rows.map(({ relation, depth, runId, state }) => [relation, depth, numbers.get(runId), state].join(' '));
  };

  it('is followed to its latest run', async () => {
    await using test = await startContinuedChild(30);
    expect(await childRows(test)).toEqual(['child 1 1 continued_as_new', 'later run 1 3 started']);
  });

  it('is followed to its latest run if SWF has dropped the first', async () => {
    await using test = await startContinuedChild(1);
    // The only run that is left.
    expect(await childRows(test)).toEqual(['child 1  continued_as_new', 'later run 1 1 started']);
  });

  it.each([
    [30, ['child 1 1 continued_as_new', 'later run 1 2 continued_as_new', 'later run 1 3 terminated']],
    [1, ['child 1  started']],
  ])('is not mistaken for that of a later parent, with %i days of retention', async (days, rows) => {
    await using test = await startContinuedChild(days);
    const { client, domain } = test;
    const parent = await new WorkflowExecution(domain, 'parent').upstream({ client });
    await parent.terminate({ client });
    await new WorkflowExecution(domain, 'child').terminate({ client });
    await test.startParent();
    expect(await childRows(test, '--run', parent.runId ?? '')).toEqual(rows);
    expect(await childRows(test)).toEqual([expect.stringMatching(/^child 1 \d started$/)]);
  });
});
