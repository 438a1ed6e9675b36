import { config } from "#app/lib/config.ts";
import { addressesOf, namesOf } from "#app/lib/name-lookup.ts";
import { type Finding, silent } from "../deliverability.ts";

/** A server whose address goes by no name, or by another's, is taken for a stolen machine (RFC 1912, 2.1). */
export async function checkReverseName(): Promise<Finding> {
  const [way] = config().waysOut;
  if (!way)
    return {
      state: "unknown",
      words: "Letters go to the mailroom only: nothing leaves this machine yet.",
      records: [],
    };
  if (way.kind !== "smtp")
    return {
      state: "well",
      words: "The provider that sends our letters looks after its own servers.",
      records: [],
    };

  const there = await addressesOf(way.host);
  if (there.kind === "silent") return silent(way.host);
  if (there.kind === "none")
    return {
      state: "wrong",
      words: `The server that sends our letters, ${way.host}, has no address.`,
      records: [],
    };
  const [address = ""] = there.answers;
  if (isAtHome(address))
    return { state: "well", words: "The server that sends our letters stands on this network.", records: [] };

  const names = await namesOf(address);
  if (names.kind === "silent") return silent(`The network of ${address}`);
  const record = { type: "PTR" as const, name: address, value: way.host };
  if (names.kind === "none")
    return {
      state: "wrong",
      words: `${address} goes by no name. Ask whoever the address is rented from to give it one.`,
      records: [record],
    };
  const back = await Promise.all(names.answers.map((name) => addressesOf(name)));
  if (!back.some((found) => found.kind === "found" && found.answers.includes(address)))
    return {
      state: "wrong",
      words: `${address} goes by ${names.answers[0] ?? "a name"}, which leads elsewhere.`,
      records: [record],
    };
  return { state: "well", words: `${address} goes by ${names.answers[0] ?? ""}, and back.`, records: [] };
}

function isAtHome(address: string): boolean {
  return /^(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|::1$|f[cd])/i.test(address);
}
