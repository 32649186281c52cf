import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { dirname, join } from 'node:path';
import { builtCli } from '../cli/built-cli.js';

/** What came back. */
interface Answered {
  readonly status: number;
  readonly body: string;
}

/** `swf-local` in a process whose heap is limited, so that it ends where it keeps too much. */
export class LimitedService {
  readonly endpoint: string;
  readonly #child: ChildProcess;
  readonly #command: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 16 });
  #stderr = '';

  private constructor(child: ChildProcess, command: string, endpoint: string) {
    this.#child = child;
    this.#command = command;
    this.endpoint = endpoint;
    child.stderr?.on('data', (chunk) => {
      this.#stderr += String(chunk);
    });
  }

  static async start(heapInMegabytes: number, ...args: string[]): Promise<LimitedService> {
    const command = await builtCli();
    const limits = join(dirname(command), 'limits.json');
    // A poll that finds no task is refused instead of waiting for a minute.
    writeFileSync(limits, '{"pollersPerTaskList":0,"domains":100000}');
    const child = spawn(
      process.execPath,
      [`--max-old-space-size=${heapInMegabytes}`, command, '--port', '0', '--limits', limits, ...args],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const [ready] = (await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])) as [unknown];
    const [, endpoint = ''] = /listening on (http:\S+)/.exec(String(ready)) ?? [];
    return new LimitedService(child, command, endpoint);
  }

  /** What it has logged: warnings and errors. */
  get stderr(): string {
    return this.#stderr;
  }

  get running(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** The most memory that it has had, where the system tells. */
  get peakInMegabytes(): number | undefined {
    try {
      const status = readFileSync(`/proc/${this.#child.pid}/status`, 'utf8');
      return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024);
    } catch {
      return undefined;
    }
  }

  send(headers: Readonly<Record<string, string>>, body: Uint8Array): Promise<Answered> {
    return new Promise((resolve, reject) => {
      const options = {
        method: 'POST',
        headers: { ...headers, 'content-length': String(body.length) },
        agent: this.#agent,
      };
      const sent = request(this.endpoint, options, (response) => {
        const chunks: Uint8Array[] = [];
        response.on('data', (chunk: Uint8Array) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  async call(operation: string, input: object): Promise<Answered> {
    const headers = { 'x-amz-target': `SimpleWorkflowService.${operation}` };
    return this.send(headers, Buffer.from(JSON.stringify(input)));
  }

  /** Ends it as an operator would, and returns its exit code. */
  async end(): Promise<number | null> {
    this.#agent.destroy();
    const ended = this.running ? once(this.#child, 'exit') : [this.#child.exitCode];
    this.#child.kill('SIGTERM');
    const [code] = (await ended) as [number | null];
    rmSync(dirname(dirname(this.#command)), { recursive: true });
    return code;
  }
}
