import { config } from "#app/lib/config.ts";
import { checkDkim } from "./deliverability/dkim.ts";
import { checkDmarc, checkMailServers, checkSpf } from "./deliverability/domain.ts";
import { checkDoor } from "./deliverability/door.ts";
import { checkReverseName } from "./deliverability/reverse-name.ts";

/** well: nothing to do. wrong: letters may not arrive until it is mended. unknown: it could not be looked at now. */
export type CheckState = "well" | "advice" | "wrong" | "unknown";

/** A line to paste where the domain's records are kept. */
export interface RecordToPaste {
  type: "TXT" | "MX" | "PTR";
  name: string;
  value: string;
}

export interface Check {
  key: CheckKey;
  title: string;
  state: CheckState;
  /** What is so, and what comes of it. */
  words: string;
  records: RecordToPaste[];
}

export type Finding = Omit<Check, "key" | "title">;

const checks = {
  spf: { title: "Who may send for the domain (SPF)", look: checkSpf },
  dkim: { title: "Letters are signed (DKIM)", look: checkDkim },
  dmarc: { title: "What becomes of forgeries (DMARC)", look: checkDmarc },
  mx: { title: "Where answers go (MX)", look: checkMailServers },
  ptr: { title: "The sending server’s own name (PTR)", look: checkReverseName },
  tls: { title: "Answers come encrypted (TLS)", look: checkDoor },
} as const satisfies Record<string, { title: string; look: (domain: string) => Promise<Finding> }>;

export type CheckKey = keyof typeof checks;

/** Everything that decides whether letters arrive, side by side: as long as the slowest name server, ten seconds at most. */
export async function checkDeliverability(domain: string = config().mailDomain): Promise<Check[]> {
  return Promise.all(
    (Object.keys(checks) as CheckKey[]).map(async (key) => {
      const { title, look } = checks[key];
      return { key, title, ...(await inTime(look(domain))) };
    }),
  );
}

const PATIENCE = 10_000;

async function inTime(finding: Promise<Finding>): Promise<Finding> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Finding>((resolve) => {
    timer = setTimeout(() => resolve(silent("The name servers")), PATIENCE);
  });
  return Promise.race([finding, late]).finally(() => clearTimeout(timer));
}

export function silent(who: string): Finding {
  return { state: "unknown", words: `${who} did not answer. Look again in a minute.`, records: [] };
}
