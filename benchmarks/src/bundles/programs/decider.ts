import { Decider } from '@swf/actors';
import { ActivityTaskDecision, WorkflowExecutionDecision } from '@swf/decisions';

const decider = new Decider({ name: 'orders' }, 'orders', {
  decide: ({ history }) => [
    history.compile().activityTasks.get('charge')?.state === 'completed'
      ? WorkflowExecutionDecision.complete()
      : ActivityTaskDecision.schedule({ activityId: 'charge', activityType: { name: 'charge-card', version: '1.0' } }),
  ],
});
await decider.start();
