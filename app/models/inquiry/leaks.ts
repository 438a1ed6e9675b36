/** What stands in place of an address that its owner wrote, or their mail program did. */
const HIDDEN = "(address hidden)";

/** Takes the writer's own addresses out of their words, however they are written: the other side must not learn them. */
export function withoutAddresses(text: string, addresses: readonly string[]): string {
  return addresses.reduce(
    (left, address) => left.replace(new RegExp(`(?:mailto:)?${escaped(address)}`, "giu"), HIDDEN),
    text,
  );
}

function escaped(address: string): string {
  return address.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
