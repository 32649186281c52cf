import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, tracked } from '../../packages.js';

// SWF's own names are American: `CANCELED`, `WorkflowExecutionSignaled`.
const BRITISH = new RegExp(
  [
    /(?:behavi|col|fav|hon|neighb)our/,
    /(?:cance|labe|mode|signa|trave)ll(?:ed(?!by)|er|ing)/,
    /fulfil(?!l)|cancelation|licence|defence|catalogue|\bcentre|artefact|judgement|acknowledgement/,
    /\bgrey|\bwhilst\b|\b(?:after|back|to)wards\b|\banalys(?:e|ed|ing)\b/,
    /(?:author|custom|general|initial|maxim|minim|normal|optim|organ|prior|recogn|serial|summar|synchron)is(?:ation|e|ing)/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gi',
);

const QUOTED = [
  'integrations/test/documentation/spelling.test.ts',
  // Has what is not a status of SWF.
  'packages/querysets/test/executions/execution-filter.test.ts',
  // Calls a function of GitHub.
  '.github/workflows/release.yml',
];

const files = tracked('.').filter(
  (file) => !QUOTED.includes(file) && !/^recordings\/.*json$|lock\.yaml$|\.png$/.test(file),
);

describe('the spelling', () => {
  it('is American, in names as in prose', () => {
    const found = files.flatMap((file) =>
      [file, ...readFileSync(join(root, file), 'utf8').split('\n')].flatMap((line, number) =>
        [...line.matchAll(BRITISH)].map(([word]) => `${file}:${number} ${word}`),
      ),
    );
    expect(found).toEqual([]);
  });
});
