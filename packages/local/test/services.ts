import {
  type Clock,
  createLocalService as create,
  type LocalServer,
  type LocalServerOptions,
  type LocalService,
  type LocalServiceOptions,
  startLocalService as start,
} from '@swf/local';
import { checkEveryHistory } from './history-rules/every-history.js';

/** A service whose histories are held against the event rules before it is closed. */
export function createLocalService<C extends Clock = Clock>(options?: LocalServiceOptions<C>): LocalService<C> {
  return checkedOnClose(create(options));
}

/**
 * A service that listens, and whose histories are held against the event rules before it is closed.
 */
export async function startLocalService<C extends Clock = Clock>(
  options?: LocalServerOptions<C>,
): Promise<LocalServer<C>> {
  return checkedOnClose(await start(options));
}

/** Both ways to make a service, for what is to be the same in either. */
export const FRONT_ENDS = [
  ['in process', createLocalService],
  ['over HTTP', startLocalService],
] as const;

function checkedOnClose<S extends LocalService>(service: S): S {
  const close = service.close.bind(service);
  let closed: Promise<void> | undefined;
  const checkAndClose = async () => {
    service.faults.set([]);
    try {
      await checkEveryHistory(async (operation, input) => {
        const { response } = await service.requestHandler.handle({
          headers: { 'x-amz-target': `SimpleWorkflowService.${operation}` },
          body: JSON.stringify(input),
        });
        const answer = Buffer.from(response.body).toString();
        if (response.statusCode !== 200) throw new Error(`${operation} was refused: ${answer}`);
        return JSON.parse(answer);
      });
    } finally {
      await close();
    }
  };
  // `Symbol.asyncDispose` calls it as well.
  service.close = () => (closed ??= checkAndClose());
  return service;
}
