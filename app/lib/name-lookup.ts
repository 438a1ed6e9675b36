import { Resolver as DnsResolver } from "node:dns/promises";

/** How names are looked up (RFC 1035): what mailauth asks for, answered by the machine's name servers. */
export type Resolver = (domain: string, type: string) => Promise<string[][] | string[]>;

const machine = new DnsResolver({ timeout: 2_000, tries: 2 });

let resolver: Resolver = (domain, type) => machine.resolve(domain, type) as Promise<string[]>;

export function lookUpName(domain: string, type: string): Promise<string[][] | string[]> {
  return resolver(domain, type);
}

/** Other name servers, `host:port`; null: the machine's own. For tests, which have one of their own. */
export function resolveAt(servers: readonly string[] | null): void {
  const asked = servers === null ? machine : new DnsResolver({ timeout: 1_000, tries: 1 });
  if (servers !== null) asked.setServers([...servers]);
  resolver = (domain, type) => asked.resolve(domain, type) as Promise<string[]>;
}

/** `silent`: nobody answered, which says nothing about the name; none: there is no such record. */
export type Answered<Answer> = { kind: "found"; answers: Answer[] } | { kind: "none" } | { kind: "silent" };

/** A TXT record's strings are put together (RFC 7208, 3.3). */
export async function textsOf(name: string): Promise<Answered<string>> {
  return answered(async () => (await lookUpName(name, "TXT")).map((strings) => [strings].flat().join("")));
}

export async function mailServersOf(domain: string): Promise<Answered<string>> {
  return answered(async () => {
    const found = (await lookUpName(domain, "MX")) as unknown as { exchange: string; priority: number }[];
    return [...found].sort((one, other) => one.priority - other.priority).map(({ exchange }) => exchange);
  });
}

export async function addressesOf(name: string): Promise<Answered<string>> {
  return answered(async () => {
    const found = await Promise.allSettled([lookUpName(name, "A"), lookUpName(name, "AAAA")]);
    const addresses = found.flatMap((one) => (one.status === "fulfilled" ? one.value.flat() : []));
    const [first] = found;
    if (addresses.length === 0 && first.status === "rejected") throw first.reason;
    return addresses;
  });
}

/** The names that an address goes by (RFC 1035, 3.5; RFC 3596, 2.5). */
export async function namesOf(address: string): Promise<Answered<string>> {
  return answered(async () => (await lookUpName(reversed(address), "PTR")).flat());
}

async function answered<Answer>(ask: () => Promise<Answer[]>): Promise<Answered<Answer>> {
  try {
    const answers = await ask();
    return answers.length === 0 ? { kind: "none" } : { kind: "found", answers };
  } catch (error) {
    const { code } = error as { code?: unknown };
    return code === "ENOTFOUND" || code === "ENODATA" ? { kind: "none" } : { kind: "silent" };
  }
}

function reversed(address: string): string {
  if (!address.includes(":")) return `${address.split(".").reverse().join(".")}.in-addr.arpa`;
  const [head = "", tail = ""] = address.split("::");
  const [front, back] = [head, tail].map((part) => part.split(":").filter(Boolean));
  const gap = Array<string>(8 - (front?.length ?? 0) - (back?.length ?? 0)).fill("0");
  const groups = [...(front ?? []), ...(address.includes("::") ? gap : []), ...(back ?? [])];
  const digits = groups.map((group) => group.padStart(4, "0")).join("");
  return `${Array.from(digits).reverse().join(".")}.ip6.arpa`;
}
