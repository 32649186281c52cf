import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  RecordActivityTaskHeartbeatCommand,
  RequestCancelWorkflowExecutionCommand,
  RespondActivityTaskCanceledCommand,
  RespondActivityTaskFailedCommand,
  TerminateWorkflowExecutionCommand,
} from '@aws-sdk/client-swf';
import { VirtualClock } from '@swf/local';
import { expect } from 'vitest';
import { Account, DOMAIN } from '../conformance/account.js';
import { completeWorkflowExecution, recordMarker } from '../conformance/decisions.js';
import type { Subject } from '../conformance/subject.js';
import { FILES } from '../conformance/subjects/files.js';
import { inProcess } from '../conformance/subjects/in-process.js';
import { brokenRules } from '../history-rules/history-rules.js';
import type { Action, OutsideAction, TokenChoice } from './actions.js';
import { Model } from './model.js';
import { toClosingDecision, toDecision } from './model-decisions.js';
import { EXECUTION_TIMEOUTS, TIMEOUTS } from './model-run.js';
import { stateOf } from './state-of-history.js';

/** The name of the fault that a call is refused with; empty for one that succeeds. */
async function outcome(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => '',
    (error: unknown) => (error instanceof Error ? error.name : String(error)),
  );
}

/** Does each action to a service on a file and to the model, and compares. */
export class Driver {
  readonly #file: string;
  readonly #model: Model;
  #subject: Subject;
  #account: Account;
  /** Every token there ever was, and one that never was any. */
  readonly #tokens = { decision: ['bm8gdG9rZW4='], activity: ['bm8gdG9rZW4='] };

  private constructor(file: string) {
    this.#file = file;
    this.#subject = inProcess({ data: file });
    this.#account = new Account(this.#subject);
    this.#model = new Model(this.#account.clock.now());
  }

