import {
  ListWorkflowTypesCommand,
  PollForActivityTaskCommand,
  RegisterDomainCommand,
  TerminateWorkflowExecutionCommand,
} from '@aws-sdk/client-swf';
import { describe, expect } from 'vitest';
import { type Account, DOMAIN, fault, WORKERS, WORKFLOW_TYPE } from '../account.js';
import type { Section } from '../claim.js';
import {
  failWorkflowExecution,
  recordMarker,
  scheduleActivityTask,
  scheduleLambdaFunction,
  startChild,
  startTimer,
} from '../decisions.js';

const FORBIDDEN = ['a/b', 'a|b', 'a\u0000b', 'a\u001fb', 'a\u007fb', 'a\u009fb', 'arn'];
const ALLOWED = ['a.b', 'a-b', 'a_b', 'a b', 'a#b', 'a+b', 'été', 'arnold', 'ARN'];

function registerDomain(swf: Account, name: string) {
  return swf.client.send(new RegisterDomainCommand({ name, workflowExecutionRetentionPeriodInDays: '1' }));
}

interface NamedPlace {
  readonly what: string;
  readonly use: (swf: Account, name: string) => Promise<unknown>;
}

const PLACES: readonly NamedPlace[] = [
  { what: 'domain names', use: registerDomain },
  { what: 'workflow type names', use: (swf, name) => swf.registerWorkflowType({ name }) },
  { what: 'workflow type versions', use: (swf, version) => swf.registerWorkflowType({ version }) },
  { what: 'activity type names', use: (swf, name) => swf.registerActivityType({ name }) },
  { what: 'activity type versions', use: (swf, version) => swf.registerActivityType({ version }) },
  { what: 'task lists', use: (swf, name) => swf.start(encodeURIComponent(name), { taskList: { name } }) },
];

