import { Resolver as DnsResolver } from "node:dns/promises";
import { getDomain } from "tldts";

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

/** The same organisation (RFC 7489, 3.2): `mail.example.org` and `example.org`. */
export function isSameOrganisation(one: string, other: string): boolean {
  return organisationOf(one) === organisationOf(other);
}

export function organisationOf(domain: string): string {
  const bare = domain.toLowerCase().replace(/\.$/, "");
  return getDomain(bare, { allowPrivateDomains: true }) ?? bare;
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}
