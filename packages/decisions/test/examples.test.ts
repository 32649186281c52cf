import * as decisions from '@swf/decisions';
import * as replay from '@swf/decisions/replay';
import * as builder from '@swf/history/builder';
import { expect, it } from 'vitest';
import { type Example, problemsOf, run, sourceExamples } from './support/examples.js';

const MODULES = {
  '@swf/decisions': decisions,
  '@swf/decisions/replay': replay,
  '@swf/history/builder': builder,
};

/**
 * What an example may take for granted: the names of this package, and the history of an execution
 * that has begun.
 */
const PRELUDE = `
import { ${Object.keys(decisions).join(', ')}, type Decision } from '@swf/decisions';
import { HistoryBuilder } from '@swf/history/builder';
const history = new HistoryBuilder().build();
`;

const examples = sourceExamples().map(({ name, code }): Example => ({ name, code: PRELUDE + code }));

it('every factory has an example', () => {
  expect(examples.length).toBeGreaterThanOrEqual(13);
});

it('every example compiles, and a wrong one does not', () => {
  const wrong = { name: 'wrong', code: `${PRELUDE}TimerDecision.cancel({ timer: 'x' });` };
  expect(problemsOf([...examples, wrong])).toEqual([
    expect.stringContaining('wrong: Object literal may only specify known properties'),
  ]);
});

it.each(examples)('$name runs', async (example) => {
  await expect(run(example, MODULES)).resolves.toBeUndefined();
});
