import {
  CountPendingDecisionTasksCommand,
  DescribeDomainCommand,
  GetWorkflowExecutionHistoryCommand,
  ListDomainsCommand,
  ListOpenWorkflowExecutionsCommand,
  ListTagsForResourceCommand,
  PollForDecisionTaskCommand,
  RegisterDomainCommand,
  RespondDecisionTaskCompletedCommand,
  type SWFClient,
} from '@aws-sdk/client-swf';
import { VirtualClock } from '@swf/local';
import { describe, expect, it } from 'vitest';
import { DOMAIN, pollForDecision, prepare, start, TASK_LIST } from './actors.js';
import { FRONT_ENDS } from './services.js';

const REGISTERED = { registrationStatus: 'REGISTERED' } as const;

async function domains(client: SWFClient): Promise<(string | undefined)[]> {
  const { domainInfos = [] } = await client.send(new ListDomainsCommand(REGISTERED));
  return domainInfos.map(({ arn }) => arn);
}

function openExecutions(client: SWFClient) {
  return client.send(
    new ListOpenWorkflowExecutionsCommand({ domain: DOMAIN, startTimeFilter: { oldestDate: new Date(0) } }),
  );
}

describe.each(FRONT_ENDS)('the regions of a service %s', (_, make) => {
  async function twoRegions(options = {}) {
    const service = await make({ clock: new VirtualClock(), ...options });
    const ireland = service.client({ region: 'eu-west-1', maxAttempts: 1 });
    const virginia = service.client({ region: 'us-east-1', maxAttempts: 1 });
    return { service, ireland, virginia, [Symbol.asyncDispose]: () => service.close() };
  }

  it('have domains of their own', async () => {
    await using both = await twoRegions();
    const { ireland, virginia } = both;
    await prepare(ireland);
    await expect(virginia.send(new DescribeDomainCommand({ name: DOMAIN }))).rejects.toMatchObject({
      name: 'UnknownResourceFault',
      message: `Unknown domain: ${DOMAIN}`,
    });
    expect(await domains(virginia)).toEqual([]);
    await prepare(virginia);
    expect(await domains(ireland)).toEqual([`arn:aws:swf:eu-west-1:123456789012:/domain/${DOMAIN}`]);
    expect(await domains(virginia)).toEqual([`arn:aws:swf:us-east-1:123456789012:/domain/${DOMAIN}`]);
  });

  it('have executions, task lists and listings of their own', async () => {
    await using both = await twoRegions();
    const { ireland, virginia } = both;
    await prepare(ireland);
    await prepare(virginia);
    const { runId } = await start(ireland, 'order-1');
    const execution = { workflowId: 'order-1', runId };
    expect((await openExecutions(virginia)).executionInfos).toEqual([]);
    expect((await openExecutions(ireland)).executionInfos).toMatchObject([{ execution }]);
    await expect(
      virginia.send(new GetWorkflowExecutionHistoryCommand({ domain: DOMAIN, execution })),
    ).rejects.toMatchObject({ name: 'UnknownResourceFault' });
    const pending = (client: SWFClient) =>
      client.send(new CountPendingDecisionTasksCommand({ domain: DOMAIN, taskList: TASK_LIST }));
    expect([(await pending(ireland)).count, (await pending(virginia)).count]).toEqual([1, 0]);
    expect((await start(virginia, 'order-1')).runId).not.toBe(runId);
  });

  it('wake only polls in the region of the task', async () => {
    await using both = await twoRegions();
    const { service, ireland, virginia } = both;
    await prepare(ireland);
    await prepare(virginia);
    const polls = [pollForDecision(ireland), pollForDecision(virginia)];
    await service.clock.advance({ seconds: 1 });
    const { runId } = await start(virginia, 'order-1');
    expect((await polls[1])?.workflowExecution?.runId).toBe(runId);
    await service.clock.advance({ seconds: 60 });
    expect((await polls[0])?.taskToken).toBeUndefined();
  });

  it('do not accept tokens of another region', async () => {
    await using both = await twoRegions();
    const { ireland, virginia } = both;
    await prepare(ireland);
    await prepare(virginia);
    const { runId } = await start(ireland, 'order-1');
    const poll = { domain: DOMAIN, taskList: TASK_LIST, maximumPageSize: 1 };
    const { taskToken, nextPageToken } = await ireland.send(new PollForDecisionTaskCommand(poll));
    const respond = new RespondDecisionTaskCompletedCommand({ taskToken, decisions: [] });
    await expect(virginia.send(respond)).rejects.toMatchObject({
      name: 'UnknownResourceFault',
      message: `Unknown execution, runId = ${runId}`,
    });
    const nextPage = new PollForDecisionTaskCommand({ ...poll, nextPageToken });
    await expect(virginia.send(nextPage)).rejects.toMatchObject({ message: 'Invalid token' });
    await ireland.send(nextPage);
    await ireland.send(respond);
  });

  it('have ARNs of their own', async () => {
    await using both = await twoRegions();
    const { ireland, virginia } = both;
    await prepare(ireland);
    await prepare(virginia);
    const [resourceArn] = await domains(ireland);
    const list = new ListTagsForResourceCommand({ resourceArn });
    expect((await ireland.send(list)).tags).toEqual([]);
    await expect(virginia.send(list)).rejects.toMatchObject({ message: `Unknown resource: ${resourceArn}` });
  });

  it('have quotas and rates of their own', async () => {
    await using both = await twoRegions({ limits: { domains: 1 }, throttling: true });
    const { ireland, virginia } = both;
    const register = (name: string) => new RegisterDomainCommand({ name, workflowExecutionRetentionPeriodInDays: '1' });
    await ireland.send(register('a'));
    await virginia.send(register('a'));
    await expect(ireland.send(register('b'))).rejects.toMatchObject({ name: 'LimitExceededFault' });
    for (let request = 0; request < 100; request++) await domains(ireland);
    await expect(domains(ireland)).rejects.toMatchObject({ name: 'ThrottlingException' });
    expect(await domains(virginia)).toHaveLength(1);
  });

  it("default to the service's region for unsigned requests", async () => {
    await using service = await make({ region: 'eu-north-1' });
    await service.client().send(new RegisterDomainCommand({ name: 'a', workflowExecutionRetentionPeriodInDays: '1' }));
    const { response } = await service.requestHandler.handle({
      headers: { 'x-amz-target': 'SimpleWorkflowService.DescribeDomain' },
      body: '{"name":"a"}',
    });
    expect(JSON.parse(Buffer.from(response.body).toString()).domainInfo.arn).toBe(
      'arn:aws:swf:eu-north-1:123456789012:/domain/a',
    );
  });
});
