import { MessageChannel, type TransferListItem } from 'node:worker_threads';
import type { AbortMessage, HeartbeatMessage } from './message.js';

/** The line on which a worker and an activity outside its event loop speak while it runs. */
export interface Line {
  /** What goes with the call, in the pool's terms. */
  readonly call: { readonly port?: TransferListItem };
  readonly runOptions: {
    readonly transferList?: TransferListItem[];
    readonly channel?: {
      onMessage(listener: (message: AbortMessage) => void): void;
      postMessage(message: HeartbeatMessage): void;
    };
  };
  send(message: AbortMessage): void;
  close(): void;
}

/** A line to a thread; `onEnd` tells that the thread has let go of it, as it does when it ends. */
export function threadLine(onMessage: (message: HeartbeatMessage) => void, onEnd: () => void): Line {
  const { port1, port2 } = new MessageChannel();
  port1.on('message', onMessage);
  port1.on('close', onEnd);
  return {
    call: { port: port2 },
    runOptions: { transferList: [port2] },
    send: (message) => port1.postMessage(message),
    close: () => {
      port1.off('close', onEnd);
      port1.close();
    },
  };
}

/** A line to a process. */
export function processLine(onMessage: (message: HeartbeatMessage) => void): Line {
  let send = (_message: AbortMessage): void => {};
  return {
    call: {},
    runOptions: {
      channel: {
        onMessage: (listener) => {
          send = listener;
        },
        postMessage: onMessage,
      },
    },
    send: (message) => send(message),
    close: () => {},
  };
}
