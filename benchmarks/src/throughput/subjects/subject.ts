/** A library that runs a decider and a worker for the plan, in this process. */
export type Subject = (endpoint: string) => Promise<void>;

/** The number of concurrent tasks of a subject, or its number of pollers. */
export const CONCURRENCY = 10;
