import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { startSwfLocal } from '../local/server-process.js';
import { startDriver } from './driver.js';

/** The cost of some executions to their decider and worker. */
export interface Took {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly tasks: number;
}

/** A subject with a decider and a worker in its own process, on its own service. */
export interface SubjectProcess extends AsyncDisposable {
  /** Runs executions until all have closed. */
  run(executions: number): Promise<Took>;
}

/** Starts a subject with flags of Node; `program` is `run-subject.ts` as JavaScript. */
export async function startSubject(name: string, program: string, flags: readonly string[]): Promise<SubjectProcess> {
  const service = await startSwfLocal();
  const driver = await startDriver(service.endpoint);
  const args = ['--no-warnings', ...flags, program, name, service.endpoint];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const nextLine = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`the process of ${name} ended with ${child.exitCode}`);
    return value;
  };
  const cpuInSeconds = async () => {
    child.stdin.write('cpu\n');
    return Number(await nextLine());
  };
  await nextLine();
  return {
    run: async (executions) => {
      const before = await cpuInSeconds();
      const begun = performance.now();
      const runs = await driver.run(executions);
      const seconds = (performance.now() - begun) / 1000;
      const cpuSeconds = (await cpuInSeconds()) - before;
      return { seconds, cpuSeconds, tasks: await driver.countTasks(runs) };
    },
    [Symbol.asyncDispose]: async () => {
      const closed = once(child, 'close');
      child.stdin.end();
      await closed;
      await service[Symbol.asyncDispose]();
    },
  };
}
