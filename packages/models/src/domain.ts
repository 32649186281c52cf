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
import { checkSame, REQUEST_OPTIONS, type RequestOptions, requiredMember, send } from '@swf/settings/request';
import {
  ARN,
  checkOptions,
  DESCRIPTION,
  type OptionNames,
  REGISTRATION_STATUS,
  RETENTION_PERIOD,
  type Structure,
  TRIMMED_NAME,
} from '@swf/settings/wire';
import { known, pick } from './attributes.js';
import { listTags, type ResourceTags, tag, toResourceTags, untag } from './domain-tags.js';
import { checkSavable, Model } from './model.js';
import { type Received, withoutNulls } from './received.js';

/** The attributes of a domain. */
export interface DomainOptions {
  /** At most 1,024 characters. */
  readonly description?: string | undefined;
  /**
   * Days that closed executions are kept, 0 to 90, or `'NONE'` to drop them when they close. Needed
   * to register a domain.
   */
  readonly retentionPeriodInDays?: number | 'NONE' | undefined;
  /** Default: `REGISTERED`. */
  readonly status?: RegistrationStatus | undefined;
  /** The Amazon Resource Name that SWF gave the domain. */
  readonly arn?: string | undefined;
}

const DOMAIN: Structure<DomainOptions, DomainInfo> = {
  description: DESCRIPTION,
  retentionPeriodInDays: RETENTION_PERIOD,
  status: REGISTRATION_STATUS,
  arn: ARN,
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

// The attributes of the interface are the fields of the class.
export interface Domain extends DomainOptions {}

/**
 * A domain: the namespace of types and executions. Immutable.
 *
 * Unknown attributes are `undefined`; they are neither sent nor compared. The constructor throws
 * `InvalidArgumentError` for values that SWF would refuse.
 *
 * @example
 * const domain = new Domain('orders', { description: 'Order fulfillment', retentionPeriodInDays: 60 });
 * if (!(await domain.exists())) await domain.save();
 */
export class Domain extends Model {
  readonly name: string;
  declare readonly status: RegistrationStatus;

  constructor(name: string, options: DomainOptions = {}) {
    super();
    const { status = 'REGISTERED', arn } = checkOptions('options', options, DOMAIN);
    // Only SWF gives an ARN, and it may have domains that predate the current rules.
    const isReceived = arn !== undefined;
    this.name = TRIMMED_NAME[isReceived ? 'checkReceived' : 'check']('name', name);
    this.defineAttributes(DOMAIN, { ...options, status }, { isReceived });
    if (new.target === Domain) Object.freeze(this);
  }

  /**
   * Returns the domain in an answer of `ListDomains` (info) or `DescribeDomain` (info and
   * configuration).
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
    return new this(requiredMember('name', name), {
      description,
      retentionPeriodInDays: RETENTION_PERIOD.parse(workflowExecutionRetentionPeriodInDays),
      status,
      arn,
    });
  }

  get resource(): ResourceContext {
    return { kind: 'Domain', name: this.name };
  }

  attributes(): Required<DomainOptions> {
    return pick<DomainOptions>(this, DOMAIN);
  }

  /**
   * Returns a changed copy. Under another name it is another domain, without the status and ARN of
   * this one.
   */
  with(changes: DomainChanges): this {
    const { name = this.name, ...others } = checkOptions('changes', changes, { ...DOMAIN, name: true });
    const { status, arn, ...given } = this.attributes();
    const received = name === this.name && { status, arn };
    return this.copyFrom(new Domain(name, { ...given, ...received, ...others }));
  }

  /**
   * Registers the domain with the attributes known here.
   *
   * @throws `AlreadyExistsError` if the name is taken, even by a deprecated domain;
   * `InvalidArgumentError` without a retention period.
   */
  async save(options: SaveDomainOptions = {}): Promise<this> {
    const { tags, ...request } = checkOptions('options', options, SAVE_OPTIONS);
    checkSavable(this);
    if (this.retentionPeriodInDays === undefined) {
      throw new InvalidArgumentError(
        `${this} must have a retentionPeriodInDays to be registered; if it exists already, check the region`,
      );
    }
    const command = new RegisterDomainCommand({
      name: this.name,
      workflowExecutionRetentionPeriodInDays: String(this.retentionPeriodInDays),
      ...(this.description !== undefined && { description: this.description }),
      ...(tags !== undefined && { tags: toResourceTags(tags) }),
    });
    await send(command, this.resource, request);
    return this;
  }

  override async upstream(options?: RequestOptions): Promise<this> {
    const answer = await send(new DescribeDomainCommand({ name: this.name }), this.resource, options);
    const upstream = Domain.fromInfo(
      requiredMember('domainInfo', answer.domainInfo, this.resource),
      answer.configuration,
    );
    checkSame(this.resource, upstream.resource);
    return this.copyFrom(upstream);
  }

  /**
   * Deprecates the domain and all its types; open executions continue. Resolves to a deprecated
   * copy.
   *
   * @throws `DeprecatedError` if it is deprecated already.
   */
  async deprecate(options?: RequestOptions): Promise<this> {
    await send(new DeprecateDomainCommand({ name: this.name }), this.resource, options);
    return this.with({ status: 'DEPRECATED' });
  }

  /**
   * Makes a deprecated domain usable again; its types stay deprecated. Resolves to a registered
   * copy.
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
