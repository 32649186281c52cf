import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Caller } from '../requests/caller.js';

/** Whoever sent a request over HTTP: gone as soon as it sends no more, which is known a while before the connection is closed from both ends. */
export class ConnectedClient implements Caller {
  readonly #socket: Socket;
  readonly #response: ServerResponse;

  constructor(socket: Socket, response: ServerResponse) {
    this.#socket = socket;
    this.#response = response;
  }

  get gone(): boolean {
    return this.#socket.readableEnded || this.#socket.destroyed;
  }

  onGone(listener: () => void): void {
    this.#socket.once('end', listener);
    this.#response.once('close', () => {
      this.#socket.off('end', listener);
      listener();
    });
  }
}
