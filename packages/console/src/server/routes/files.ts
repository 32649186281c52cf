import { RequestError } from '../http/problem.js';
import type { Route } from '../http/route.js';
import type { Services } from '../services.js';

/** The dumped histories that the console was started with, as they are. */
export function fileRoutes({ options: { files = [] } }: Services): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/files',
      query: ['name'],
      handle: async ({ query }) => {
        const name = query.required('name');
        // Only by name: no other file of this machine can be read.
        const file = files.find((each) => each.name === name);
        if (!file) {
          throw new RequestError(`the console was not started with a file ${JSON.stringify(name)}`, {
            status: 404,
            code: 'NOT_FOUND',
          });
        }
        return new Response((await file.read()) as Uint8Array<ArrayBuffer>, {
          headers: { 'content-type': 'application/octet-stream' },
        });
      },
    },
  ];
}
