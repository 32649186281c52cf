import { EventType } from '@aws-sdk/client-swf';
import { expect, it } from 'vitest';
import { TRIGGERS } from '../../src/engine/event-types.js';

it('a decision task is scheduled for each failure, except that of the execution itself', () => {
  const failures = Object.values(EventType).filter((type) => type.endsWith('Failed'));
  expect(failures.filter((type) => !TRIGGERS.has(type))).toEqual(['WorkflowExecutionFailed']);
});
