import { readdirSync, readFileSync } from 'node:fs';
import { replayAll } from '@swf/flow/replay';
import { History } from '@swf/history';
import { describe, expect, it } from 'vitest';
import { item, order } from '../support/orders.js';

const CORPUS = new URL('../corpus/', import.meta.url);

/** Recorded runs by file; `support/programs/record-corpus.ts` writes those of a release. */
const files = readdirSync(CORPUS).flatMap((release) =>
  readdirSync(new URL(`${release}/`, CORPUS)).map((name) => `${release}/${name}`),
);

describe('A run that was decided by an earlier release', () => {
  it.each(files)('replays: %s', async (file) => {
    const { workflowId, runId, events } = JSON.parse(readFileSync(new URL(file, CORPUS), 'utf8'));
    const recorded = [{ execution: { workflowId, runId }, history: History.from(events) }];

    for await (const { error, ...replay } of replayAll([order, item], recorded, { checkInputs: 'error' })) {
      expect(error).toBeUndefined();
      expect(replay).toMatchObject({ warnings: [], outcome: { closeStatus: expect.any(String) } });
    }
  });
});
