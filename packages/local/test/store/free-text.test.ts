import {
  DescribeDomainCommand,
  DescribeWorkflowExecutionCommand,
  DescribeWorkflowTypeCommand,
  RegisterDomainCommand,
  RegisterWorkflowTypeCommand,
  RespondDecisionTaskCompletedCommand,
} from '@aws-sdk/client-swf';
import { describe, expect, it } from 'vitest';
import { ACTIVITY_TYPE, DOMAIN, pollForActivity, pollForDecision, prepare, start } from '../actors.js';
import { createLocalService } from '../services.js';

/** Control characters, among them the one that ends the strings of C. */
const TEXT = 'a\0b\u00010\u0001\u{1f642}';

describe('free text', () => {
  it('is returned unchanged, even with characters at which SQLite ends a string', async () => {
    await using service = createLocalService();
    const client = service.client();
    await prepare(client);
    await client.send(
      new RegisterDomainCommand({ name: 'd', description: TEXT, workflowExecutionRetentionPeriodInDays: '1' }),
    );
    expect((await client.send(new DescribeDomainCommand({ name: 'd' }))).domainInfo?.description).toBe(TEXT);
    const workflowType = { name: 'described', version: '1' };
    await client.send(new RegisterWorkflowTypeCommand({ domain: DOMAIN, ...workflowType, description: TEXT }));
    const type = await client.send(new DescribeWorkflowTypeCommand({ domain: DOMAIN, workflowType }));
    expect(type.typeInfo?.description).toBe(TEXT);

    const { runId } = await start(client, 'order-1');
    const { taskToken } = await pollForDecision(client);
    await client.send(
      new RespondDecisionTaskCompletedCommand({
        taskToken,
        executionContext: TEXT,
        decisions: [
          {
            decisionType: 'ScheduleActivityTask',
            scheduleActivityTaskDecisionAttributes: { activityId: '1', activityType: ACTIVITY_TYPE, input: TEXT },
          },
        ],
      }),
    );
    expect((await pollForActivity(client)).input).toBe(TEXT);
    const execution = { workflowId: 'order-1', runId };
    const description = await client.send(new DescribeWorkflowExecutionCommand({ domain: DOMAIN, execution }));
    expect(description.latestExecutionContext).toBe(TEXT);
  });
});
