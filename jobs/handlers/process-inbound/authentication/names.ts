import { getDomain } from "tldts";

export { lookUpName, resolveAt } from "#app/lib/name-lookup.ts";

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
