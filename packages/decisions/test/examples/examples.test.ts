import * as builder from '@swf/history/builder';
import { expect, test } from 'vitest';
import * as decisions from '../../src/index.js';
import { problemsOf, run } from './compile.js';
import { type Example, sourceExamples } from './extract.js';

const MODULES = {
  '@swf/decisions': decisions,
  '@swf/history/builder': builder,
};

/** What an example may take for granted: the names of this package, and the history of an execution that has begun. */
const PRELUDE = `
import { ${Object.keys(decisions).join(', ')}, type Decision } from '@swf/decisions';
import { HistoryBuilder } from '@swf/history/builder';
const history = new HistoryBuilder().build();
`;

const examples = sourceExamples().map(({ name, code }): Example => ({ name, code: PRELUDE + code }));

test('there is an example for every factory', () => {
  expect(examples.length).toBeGreaterThanOrEqual(13);
});

test('every example compiles, and one that is wrong is found', () => {
  const wrong = { name: 'wrong', code: `${PRELUDE}TimerDecision.cancel({ timer: 'x' });` };
  expect(problemsOf([...examples, wrong])).toEqual([
    expect.stringContaining('wrong: Object literal may only specify known properties'),
  ]);
});

test.each(examples)('$name runs', (example) => {
  expect(() => run(example, MODULES)).not.toThrow();
});
