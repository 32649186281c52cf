import * as sdk from '@aws-sdk/client-swf';
import * as historyPackage from '@swf/history';
import * as builder from '@swf/history/builder';
import { describe, expect, test } from 'vitest';
import * as decisions from '../../src/index.js';
import { problemsOf, run } from './compile.js';
import { type Example, readmeExamples, sourceExamples } from './extract.js';

const MODULES = {
  '@aws-sdk/client-swf': sdk,
  '@swf/decisions': decisions,
  '@swf/history': historyPackage,
  '@swf/history/builder': builder,
};

/** What an example in the sources may take for granted: the names of this package, and the history of an execution that has begun. */
const PRELUDE = `
import { ${Object.keys(decisions).join(', ')}, type Decision } from '@swf/decisions';
import { HistoryBuilder } from '@swf/history/builder';
const history = new HistoryBuilder().build();
`;

const inSources = sourceExamples().map(({ name, code }): Example => ({ name, code: PRELUDE + code }));
const inReadme = readmeExamples();

test('there is an example for every factory, and a program in the README', () => {
  expect(inSources.length).toBeGreaterThanOrEqual(13);
  expect(inReadme.length).toBeGreaterThanOrEqual(1);
});

test('every example compiles, and one that is wrong is found', () => {
  const wrong = { name: 'wrong', code: `${PRELUDE}TimerDecision.cancel({ timer: 'x' });` };
  expect(problemsOf([...inSources, ...inReadme, wrong])).toEqual([
    expect.stringContaining('wrong: Object literal may only specify known properties'),
  ]);
});

describe('every example runs, and prints what it says', () => {
  test.each([...inSources, ...inReadme])('$name', async (example) => {
    const said = [...example.code.matchAll(/console\.log\(.*\); \/\/ (?:\.\.\. )?(.*)$/gm)].map(
      ([, text = '']) => text,
    );
    const printed = await run(example, MODULES);
    expect(printed).toEqual(said.map((text) => expect.stringContaining(text)));
  });
});
