import {
  DeprecateDomainCommand,
  DescribeDomainCommand,
  DescribeWorkflowExecutionCommand,
  DescribeWorkflowTypeCommand,
  ListDomainsCommand,
  ListTagsForResourceCommand,
  RegisterDomainCommand,
  TagResourceCommand,
  TerminateWorkflowExecutionCommand,
  UndeprecateDomainCommand,
  UndeprecateWorkflowTypeCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-swf';
import { describe, expect } from 'vitest';
import { type Account, DECIDERS, DOMAIN, fault, WORKFLOW_TYPE } from '../account.js';
import type { Section } from '../claim.js';
import { scheduleActivityTask, startChild } from '../decisions.js';

function register(swf: Account, name: string) {
  return swf.client.send(new RegisterDomainCommand({ name, workflowExecutionRetentionPeriodInDays: '7' }));
}

async function arnOf(swf: Account): Promise<string> {
  const { domainInfo } = await swf.client.send(new DescribeDomainCommand({ name: DOMAIN }));
  return domainInfo?.arn ?? '';
}

function deprecate(swf: Account) {
  return swf.client.send(new DeprecateDomainCommand({ name: DOMAIN }));
}

const unknown = { name: 'UnknownResourceFault', message: 'Unknown domain: nowhere' };

export const domains: Section = (claim) => {
  describe('4 domains', () => {
    claim('a registered domain is described with its status, description and retention', async (swf) => {
      await swf.client.send(
        new RegisterDomainCommand({ name: 'd', description: 'a shop', workflowExecutionRetentionPeriodInDays: '7' }),
      );
      expect(await swf.client.send(new DescribeDomainCommand({ name: 'd' }))).toMatchObject({
        domainInfo: { name: 'd', status: 'REGISTERED', description: 'a shop', arn: expect.stringMatching(/\/d$/) },
        configuration: { workflowExecutionRetentionPeriodInDays: '7' },
      });
    });

    claim('registering twice is refused, also when the domain is deprecated', async (swf) => {
      expect((await fault(register(swf, DOMAIN))).name).toBe('DomainAlreadyExistsFault');
      await deprecate(swf);
      expect((await fault(register(swf, DOMAIN))).name).toBe('DomainAlreadyExistsFault');
    });

    claim('domains are listed by name in code-unit order, upper case first', async (swf) => {
      for (const name of ['b', 'B', 'a', 'Z', 'é']) await register(swf, name);
      const { domainInfos } = await swf.client.send(new ListDomainsCommand({ registrationStatus: 'REGISTERED' }));
      expect(domainInfos?.map(({ name }) => name)).toEqual(['B', 'Z', 'a', 'b', DOMAIN, 'é']);
    });

    claim('domains are listed by status', async (swf) => {
      await register(swf, 'other');
      await deprecate(swf);
      const list = async (registrationStatus: 'REGISTERED' | 'DEPRECATED') => {
        const { domainInfos } = await swf.client.send(new ListDomainsCommand({ registrationStatus }));
        return domainInfos?.map(({ name }) => name);
      };
      expect(await list('REGISTERED')).toEqual(['other']);
      expect(await list('DEPRECATED')).toEqual([DOMAIN]);
    });

    claim('a deprecated domain is still described', async (swf) => {
      await deprecate(swf);
      const { domainInfo } = await swf.client.send(new DescribeDomainCommand({ name: DOMAIN }));
      expect(domainInfo?.status).toBe('DEPRECATED');
    });

    claim('deprecating twice is refused with DomainDeprecatedFault', async (swf) => {
      await deprecate(swf);
      expect(await fault(deprecate(swf))).toEqual({ name: 'DomainDeprecatedFault', message: DOMAIN });
    });

    claim('deprecating a domain deprecates its types', async (swf) => {
      await deprecate(swf);
      const describeType = new DescribeWorkflowTypeCommand({ domain: DOMAIN, workflowType: WORKFLOW_TYPE });
      expect((await swf.client.send(describeType)).typeInfo?.status).toBe('DEPRECATED');
    });

    claim('undeprecating brings the domain back, but not its types', async (swf) => {
      await deprecate(swf);
      await swf.client.send(new UndeprecateDomainCommand({ name: DOMAIN }));
      const { domainInfo } = await swf.client.send(new DescribeDomainCommand({ name: DOMAIN }));
      expect(domainInfo?.status).toBe('REGISTERED');
      const describeType = new DescribeWorkflowTypeCommand({ domain: DOMAIN, workflowType: WORKFLOW_TYPE });
      expect((await swf.client.send(describeType)).typeInfo?.status).toBe('DEPRECATED');
    });

    claim('undeprecating a domain that is not deprecated is refused with DomainAlreadyExistsFault', async (swf) => {
      const undeprecate = new UndeprecateDomainCommand({ name: DOMAIN });
      expect(await fault(swf.client.send(undeprecate))).toEqual({ name: 'DomainAlreadyExistsFault', message: DOMAIN });
    });

    claim('registering a type or starting an execution in a deprecated domain is refused', async (swf) => {
      await deprecate(swf);
      expect((await fault(swf.registerWorkflowType({ version: '2' }))).name).toBe('DomainDeprecatedFault');
      expect((await fault(swf.registerActivityType({ version: '2' }))).name).toBe('DomainDeprecatedFault');
      expect((await fault(swf.start())).name).toBe('DomainDeprecatedFault');
    });

    claim('running executions continue in a deprecated domain', async (swf) => {
      const run = await swf.start();
      await deprecate(swf);
      await swf.signal(run);
      await swf.decide();
      expect(await swf.lines(run, 3)).toEqual([
        '3 WorkflowExecutionSignaled',
        '4 DecisionTaskStarted(2)',
        '5 DecisionTaskCompleted(2,4)',
      ]);
    });

    claim(
      'running executions of a deprecated domain get no new work, whose types are deprecated with it',
      async (swf) => {
        const run = await swf.start();
        await deprecate(swf);
        await swf.decide(scheduleActivityTask(), startChild());
        expect(await swf.lines(run, 5)).toEqual([
          '5 ScheduleActivityTaskFailed(ACTIVITY_TYPE_DEPRECATED)',
          '6 StartChildWorkflowExecutionFailed(0,WORKFLOW_TYPE_DEPRECATED)',
          '7 DecisionTaskScheduled',
        ]);
      },
    );

    claim('executions start again once the domain and then the type are undeprecated', async (swf) => {
      await deprecate(swf);
      await swf.client.send(new UndeprecateDomainCommand({ name: DOMAIN }));
      expect((await fault(swf.start())).name).toBe('TypeDeprecatedFault');
      await swf.client.send(new UndeprecateWorkflowTypeCommand({ domain: DOMAIN, workflowType: WORKFLOW_TYPE }));
      expect(await swf.isOpen(await swf.start())).toBe(true);
    });

    claim('an unknown domain is an UnknownResourceFault', async (swf) => {
      expect(await fault(swf.client.send(new DescribeDomainCommand({ name: 'nowhere' })))).toEqual(unknown);
      expect(await fault(swf.client.send(new DeprecateDomainCommand({ name: 'nowhere' })))).toEqual(unknown);
      expect(await fault(swf.client.send(new UndeprecateDomainCommand({ name: 'nowhere' })))).toEqual(unknown);
    });

    claim('executions of one domain are unknown in another', async (swf) => {
      const domain = 'other';
      await swf.client.send(new RegisterDomainCommand({ name: domain, workflowExecutionRetentionPeriodInDays: '1' }));
      await swf.registerWorkflowType({ domain });
      const here = await swf.start('w');
      const there = await swf.start('w', { domain });
      expect(await swf.pendingDecisionTasks(DECIDERS)).toBe(1);
      expect((await swf.pollForDecisionTask({ domain })).workflowExecution).toEqual(there);
      expect((await swf.pollForDecisionTask()).workflowExecution).toEqual(here);
      await swf.client.send(new TerminateWorkflowExecutionCommand({ domain: DOMAIN, workflowId: 'w' }));
      expect(await swf.isOpen(here)).toBe(false);
      const describeThere = new DescribeWorkflowExecutionCommand({ domain, execution: there });
      expect((await swf.client.send(describeThere)).executionInfo?.executionStatus).toBe('OPEN');
      expect((await fault(swf.describe(there))).name).toBe('UnknownResourceFault');
    });

    claim('a domain is registered with tags', async (swf) => {
      await swf.client.send(
        new RegisterDomainCommand({
          name: 'tagged',
          workflowExecutionRetentionPeriodInDays: '1',
          tags: [{ key: 'team', value: 'checkout' }],
        }),
      );
      const resourceArn = (await swf.client.send(new DescribeDomainCommand({ name: 'tagged' }))).domainInfo?.arn;
      expect((await swf.client.send(new ListTagsForResourceCommand({ resourceArn }))).tags).toEqual([
        { key: 'team', value: 'checkout' },
      ]);
    });

    claim('the same key overwrites a tag, and unknown keys are ignored when untagging', async (swf) => {
      const resourceArn = await arnOf(swf);
      const tag = (key: string, value: string) => new TagResourceCommand({ resourceArn, tags: [{ key, value }] });
      await swf.client.send(tag('team', 'checkout'));
      await swf.client.send(tag('team', 'payments'));
      await swf.client.send(tag('cost', '7'));
      await swf.client.send(new UntagResourceCommand({ resourceArn, tagKeys: ['cost', 'nothing'] }));
      expect((await swf.client.send(new ListTagsForResourceCommand({ resourceArn }))).tags).toEqual([
        { key: 'team', value: 'payments' },
      ]);
    });

    claim('a domain has at most 50 tags, more is a TooManyTagsFault', async (swf) => {
      const tooMany = Array.from({ length: 51 }, (_, index) => ({ key: `k${index}`, value: '' }));
      const retention = { workflowExecutionRetentionPeriodInDays: '1' };
      const registered = swf.client.send(new RegisterDomainCommand({ name: 'tagged', ...retention, tags: tooMany }));
      expect((await fault(registered)).name).toBe('TooManyTagsFault');
      // Nothing of it was applied: the name is still free.
      await swf.client.send(new RegisterDomainCommand({ name: 'tagged', ...retention }));
      const resourceArn = await arnOf(swf);
      const tags = Array.from({ length: 50 }, (_, index) => ({ key: `k${index}`, value: '' }));
      await swf.client.send(new TagResourceCommand({ resourceArn, tags }));
      const more = new TagResourceCommand({ resourceArn, tags: [{ key: 'k50', value: '' }] });
      expect((await fault(swf.client.send(more))).name).toBe('TooManyTagsFault');
      await swf.client.send(new TagResourceCommand({ resourceArn, tags: [{ key: 'k49', value: 'again' }] }));
      const { tags: kept } = await swf.client.send(new ListTagsForResourceCommand({ resourceArn }));
      expect(kept).toHaveLength(50);
    });

    claim('tags of an unknown domain are an UnknownResourceFault', async (swf) => {
      const resourceArn = (await arnOf(swf)).replace(DOMAIN, 'nowhere');
      expect((await fault(swf.client.send(new ListTagsForResourceCommand({ resourceArn })))).name).toBe(
        'UnknownResourceFault',
      );
    });
  });
};