  static async create(): Promise<Driver> {
    const folder = await mkdtemp(join(FILES, 'swf-model-'));
    const driver = new Driver(join(folder, 'swf.db'));
    await driver.#account.register();
    await driver.#account.registerActivityType({
      version: '2',
      defaultTaskScheduleToStartTimeout: String(TIMEOUTS.activityScheduleToStart),
      defaultTaskStartToCloseTimeout: String(TIMEOUTS.activityStartToClose),
      defaultTaskScheduleToCloseTimeout: 'NONE',
    });
    return driver;
  }

  async close(): Promise<void> {
    await this.#subject.close();
    await rm(join(this.#file, '..'), { recursive: true });
  }

  async act(action: Action): Promise<void> {
    switch (action.kind) {
      case 'start':
        return this.#start(action.workflowId);
      case 'signal':
      case 'cancel':
      case 'terminate':
        return this.#reach(action);
      case 'pollForDecisionTask':
        return this.#pollForDecisionTask();
      case 'pollForActivityTask':
        return this.#pollForActivityTask();
      case 'decide':
        if (action.pollsFirst) await this.#pollForDecisionTask();
        return this.#decide(action);
      case 'complete':
      case 'fail':
      case 'cancelActivityTask':
      case 'heartbeat':
        if (action.pollsFirst) await this.#pollForActivityTask();
        return this.#answer(action.kind, this.#token(action.token, 'activity'));
      case 'advance':
        await this.#account.advance(action.seconds);
        this.#model.advance(action.seconds);
        return;
      case 'reopen':
        return this.#reopen();
      default:
        throw new Error(`No such action: ${action satisfies never}`);
    }
  }

  #token({ age, isOfOtherKind }: TokenChoice, kind: 'decision' | 'activity'): string {
    const tokens = this.#tokens[isOfOtherKind === (kind === 'activity') ? 'decision' : 'activity'];
    return tokens.at(-1 - (age % tokens.length)) ?? '';
  }

  async #start(workflowId: string): Promise<void> {
    if (this.#model.openRun(workflowId)) {
      expect(await outcome(this.#account.start(workflowId))).toBe('WorkflowExecutionAlreadyStartedFault');
      return;
    }
    this.#model.start(workflowId, (await this.#account.start(workflowId)).runId);
  }

  async #reach(action: OutsideAction): Promise<void> {
    const target = { domain: DOMAIN, workflowId: action.workflowId };
    const run = this.#model.openRun(action.workflowId);
    expect(await outcome(this.#send(action, target))).toBe(run ? '' : 'UnknownResourceFault');
    await this.#account.settle();
    if (!run) return;
    if (action.kind === 'terminate') return this.#model.close(run, 'TERMINATED', action.childPolicy);
    if (action.kind === 'cancel') run.cancelRequested = true;
    run.trigger();
  }

  #send(action: OutsideAction, target: { readonly domain: string; readonly workflowId: string }): Promise<unknown> {
    const { client } = this.#account;
    switch (action.kind) {
      case 'signal':
        return this.#account.signal(target);
      case 'cancel':
        return client.send(new RequestCancelWorkflowExecutionCommand(target));
      case 'terminate':
        return client.send(new TerminateWorkflowExecutionCommand({ ...target, childPolicy: action.childPolicy }));
      default:
        throw new Error(`No such action: ${action satisfies never}`);
    }
  }

  async #pollForDecisionTask(): Promise<void> {
    const candidates = this.#model.deciding();
    if (candidates.length === 0) return;
    const task = await this.#account.pollForDecisionTask();
    const run = candidates.find(({ runId }) => runId === task.workflowExecution?.runId);
    if (!run) throw new Error('A task was handed out that is not there');
    const events = task.events ?? [];
    expect(events.at(-1)?.eventId).toBe(task.startedEventId);
    expect(events).toEqual((await this.#account.history(run)).slice(0, task.startedEventId));
    const processed = events.findLast(({ eventType }) => eventType === 'DecisionTaskCompleted');
    const previousStartedEventId = processed?.decisionTaskCompletedEventAttributes?.startedEventId ?? 0;
    expect(task.previousStartedEventId).toBe(previousStartedEventId);
    run.isDecisionTaskScheduled = false;
    run.decisionTask = { at: this.#model.now, token: task.taskToken ?? '' };
    this.#tokens.decision.push(task.taskToken ?? '');
  }

  async #pollForActivityTask(): Promise<void> {
    const candidates = this.#model.waitingActivityTasks();
    if (candidates.length === 0) return;
    const answer = await this.#account.pollForActivityTask();
    const taken = candidates.find(
      ({ run, task }) => run.runId === answer.workflowExecution?.runId && task.id === answer.activityId,
    );
    if (!taken) throw new Error('A task was handed out that is not there');
    taken.task.started = { at: this.#model.now, token: answer.taskToken ?? '' };
    this.#tokens.activity.push(answer.taskToken ?? '');
  }

  async #decide({
    token,
    decisions: wanted,
    close,
    closesTooEarly,
  }: Extract<Action, { kind: 'decide' }>): Promise<void> {
    const taskToken = this.#token(token, 'decision');
    const run = this.#model.runOfDecisionToken(taskToken);
    const isLeaf = close !== undefined || (run?.generation ?? 0) >= EXECUTION_TIMEOUTS.length - 1;
    const taken = wanted.filter(({ kind }) => !(isLeaf && kind === 'startChild'));
    const list = taken.map((decision) => toDecision(decision, run));
    if (close) list.push(toClosingDecision(close, run));
    if (closesTooEarly) list.push(completeWorkflowExecution(), recordMarker());
    const refused = await outcome(this.#account.respond({ taskToken }, list));
    if (closesTooEarly) {
      expect(refused).toBe('ValidationException');
    } else if (!run) {
      expect(refused).toMatch(/^(UnknownResourceFault|ValidationException)$/);
    } else {
      expect(refused).toBe('');
      const started = new Map<string, string>();
      for (const { workflowId } of [run, ...taken.filter((decision) => decision.kind === 'startChild')]) {
        started.set(workflowId, (await this.#account.openRun(workflowId)).runId);
      }
      this.#model.decide(run, taken, close, (workflowId) => started.get(workflowId) ?? '');
    }
  }

  async #answer(kind: 'complete' | 'fail' | 'cancelActivityTask' | 'heartbeat', taskToken: string): Promise<void> {
    const live = this.#model.activityTaskOf(taskToken);
    const { client } = this.#account;
    if (kind === 'heartbeat') {
      const call = client.send(new RecordActivityTaskHeartbeatCommand({ taskToken }));
      if (live) expect((await call).cancelRequested).toBe(live.task.cancelRequested === true);
      else expect(await outcome(call)).toMatch(/^(UnknownResourceFault|ValidationException)$/);
      return;
    }
    const call =
      kind === 'complete'
        ? this.#account.complete({ taskToken })
        : kind === 'fail'
          ? client.send(new RespondActivityTaskFailedCommand({ taskToken }))
          : client.send(new RespondActivityTaskCanceledCommand({ taskToken }));
    const refused = await outcome(call);
    if (!live) return expect(refused).toMatch(/^(UnknownResourceFault|ValidationException)$/);
    expect(refused).toBe('');
    live.run.activityTasks.delete(live.task.id);
    live.run.trigger();
  }

  async #reopen(): Promise<void> {
    const before = await this.#everything();
    const clock = new VirtualClock({ start: new Date(this.#account.clock.now()) });
    await this.#subject.close();
    this.#subject = inProcess({ data: this.#file, clock });
    this.#account = new Account(this.#subject);
    expect(await this.#everything()).toEqual(before);
  }

  async #everything() {
    const runs = this.#model.runs.map(async (run) => {
      const { $metadata, ...description } = await this.#account.describe(run);
      return { description, history: await this.#account.history(run) };
    });
    return {
      runs: await Promise.all(runs),
      decisionTasks: await this.#account.pendingDecisionTasks(),
      activityTasks: await this.#account.pendingActivityTasks(),
    };
  }

  /** Every execution obeys the rules, agrees with its own history, and is as the model has it. */
  async check(): Promise<void> {
    expect(await this.#account.executions()).toHaveLength(this.#model.runs.length);
    for (const run of this.#model.runs) {
      const history = await this.#account.history(run);
      expect(brokenRules(history)).toEqual([]);
      const { executionInfo, openCounts } = await this.#account.describe(run);
      const state = stateOf(history);
      expect(executionInfo?.closeStatus).toBe(run.closeStatus);
      expect(state.isClosed).toBe(!run.isOpen);
      expect(openCounts).toMatchObject({
        openActivityTasks: state.openActivityTasks,
        openTimers: state.openTimers,
        openChildWorkflowExecutions: state.openChildWorkflowExecutions,
      });
      if (!run.isOpen) continue;
      expect(executionInfo?.cancelRequested).toBe(run.cancelRequested);
      expect(openCounts?.openDecisionTasks).toBe(state.scheduledDecisionTasks);
      expect(state).toEqual({
        isClosed: false,
        openActivityTasks: run.activityTasks.size,
        openTimers: run.timers.size,
        openChildWorkflowExecutions: run.openChildren,
        scheduledDecisionTasks: run.isDecisionTaskScheduled ? 1 : 0,
        startedDecisionTasks: run.decisionTask ? 1 : 0,
      });
    }
    expect(await this.#account.pendingActivityTasks()).toBe(this.#model.waitingActivityTasks().length);
    const pending = await this.#account.pendingDecisionTasks();
    expect(pending).toBeGreaterThanOrEqual(this.#model.deciding().length);
  }
}
