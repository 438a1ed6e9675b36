import { createPrivateKey } from "node:crypto";
import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import { log } from "#app/lib/log.ts";
import { unseal } from "#app/lib/seal.ts";
import { signLetter, type SigningKey } from "#emails/writing/dkim/sign-letter.ts";
import type { DkimKey } from "#prisma/generated/client.ts";

/** Signs letters of one domain. */
export interface Signer {
  /** The header lines to be sent before the letter's first byte; `raw` is whole or in pieces, with CRLF. */
  sign(raw: Uint8Array | readonly Uint8Array[]): Promise<Buffer>;
}

/** So long a process may go on with what it knows: far shorter than a retired key stays published. */
const KEPT_FOR = 60_000;

const kept = new Map<string, { at: number; signer: Promise<Signer | null> }>();

/** Who signs for this domain; null while no key of it is active. Read from the database once a minute. */
export function currentSigner(domain: string): Promise<Signer | null> {
  const known = kept.get(domain);
  const at = now().getTime();
  if (known && Math.abs(at - known.at) < KEPT_FOR) return known.signer;

  const signer = readSigner(domain);
  kept.set(domain, { at, signer });
  signer.catch(() => kept.delete(domain));
  return signer;
}

/** After a change of keys: this process reads them anew. */
export function forgetSigners(): void {
  kept.clear();
}

async function readSigner(domain: string): Promise<Signer | null> {
  const active = await db().dkimKey.findMany({
    where: { domain, state: "active" },
    orderBy: { algorithm: "asc" },
  });
  const keys = active.flatMap((key) => openKey(key) ?? []);
  if (keys.length === 0) return null;
  return { sign: (raw) => signLetter(raw, keys, now()) };
}

/** Letters go out unsigned rather than not at all, and it is said aloud. */
function openKey({ domain, selector, privateKey }: DkimKey): SigningKey | null {
  try {
    return { domain, selector, privateKey: createPrivateKey(unseal(privateKey ?? "")) };
  } catch {
    log.error(
      { domain, selector },
      "this DKIM key does not open with our SECRET_KEY: letters are not signed with it",
    );
    return null;
  }
}
