import { ResponseError } from '@swf/settings/errors';

/** A member that SWF always answers with. Throws `ResponseError` where it is missing. */
export function answered<T>(member: string, value: T | undefined): T {
  if (value === undefined) throw new ResponseError(`SWF answered without ${member}`);
  return value;
}
