import { ActivityWorker, Actor, Decider } from '@swf/actors';
import { ActivityTaskDecision, WorkflowExecutionDecision } from '@swf/decisions';
import type { History } from '@swf/history';
import { type ActivityType, Domain, type WorkflowExecution } from '@swf/models';
import { ActivityTypeQuerySet, WorkflowExecutionQuerySet, WorkflowTypeQuerySet } from '@swf/querysets';
import { get } from '@swf/settings';

/** Registers the workflow, runs it once, and returns how the execution closed. */
async function greet(name: string): Promise<string> {
  const domain: Domain = await new Domain('greetings', { retentionPeriodInDays: 1 }).save();
  const [greeting]: [ActivityType, boolean] = await new ActivityTypeQuerySet(domain).getOrCreate('greet', '1.0', {
    defaultTaskList: 'greeters',
    defaultTaskScheduleToStartTimeout: 60,
    defaultTaskScheduleToCloseTimeout: 60,
    defaultTaskStartToCloseTimeout: 30,
    defaultTaskHeartbeatTimeout: 'NONE',
  });
  const [workflow] = await new WorkflowTypeQuerySet(domain).getOrCreate('greeting', '1.0', {
    defaultTaskList: 'greetings',
    defaultChildPolicy: 'TERMINATE',
    defaultExecutionStartToCloseTimeout: 60,
    defaultTaskStartToCloseTimeout: 30,
  });
  const worker = new ActivityWorker(domain, 'greeters', { activities: { greet: (input) => `Hello, ${input}!` } });
  const decider = new Decider(domain, 'greetings', {
    decide: ({ history }) => {
      const { activityTasks, workflowExecution }: ReturnType<History['compile']> = history.compile();
      const task = activityTasks.get('greet');
      if (!task) {
        const { input } = workflowExecution;
        return [ActivityTaskDecision.schedule({ activityId: 'greet', activityType: greeting, input })];
      }
      return task.open ? [] : [WorkflowExecutionDecision.complete({ result: task.result })];
    },
  });
  const actors = await Actor.run(decider, worker);
  const execution: WorkflowExecution = await workflow.startExecution({ workflowId: 'ada', input: name });
  const { closeStatus } = await execution.waitUntilClosed();
  await actors.stop({ polls: 'abort' });
  const { count } = await new WorkflowExecutionQuerySet(domain).filter({ status: 'CLOSED' }).count();
  return `${closeStatus} in ${get().region}, ${count} closed`;
}

void greet('Ada').then(console.log);
