import type { DkimKey } from "#prisma/generated/client.ts";

/** Looks up the TXT records of a name, each in its strings. */
export type LookUpTxt = (name: string) => Promise<string[][]>;

/** What is to be pasted into DNS (RFC 6376, 3.6.1). */
export interface DkimRecord {
  name: string;
  type: "TXT";
  value: string;
  /** The value in strings of at most 255 octets, quoted, as zone files want it. */
  zoneFile: string;
}

export function dkimRecord({
  domain,
  selector,
  algorithm,
  publicKey,
}: Pick<DkimKey, "domain" | "selector" | "algorithm" | "publicKey">): DkimRecord {
  const name = `${selector}._domainkey.${domain}`;
  const value = `v=DKIM1; k=${algorithm}; p=${publicKey}`;
  const strings = (value.match(/.{1,255}/g) ?? []).map((part) => `"${part}"`);
  return { name, type: "TXT", value, zoneFile: `${name}. IN TXT ( ${strings.join(" ")} )` };
}

/** Whether DNS has this key under this name, however the record is spaced or cut. */
export async function isPublished(record: DkimRecord, lookUp: LookUpTxt): Promise<boolean> {
  const found = await lookUp(record.name).catch(() => []);
  const wanted = keyIn(record.value);
  return found.some((strings) => keyIn(strings.join("")) === wanted);
}

function keyIn(value: string): string {
  return /(?:^|;)\s*p=([^;]*)/.exec(value)?.[1]?.replace(/\s+/g, "") ?? "";
}
