export { connect, setClient } from './client/connect.js';
export { clear, get, set } from './current-settings.js';
export type { Settings } from './settings.js';
export { fromEnv } from './sources/environment.js';
export { fromFile, fromHome } from './sources/file.js';
export { fromString } from './sources/ini.js';
