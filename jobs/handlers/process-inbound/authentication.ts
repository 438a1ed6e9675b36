import { promises as dns } from "node:dns";
import { authenticate } from "mailauth";

import { config } from "#app/lib/config.ts";
import { log } from "#app/lib/log.ts";
import type { Letter } from "#jobs/handlers/process-inbound/open-letter.ts";

/** Whether the sender's domain stands by this message. "unknown": it publishes no policy, or could not be asked. */
export type Verdict = "pass" | "fail" | "unknown";

export type Resolver = (domain: string, type: string) => Promise<unknown>;

const PATIENCE = 8_000;

let resolver: Resolver = (domain, type) => dns.resolve(domain, type);

/** For tests: names without a network. */
export function resolveWith(other: Resolver): void {
  resolver = other;
}

/**
 * DMARC (RFC 7489): a failure counts under a policy of quarantine or reject. Mail that a program on this machine hands
 * on is not looked up (its connection says nothing); there the verdict of our own mail server counts.
 */
export async function checkSender(letter: Letter): Promise<Verdict> {
  const { inbound, message } = letter;
  if (toldByOurServer(message.headers("authentication-results"))) return "fail";
  if (inbound.ingress !== "smtp" || isLocal(inbound.remoteHost)) return "unknown";

  const from = message.from[0]?.address ?? "";
  const looked = lookUp({ raw: inbound.raw, ip: inbound.remoteHost, sender: inbound.envelopeFrom || from });
  return Promise.race([
    looked,
    new Promise<Verdict>((resolve) => setTimeout(() => resolve("unknown"), PATIENCE).unref()),
  ]);
}

async function lookUp({
  raw,
  ip,
  sender,
}: {
  raw: Uint8Array;
  ip: string;
  sender: string;
}): Promise<Verdict> {
  try {
    const { dmarc } = await authenticate(Buffer.from(raw), {
      ip: ip.replace(/^::ffff:/, ""),
      helo: "unknown.invalid",
      sender,
      mta: config().mailDomain,
      resolver: resolver as never,
      disableArc: true,
      disableBimi: true,
    });
    if (!dmarc) return "unknown";
    const { result } = dmarc.status;
    if (result === "pass") return "pass";
    return result === "fail" && /^(?:quarantine|reject)$/.test(dmarc.policy) ? "fail" : "unknown";
  } catch (error) {
    log.debug({ error: error instanceof Error ? error.name : "unknown" }, "a sender could not be looked up");
    return "unknown";
  }
}

/** RFC 8601. Only against a message: a forger who writes such a header himself can but harm his own. */
function toldByOurServer(headers: readonly string[]): boolean {
  const name = config().mailDomain;
  return headers.some(
    (value) => value.trim().toLowerCase().startsWith(name) && /\bdmarc\s*=\s*fail\b/i.test(value),
  );
}

function isLocal(address: string): boolean {
  return address === "" || /^(?:127\.|::1$|::ffff:127\.)/.test(address);
}
