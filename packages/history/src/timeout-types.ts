const OF_TASKS: Readonly<Record<string, readonly string[]>> = {
  DecisionTask: ['START_TO_CLOSE', 'SCHEDULE_TO_START'],
  ActivityTask: ['START_TO_CLOSE', 'SCHEDULE_TO_START', 'SCHEDULE_TO_CLOSE', 'HEARTBEAT'],
};
const OF_OTHERS = ['START_TO_CLOSE'];

/** Returns the types of the timeouts that entities of that type have. */
export function timeoutTypesOf(type: string): readonly string[] {
  return OF_TASKS[type] ?? OF_OTHERS;
}

/** Whether a task can time out with that type: a waiting one has other timeouts than a started one. */
export function canTimeOut(timeoutType: unknown, isStarted: boolean): boolean {
  if (timeoutType === 'SCHEDULE_TO_START') return !isStarted;
  return isStarted || (timeoutType !== 'START_TO_CLOSE' && timeoutType !== 'HEARTBEAT');
}
