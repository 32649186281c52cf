import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, Server as ConnectionServer, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { Fault } from '../api/fault.js';
import type { ServiceLogger } from '../logger.js';
import {
  type Answer,
  CONNECTION_CUT,
  type Dispatcher,
  faultAnswer,
  formatWaited,
  WAITED_HEADER,
} from '../requests/dispatcher.js';
import { type Caller, operationOf } from '../requests/request.js';
import { BytesInFlight, readBody } from './body.js';
import { answerContentType, credentialScope } from './headers.js';
import { checkOrigin, isLoopback } from './origin.js';
import type { SignatureCheck } from './signature.js';

const TIME_FOR_HEADERS_IN_MILLISECONDS = 10_000;
const TIME_FOR_REQUEST_IN_MILLISECONDS = 30_000;
/** Longer than clients keep idle connections, so that none is closed just as it is reused. */
const TIME_IDLE_IN_MILLISECONDS = 75_000;
/** How long a client may take to read an answer. */
const TIME_TO_READ_IN_MILLISECONDS = 30_000;
/** How long a closing server waits for answers in flight. */
const TIME_TO_CLOSE_IN_MILLISECONDS = 2_000;

/** Other programs recognize the service by this name. */
const HEALTH = '{"status":"ok","service":"swf-local"}';
const NO_BODY = new Uint8Array();

/** Options of an HTTP front end. */
export interface HttpServerOptions {
  readonly host: string;
  readonly port: number;
  readonly dispatcher: Dispatcher;
  /** What GET requests return as JSON, by path. */
  readonly views: Readonly<Record<string, () => unknown>>;
  readonly checkSignature: SignatureCheck | undefined;
  readonly logger: ServiceLogger;
}

/**
 * AWS JSON 1.0 over HTTP, on Node's own server: with one route and small bodies, a framework would
 * only add work to each request.
 */
export class HttpServer {
  /** The URL on which it listens, without a path. */
  endpoint = '';
  /** Whether the bound address is reachable from this machine only. */
  onLoopback = false;
  readonly #options: HttpServerOptions;
  readonly #server: Server;
  readonly #inFlight = new BytesInFlight();
  #unanswered = 0;
  #closing = false;