export const names: Section = (claim) => {
  describe('3 names, strings and quotas', () => {
    for (const { what, use } of PLACES) {
      claim(`${what} must not hold : / | or control characters, nor be arn`, async (swf) => {
        for (const name of [...FORBIDDEN, 'a:b']) {
          expect([name, (await fault(use(swf, name))).name]).toEqual([name, 'ValidationException']);
        }
      });

      claim(`${what} may hold any other character`, async (swf) => {
        for (const name of ALLOWED) await use(swf, name);
      });
    }

    claim('workflow ids must not hold | or control characters, nor be arn', async (swf) => {
      for (const workflowId of FORBIDDEN.filter((name) => !name.includes('/'))) {
        expect([workflowId, (await fault(swf.start(workflowId))).name]).toEqual([workflowId, 'ValidationException']);
      }
    });

    claim('a workflow id may be made of a run id', async (swf) => {
      expect((await swf.start('22a/b+c=:1')).runId).not.toBe('');
    });

    claim('activity ids and timer ids keep the same rule', async (swf) => {
      await swf.start();
      const task = await swf.pollForDecisionTask();
      for (const name of [...FORBIDDEN, 'a:b']) {
        expect((await fault(swf.respond(task, [scheduleActivityTask(name)]))).name).toBe('ValidationException');
        expect((await fault(swf.respond(task, [startTimer(name)]))).name).toBe('ValidationException');
      }
      await swf.respond(
        task,
        ALLOWED.flatMap((name) => [scheduleActivityTask(name), startTimer(name)]),
      );
    });

    claim('marker names, signal names, Lambda ids, identities and tags are free', async (swf) => {
      const run = await swf.start('order-1', { tagList: ['a:b/c|d', 'arn', 'a:b/c|d'] });
      await swf.signal(run, 'a:b/c|d');
      await swf.respond(await swf.pollForDecisionTask({ identity: 'host:pid|user/é' }), [
        recordMarker('a:b/c|d'),
        recordMarker('arn'),
        scheduleLambdaFunction('a:b/c|d'),
      ]);
      expect((await swf.describe(run)).executionInfo?.tagList).toEqual(['a:b/c|d', 'arn', 'a:b/c|d']);
    });

    claim(
      'white space around a domain name, a polled activity task list and a child task list is refused',
      async (swf) => {
        for (const name of [' padded', 'padded ', '\tpadded']) {
          expect((await fault(registerDomain(swf, name))).name).toBe('ValidationException');
          const poll = new PollForActivityTaskCommand({ domain: DOMAIN, taskList: { name } });
          expect((await fault(swf.client.send(poll))).name).toBe('ValidationException');
        }
        await swf.start();
        const task = await swf.pollForDecisionTask();
        const child = startChild('child-1', { taskList: { name: ' padded' } });
        expect((await fault(swf.respond(task, [child]))).name).toBe('ValidationException');
      },
    );

    claim('lengths count characters, not bytes', async (swf) => {
      const run = await swf.start('é'.repeat(256), { input: 'é'.repeat(32_768) });
      expect((await swf.event(run, 1)).workflowExecutionStartedEventAttributes?.input).toHaveLength(32_768);
      expect((await fault(swf.start('é'.repeat(257)))).name).toBe('ValidationException');
      expect((await fault(swf.start('w', { input: 'é'.repeat(32_769) }))).name).toBe('ValidationException');
    });

    claim('reasons end at 256 characters and details at 32,768', async (swf) => {
      await swf.start();
      const task = await swf.pollForDecisionTask();
      expect((await fault(swf.respond(task, [failWorkflowExecution('r'.repeat(257))]))).name).toBe(
        'ValidationException',
      );
      const long = failWorkflowExecution('r', 'd'.repeat(32_769));
      expect((await fault(swf.respond(task, [long]))).name).toBe('ValidationException');
      await swf.respond(task, [failWorkflowExecution('r'.repeat(256), 'd'.repeat(32_768))]);
    });

    claim('tokens stay within their lengths whatever the names are', async (swf) => {
      const [domain, name, version] = ['界'.repeat(256), '名'.repeat(256), '版'.repeat(64)];
      await registerDomain(swf, domain);
      await swf.registerActivityType({ domain });
      await swf.registerWorkflowType({ domain, name, version });
      await swf.registerWorkflowType({ domain, name, version: 'last' });
      await swf.start('业'.repeat(256), { domain, workflowType: { name, version } });
      const decisionTask = await swf.pollForDecisionTask({ domain, maximumPageSize: 1 });
      await swf.respond(decisionTask, [scheduleActivityTask('活'.repeat(256))]);
      const poll = new PollForActivityTaskCommand({ domain, taskList: WORKERS });
      const list = { domain, registrationStatus: 'REGISTERED', maximumPageSize: 1 } as const;
      for (const { taskToken } of [decisionTask, await swf.client.send(poll)]) {
        expect(taskToken?.length).toBeLessThanOrEqual(1024);
      }
      const page = await swf.client.send(new ListWorkflowTypesCommand(list));
      for (const token of [page.nextPageToken, decisionTask.nextPageToken]) {
        expect(token?.length).toBeLessThanOrEqual(2048);
      }
    });

    claim('an execution has at most five tags', async (swf) => {
      expect((await fault(swf.start('w', { tagList: ['1', '2', '3', '4', '5', '6'] }))).name).toBe(
        'ValidationException',
      );
      await swf.start('w', { tagList: ['1', '2', '3', '4', '5'] });
    });

    claim('a tag may not be null, and may come twice', async (swf) => {
      const body = JSON.stringify({ domain: DOMAIN, workflowId: 'w', workflowType: WORKFLOW_TYPE, tagList: [null] });
      expect((await swf.exchange({ target: 'SimpleWorkflowService.StartWorkflowExecution', body })).status).toBe(400);
      const run = await swf.start('w', { tagList: ['twice', 'twice'] });
      expect((await swf.describe(run)).executionInfo?.tagList).toEqual(['twice', 'twice']);
    });

    claim('a timeout of more than a year, and a retention of more than 90 days, are refused', async (swf) => {
      const tooLong = '31536001';
      expect((await fault(swf.start('w', { executionStartToCloseTimeout: tooLong }))).name).toBe('ValidationException');
      await swf.start('w', { executionStartToCloseTimeout: '31536000' });
      const register = (days: string) =>
        swf.client.send(
          new RegisterDomainCommand({ name: `days-${days}`, workflowExecutionRetentionPeriodInDays: days }),
        );
      expect((await fault(register('91'))).name).toBe('ValidationException');
      await register('90');
      await register('0');
      await register('NONE');
    });

    claim(
      'more domains than allowed are refused with LimitExceededFault',
      async (swf) => {
        await registerDomain(swf, 'second');
        expect((await fault(registerDomain(swf, 'third'))).name).toBe('LimitExceededFault');
      },
      { limits: { domains: 2 } },
    );

    claim(
      'more types of a domain than allowed are refused with LimitExceededFault',
      async (swf) => {
        await swf.registerActivityType({ version: '2' });
        expect((await fault(swf.registerActivityType({ version: '3' }))).name).toBe('LimitExceededFault');
        await swf.registerWorkflowType({ version: '2' });
        expect((await fault(swf.registerWorkflowType({ version: '3' }))).name).toBe('LimitExceededFault');
      },
      { limits: { typesPerDomain: 2 } },
    );

    claim(
      'more open executions of a domain than allowed are refused with LimitExceededFault',
      async (swf) => {
        await swf.start('one');
        await swf.start('two');
        expect((await fault(swf.start('three'))).name).toBe('LimitExceededFault');
        await swf.client.send(new TerminateWorkflowExecutionCommand({ domain: DOMAIN, workflowId: 'one' }));
        await swf.start('three');
      },
      { limits: { openExecutionsPerDomain: 2 } },
    );

    for (const before of [0, 1, 2]) {
      claim(
        `a history that reaches its limit within an answer ends there, with ${before} markers before`,
        async (swf) => {
          const run = await swf.start();
          await swf.decide(...Array.from({ length: before }, () => recordMarker()));
          await swf.signal(run);
          await swf.decide(...Array.from({ length: 20 }, () => recordMarker()));
          const lines = await swf.lines(run);
          expect(lines.at(-1)).toBe(`${lines.length} WorkflowExecutionTerminated(EVENT_LIMIT_EXCEEDED)`);
          expect(lines.length).toBeLessThanOrEqual(11);
        },
        { limits: { historyEvents: 10 } },
      );
    }

    claim(
      'a history that reaches its limit is terminated with EVENT_LIMIT_EXCEEDED',
      async (swf) => {
        const run = await swf.start();
        for (let signals = 0; signals < 20 && (await swf.isOpen(run)); signals += 1) await swf.signal(run);
        const lines = await swf.lines(run);
        expect(lines.at(-1)).toBe(`${lines.length} WorkflowExecutionTerminated(EVENT_LIMIT_EXCEEDED)`);
        expect(lines.length).toBeLessThanOrEqual(11);
        expect((await swf.describe(run)).executionInfo?.closeStatus).toBe('TERMINATED');
      },
      { limits: { historyEvents: 10 } },
    );
  });
};
