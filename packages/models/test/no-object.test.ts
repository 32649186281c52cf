import { ActivityTask, ActivityType, Domain, WorkflowExecution, WorkflowType } from '@swf/models';
import { expect, it } from 'vitest';
import { POLLED } from './support/local.js';

const DOMAIN = { name: 'orders' };
const TYPE_INFO = { workflowType: POLLED.activityType };

it.each<[name: string, subject: string, attempt: (given: never) => unknown]>([
  ['changes', 'a domain', (changes) => new Domain('orders').with(changes)],
  ['changes', 'an activity type', (changes) => new ActivityType(DOMAIN, 'x', '1').with(changes)],
  ['changes', 'a workflow type', (changes) => new WorkflowType(DOMAIN, 'x', '1').with(changes)],
  ['changes', 'an activity task', (changes) => new ActivityTask(DOMAIN, 'x', POLLED).with(changes)],
  ['changes', 'an execution', (changes) => new WorkflowExecution(DOMAIN, 'x').with(changes)],
  ['info', 'a domain', (info) => Domain.fromInfo(info)],
  ['info', 'an activity type', (info) => ActivityType.fromInfo(DOMAIN, info)],
  ['info', 'a workflow type', (info) => WorkflowType.fromInfo(DOMAIN, info)],
  ['info', 'an execution', (info) => WorkflowExecution.fromInfo(DOMAIN, info)],
  ['detail', 'an execution', (detail) => WorkflowExecution.fromDetail(DOMAIN, detail)],
  ['configuration', 'a type', (configuration) => WorkflowType.fromInfo(DOMAIN, TYPE_INFO as never, configuration)],
  ['configuration', 'a domain', (configuration) => Domain.fromInfo({ name: 'x' } as never, configuration)],
  ['answer', 'an activity task', (answer) => ActivityTask.fromPoll(DOMAIN, 'x', answer)],
])('refuses %s of %s that are not an object', (name, _, attempt) => {
  for (const given of ['x', 5, () => ({})]) {
    expect(() => attempt(given as never)).toThrow(
      expect.objectContaining({
        code: 'INVALID_ARGUMENT',
        message: expect.stringMatching(`^${name} must be an object`),
      }),
    );
  }
});
