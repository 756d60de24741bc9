import { type Client } from '../../security/access';

/**
 * Takes an operation's price off its client's budget: once, also where one way of executing it gives
 * up and another prices it again.
 */
export function chargeTo({ name, allowance }: Client): (cost: number) => Promise<void> {
  let charged: Promise<void> | undefined;
  return (cost) => (charged ??= allowance.takeCost(name, cost));
}
