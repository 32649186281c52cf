export { connect, setClient } from './client.js';
export { get, type Settings, set } from './settings.js';
