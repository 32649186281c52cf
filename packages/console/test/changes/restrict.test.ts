import * as sdk from '@aws-sdk/client-swf';
import { type Kind, kindOf, kinds, ReadOnlyError, restrictChanges } from '@swf/console/changes';
import { SwfError } from '@swf/settings/errors';
import { describe, expect, it } from 'vitest';

type Command = new (input: object) => object;

/** SWF's operations, by the commands of the SDK. */
const COMMANDS = Object.entries(sdk)
  .filter(([name]) => name.endsWith('Command') && name !== 'Command' && name !== '$Command')
  .map(([name, command]) => [name.replace(/Command$/, ''), command as unknown as Command] as const);

const EXPECTED: Readonly<Record<Exclude<Kind, 'time'> | 'work' | 'read', readonly string[]>> = {
  read: [
    'CountClosedWorkflowExecutions',
    'CountOpenWorkflowExecutions',
    'CountPendingActivityTasks',
    'CountPendingDecisionTasks',
    'DescribeActivityType',
    'DescribeDomain',
    'DescribeWorkflowExecution',
    'DescribeWorkflowType',
    'GetWorkflowExecutionHistory',
    'ListActivityTypes',
    'ListClosedWorkflowExecutions',
    'ListDomains',
    'ListOpenWorkflowExecutions',
    'ListTagsForResource',
    'ListWorkflowTypes',
  ],
  start: ['StartWorkflowExecution'],
  signal: ['SignalWorkflowExecution'],
  cancel: ['RequestCancelWorkflowExecution'],
  terminate: ['TerminateWorkflowExecution'],
  register: [
    'RegisterActivityType',
    'RegisterDomain',
    'RegisterWorkflowType',
    'TagResource',
    'UndeprecateActivityType',
    'UndeprecateDomain',
    'UndeprecateWorkflowType',
    'UntagResource',
  ],
  retire: [
    'DeleteActivityType',
    'DeleteWorkflowType',
    'DeprecateActivityType',
    'DeprecateDomain',
    'DeprecateWorkflowType',
  ],
  work: [
    'PollForActivityTask',
    'PollForDecisionTask',
    'RecordActivityTaskHeartbeat',
    'RespondActivityTaskCanceled',
    'RespondActivityTaskCompleted',
    'RespondActivityTaskFailed',
    'RespondDecisionTaskCompleted',
  ],
};

/** The operations that get through a client that allows these kinds. */
async function passing(allowed: readonly (Kind | 'work')[]): Promise<readonly string[]> {
  const passed: string[] = [];
  const inner = { send: async (command: object) => void passed.push(command.constructor.name.replace(/Command$/, '')) };
  const client = restrictChanges(inner as unknown as sdk.SWFClient, {
    kinds: allowed,
    owner: 'the console',
    remedy: '--allow-changes',
  });
  for (const [, command] of COMMANDS) {
    const sent = client.send(new command({}) as sdk.ListDomainsCommand);
    await sent.catch((error: unknown) => {
      if (!ReadOnlyError.is(error)) throw error;
    });
  }
  return passed.sort();
}

describe('restrictChanges', () => {
  it('knows all 39 operations', () => {
    expect(COMMANDS.map(([name]) => name).sort()).toEqual(Object.values(EXPECTED).flat().sort());
    expect(COMMANDS).toHaveLength(39);
  });

  it('sends the 15 reads only, if nothing is allowed', async () => {
    expect(await passing([])).toEqual(EXPECTED.read);
  });

  for (const kind of [...kinds, 'work'] as const) {
    it(`sends exactly the operations of kind "${kind}" besides the reads, if that is allowed`, async () => {
      const own = kind === 'time' ? [] : EXPECTED[kind];
      expect(await passing([kind])).toEqual([...EXPECTED.read, ...own].sort());
      for (const operation of own) expect(kindOf(operation)).toBe(kind);
    });
  }

  it('refuses what it does not know', async () => {
    class NewOperationCommand {}
    const client = restrictChanges({ send: async () => 'sent' } as unknown as sdk.SWFClient, {
      kinds,
      owner: 'the console',
      remedy: 'ask',
    });
    const sent = client.send(new NewOperationCommand() as sdk.ListDomainsCommand);
    await expect(sent).rejects.toThrow(
      'the console refuses the operations of workers: NewOperation is not sent (to allow it: ask)',
    );
  });

  it('rejects with a SwfError that says who refused, and what allows it', async () => {
    const client = restrictChanges({ send: async () => 'sent' } as unknown as sdk.SWFClient, {
      kinds: [],
      owner: 'context "prod"',
      remedy: 'swf context set prod --no-read-only',
    });
    const error: unknown = await client
      .send(new sdk.TerminateWorkflowExecutionCommand({ domain: 'orders', workflowId: 'a' }))
      .catch((thrown: unknown) => thrown);
    expect(SwfError.is(error) && error.code).toBe('READ_ONLY');
    expect((error as Error).message).toBe(
      'context "prod" is read-only: TerminateWorkflowExecution is not sent (to allow it: swf context set prod --no-read-only)',
    );
  });
});
