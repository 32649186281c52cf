import type { Middleware } from './middleware-cache.js';

// It must sign again what it sends again.
const BEFORE_THE_SIGNER = { relation: 'after', toMiddleware: 'retryMiddleware' } as const;
const OPTIONS = { name: 'clockMiddleware', override: true, ...BEFORE_THE_SIGNER };

/** The middleware of a client, or of a command. */
interface Stack {
  addRelativeTo(middleware: never, options: typeof OPTIONS): void;
}

/** What a client adds to the machine's time to get SWF's; the SDK corrects it by each answer. */
export interface Clock {
  systemClockOffset: number;
}

/** How far off a clock is wrong: SWF refuses dates that are 5 minutes off. */
export const SKEW_IN_MILLISECONDS = 240_000;

// From the SDK's list. SWF refuses a wrong secret key by one of these, too.
const FAULTS_OF_DATES = [
  'AuthFailure',
  'InvalidSignatureException',
  'RequestExpired',
  'RequestInTheFuture',
  'RequestTimeTooSkewed',
  'SignatureDoesNotMatch',
];

/** Adds {@link clockMiddleware}, in place of the one that the client may have. */
export function followClock(stack: Stack, clock: Clock): void {
  stack.addRelativeTo(clockMiddleware(clock) as never, OPTIONS);
}

/**
 * Sends again, once, what was refused for its date, if the clock has been corrected meanwhile.
 *
 * The SDK by itself retries every refusal while the machine's clock is wrong, and may not retry one
 * for the date when that clock has been repaired.
 */
export function clockMiddleware<Args, Answer, Context>(clock: Clock): Middleware<Args, Answer, Context> {
  return (next) => {
    const send = (args: Args) => next(args).catch(throwUnmarked);
    return async (args) => {
      const { systemClockOffset } = clock;
      try {
        return await send(args);
      } catch (error) {
        const correction = Math.abs(clock.systemClockOffset - systemClockOffset);
        if (correction < SKEW_IN_MILLISECONDS || !FAULTS_OF_DATES.includes(Object(error).name)) throw error;
        return send(args);
      }
    };
  };
}

/** Throws the error without the mark by which the SDK retries. */
function throwUnmarked(error: unknown): never {
  const { $metadata } = Object(error) as { readonly $metadata?: { clockSkewCorrected?: boolean } };
  if ($metadata) delete $metadata.clockSkewCorrected;
  throw error;
}
