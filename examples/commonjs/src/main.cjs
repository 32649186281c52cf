const { ActivityWorker, Actor, Decider } = require('@swf/actors');
const { ActivityTaskDecision, WorkflowExecutionDecision } = require('@swf/decisions');
const { createLocalService } = require('@swf/local');
const { ActivityType, Domain, WorkflowType } = require('@swf/models');
const { setClient } = require('@swf/settings');
const { SwfError } = require('@swf/settings/errors');

const domain = new Domain('greetings', { retentionPeriodInDays: 1 });
const greet = new ActivityType(domain, 'greet', '1.0', {
  defaultTaskList: 'greeters',
  defaultTaskScheduleToStartTimeout: 60,
  defaultTaskScheduleToCloseTimeout: 90,
  defaultTaskStartToCloseTimeout: 30,
  defaultTaskHeartbeatTimeout: 'NONE',
});
const greeting = new WorkflowType(domain, 'greeting', '1.0', {
  defaultTaskList: 'greetings',
  defaultChildPolicy: 'TERMINATE',
  defaultExecutionStartToCloseTimeout: 300,
  defaultTaskStartToCloseTimeout: 30,
});

const decider = new Decider(domain, 'greetings', {
  register: true,
  types: [greeting],
  decide: ({ history }) => {
    const { activityTasks, workflowExecution } = history.compile();
    const task = activityTasks.get('greet');
    if (!task) {
      return [
        ActivityTaskDecision.schedule({ activityId: 'greet', activityType: greet, input: workflowExecution.input }),
      ];
    }
    return task.state === 'completed' ? [WorkflowExecutionDecision.complete({ result: task.result })] : [];
  },
});

const worker = new ActivityWorker(domain, 'greeters', {
  register: true,
  types: [greet],
  activities: {
    greet: (/** @type {string} */ name) => {
      process.stdout.write(`Hello, ${name}!\n`);
    },
  },
});

async function main() {
  const service = createLocalService();
  setClient(service.client());
  const actors = await Actor.run(decider, worker);
  try {
    const execution = await greeting.startExecution({ workflowId: 'greeting-1', input: 'Ada' });
    const { workflowId, closeStatus } = await execution.waitUntilClosed({ maxWaitTime: 30 });
    process.stdout.write(`${workflowId}: ${closeStatus}\n`);
    await new WorkflowType(domain, 'unknown', '1.0').startExecution();
  } catch (error) {
    if (!SwfError.is(error)) throw error;
    process.stdout.write(`${error.code}: ${error.message}\n`);
  } finally {
    await actors.stop({ polls: 'abort' });
    await service.close();
  }
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
