/** An order of a customer: the input of an `order` execution. */
export interface Order {
  /** The workflow id of its execution. */
  readonly id: string;
  readonly sku: string;
  readonly quantity: number;
  /** In whole euros. */
  readonly amount: number;
  /** The card network drops the first attempt to charge. */
  readonly unreliableCard: boolean;
}

const APPROVAL_AMOUNT = 400;

/** Orders above 400 euros wait for a person to approve them. */
export function needsApproval({ amount }: Order): boolean {
  return amount > APPROVAL_AMOUNT;
}
