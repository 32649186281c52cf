import { serviceModel } from '../api/service-model.js';
import { validInput } from '../validation/valid-input.js';
import type { Dice } from './dice.js';
import { anyValue, forgedToken } from './values.js';

/** A request as it goes over the wire: the head without its first line, and the body. */
export interface MalformedRequest {
  readonly operation: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What the service has told so far, which makes requests go further than to the first check. */
export interface Known {
  readonly taskTokens: readonly string[];
  readonly pageTokens: readonly string[];
  readonly runIds: readonly string[];
}

type Input = Record<string, unknown>;

const OPERATIONS = Object.entries(serviceModel.operations);

/** Those that lead furthest, which half of the requests are of. */
const OF_TASKS = OPERATIONS.filter(([name]) => /^(Start|Poll|Respond|Record|Signal|Get)/.test(name));

/** What would leave nothing for other requests to work on. */
const ENDING = /^(Deprecate|Delete|Terminate)/;

function ofAnother(request: Input): Input {
  return JSON.parse(JSON.stringify(request).replaceAll('"text"', '"another"')) as Input;
}

/**
 * Returns a request with something wrong in a member, a token, its text or its headers. Some are
 * right by chance.
 */
export function malformedRequest(dice: Dice, known: Known): MalformedRequest {
  const [operation, { input }] = dice.pick(dice.chance(0.5) ? OPERATIONS : OF_TASKS);
  const valid = validInput(operation, input, dice.pick(['all', 'required']));
  const request = withKnown(dice, ENDING.test(operation) ? ofAnother(valid) : valid, known);
  const times = dice.pick([0, 0, 0, 1, 1, 2]);
  for (let count = 0; count < times; count++) spoil(dice, request);
  return { operation, headers: headersOf(dice, operation), body: bytesOf(dice, request) };
}

/** Puts names that exist in the places of those that do not, and tokens good and forged. */
function withKnown(dice: Dice, request: Input, known: Known): Input {
  const decide = request['decisions'] !== undefined;
  if (decide) request['decisions'] = Array.from({ length: dice.integer(4) }, () => decision(dice));
  for (const [member, pool] of [
    ['taskToken', known.taskTokens],
    ['nextPageToken', known.pageTokens],
    ['runId', known.runIds],
  ] as const) {
    const value = pool.length > 0 && dice.chance(0.9) ? dice.pick(pool) : 'text';
    if (member === 'runId') {
      if (typeof request['execution'] === 'object') request['execution'] = { workflowId: 'fed', runId: value };
      if (dice.chance(0.8)) delete request['runId'];
    } else if (request[member] !== undefined) {
      request[member] = value !== 'text' && dice.chance(0.5) ? forgedToken(dice, value) : value;
      if (member === 'nextPageToken' && dice.chance(0.4)) delete request[member];
    }
  }
  if (request['workflowId'] !== undefined) request['workflowId'] = `order-${dice.integer(200)}`;
  return request;
}

const DECISIONS = (serviceModel.shapes['DecisionType']?.enum ?? []).filter((type) => !/Execution$/.test(type));

function decision(dice: Dice): Input {
  const decisionType = dice.pick([...DECISIONS, 'StartChildWorkflowExecution', 'CompleteWorkflowExecution']);
  const member = `${decisionType.charAt(0).toLowerCase()}${decisionType.slice(1)}DecisionAttributes`;
  const id = `id-${dice.integer(5)}`;
  const type = { name: 'text', version: 'text' };
  const ids = { timerId: id, activityId: id, id, name: 'text', workflowId: id, markerName: id, signalName: id };
  const attributes = { ...ids, activityType: type, workflowType: type, startToFireTimeout: '0', control: 'x' };
  return { decisionType, [member]: dice.chance(0.1) ? undefined : attributes };
}

/** Spoils one member, however deep it stands. */
function spoil(dice: Dice, target: Input): void {
  const names = Object.keys(target);
  if (names.length === 0 || dice.chance(0.05)) {
    target[dice.pick(['__proto__', 'constructor', 'extra'])] = anyValue(dice);
    return;
  }
  const name = dice.pick(names);
  const member = target[name];
  if (typeof member === 'object' && member !== null && dice.chance(0.7)) spoil(dice, member as Input);
  else if (dice.chance(0.1)) delete target[name];
  else target[name] = anyValue(dice);
}

function bytesOf(dice: Dice, request: Input): Uint8Array {
  const text = JSON.stringify(request);
  const bytes = Buffer.from(text);
  switch (dice.integer(60)) {
    case 0:
      return bytes.subarray(0, dice.integer(bytes.length + 1));
    case 1:
      bytes[dice.integer(bytes.length)] = dice.integer(256);
      return bytes;
    case 2:
      return Buffer.from(
        dice.pick(['', 'null', '[]', '"text"', '1', '{"a":'.repeat(5000), '['.repeat(100_000), '\ufeff{}']),
      );
    case 3:
      return Buffer.concat([bytes, bytes]);
    case 4:
      return Buffer.from(`{"taskToken":"text","decisions":[${'{},'.repeat(dice.integer(50_000))}{}]}`);
    default:
      return bytes;
  }
}

function headersOf(dice: Dice, operation: string): Record<string, string> {
  const headers: Record<string, string> = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `SimpleWorkflowService.${operation}`,
  };
  if (dice.chance(0.02)) headers['x-amz-target'] = dice.pick(['', '.', 'x', 'A.B.C', `x.${'y'.repeat(4000)}`]);
  if (dice.chance(0.05)) {
    const region = dice.pick(['us-east-1', 'eu-west-1', '', '../..', 'x'.repeat(100)]);
    headers['authorization'] =
      `AWS4-HMAC-SHA256 Credential=a/20120125/${region}/swf/aws4_request, SignedHeaders=host, Signature=0`;
  }
  if (dice.chance(0.02)) headers['authorization'] = String(dice.pick(['Basic x', 'AWS4-HMAC-SHA256 Credential=////']));
  if (dice.chance(0.02)) headers['content-type'] = dice.pick(['application/json', 'text/html', ';;;']);
  if (dice.chance(0.02)) headers['host'] = dice.pick(['evil.example', 'localhost:99999', '[', '127.0.0.1@x', '']);
  if (dice.chance(0.02)) headers['expect'] = '100-continue';
  return headers;
}
