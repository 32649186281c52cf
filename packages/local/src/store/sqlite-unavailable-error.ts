/** SQLite cannot be loaded: this Node has none built in, and the optional package is missing or does not fit the platform. */
export class SqliteUnavailableError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SqliteUnavailableError';
  }
}
