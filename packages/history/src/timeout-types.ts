/** Whether a task can time out with that type: a waiting one has other timeouts than a started one. */
export function canTimeOut(timeoutType: unknown, isStarted: boolean): boolean {
  if (timeoutType === 'SCHEDULE_TO_START') return !isStarted;
  return isStarted || (timeoutType !== 'START_TO_CLOSE' && timeoutType !== 'HEARTBEAT');
}
