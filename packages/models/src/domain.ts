import {
  DeprecateDomainCommand,
  DescribeDomainCommand,
  type DomainConfiguration,
  type DomainInfo,
  RegisterDomainCommand,
  type RegistrationStatus,
  UndeprecateDomainCommand,
} from '@aws-sdk/client-swf';
import { InvalidArgumentError, type ResourceContext } from '@swf/settings/errors';
import { REQUEST_OPTIONS, type RequestOptions, send } from '@swf/settings/request';
import {
  checkInteger,
  checkName,
  checkOptions,
  checkTrimmed,
  type OptionNames,
  parseTimeout,
} from '@swf/settings/wire';
import { listTags, type ResourceTags, tag, toResourceTags, untag } from './domain-tags.js';
import { Model } from './model.js';
import { checkArn, checkDescription, checkReceivedName, optional } from './optional.js';
import { type Received, withoutNulls } from './received.js';
import { checkSavable, checkStatus } from './registration.js';
import { checkSame, required } from './required.js';
import { known, pick } from './value.js';

/** The attributes of a domain. */
export interface DomainOptions {
  /** At most 1,024 characters. */
  readonly description?: string | undefined;
  /** Days that closed executions are kept, 0 to 90, or `'NONE'` to drop them when they close. Needed to register a domain. */
  readonly retentionPeriodInDays?: number | 'NONE' | undefined;
  /** Default: `REGISTERED`. */
  readonly status?: RegistrationStatus | undefined;
  /** The Amazon Resource Name that SWF gave the domain. */
  readonly arn?: string | undefined;
}

const DOMAIN_OPTIONS: OptionNames<DomainOptions> = {
  description: true,
  retentionPeriodInDays: true,
  status: true,
  arn: true,
};

/** What `domain.with()` may change. */
export interface DomainChanges extends DomainOptions {
  readonly name?: string | undefined;
}

/** The options of `domain.save()`. */
export interface SaveDomainOptions extends RequestOptions {
  /** Resource tags to register the domain with. */
  readonly tags?: ResourceTags | undefined;
}

const SAVE_OPTIONS: OptionNames<SaveDomainOptions> = { ...REQUEST_OPTIONS, tags: true };

/**
 * A domain: the namespace of types and executions. Immutable.
 *
 * Unknown attributes are `undefined`; they are neither sent nor compared. The constructor throws
 * `InvalidArgumentError` for values that SWF would refuse.
 *
 * @example
 * const domain = new Domain('orders', { description: 'Order fulfilment', retentionPeriodInDays: 60 });
 * if (!(await domain.exists())) await domain.save();
 */
export class Domain extends Model {
  readonly name: string;
  readonly description: string | undefined;
  readonly retentionPeriodInDays: number | 'NONE' | undefined;
  readonly status: RegistrationStatus;
  readonly arn: string | undefined;

  constructor(name: string, options: DomainOptions = {}) {
    super();
    checkOptions('options', options, DOMAIN_OPTIONS);
    // Only SWF gives an ARN, and it may have domains that predate the current rules.
    this.name = options.arn === undefined ? checkNewName(name) : checkReceivedName('name', name);
    this.description = optional(options, 'description', checkDescription);
    this.retentionPeriodInDays = optional(options, 'retentionPeriodInDays', checkRetention);
    this.status = checkStatus(options.status);
    this.arn = optional(options, 'arn', checkArn);
    if (new.target === Domain) Object.freeze(this);
  }

  /**
   * Returns the domain in an answer of `ListDomains` (info) or `DescribeDomain` (info and configuration).
   *
   * @throws `ResponseError` if the answer has no name.
   */
  static fromInfo<D extends Domain>(
    this: new (
      name: string,
      options?: DomainOptions,
    ) => D,
    info: Received<DomainInfo>,
    configuration: Received<Partial<DomainConfiguration>> | null = {},
  ): D {
    const { name, description, status, arn } = withoutNulls<DomainInfo>('info', info);
    const { workflowExecutionRetentionPeriodInDays } = withoutNulls<Partial<DomainConfiguration>>(
      'configuration',
      configuration ?? {},
    );
    return new this(required('name', name), {
      description,
      retentionPeriodInDays: parseTimeout(workflowExecutionRetentionPeriodInDays),
      status,
      arn,
    });
  }

