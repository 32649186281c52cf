/** A library that runs a decider and a worker for the plan, in this process. */
export type Subject = (endpoint: string) => Promise<void>;

/** How many tasks a subject may do at once; where it has no such setting, how many pollers it gets. */
export const CONCURRENCY = 10;
