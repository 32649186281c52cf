// The far side of isolation: tinypool loads this file in a thread or a process and calls it for each activity. It is plain JavaScript outside `src`,
// so that threads find it at the same place whether the package runs from its sources or from its build.

import { pathToFileURL } from 'node:url';

const MAX_CAUSES = 8;
// More than SWF takes of a failure.
const MAX_LENGTH = 32_768;

// Ctrl-C reaches a whole group of processes; it is the worker's to say what becomes of its activities.
if (process.send) process.on('SIGINT', () => {});

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

/**
 * Runs one activity of a module; resolves to its result as it is sent, or to its error as plain data.
 *
 * @param {import('../src/isolation/message.js').IsolatedCall & { port?: import('node:worker_threads').MessagePort }} call
 * @returns {Promise<import('../src/isolation/message.js').IsolatedReturn>}
 */
export async function run({ id, module, exportName, input, task, port }) {
  const controller = new AbortController();
  /** @param {import('../src/isolation/message.js').AbortMessage} message */
  const onMessage = (message) => {
    if (message.id !== id || !message.abort) return;
    const { code, message: text } = message.abort;
    controller.abort(Object.assign(new Error(text), { name: 'AbortError', code }));
  };
  const heartbeat = (/** @type {unknown} */ details) => {
    const message = { id, heartbeat: { details } };
    if (port) port.postMessage(message);
    else process.send?.(message);
  };
  if (port) port.on('message', onMessage);
  else process.on('message', onMessage);
  try {
    const url = module.startsWith('file:') ? module : pathToFileURL(module).href;
    const perform = (await import(url))[exportName];
    if (typeof perform !== 'function') throw new TypeError(`${module} has no function "${exportName}"`);
    const completeLater = (/** @type {import('../src/index.js').CompleteLaterOptions} */ options) =>
      new CompleteLater(options);
    const result = await perform(input, { task, signal: controller.signal, heartbeat, completeLater });
    return result instanceof CompleteLater ? { completeLater: result.options } : { result: encode(result) };
  } catch (error) {
    return { error: picture(error, 0) };
  } finally {
    port?.close();
    process.off('message', onMessage);
  }
}

/**
 * @param {unknown} result
 * @returns {string | undefined}
 */
function encode(result) {
  if (result === undefined || typeof result === 'string') return result;
  const text = JSON.stringify(result);
  if (text === undefined) throw new TypeError(`result cannot be written as JSON: it is a ${typeof result}`);
  return text;
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
