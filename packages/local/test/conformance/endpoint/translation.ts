import { DOMAIN } from '../account.js';

/** Members whose `name` names something of the domain, which other claims must not see. */
const NAMED = [...['workflowType', 'activityType', 'typeFilter'], ...['taskList', 'defaultTaskList']];

/** Operations whose own `name` is that of a type. */
const OF_TYPES = /^(Register|List)(Workflow|Activity)Types?$/;

type Members = Readonly<Record<string, unknown>>;

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !(value instanceof Date) && !Array.isArray(value);
}

/** Translates between the names of a claim and those that it gets in a domain that claims share. */
export class Translation {
  readonly #domain: string;
  readonly #prefix: string;

  constructor(domain: string, prefix: string) {
    this.#domain = domain;
    this.#prefix = prefix;
  }

  /** The input of a request, with the domain of the endpoint and names of the claim's own. */
  toEndpoint(operation: string, input: Members): Members {
    const translated = this.#members(input);
    return OF_TYPES.test(operation) ? { ...translated, name: this.#own(translated['name']) } : translated;
  }

  /** The output of a request, as if the claim had an account to itself. */
  fromEndpoint(output: Members): Members {
    return this.#restored(output) as Members;
  }

  /** A text of the service, with the claim's names. */
  text(text: string): string {
    return text.replaceAll(this.#prefix, '').replaceAll(this.#domain, DOMAIN);
  }

  #members(members: Members): Members {
    return Object.fromEntries(Object.entries(members).map(([key, value]) => [key, this.#member(key, value)]));
  }

  #member(key: string, value: unknown): unknown {
    if (key === 'domain') return value === DOMAIN ? this.#domain : value;
    if (key === 'workflowId') return this.#own(value);
    if (Array.isArray(value)) return value.map((each) => (isMembers(each) ? this.#members(each) : each));
    if (!isMembers(value)) return value;
    const members = this.#members(value);
    return NAMED.includes(key) && 'name' in members ? { ...members, name: this.#own(members['name']) } : members;
  }

  #own(name: unknown): unknown {
    return typeof name === 'string' && name !== '' ? `${this.#prefix}${name}` : name;
  }

  #restored(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value);
    if (Array.isArray(value)) return value.filter((each) => this.#isOwn(each)).map((each) => this.#restored(each));
    if (!isMembers(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, this.#restored(member)]));
  }

  /** Whether a row of a listing belongs to the claim. */
  #isOwn(row: unknown): boolean {
    if (!isMembers(row) || 'eventId' in row) return true;
    const { execution, workflowType, activityType } = row as Readonly<Record<string, Members | undefined>>;
    const name = execution?.['workflowId'] ?? workflowType?.['name'] ?? activityType?.['name'];
    return name === undefined || String(name).startsWith(this.#prefix);
  }
}
