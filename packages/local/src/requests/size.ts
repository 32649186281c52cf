import { Fault } from '../api/fault.js';

/** The largest body that the service takes. */
export const LARGEST_BODY_IN_BYTES = 1_048_576;

/** What a larger body is refused with. */
export function requestTooLarge(): Fault {
  return new Fault('RequestEntityTooLargeException', `A request can hold ${LARGEST_BODY_IN_BYTES} bytes`);
}
