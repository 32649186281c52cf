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

/** What an order looks like, for those who start one without. */
export const SAMPLE: Order = { id: 'order-1', sku: 'bicycle', quantity: 1, amount: 125, unreliableCard: false };

/** Whether the input of an execution is an order. */
export function isOrder(input: unknown): input is Order {
  const { id, sku, quantity, amount } = Object(input) as Partial<Order>;
  return typeof id === 'string' && typeof sku === 'string' && Number(quantity) > 0 && Number(amount) >= 0;
}

const APPROVAL_AMOUNT = 400;

/** Orders above 400 euros wait for a person to approve them. */
export function needsApproval({ amount }: Order): boolean {
  return amount > APPROVAL_AMOUNT;
}
