import { cell } from './registry.js';

/** How to reach SWF, and as whom. */
export interface Settings {
  readonly region?: string | undefined;
  readonly accessKeyId?: string | undefined;
  readonly secretAccessKey?: string | undefined;
  readonly endpoint?: string | undefined;
}

/** The settings in force. */
export function get(): Settings {
  return cell().settings;
}

/** Changes the settings given; a field set to `undefined` is unset. */
export function set(settings: Settings): void {
  const holder = cell();
  holder.settings = { ...holder.settings, ...settings };
}
