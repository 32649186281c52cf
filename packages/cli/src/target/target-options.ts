/** The options of every command that sends requests. */
export interface TargetOptions {
  readonly domain?: string | undefined;
  readonly context?: string | undefined;
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly local?: boolean | undefined;
  readonly verbose?: boolean | undefined;
}
