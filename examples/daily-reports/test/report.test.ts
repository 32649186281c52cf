import { mock, testFlow } from '@swf/flow/testing';
import { describe, expect, it } from 'vitest';
import { reports, sendReport, subscribe } from '../src/report.flow.js';

describe('The reports', () => {
  it('keep who subscribes, whenever the run continues as new', async () => {
    const sending = mock(sendReport, async () => {});
    await using env = await testFlow({
      workflows: [reports],
      activities: [sending],
      decider: { suggestContinueAsNewAt: 1 },
    });
    const { execution } = await env.start(reports, { next: '2026-01-01T00:00:00Z', readers: [], sent: 0 });
    const latest = reports.run(env.domain, { workflowId: execution.workflowId, client: env.client });
    for (const reader of ['Ada', 'Grace', 'Edsger']) {
      await latest.signal(subscribe, reader);
      await env.advance({ days: 1 });
    }

    expect((await latest.state())?.readers).toEqual(['Ada', 'Grace', 'Edsger']);
    expect(sending.calls.at(-1)?.readers).toEqual(['Ada', 'Grace', 'Edsger']);
  });
});
