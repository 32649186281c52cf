import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SWFClient } from '@aws-sdk/client-swf';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { builtCli } from '../cli/built-cli.js';
import { FILES } from '../conformance/subjects/files.js';

/** `swf-local` in a process of its own, which can be killed as a power cut would. */
export class ServiceProcess {
  readonly endpoint: string;
  readonly client: SWFClient;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, endpoint: string) {
    this.#child = child;
    this.endpoint = endpoint;
    this.client = new SWFClient({
      endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      // A retry would hide which call was acknowledged.
      maxAttempts: 1,
    });
  }

  static async start(command: string, data: string): Promise<ServiceProcess> {
    const child = spawn(process.execPath, [command, '--port', '0', '--data', data], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    for await (const chunk of child.stdout) {
      output += String(chunk);
      const endpoint = /swf-local listening on (http:\S+)/.exec(output)?.[1];
      if (endpoint) return new ServiceProcess(child, endpoint);
    }
    throw new Error(`swf-local ended before it was ready: ${output}`);
  }

  /** Kills the process, whatever it is doing, and resolves when it is gone. */
  async kill(): Promise<void> {
    if (this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await gone;
    this.client.destroy();
  }
}

/** Returns a way to start services on one data file, which is removed after the tests of a file. */
export function startOnOneFile(): () => Promise<ServiceProcess> {
  let folder: string;
  let command: string;
  let service: ServiceProcess | undefined;
  beforeAll(async () => {
    folder = await mkdtemp(join(FILES, 'swf-crash-'));
    command = await builtCli();
  });
  afterEach(() => service?.kill());
  afterAll(async () => {
    await rm(folder, { recursive: true });
    await rm(join(command, '../..'), { recursive: true });
  });
  return async () => {
    service = await ServiceProcess.start(command, join(folder, 'swf.db'));
    return service;
  };
}
