import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatSeconds } from '../harness/compare.js';
import type { Outcome, Row } from '../harness/row.js';
import { summarize } from '../harness/statistics.js';
import { complete, POLL, REGISTRATION, readHistory, signalExecution, startExecution } from './calls.js';
import { type Call, Load } from './load.js';
import { residentBytes, startSwfLocal } from './server-process.js';

const SAMPLES = 300;

/** Measures latency with many executions and long histories, and the size of an execution. */
export async function measureScale(): Promise<Outcome> {
  const rows = [...(await byExecutions()), ...(await byHistoryLength()), ...(await onDisk()), ...(await startTimes())];
  return { title: 'swf-local as it fills', baseline: 'the smallest case', rows };
}

/** Measures starts and decision tasks with more and more open executions. */
async function byExecutions(): Promise<readonly Row[]> {
  await using service = await startSwfLocal();
  const load = new Load(service.endpoint, 8);
  for (const call of REGISTRATION) await load.call(call);
  const rows: Row[] = [];
  let started = 0;
  let before: { readonly started: number; readonly bytes: number } | undefined;
  let baseline: readonly number[] | undefined;
  for (const executions of [100, 1000, 10_000, 100_000]) {
    await load.run(executions - started, () => startExecution(started++));
    const what = `${executions.toLocaleString('en')} open executions`;
    const starts = await latencies(load, () => startExecution(started++));
    const decisions = await latencies(load, async () =>
      complete((JSON.parse(await load.call(POLL)) as { taskToken: string }).taskToken),
    );
    const medians = [summarize(starts).median, summarize(decisions).median];
    baseline ??= medians;
    rows.push(latencyRow(what, 'StartWorkflowExecution', medians[0], baseline[0]));
    rows.push(latencyRow(what, 'RespondDecisionTaskCompleted', medians[1], baseline[1]));
    const bytes = residentBytes(service.pid);
    // Not for the first: it would include what the process itself needs.
    if (before) rows.push(memoryRow(what, (bytes - before.bytes) / (started - before.started)));
    before = { started, bytes };
  }
  load.close();
  return rows;
}

/** Measures appending to a growing history, and reading its newest page. */
async function byHistoryLength(): Promise<readonly Row[]> {
  await using service = await startSwfLocal();
  const load = new Load(service.endpoint, 1);
  for (const call of REGISTRATION) await load.call(call);
  const { runId } = JSON.parse(await load.call(startExecution(1))) as { runId: string };
  const rows: Row[] = [];
  let length = 2;
  let baseline: readonly number[] | undefined;
  for (const events of [110, 1000, 10_000, 20_000]) {
    await load.run(events - length, () => signalExecution(1));
    const signals = await latencies(load, () => signalExecution(1));
    const pages = await latencies(load, () => readHistory(1, runId));
    length = events + SAMPLES;
    const medians = [summarize(signals).median, summarize(pages).median];
    baseline ??= medians;
    const what = `${events.toLocaleString('en')} events`;
    rows.push(latencyRow(what, 'SignalWorkflowExecution', medians[0], baseline[0]));
    rows.push(latencyRow(what, 'GetWorkflowExecutionHistory, newest 100', medians[1], baseline[1]));
  }
  load.close();
  return rows;
}

/** The size of the data file. */
async function onDisk(): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'swf-scale-'));
  const file = join(folder, 'data.sqlite');
  try {
    {
      await using service = await startSwfLocal('--data', file);
      const load = new Load(service.endpoint, 8);
      for (const call of REGISTRATION) await load.call(call);
      await load.run(1000, startExecution);
      load.close();
    }
    return [
      {
        case: 'a data file',
        subject: 'for 1,000 open executions',
        figure: `${Math.round(statSync(file).size / 1024).toLocaleString('en')} KiB`,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Measures the time from the start of the process until it listens. */
async function startTimes(): Promise<readonly Row[]> {
  const seconds: number[] = [];
  for (let round = 0; round < 9; round++) {
    await using service = await startSwfLocal();
    seconds.push(service.readyInMilliseconds / 1000);
  }
  return [{ case: 'start', subject: 'until it listens', figure: formatSeconds(summarize(seconds).median) }];
}

async function latencies(load: Load, callOf: () => Call | Promise<Call>): Promise<readonly number[]> {
  const seconds: number[] = [];
  for (let sample = 0; sample < SAMPLES; sample++) {
    const call = await callOf();
    const begun = performance.now();
    await load.call(call);
    seconds.push((performance.now() - begun) / 1000);
  }
  return seconds;
}

function latencyRow(what: string, subject: string, median = Number.NaN, baseline = Number.NaN): Row {
  return { case: what, subject, figure: formatSeconds(median), ratio: median / baseline };
}

function memoryRow(what: string, bytesPerExecution: number): Row {
  const kibibytes = Math.round((bytesPerExecution * 1000) / 1024).toLocaleString('en');
  return { case: what, subject: 'resident memory for 1,000 more', figure: `${kibibytes} KiB` };
}
