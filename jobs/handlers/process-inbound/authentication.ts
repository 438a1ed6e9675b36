import { authenticate, type ARCResult } from "mailauth";

import { config } from "#app/lib/config.ts";
import { log } from "#app/lib/log.ts";
import { ingressByNumber } from "#app/models/ingress.ts";
import type { Letter } from "#jobs/handlers/process-inbound/open-letter.ts";
import {
  domainOf,
  isSameOrganisation,
  lookUpName,
} from "#jobs/handlers/process-inbound/authentication/names.ts";
import { toldByServer } from "#jobs/handlers/process-inbound/authentication/told-by-server.ts";

/**
 * Whether the sender's domain stands by this message (RFC 7489, in the sense of alignment):
 * aligned: it signed it (DKIM), or sent it from a server of its own (SPF);
 * unaligned: another domain stands by it; none: nobody does, or nobody could be asked;
 * unchecked: it came by a door behind a mail server whose business this is;
 * failed: the domain's policy says that such a message is not from it.
 */
export const verdicts = ["aligned", "unaligned", "none", "unchecked", "failed"] as const;
export type Verdict = (typeof verdicts)[number];

export interface Authentication {
  verdict: Verdict;
  /** What was found, in the field's words: "spf=pass", "dkim=fail", "arc=pass (google.com)". */
  found: readonly string[];
}

const PATIENCE = 8_000;

/** Who passes mail on and is believed when it says that the mail was sound when it got it (ARC, RFC 8617). */
const trustedSealers: ReadonlySet<string> = new Set([
  "google.com",
  "microsoft.com",
  "outlook.com",
  "fastmail.com",
  "messagingengine.com",
  "icloud.com",
  "yahoo.com",
  "gmx.net",
  "proton.me",
  "mailbox.org",
]);

/**
 * What is known of a message's sender. A domain that cannot be asked within eight seconds stays silent.
 * @throws when it cannot be told whom to believe (the database is away, a way in cannot be unsealed): read again later
 */
export async function checkSender(letter: Letter): Promise<Authentication> {
  const told = toldByServer(letter.message.headers("authentication-results"), await trustedServer(letter));
  if (told?.verdict === "failed") return { verdict: "failed", found: [told.words] };
  if (told && !isFromOutside(letter)) return { verdict: told.verdict ?? "none", found: [told.words] };
  if (letter.message.from.length !== 1) return { verdict: "unaligned", found: ["not one sender in From"] };

  // Behind a server of ours there is nothing to look at but a signature.
  if (!isFromOutside(letter) && letter.message.header("dkim-signature") === null) {
    return { verdict: "unchecked", found: [] };
  }

  const late = new Promise<Authentication>((resolve) => {
    setTimeout(
      () => resolve({ verdict: ifSilent(letter), found: ["its domain did not answer"] }),
      PATIENCE,
    ).unref();
  });
  return Promise.race([lookUp(letter), late]);
}

/** Straight from another's mail server: its address tells something, and no server of ours has looked at it before. */
function isFromOutside({ inbound }: Letter): boolean {
  return inbound.ingress === "smtp" && !isLocal(inbound.remoteHost);
}

/** Mail that a server of ours hands on: what that one let pass is not refused here for want of proof. */
function ifSilent(letter: Letter): Verdict {
  return isFromOutside(letter) ? "none" : "unchecked";
}

/** Whose Authentication-Results is believed: the one that the operator named for this ingress, or our own name. */
async function trustedServer({ inbound }: Letter): Promise<string> {
  const number = /^[a-z]+:(\d{1,9})$/.exec(inbound.ingress)?.[1];
  const ingress = number === undefined ? null : await ingressByNumber(Number(number));
  const named = ingress && "authservId" in ingress.settings ? ingress.settings.authservId : undefined;
  return named ?? config().mailDomain;
}

async function lookUp(letter: Letter): Promise<Authentication> {
  const { inbound, message } = letter;
  const outside = isFromOutside(letter);
  const from = domainOf(message.from[0]?.address ?? "");
  try {
    const { dkim, spf, dmarc, arc } = await authenticate(Buffer.from(inbound.raw), {
      // Without the sender's own connection SPF says nothing.
      ...(outside ? { ip: inbound.remoteHost.replace(/^::ffff:/, ""), helo: "unknown.invalid" } : {}),
      sender: inbound.envelopeFrom || (message.from[0]?.address ?? ""),
      mta: config().mailDomain,
      resolver: lookUpName,
      disableBimi: true,
    });
    const signers = dkim.results.flatMap(({ status, signingDomain }) =>
      status.result === "pass" && signingDomain ? [signingDomain] : [],
    );
    const senders = outside && spf && spf.status.result === "pass" ? [spf.domain] : [];
    const sealer = arc ? trustedSealerIn(arc) : null;
    return {
      verdict: judge({
        outside,
        aligned: [...signers, ...senders].some((domain) => isSameOrganisation(domain, from)),
        stands: signers.length + senders.length > 0,
        refused: dmarc
          ? dmarc.status.result === "fail" && /^(?:quarantine|reject)$/i.test(dmarc.policy)
          : false,
        forwarded: sealer !== null,
      }),
      found: [
        ...(outside && spf ? [`spf=${spf.status.result}`] : []),
        ...dkim.results
          .slice(0, 5)
          .map(({ status, signingDomain }) => `dkim=${status.result} (${signingDomain})`),
        ...(dmarc ? [`dmarc=${dmarc.status.result}${dmarc.policy ? ` (p=${dmarc.policy})` : ""}`] : []),
        ...(arc && arc.status.result !== "none"
          ? [`arc=${arc.status.result}${sealer ? ` (${sealer})` : ""}`]
          : []),
      ].map((words) => words.slice(0, 120)),
    };
  } catch (error) {
    log.debug({ error: error instanceof Error ? error.name : "unknown" }, "a sender could not be looked up");
    return { verdict: ifSilent(letter), found: ["it could not be looked up"] };
  }
}

interface Found {
  outside: boolean;
  aligned: boolean;
  stands: boolean;
  refused: boolean;
  forwarded: boolean;
}

function judge({ outside, aligned, stands, refused, forwarded }: Found): Verdict {
  if (aligned) return "aligned";
  // Behind a server of ours only a signature can be looked at; that there is none proves nothing.
  if (!outside) return "unchecked";
  if (refused) return forwarded ? "unaligned" : "failed";
  return stands ? "unaligned" : "none";
}

/** The last to seal an unbroken chain, if it is one that we believe and says that the sender was sound before. */
function trustedSealerIn(arc: ARCResult): string | null {
  const sealer = arc.signature ? arc.signature.signingDomain.toLowerCase() : undefined;
  // What the sealer found is as it wrote it: mailauth leaves its shape open.
  const told: unknown = arc.authenticationResults;
  const before = (told as { dmarc?: { result?: unknown } } | undefined)?.dmarc?.result;
  const isSound = arc.status.result === "pass" && before === "pass";
  return isSound && sealer !== undefined && trustedSealers.has(sealer) ? sealer : null;
}

function isLocal(address: string): boolean {
  return address === "" || /^(?:127\.|::1$|::ffff:127\.)/.test(address);
}
