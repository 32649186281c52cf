// A decider of executions with large histories, in a process whose heap is too small for all of
// them.
import { SWFClient } from '@aws-sdk/client-swf';
import { Actor, Decider } from '@swf/actors';
import { MarkerDecision, TimerDecision, WorkflowExecutionDecision } from '@swf/decisions';
import { domain } from '../workflow.js';

const { ENDPOINT = '', MARKERS = '' } = process.env;
const MARKERS_PER_DECISION = 25;
const client = new SWFClient({
  endpoint: ENDPOINT,
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});

const decider = new Decider(domain, 'decisions', {
  client,
  decide: ({ history, startedEventId }) => {
    if (history.compile().markers.size >= Number(MARKERS)) return [WorkflowExecutionDecision.complete()];
    return [
      ...Array.from({ length: MARKERS_PER_DECISION }, (_, index) =>
        MarkerDecision.record({ markerName: `${startedEventId}-${index}`, details: 'x'.repeat(32_000) }),
      ),
      TimerDecision.start({ timerId: `${startedEventId}`, startToFireTimeout: 0 }),
    ];
  },
});
await Actor.run(decider, { stopOn: ['SIGTERM'], polls: 'abort' });
process.send?.('running');
