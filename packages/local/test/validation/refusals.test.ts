import { describe, expect, it } from 'vitest';
import { send } from './refusal.js';

const many = (item: string, count: number) => `[${Array.from({ length: count }, () => item).join(',')}]`;
const start = (members: string) =>
  `{"domain":"d","workflowId":"w","workflowType":{"name":"n","version":"1"},${members}}`;

describe('a refusal', () => {
  it('lists the first 20 errors and counts the rest', async () => {
    const { message } = await send(
      'RespondDecisionTaskCompleted',
      `{"taskToken":"t","decisions":${many('{}', 340_000)}}`,
    );
    expect(message).toMatch(/^340000 validation errors detected: Value null at 'decisions\.1\.member\.decisionType'/);
    expect(message).toMatch(/; and 339980 more$/);
    expect(message.match(/failed to satisfy/g)).toHaveLength(20);
    expect(message.length).toBeLessThan(4000);
  });

  it.each([
    ['tags', 'TagResource', `{"resourceArn":"arn","tags":${many('{}', 340_000)}}`],
    ['tag keys', 'UntagResource', `{"resourceArn":"arn","tagKeys":${many('""', 340_000)}}`],
    ['nulls', 'StartWorkflowExecution', start(`"tagList":${many('null', 200_000)}`)],
    ['too many tags', 'StartWorkflowExecution', start(`"tagList":${many('"x"', 200_000)}`)],
    ['one long text', 'DescribeDomain', `{"name":"${'x'.repeat(1_000_000)}"}`],
  ])('of %s is short', async (_, operation, body) => {
    const { status, type, message } = await send(operation, body);
    expect([status, type]).toEqual([400, 'ValidationException']);
    expect(message.length).toBeLessThan(10_000);
  });

  it.each([
    [
      'a name',
      'StartWorkflowExecution',
      start('"workflowId":"\\ud800"').replace('"workflowId":"w",', ''),
      'workflowId',
    ],
    ['a payload', 'StartWorkflowExecution', start('"input":"before \\udc00 after"'), 'input'],
    ['a name that is looked up', 'DescribeDomain', '{"name":"\\udbff\\u0041"}', 'name'],
    ['an item of a list', 'StartWorkflowExecution', start('"tagList":["ok","\\ud800\\ud800"]'), 'tagList.2.member'],
    [
      'an attribute of a decision',
      'RespondDecisionTaskCompleted',
      '{"taskToken":"t","decisions":[{"decisionType":"RecordMarker","recordMarkerDecisionAttributes":{"markerName":"\\udfff"}}]}',
      'decisions.1.member.recordMarkerDecisionAttributes.markerName',
    ],
  ])('of a lone surrogate in %s names the member', async (_, operation, body, member) => {
    const { type, message } = await send(operation, body);
    expect(type).toBe('ValidationException');
    expect(message).toMatch(/^1 validation error detected/);
    expect(message).toContain(`at '${member}' failed to satisfy constraint: Member must not contain lone surrogates`);
  });

  it('is not given for a surrogate pair', async () => {
    expect(await send('DescribeDomain', '{"name":"\\ud83d\\ude42"}')).toMatchObject({
      type: 'UnknownResourceFault',
    });
  });

  it("of a date as a string has SWF's wording", async () => {
    const body = '{"domain":"d","startTimeFilter":{"oldestDate":"2026-01-01T00:00:00Z"}}';
    expect(await send('ListOpenWorkflowExecutions', body)).toEqual({
      status: 400,
      type: 'SerializationException',
      message: 'class java.lang.String can not be converted to milliseconds since epoch',
    });
  });

  it.each([
    ['[1]', 'ARRAY_VALUE'],
    ['true', 'TRUE_VALUE'],
    ['false', 'FALSE_VALUE'],
    ['1.5', 'NUMBER_VALUE'],
    ['{}', 'OBJECT_VALUE'],
  ])('of %s as a string names its JSON type', async (value, kind) => {
    const message = `${kind} can not be converted to a String`;
    expect(await send('DescribeDomain', `{"name":${value}}`)).toMatchObject({
      type: 'SerializationException',
      message,
    });
  });

  it.each([
    ['StartWorkflowExecution', start('"tagList":"x"'), 'STRING_VALUE can not be converted to a List'],
    ['PollForDecisionTask', '{"taskList":"x"}', 'STRING_VALUE can not be converted to a Structure'],
    ['PollForDecisionTask', '{"reverseOrder":"x"}', 'STRING_VALUE can not be converted to a Boolean'],
    ['ListDomains', '{"maximumPageSize":"x"}', 'STRING_VALUE can not be converted to an Integer'],
    ['ListDomains', '{"maximumPageSize":1e999}', 'NUMBER_VALUE can not be converted to an Integer'],
    ['ListDomains', '{"registrationStatus":1}', 'NUMBER_VALUE can not be converted to a String'],
    [
      'ListOpenWorkflowExecutions',
      '{"startTimeFilter":{"oldestDate":1e999}}',
      'NUMBER_VALUE can not be converted to a Timestamp',
    ],
  ])('of a value that a member of %s cannot have says so: %s', async (operation, body, message) => {
    expect(await send(operation, body)).toMatchObject({ type: 'SerializationException', message });
  });

  it.each([
    [4096, 'x'.repeat(4096)],
    [4097, `${'x'.repeat(4096)}...`],
  ])('shows the first 4096 characters of a value of %i', async (length, shown) => {
    const { message } = await send('DescribeDomain', `{"name":"${'x'.repeat(length)}"}`);
    expect(message).toBe(
      `1 validation error detected: Value '${shown}' at 'name' failed to satisfy constraint: Member must have length less than or equal to 256`,
    );
  });

  it('lists up to 20 errors without a count of the rest', async () => {
    const { message } = await send('RespondDecisionTaskCompleted', `{"taskToken":"t","decisions":${many('{}', 20)}}`);
    expect(message).toMatch(/^20 validation errors detected: .* Member must not be null$/);
  });

  it.each([
    ['objects', many('{}', 6)],
    ['objects that cannot be converted to strings', many('{"toString":1,"valueOf":1}', 6)],
    ['lists', many('[[["a"]]]', 6)],
  ])('of %s as tags is a SerializationException', async (_, tagList) => {
    expect(await send('StartWorkflowExecution', start(`"tagList":${tagList}`))).toMatchObject({
      status: 400,
      type: 'SerializationException',
    });
  });
});
