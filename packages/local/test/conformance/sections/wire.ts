import { DescribeDomainCommand } from '@aws-sdk/client-swf';
import { describe, expect } from 'vitest';
import { type Account, DECIDERS, DOMAIN, WORKFLOW_TYPE } from '../account.js';
import type { Section } from '../claim.js';
import type { WireResponse } from '../subject.js';

const PREFIX = 'SimpleWorkflowService';

function call(
  swf: Account,
  operation: string,
  input: unknown,
  headers?: Record<string, string>,
): Promise<WireResponse> {
  return swf.exchange({
    target: `${PREFIX}.${operation}`,
    body: JSON.stringify(input),
    ...(headers && { headers }),
  });
}

function keysInOrder(json: string): readonly string[] {
  return Object.keys(JSON.parse(json) as object);
}

export const wire: Section = (claim) => {
  describe('1 wire protocol', () => {
    claim('an operation with an output answers 200 with one JSON object', async (swf) => {
      const response = await call(swf, 'DescribeDomain', { name: DOMAIN });
      expect(response.status).toBe(200);
      expect(response.headers['content-type']).toBe('application/x-amz-json-1.0');
      expect(JSON.parse(response.body)).toMatchObject({ domainInfo: { name: DOMAIN } });
    });

    claim('an operation without an output answers a body of zero bytes with a content type', async (swf) => {
      const response = await call(swf, 'RegisterDomain', { name: 'bare', workflowExecutionRetentionPeriodInDays: '1' });
      expect(response).toMatchObject({ status: 200, body: '' });
      expect(response.headers['content-length'] ?? '0').toBe('0');
      expect(response.headers['content-type']).toBe('application/x-amz-json-1.0');
    });

    claim('the older target prefix is accepted', async (swf) => {
      const target = 'com.amazonaws.swf.service.model.SimpleWorkflowService.DescribeDomain';
      expect(await swf.exchange({ target, body: JSON.stringify({ name: DOMAIN }) })).toMatchObject({ status: 200 });
    });

    claim(
      'the older content type with the encoding amz-1.0 is accepted and answered with application/json',
      async (swf) => {
        const headers = { 'content-type': 'application/json; charset=UTF-8', 'content-encoding': 'amz-1.0' };
        const response = await call(swf, 'DescribeDomain', { name: DOMAIN }, headers);
        expect(response.status).toBe(200);
        expect(response.headers['content-type']).toMatch(/^application\/json/);
      },
    );

    claim('every answer has a request id, also that of a fault', async (swf) => {
      const answers = await Promise.all([
        call(swf, 'DescribeDomain', { name: DOMAIN }),
        call(swf, 'DescribeDomain', { name: 'nowhere' }),
        call(swf, 'NoSuchOperation', {}),
      ]);
      const ids = answers.map(({ headers }) => headers['x-amzn-requestid']);
      for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      expect(new Set(ids).size).toBe(3);
    });

    claim('members without a value are left out, not written as null', async (swf) => {
      const run = await swf.start();
      const { body } = await call(swf, 'DescribeWorkflowExecution', { domain: DOMAIN, execution: run });
      expect(body).not.toContain('null');
      const { executionInfo } = JSON.parse(body) as { executionInfo: object };
      expect(Object.keys(executionInfo)).not.toContain('closeStatus');
      expect(Object.keys(executionInfo)).not.toContain('tagList');
    });

    claim('the id members that are always filled are written with 0', async (swf) => {
      const run = await swf.start();
      await swf.signal(run);
      const { body } = await call(swf, 'GetWorkflowExecutionHistory', { domain: DOMAIN, execution: run });
      expect(JSON.parse(body)).toMatchObject({
        events: [
          { workflowExecutionStartedEventAttributes: { parentInitiatedEventId: 0 } },
          { decisionTaskScheduledEventAttributes: { scheduleToStartTimeout: 'NONE' } },
          { workflowExecutionSignaledEventAttributes: { externalInitiatedEventId: 0 } },
        ],
      });
    });

    claim('timestamps are numbers of seconds with at most three decimals', async (swf) => {
      await swf.advance(0.123);
      const run = await swf.start();
      const { body } = await call(swf, 'GetWorkflowExecutionHistory', { domain: DOMAIN, execution: run });
      const { events } = JSON.parse(body) as { events: readonly { eventTimestamp: unknown }[] };
      const stamp = events[0]?.eventTimestamp;
      expect(stamp).toBe(swf.clock.now() / 1000);
      expect(Number(stamp) * 1000).toBeCloseTo(Math.round(Number(stamp) * 1000), 3);
    });

    claim('timestamps in requests may be integers or fractions', async (swf) => {
      await swf.start();
      for (const oldestDate of [0, 0.5, 1.5e-1]) {
        const input = { domain: DOMAIN, startTimeFilter: { oldestDate } };
        expect(JSON.parse((await call(swf, 'CountOpenWorkflowExecutions', input)).body)).toMatchObject({ count: 1 });
      }
    });

    claim('durations and priorities are strings of digits', async (swf) => {
      const run = await swf.start('order-1', { taskPriority: '-5' });
      const { body } = await call(swf, 'DescribeWorkflowExecution', { domain: DOMAIN, execution: run });
      expect(JSON.parse(body)).toMatchObject({
        executionConfiguration: {
          taskPriority: '-5',
          taskStartToCloseTimeout: '60',
          executionStartToCloseTimeout: '3600',
        },
      });
    });

    claim('run ids are 46 characters: two digits and the Base64 of 32 bytes', async (swf) => {
      const { runId } = await swf.start();
      expect(runId).toMatch(/^22[A-Za-z0-9+/]{43}=$/);
    });

    claim('a domain has an ARN with a slash after the last colon', async (swf) => {
      const { domainInfo } = await swf.client.send(new DescribeDomainCommand({ name: DOMAIN }));
      expect(domainInfo?.arn).toMatch(/^arn:aws:swf:[a-z0-9-]+:[0-9]{12}:\/domain\/shop$/);
    });

    claim('unknown members of a request are ignored', async (swf) => {
      expect((await call(swf, 'DescribeDomain', { name: DOMAIN, color: 'red' })).status).toBe(200);
    });

    claim('an unknown operation is refused with UnknownOperationException', async (swf) => {
      const response = await call(swf, 'NoSuchOperation', {});
      expect(response.status).toBe(400);
      expect(JSON.parse(response.body)).toMatchObject({
        __type: 'com.amazon.coral.service#UnknownOperationException',
      });
    });

    claim('malformed JSON and wrong JSON types are refused with SerializationException', async (swf) => {
      const bodies = ['{', '[]', '"text"', 'null', '{"name":5}', '{"name":["shop"]}', '{"name":{}}', '{"name":true}'];
      for (const body of bodies) {
        const response = await swf.exchange({ target: `${PREFIX}.DescribeDomain`, body });
        expect([body, response.status]).toEqual([body, 400]);
        expect(JSON.parse(response.body)).toMatchObject({
          __type: 'com.amazon.coral.service#SerializationException',
        });
      }
    });

    claim('a request of more than 1 MB is refused', async (swf) => {
      const body = JSON.stringify({ name: DOMAIN, padding: 'x'.repeat(1024 * 1024) });
      const response = await swf.exchange({ target: `${PREFIX}.DescribeDomain`, body });
      expect(response.status).toBeGreaterThanOrEqual(400);
    });

    claim("SWF's own faults are named in the namespace com.amazonaws.swf.base.model", async (swf) => {
      const response = await call(swf, 'DescribeDomain', { name: 'nowhere' });
      expect(response.status).toBe(400);
      expect(JSON.parse(response.body)).toEqual({
        __type: 'com.amazonaws.swf.base.model#UnknownResourceFault',
        message: 'Unknown domain: nowhere',
      });
      expect(keysInOrder(response.body)).toContain('message');
    });

    claim('a broken constraint is a ValidationException of com.amazon.coral.validate', async (swf) => {
      const response = await call(swf, 'DescribeDomain', {});
      expect(response.status).toBe(400);
      expect(JSON.parse(response.body)).toEqual({
        __type: 'com.amazon.coral.validate#ValidationException',
        message:
          "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null",
      });
    });

    claim('a decision poll that ends empty has two zeros and no task token', async (swf) => {
      let response: WireResponse | undefined;
      const poll = call(swf, 'PollForDecisionTask', { domain: DOMAIN, taskList: DECIDERS }).then((answer) => {
        response = answer;
      });
      for (let second = 0; response === undefined && second < 600; second += 1) await swf.advance(1);
      await poll;
      expect(response?.status).toBe(200);
      expect(JSON.parse(response?.body ?? '')).toEqual({ previousStartedEventId: 0, startedEventId: 0 });
    });

    claim('an activity poll that ends empty has a zero and no task token', async (swf) => {
      let response: WireResponse | undefined;
      const poll = call(swf, 'PollForActivityTask', { domain: DOMAIN, taskList: DECIDERS }).then((answer) => {
        response = answer;
      });
      for (let second = 0; response === undefined && second < 600; second += 1) await swf.advance(1);
      await poll;
      expect(response?.status).toBe(200);
      expect(JSON.parse(response?.body ?? '')).toEqual({ startedEventId: 0 });
    });

    claim('a start answers the run id alone', async (swf) => {
      const response = await call(swf, 'StartWorkflowExecution', {
        domain: DOMAIN,
        workflowId: 'order-1',
        workflowType: WORKFLOW_TYPE,
      });
      expect(keysInOrder(response.body)).toEqual(['runId']);
    });
  });
};
