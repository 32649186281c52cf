import type { Members, World } from './world.js';

/** Sends a request with some optional members. Resolves to what is seen of them afterward. */
export type Scene = (world: World, optional: Members) => Promise<Members>;

/** What it means to leave out a member. Default: nothing is seen in its place. */
export interface LeftOut {
  /** A value whose effect is seen. */
  readonly given: unknown;
  /** The value that leaving it out is the same as. */
  readonly sameAs?: unknown;
  /** What is seen without it, where no value is the same. */
  readonly seen?: Members;
}

/** The optional members of an operation or a structure, and a scene for each of them. */
export interface Owner {
  readonly scene: Scene;
  readonly members: Readonly<Record<string, LeftOut>>;
}
