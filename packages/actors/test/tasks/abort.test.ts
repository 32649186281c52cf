import { expect, it } from 'vitest';
import { TaskAbortedError } from '../../src/tasks/abort.js';

it('reason codes of aborts are told apart from other errors', () => {
  expect(TaskAbortedError.is(new TaskAbortedError('STOPPING'))).toBe(true);
  expect(TaskAbortedError.is(Object.assign(new Error('STOPPING'), { code: 'STOPPING' }))).toBe(false);
});
