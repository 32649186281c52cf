/** The compared clients; the first is the baseline. */
export const SUBJECTS = {
  sdk: 'the SDK’s default',
  cached: '... with cacheMiddleware',
  handler: '... and the request handler',
  connected: 'connect(), which also keeps the signer',
  connectedWithSignal: 'connect(), with a signal',
  lean: 'lean(connect())',
  leanWithSignal: 'lean(connect()), with a signal',
};
