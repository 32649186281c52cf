import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { startSwfLocal } from '../local/server-process.js';

const PROGRAM = fileURLToPath(new URL('run-subject.ts', import.meta.url));

/** The cost of some executions to their decider and worker. */
export interface Took {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** A subject with a decider and a worker in its own process, on its own service. */
export interface SubjectProcess extends AsyncDisposable {
  /** Runs executions until all have closed. */
  run(executions: number): Promise<Took>;
}

export async function startSubject(name: string): Promise<SubjectProcess> {
  const service = await startSwfLocal();
  const args = ['--no-warnings', '--import', 'tsx', PROGRAM, name, service.endpoint];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    run: async (executions) => {
      child.stdin.write(`${executions}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`the process of ${name} ended with ${child.exitCode}`);
      return JSON.parse(value) as Took;
    },
    [Symbol.asyncDispose]: async () => {
      const closed = once(child, 'close');
      child.stdin.end();
      await closed;
      await service[Symbol.asyncDispose]();
    },
  };
}
