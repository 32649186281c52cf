import { DecisionTask } from '@swf/actors';
import { FlowDecider, signal, workflow } from '@swf/flow';
import { History } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';

const go = signal('go');
const patient = workflow('patient', '1.0', {}, async () => go.next());
const short = workflow('short', '1.0', {}, async () => 'done');

describe('FlowDecider with room for one run in memory', () => {
  it('does not keep a run that it has closed in the place of one that goes on', async () => {
    const decider = new FlowDecider({ name: 'flows' }, 'flows', {
      workflows: [patient, short],
      register: false,
      residents: { max: 1 },
    });
    let replays = 0;
    const decide = async (name: string, builder: HistoryBuilder, previousStartedEventId: number) => {
      const { events } = builder.decisionTaskStarted().build().toJSON();
      const task = new DecisionTask({ name: 'flows' }, 'flows', {
        taskToken: 'token',
        workflowExecution: { workflowId: name, runId: `${name}-run` },
        workflowType: { name, version: '1.0' },
        history: History.from(events.slice(previousStartedEventId), { previousStartedEventId }),
        startedEventId: events.length,
        loadHistory: async () => {
          replays += 1;
          return History.from(events, { previousStartedEventId });
        },
      });
      await decider.decide(task, { signal: new AbortController().signal });
    };
    const going = new HistoryBuilder({ workflowType: { name: 'patient', version: '1.0' } });
    await decide('patient', going, 0);
    await decide('short', new HistoryBuilder({ workflowType: { name: 'short', version: '1.0' } }), 0);
    await decide('patient', going.decisionTaskCompleted().workflowExecutionSignaled('go'), 3);

    // The first task of each run.
    expect(replays).toBe(2);
  });
});