  private constructor(options: HttpServerOptions) {
    this.#options = options;
    this.#server = createServer(
      {
        headersTimeout: TIME_FOR_HEADERS_IN_MILLISECONDS,
        requestTimeout: TIME_FOR_REQUEST_IN_MILLISECONDS,
        keepAliveTimeout: TIME_IDLE_IN_MILLISECONDS,
        connectionsCheckingInterval: 5_000,
        keepAlive: true,
        noDelay: true,
      },
      (request, response) => void this.#handle(request, response),
    );
    // One for each request that a client sends without awaiting the answer to the last.
    this.#server.on('connection', (socket) => socket.setMaxListeners(0));
    this.#server.on('clientError', refuseConnection);
  }

  /** Starts listening. Rejects with Node's error if the address is unavailable. */
  static async listen(options: HttpServerOptions): Promise<HttpServer> {
    const server = new HttpServer(options);
    const { host } = options;
    server.#server.listen(options.port, host);
    await once(server.#server, 'listening');
    const { address, port } = server.#server.address() as AddressInfo;
    server.onLoopback = isLoopback(address);
    server.endpoint = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
    // From now on, a connection that could not be accepted, for lack of file descriptors for
    // example.
    server.#server.on('error', (error) => options.logger.error(`accepting a connection failed: ${error.message}`));
    return server;
  }

  /** Stops listening; resolves when all connections are closed, by force after two seconds. */
  async close(): Promise<void> {
    this.#closing = true;
    const closed = once(this.#server, 'close');
    // The `close` of Node's HTTP servers would also cut connections that are still being sent an
    // answer.
    ConnectionServer.prototype.close.call(this.#server);
    const force = setTimeout(() => this.#server.closeAllConnections(), TIME_TO_CLOSE_IN_MILLISECONDS);
    this.#closeUnused();
    await closed;
    clearTimeout(force);
    // Ends Node's periodic check of connections, which the line above leaves running.
    this.#server.close();
  }

  /** Closes the idle connections of a closing server when all answers have been sent. */
  #closeUnused(): void {
    if (this.#closing && this.#unanswered === 0) this.#server.closeAllConnections();
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#unanswered++;
    const client = new ConnectedClient(request.socket, response);
    onceOver(request.socket, response, () => {
      this.#unanswered--;
      this.#closeUnused();
    });
    try {
      const answer = await this.#answer(request, client);
      if (answer === CONNECTION_CUT) request.socket.resetAndDestroy();
      else if (answer.takeBack && client.disconnected) {
        answer.takeBack();
        response.destroy();
      } else this.#send(request, response, answer);
    } catch {
      // The connection is gone, so there is no one to answer.
      response.destroy();
    }
  }

  async #answer(request: IncomingMessage, client: ConnectedClient): Promise<Answer | typeof CONNECTION_CUT> {
    const { dispatcher, views, checkSignature } = this.#options;
    const { headers, method, url } = request;
    try {
      checkOrigin(headers, this.onLoopback);
      if (url === '/health' && (method === 'GET' || method === 'HEAD')) return { status: 200, body: HEALTH };
      if (method === 'GET' && url !== undefined && Object.hasOwn(views, url)) {
        checkSignature?.claim(headers);
        checkSignature?.signature(request, NO_BODY);
        return { status: 200, body: JSON.stringify(views[url]?.()) };
      }
      if (url !== '/' || method !== 'POST') {
        throw new Fault('UnknownOperationException', 'Requests must be sent by POST to /');
      }
      const target = headers['x-amz-target']?.toString();
      operationOf(target);
      checkSignature?.claim(headers);
      const body = await readBody(request, this.#inFlight);
      checkSignature?.signature(request, body);
      const region = credentialScope(headers.authorization)?.region;
      // Not awaited here: that would keep the body in memory while a poll waits.
      return dispatcher.dispatch({ target, region, body }, client);
    } catch (error) {
      if (error instanceof Fault) return faultAnswer(error);
      throw error;
    }
  }

  #send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
    const { status, body, waitedInSeconds, takeBack } = answer;
    if (request.socket.destroyed) return;
    const length = Buffer.byteLength(body);
    response.writeHead(status, {
      'x-amzn-RequestId': randomUUID(),
      'Content-Type': answerContentType(request.headers['content-type']),
      'Content-Length': length,
      ...(waitedInSeconds === undefined ? {} : { [WAITED_HEADER]: formatWaited(waitedInSeconds) }),
      ...(this.#closing ? { Connection: 'close' } : {}),
    });
    onceOver(request.socket, response, () => {
      if (!response.writableFinished) takeBack?.();
    });
    response.end(body);
    if (request.socket.writableLength > 0) this.#awaitReader(request.socket, response, length);
  }

  /** Counts an unread answer, and cuts the connection if the client takes too long to read it. */
  #awaitReader(socket: Socket, response: ServerResponse, length: number): void {
    this.#inFlight.hold(length);
    const cut = setTimeout(() => socket.destroy(), TIME_TO_READ_IN_MILLISECONDS).unref();
    onceOver(socket, response, () => {
      clearTimeout(cut);
      this.#inFlight.release(length);
    });
  }
}

/** The sender of a request over HTTP, disconnected as soon as it closes its end. */
class ConnectedClient implements Caller {
  readonly #socket: Socket;
  readonly #response: ServerResponse;

  constructor(socket: Socket, response: ServerResponse) {
    this.#socket = socket;
    this.#response = response;
  }

  get disconnected(): boolean {
    return this.#socket.readableEnded || this.#socket.destroyed;
  }

  onDisconnect(listener: () => void): void {
    this.#socket.once('end', listener);
    onceOver(this.#socket, this.#response, () => {
      this.#socket.off('end', listener);
      listener();
    });
  }
}

/**
 * Calls back once when an answer has been sent, or cannot be any more. Node closes the answer that
 * is being sent with its connection, but none of those that wait behind it.
 */
function onceOver(socket: Socket, response: ServerResponse, callback: () => void): void {
  const over = () => {
    socket.off('close', over);
    response.off('close', over);
    callback();
  };
  socket.once('close', over);
  response.once('close', over);
}

/** Refuses requests that are not HTTP, arrive too slowly, or have too large headers. */
function refuseConnection(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? '431 Request Header Fields Too Large'
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? '408 Request Timeout'
        : '400 Bad Request';
  socket.end(
    `HTTP/1.1 ${status}\r\nx-amzn-RequestId: ${randomUUID()}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  );
}
