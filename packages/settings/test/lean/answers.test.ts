import { SWFClient } from '@aws-sdk/client-swf';
import { connect } from '@swf/settings';
import { lean } from '@swf/settings/lean';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { SWF_HEADERS, testServer } from '../support/http-server.js';
import { command, INPUTS } from '../support/operations.js';

const server = testServer();
const KEYS = { accessKeyId: 'id', secretAccessKey: 'secret' };

let sdk: SWFClient;
let client: SWFClient;

beforeAll(() => {
  sdk = new SWFClient({ region: 'us-east-1', endpoint: server.endpoint, credentials: { ...KEYS } });
  client = lean(connect({ region: 'us-east-1', endpoint: server.endpoint, ...KEYS }));
});

afterAll(() => {
  sdk.destroy();
  client.destroy();
});

/** What a client makes of an answer. */
async function answerOf(subject: SWFClient, operation: string): Promise<unknown> {
  return subject.send(command(operation, INPUTS[operation] ?? {})).catch((error: Error) => ({
    ...{ name: error.name, message: error.message, class: error.constructor.name },
  }));
}

const EVENT = {
  eventId: 1,
  eventTimestamp: 1_780_000_000.1235,
  eventType: 'WorkflowExecutionStarted',
  workflowExecutionStartedEventAttributes: {
    workflowType: { name: 'order', version: '1.0' },
    taskList: { name: 'orders' },
    childPolicy: 'TERMINATE',
    tagList: ['vip'],
  },
};
const TASK = {
  taskToken: 'token',
  startedEventId: 3,
  events: [EVENT],
  workflowType: { name: 'order', version: '1.0' },
};

describe('An answer read by a lean client', () => {
  it.each<[string, string, string]>([
    ['dates and lists', 'PollForDecisionTask', JSON.stringify(TASK)],
    [
      'an unknown member',
      'PollForDecisionTask',
      JSON.stringify({ ...TASK, added: 1, events: [{ ...EVENT, also: {} }] }),
    ],
    ['a member that is null', 'PollForDecisionTask', JSON.stringify({ ...TASK, workflowType: null })],
    ['a member named __proto__', 'PollForDecisionTask', '{"taskToken":"t","__proto__":{"startedEventId":3}}'],
    ['a member named constructor', 'PollForDecisionTask', '{"taskToken":"t","constructor":1,"toString":2}'],
    ['a type', 'PollForDecisionTask', JSON.stringify({ ...TASK, __type: 'DecisionTask', added: 1 })],
    ['a date as text', 'PollForDecisionTask', JSON.stringify({ events: [{ ...EVENT, eventTimestamp: '1780000000' }] })],
    ['a date that is none', 'PollForDecisionTask', JSON.stringify({ events: [{ ...EVENT, eventTimestamp: 'now' }] })],
    ['a number as text', 'PollForDecisionTask', JSON.stringify({ ...TASK, startedEventId: 'Infinity' })],
    ['a list in place of a structure', 'PollForDecisionTask', JSON.stringify({ ...TASK, workflowType: [] })],
    ['a structure in place of a list', 'PollForDecisionTask', JSON.stringify({ ...TASK, events: EVENT })],
    ['a null in a list', 'PollForDecisionTask', JSON.stringify({ ...TASK, events: [null] })],
    ['text that is not ASCII', 'PollForActivityTask', JSON.stringify({ taskToken: 't', input: 'Grüße 🎉 \u2028' })],
    ['text with a byte order mark', 'PollForActivityTask', '\uFEFF{"taskToken":"t"}'],
    ['nothing', 'PollForActivityTask', ''],
    ['null', 'PollForActivityTask', 'null'],
    ['a text', 'PollForActivityTask', '"task"'],
    ['a body where SWF sends none', 'RespondActivityTaskCompleted', '{"cancelRequested":true}'],
    ['an empty structure where SWF sends none', 'RespondActivityTaskCompleted', '{}'],
    ['nothing where SWF sends nothing', 'RespondActivityTaskCompleted', ''],
  ])('is the one of the SDK: %s', async (_, operation, body) => {
    server.respond = (response) => response.writeHead(200, SWF_HEADERS).end(body);
    // Learned from the SDK.
    for (let learned = 0; learned < 2; learned++) await answerOf(client, operation);

    const expected = await answerOf(sdk, operation);
    expect(await answerOf(client, operation)).toStrictEqual(expected);
  });

  it.each<[string, string, string, object]>([
    ['structures, lists, numbers and dates', 'PollForDecisionTask', JSON.stringify(TASK), { taskToken: 'token' }],
    ['a list of strings', 'ListClosedWorkflowExecutions', '{"executionInfos":[{"tagList":["vip","eu"]}]}', {}],
    ['a boolean', 'RecordActivityTaskHeartbeat', '{"cancelRequested":true}', { cancelRequested: true }],
    ['a number and a boolean', 'CountPendingDecisionTasks', '{"count":2,"truncated":false}', { count: 2 }],
    ['nothing', 'RespondActivityTaskCompleted', '', {}],
  ])('is read without the SDK if it is as SWF sends it: %s', async (_, operation, body, members) => {
    server.respond = (response) => response.writeHead(200, SWF_HEADERS).end(body);
    for (let learned = 0; learned < 2; learned++) await answerOf(client, operation);
    const read = vi.spyOn(client.config.protocol, 'deserializeResponse');
    expect(await answerOf(client, operation)).toMatchObject(members);
    expect(read).not.toHaveBeenCalled();
    read.mockRestore();
  });
});
