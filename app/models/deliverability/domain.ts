import { spf } from "mailauth/lib/spf/index.js";
import { config } from "#app/lib/config.ts";
import { addressesOf, lookUpName, mailServersOf, textsOf } from "#app/lib/name-lookup.ts";
import type { WayOut } from "#app/lib/ways-out.ts";
import { type Finding, silent } from "../deliverability.ts";

/** What a provider wants to be named by in the domain's record; of an SMTP server its own name is enough. */
const includes: Partial<Record<WayOut["kind"], string>> = {
  ses: "include:amazonses.com",
  postmark: "include:spf.mtasv.net",
  mailgun: "include:mailgun.org",
};

/** RFC 7208. */
export async function checkSpf(domain: string): Promise<Finding> {
  const found = await textsOf(domain);
  if (found.kind === "silent") return silent(domain);
  const policies = (found.kind === "found" ? found.answers : []).filter((text) =>
    /^v=spf1(?:\s|$)/i.test(text),
  );
  const [policy] = policies;
  const wanted = wantedSpf();
  const record = { type: "TXT" as const, name: domain, value: `v=spf1 ${wanted} ~all` };
  if (policy === undefined)
    return {
      state: "wrong",
      words: `Nobody is named who may send for ${domain}, so many servers take our letters for forged.`,
      records: [record],
    };
  if (policies.length > 1)
    return {
      state: "wrong",
      words: `${domain} has ${policies.length} such records, and none counts then. Make one of them.`,
      records: [record],
    };
  if (/\s[+]?all\b/i.test(policy))
    return {
      state: "wrong",
      words: "The record lets everybody send for the domain. End it with ~all.",
      records: [{ ...record, value: policy.replace(/[+]?all\b/i, "~all") }],
    };
  if (!(await letsSend(domain, policy)))
    return {
      state: "wrong",
      words: "The record does not name the server that sends our letters.",
      records: [{ ...record, value: policy.replace(/\s*(?:[-~?]all)?\s*$/i, ` ${wanted}$&`).trim() }],
    };
  return { state: "well", words: "The server that sends our letters is named.", records: [] };
}

function wantedSpf(): string {
  const [way] = config().waysOut;
  if (!way) return "mx";
  return way.kind === "smtp" ? `a:${way.host}` : (includes[way.kind] ?? "mx");
}

/** An SMTP server by its address, as the other side will look at it; a provider by its name in the record. */
async function letsSend(domain: string, policy: string): Promise<boolean> {
  const [way] = config().waysOut;
  if (!way) return true;
  if (way.kind !== "smtp") return policy.toLowerCase().includes(includes[way.kind] ?? "");
  const addresses = await addressesOf(way.host);
  if (addresses.kind !== "found") return true;
  const [ip = ""] = addresses.answers;
  const { status } = await spf({
    ip,
    helo: way.host,
    sender: `bounce@${domain}`,
    mta: domain,
    resolver: lookUpName,
  });
  return status.result === "pass";
}

/** RFC 7489, 6.1. */
export async function checkDmarc(domain: string): Promise<Finding> {
  const name = `_dmarc.${domain}`;
  const found = await textsOf(name);
  if (found.kind === "silent") return silent(domain);
  const policy = (found.kind === "found" ? found.answers : []).find((text) => /^v=DMARC1\b/i.test(text));
  const record = { type: "TXT" as const, name, value: `v=DMARC1; p=none; rua=mailto:postmaster@${domain}` };
  const [, wish] = /;\s*p\s*=\s*(\w+)/i.exec(policy ?? "") ?? [];
  if (wish === undefined)
    return {
      state: "wrong",
      words:
        "There is no word on what shall become of letters that pretend to be yours. Gmail and Yahoo ask for one.",
      records: [record],
    };
  if (wish.toLowerCase() === "none")
    return {
      state: "advice",
      words:
        "Forgeries are let through and told of. When signing has gone well for some weeks, p=quarantine keeps them out.",
      records: [
        { ...record, value: (policy ?? record.value).replace(/(;\s*p\s*=\s*)none/i, "$1quarantine") },
      ],
    };
  return {
    state: "well",
    words: `Forgeries are to be ${wish.toLowerCase() === "reject" ? "refused" : "put aside"}.`,
    records: [],
  };
}

/** RFC 5321, 5. */
export async function checkMailServers(domain: string): Promise<Finding> {
  const found = await mailServersOf(domain);
  if (found.kind === "silent") return silent(domain);
  const record = { type: "MX" as const, name: domain, value: `10 ${new URL(config().appUrl).hostname}` };
  if (found.kind === "none")
    return {
      state: "wrong",
      words: `No server is named for mail to ${domain}: answers come back to their writers.`,
      records: [record],
    };
  const [first = ""] = found.answers;
  const there = await addressesOf(first);
  if (there.kind === "none")
    return {
      state: "wrong",
      words: `Mail goes to ${first}, which has no address. Name one that has.`,
      records: [record],
    };
  return {
    state: "well",
    words: `Mail to ${domain} goes to ${found.answers.slice(0, 3).join(", then ")}.`,
    records: [],
  };
}
