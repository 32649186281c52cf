import { type Respond, SWF_HEADERS } from './http-server.js';

const LIMIT_IN_MILLISECONDS = 5 * 60_000;

/** Answers with a fault of SWF or AWS. */
export const fault =
  (status: number, type: string): Respond =>
  (response) => {
    response.writeHead(status, SWF_HEADERS).end(JSON.stringify({ __type: `com.amazonaws.swf.base.model#${type}` }));
  };

/** The clock of a service, which differs from the machine's. */
export class ServiceClock {
  aheadInMinutes = 0;
  #answers = 0;

  /** Returns an answer that has the time of this clock, whatever the date of its request. */
  dated(respond: Respond): Respond {
    return (response, request) => {
      // Each answer by a second less, so that the SDK notes a change, as it does for most answers.
      this.#answers += 1;
      response.setHeader('date', new Date(this.#now() - this.#answers * 1000).toUTCString());
      respond(response, request);
    };
  }

  /** Returns such an answer to requests of about now, and refuses others for their date. */
  checking(respond: Respond): Respond {
    return this.dated((response, request) => {
      const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)/.exec(String(request.headers['x-amz-date'])) ?? [];
      const [year = 0, month = 0, day, hour, minute] = parts.map(Number);
      const isNow = Math.abs(Date.UTC(year, month - 1, day, hour, minute) - this.#now()) < LIMIT_IN_MILLISECONDS;
      (isNow ? respond : fault(400, 'InvalidSignatureException'))(response, request);
    });
  }

  #now(): number {
    return Date.now() + this.aheadInMinutes * 60_000;
  }
}
