export { connect, setClient } from './client.js';
export { clear, get, type Settings, set } from './settings.js';
export { fromEnv } from './sources/environment.js';
export { fromFile, fromHome } from './sources/file.js';
export { fromString } from './sources/text.js';
