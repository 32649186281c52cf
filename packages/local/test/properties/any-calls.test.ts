import fc from 'fast-check';
import { describe, it } from 'vitest';
import { anyAction } from './actions.js';
import { Driver } from './driver.js';

const { SWF_SOAK } = process.env;
const RUNS = SWF_SOAK ? 500 : 20;

describe('any sequence of legal and illegal calls', () => {
  it('leaves executions that obey the rules of histories and agree with the model', {
    timeout: RUNS * 20_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyAction, { minLength: 25, maxLength: 60, size: 'max' }), async (actions) => {
        const driver = await Driver.create();
        try {
          for (const action of actions) {
            await driver.act(action);
            await driver.check();
          }
        } finally {
          await driver.close();
        }
      }),
      { numRuns: RUNS },
    );
  });
});
