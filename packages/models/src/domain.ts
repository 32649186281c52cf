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
import { type RequestOptions, send } from '@swf/settings/request';
import { checkInteger, checkObject, checkTrimmed, parseTimeout } from '@swf/settings/wire';
import { answered } from './answered.js';
import { listTags, type ResourceTags, tag, toResourceTags, untag } from './domain-tags.js';
import { checkArn, checkDescription, keep, nameCheck } from './keep.js';
import { Model } from './model.js';
import { checkSavable, keepStatus } from './registration.js';
import { known } from './value.js';

/** What is known or wanted of a domain. */
export interface DomainOptions {
  /** At most 1,024 characters. */
  readonly description?: string | undefined;
  /** Days that closed executions are kept, 0 to 90, or `'NONE'` to keep them no longer than they are open. SWF wants it to register a domain. */
  readonly retentionPeriodInDays?: number | 'NONE' | undefined;
  /** Default: `REGISTERED`. */
  readonly status?: RegistrationStatus | undefined;
  /** The Amazon Resource Name that SWF gave the domain. */
  readonly arn?: string | undefined;
}

/** What `domain.save()` takes. */
export interface SaveDomainOptions extends RequestOptions {
  /** Resource tags to register the domain with. */
  readonly tags?: ResourceTags | undefined;
}

/**
 * A domain: the name space of types and executions.
 *
 * Immutable. What it does not know is `undefined`, neither sent nor compared. Throws `InvalidArgumentError` for values that SWF would refuse.
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
    checkObject('options', options);
    this.name = nameCheck(options.arn !== undefined)('name', name);
    this.description = keep(options, 'description', checkDescription);
    this.retentionPeriodInDays = keep(options, 'retentionPeriodInDays', checkRetention);
    this.status = keepStatus(options.status);
    this.arn = keep(options, 'arn', checkArn);
    Object.freeze(this);
  }

  /** The domain that an answer of `ListDomains` (info) or `DescribeDomain` (info and configuration) tells of. */
  static fromInfo(info: DomainInfo, configuration?: DomainConfiguration): Domain {
    const { name, description, status, arn } = checkObject('info', info);
    return new Domain(answered('name', name), {
      description,
      retentionPeriodInDays: parseTimeout(configuration?.workflowExecutionRetentionPeriodInDays),
      status,
      arn,
    });
  }

  get resource(): ResourceContext {
    return { kind: 'Domain', name: this.name };
  }

  attributes(): Required<DomainOptions> {
    const { description, retentionPeriodInDays, status, arn } = this;
    return { description, retentionPeriodInDays, status, arn };
  }

  /** A copy with other attributes. Under another name it is another domain, which SWF has given no status and no ARN. */
  with(changes: DomainOptions & { readonly name?: string | undefined }): Domain {
    const { name = this.name, ...others } = checkObject('changes', changes);
    const { status, arn, ...given } = this.attributes();
    return new Domain(name, { ...given, ...(name === this.name && { status, arn }), ...others });
  }

  /**
   * Registers the domain with what was given here.
   *
   * @throws `AlreadyExistsError` where the name is taken, also by a deprecated domain; `InvalidArgumentError` without a retention period.
   */
  async save(options: SaveDomainOptions = {}): Promise<this> {
    const { tags } = checkObject('options', options);
    checkSavable(this);
    checkTrimmed('name', this.name);
    if (this.retentionPeriodInDays === undefined) {
      throw new InvalidArgumentError(`Domain "${this.name}": retentionPeriodInDays is needed to register a domain`);
    }
    const command = new RegisterDomainCommand({
      name: this.name,
      workflowExecutionRetentionPeriodInDays: String(this.retentionPeriodInDays),
      ...(this.description !== undefined && { description: this.description }),
      ...(tags && { tags: toResourceTags(tags) }),
    });
    await send(command, this.resource, options);
    return this;
  }

  override async upstream(options?: RequestOptions): Promise<Domain> {
    const answer = await send(new DescribeDomainCommand({ name: this.name }), this.resource, options);
    return Domain.fromInfo(answered('domainInfo', answer.domainInfo, this.resource), answer.configuration);
  }

  /**
   * Deprecates the domain, and with it all its types; what runs goes on. Resolves to a copy that says so.
   *
   * @throws `DeprecatedError` where it is deprecated already.
   */
  async deprecate(options?: RequestOptions): Promise<Domain> {
    await send(new DeprecateDomainCommand({ name: this.name }), this.resource, options);
    return this.with({ status: 'DEPRECATED' });
  }

  /**
   * Makes a deprecated domain usable again; its types stay deprecated until each is undeprecated. Resolves to a copy that says so.
   *
   * @throws `AlreadyExistsError` where it is not deprecated.
   */
  async undeprecate(options?: RequestOptions): Promise<Domain> {
    await send(new UndeprecateDomainCommand({ name: this.name }), this.resource, options);
    return this.with({ status: 'REGISTERED' });
  }

  /** The resource tags of the domain. */
  tags(options?: RequestOptions): Promise<ResourceTags> {
    return listTags(this, options);
  }

  /** Sets these resource tags; the others stay as they are. */
  tag(tags: ResourceTags, options?: RequestOptions): Promise<void> {
    return tag(this, tags, options);
  }

  /** Takes these resource tags off. */
  untag(keys: readonly string[], options?: RequestOptions): Promise<void> {
    return untag(this, keys, options);
  }

  toJSON(): object {
    return { name: this.name, ...known(this.attributes()) };
  }
}

function checkRetention(field: string, value: number | 'NONE'): number | 'NONE' {
  return value === 'NONE' ? value : checkInteger(field, value, { max: 90 });
}