  get resource(): ResourceContext {
    return { kind: 'Domain', name: this.name };
  }

  attributes(): Required<DomainOptions> {
    return pick<DomainOptions>(this, DOMAIN_OPTIONS);
  }

  /** Returns a changed copy. Under another name it is another domain, without the status and ARN of this one. */
  with(changes: DomainChanges): this {
    const { name = this.name, ...others } = checkOptions('changes', changes, { ...DOMAIN_OPTIONS, name: true });
    const { status, arn, ...given } = this.attributes();
    const received = name === this.name && { status, arn };
    return this.copyFrom(new Domain(name, { ...given, ...received, ...others }));
  }

  /**
   * Registers the domain with the attributes known here.
   *
   * @throws `AlreadyExistsError` if the name is taken, even by a deprecated domain; `InvalidArgumentError` without a
   * retention period.
   */
  async save(options: SaveDomainOptions = {}): Promise<this> {
    const { tags, ...request } = checkOptions('options', options, SAVE_OPTIONS);
    checkSavable(this);
    if (this.retentionPeriodInDays === undefined) {
      throw new InvalidArgumentError(`${this} must have a retentionPeriodInDays to be registered`);
    }
    const command = new RegisterDomainCommand({
      name: this.name,
      workflowExecutionRetentionPeriodInDays: String(this.retentionPeriodInDays),
      ...(this.description !== undefined && { description: this.description }),
      ...(tags && { tags: toResourceTags(tags) }),
    });
    await send(command, this.resource, request);
    return this;
  }

  override async upstream(options?: RequestOptions): Promise<this> {
    const answer = await send(new DescribeDomainCommand({ name: this.name }), this.resource, options);
    const upstream = Domain.fromInfo(required('domainInfo', answer.domainInfo, this.resource), answer.configuration);
    checkSame(this.resource, upstream.resource);
    return this.copyFrom(upstream);
  }

  /**
   * Deprecates the domain and all its types; open executions go on. Resolves to a deprecated copy.
   *
   * @throws `DeprecatedError` if it is deprecated already.
   */
  async deprecate(options?: RequestOptions): Promise<this> {
    await send(new DeprecateDomainCommand({ name: this.name }), this.resource, options);
    return this.with({ status: 'DEPRECATED' });
  }

  /**
   * Makes a deprecated domain usable again; its types stay deprecated. Resolves to a registered copy.
   *
   * @throws `AlreadyExistsError` if it is not deprecated.
   */
  async undeprecate(options?: RequestOptions): Promise<this> {
    await send(new UndeprecateDomainCommand({ name: this.name }), this.resource, options);
    return this.with({ status: 'REGISTERED' });
  }

  /** Fetches the resource tags of the domain. */
  tags(options?: RequestOptions): Promise<ResourceTags> {
    return listTags(this, options);
  }

  /** Sets these resource tags and keeps the others. */
  tag(tags: ResourceTags, options?: RequestOptions): Promise<void> {
    return tag(this, tags, options);
  }

  /** Removes these resource tags. */
  untag(keys: readonly string[], options?: RequestOptions): Promise<void> {
    return untag(this, keys, options);
  }

  toJSON(): object {
    return { name: this.name, ...known(this.attributes()) };
  }
}

function checkNewName(name: string): string {
  return checkTrimmed('name', checkName('name', name));
}

function checkRetention(field: string, value: number | 'NONE'): number | 'NONE' {
  return value === 'NONE' ? value : checkInteger(field, value, { max: 90 });
}
