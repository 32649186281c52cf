/** The key of the method with which Node.js prints an object in logs. */
export const INSPECT: unique symbol = Symbol.for('nodejs.util.inspect.custom');
