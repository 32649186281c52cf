// The far side of isolation: a thread or a process that runs activities, one at a time. It is plain
// JavaScript outside `src` and needs nothing but Node, so that it can be copied beside a bundle,
// and is at the same place whether the package runs from its sources or from its build.

import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { parentPort, Worker } from 'node:worker_threads';

const MAX_CAUSES = 8;
// More than SWF takes of a failure.
const MAX_LENGTH = 32_768;
const TYPESCRIPT = /\.[cm]?tsx?$/;

/**
 * @typedef {import('../src/isolation/message.js').IsolatedCall} IsolatedCall
 * @typedef {import('../src/isolation/message.js').IsolatedReturn} IsolatedReturn
 * @typedef {import('../src/isolation/message.js').ToHost} ToHost
 * @typedef {import('../src/isolation/message.js').FromHost} FromHost
 */

/** What an activity returns whose task is completed elsewhere; the worker checks the options. */
class CompleteLater {
  /** @param {import('../src/index.js').CompleteLaterOptions | undefined} options */
  constructor(options) {
    this.options = options;
  }

  toJSON() {
    throw new TypeError('completeLater() must be returned by the activity itself');
  }
}

/** @type {{ id: string, controller: AbortController } | undefined} */
let running;
let isTsxRegistered = false;

if (parentPort) parentPort.on('message', receive);
else beProcess(Number(process.argv[2]));
send({ ready: true });

/** @param {number} workerPid */
function beProcess(workerPid) {
  // Signals reach a whole group of processes; what happens to the activities is for the worker to
  // decide.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
  process.on('message', receive);
  process.on('disconnect', () => process.exit());
  process.on('uncaughtExceptionMonitor', (error) => send({ crash: picture(error, 0) }));
  watch(workerPid);
}

/**
 * Ends this process when its worker is gone, even while an activity keeps the event loop busy.
 *
 * @param {number} workerPid
 */
function watch(workerPid) {
  const watchdog = new Worker(
    `const { workerData: pid } = require('node:worker_threads');
    const isGone = () => {
      try {
        process.kill(pid, 0);
        return process.platform !== 'win32' && process.ppid !== pid;
      } catch (error) {
        return error.code === 'ESRCH';
      }
    };
    setInterval(() => isGone() && process.kill(process.pid, 'SIGKILL'), 1000);`,
    { eval: true, workerData: workerPid, execArgv: [] },
  );
  // Without memory for it, the process is left to its other ends.
  watchdog.on('error', () => {});
  watchdog.unref();
}

/** @param {FromHost} message */
function send(message) {
  if (parentPort) parentPort.postMessage(message);
  else process.send?.(message);
}

/** @param {ToHost} message */
function receive(message) {
  if ('call' in message) {
    void run(message.call);
  } else if (message.id === running?.id) {
    const { code, message: text } = message.abort;
    running.controller.abort(Object.assign(new Error(text), { name: 'AbortError', code }));
  }
}

/** @param {IsolatedCall} call */
async function run(call) {
  const { id } = call;
  const controller = new AbortController();
  running = { id, controller };
  const returned = await perform(call, controller.signal);
  running = undefined;
  send({ id, returned });
}

/**
 * Runs one activity of a module; resolves to its result as it is sent, or to its error as plain
 * data.
 *
 * @param {IsolatedCall} call
 * @param {AbortSignal} signal
 * @returns {Promise<IsolatedReturn>}
 */
async function perform({ id, module, exportName, input, task }, signal) {
  const heartbeat = (/** @type {unknown} */ details) => send({ id, heartbeat: { details } });
  try {
    const exported = (await load(module))[exportName];
    if (typeof exported !== 'function') throw new TypeError(`${module} has no function "${exportName}"`);
    const completeLater = (/** @type {import('../src/index.js').CompleteLaterOptions} */ options) =>
      new CompleteLater(options);
    const result = await exported(input, { task, signal, heartbeat, completeLater });
    return result instanceof CompleteLater ? { completeLater: result.options } : { result: encode(result) };
  } catch (error) {
    return { error: picture(error, 0) };
  }
}

/** @param {string} module */
async function load(module) {
  const url = module.startsWith('file:') ? module : pathToFileURL(module).href;
  // Processes inherit the loaders of their worker; threads do not.
  if (parentPort && TYPESCRIPT.test(url)) await registerTsx(url);
  try {
    return await import(/* webpackIgnore: true */ /* @vite-ignore */ url);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_UNKNOWN_FILE_EXTENSION')) throw error;
    const remedy = 'build it to JavaScript, or install tsx and start the worker with `node --import tsx`';
    throw new TypeError(`${module} cannot be loaded by Node; ${remedy}`, { cause: error });
  }
}

/**
 * Has the program's own tsx load TypeScript, if it is installed.
 *
 * @param {string} url
 */
async function registerTsx(url) {
  if (isTsxRegistered) return;
  isTsxRegistered = true;
  try {
    const api = createRequire(url)
      .resolve('tsx/esm/api')
      .replace(/\.cjs$/, '.mjs');
    (await import(/* webpackIgnore: true */ /* @vite-ignore */ pathToFileURL(api).href)).register();
  } catch {
    // A Node that strips types itself needs none; otherwise the import says what is missing.
  }
}

/**
 * Encodes a result by the rules of `encodePayload`, which this file cannot import.
 *
 * @param {unknown} result
 * @returns {string | undefined}
 */
function encode(result) {
  if (result === undefined || typeof result === 'string') return result;
  let isRoot = true;
  return JSON.stringify(result, function check(key, value) {
    const given = this[key];
    const isAbsent = value === undefined && !isRoot && !Array.isArray(this);
    if (!isAbsent && isLost(value, given)) {
      const kind = typeof given === 'object' ? given?.constructor?.name : typeof given;
      const got = typeof given === 'number' ? given : `a value of type ${kind}`;
      throw new TypeError(`result${isRoot ? '' : `, member "${key}",`} must be a JSON value, got ${got}`);
    }
    isRoot = false;
    return value;
  });
}

/**
 * Whether JSON would drop or change the value, which is what `toJSON` made of `given`.
 *
 * @param {unknown} value
 * @param {unknown} given
 */
function isLost(value, given) {
  if (typeof value === 'string' || typeof value === 'boolean') return false;
  if (typeof value === 'number') return !Number.isFinite(value);
  if (typeof value !== 'object') return true;
  if (value === null) return given !== null;
  if (Array.isArray(value)) return false;
  if (value instanceof Error || ArrayBuffer.isView(value)) return true;
  if (value instanceof Number || value instanceof String || value instanceof Boolean) return true;
  const prototype = Object.getPrototypeOf(value);
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
  return Object.keys(value).length === 0 && !isPlain;
}

/**
 * @param {unknown} error
 * @param {number} depth
 * @returns {import('../src/isolation/message.js').ErrorPicture}
 */
function picture(error, depth) {
  if (!(error instanceof Error)) return { thrown: plain(error) };
  const { name, message, stack, cause } = error;
  const code = 'code' in error ? plain(error.code) : undefined;
  return {
    name,
    message,
    stack,
    code,
    cause: cause !== undefined && depth < MAX_CAUSES ? picture(cause, depth + 1) : undefined,
  };
}

/**
 * Returns plain data that the worker can take without being blocked by its size.
 *
 * @param {unknown} value
 */
function plain(value) {
  if (ArrayBuffer.isView(value)) return `[${value.constructor.name} of ${value.byteLength} bytes]`;
  try {
    const text = JSON.stringify(value);
    if (text === undefined) return String(value);
    return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}...` : JSON.parse(text);
  } catch {
    return String(value);
  }
}
