import { deliveryWords } from "#emails/reading/delivery-words.ts";

export type BounceReason = "unknown" | "full" | "policy" | "spam" | "size" | "route" | "expired" | "other";
export type BounceOutcome = "permanent" | "transient" | "delayed";

interface ReasonRow {
  reason: BounceReason;
  /** Enhanced status codes (RFC 3463) that say it by themselves; `.` at the end stands for all below. */
  codes: string[];
  words: RegExp;
  /** The same in other languages, asked when English says nothing. */
  elsewhere?: RegExp;
  /** What it means when no code tells. */
  outcome: BounceOutcome;
}

/** What refusing servers write, in the order it is asked. A new wording is one more alternative, a new reason a row. */
export const reasonRows: ReasonRow[] = [
  {
    reason: "full",
    codes: ["5.2.2", "4.2.2", "4.3.1", "5.3.1"],
    outcome: "transient",
    elsewhere: new RegExp(deliveryWords("full"), "i"),
    words:
      /quota|(?:mailbox|mailfolder|inbox|account|maildir) (?:is |was )?(?:currently |temporarily |too |almost )?(?:over)?full|mailbox has exceeded|mailbox[^.\n]{0,30} (?:exceed(?:s|ed)|over) (?:the |its |allowed )?(?:local |allowed |size |storage )?(?:limit|size)|over ?quota|exceeded (?:the |its |his |her )?(?:storage|mailbox|disk|space)|insufficient (?:system |disk )?(?:storage|space)|out of (?:disk |storage |mailbox )?space|not enough (?:disk |storage |free )?space|storage (?:limit|allocation|quota|space)|full (?:mail)?box|mailbox size limit|user is over|disk (?:space|full)|too many messages (?:in|on)|max(?:imum)? (?:number of )?messages[^.\n]{0,20}mailbox/i,
  },
  {
    reason: "spam",
    codes: ["5.7.28", "4.7.28", "4.7.650"],
    outcome: "permanent",
    words:
      /spam|blacklist|black list|blocklist|block list|\brbl\b|dnsbl|spamhaus|spamcop|barracuda|unsolicited|bulk mail|reputation|junk mail|content (?:rejected|filter)|looks like|(?<!not )listed (?:at|by|in|on)\b|sender score|\bube\b|\buce\b|virus(?:es)? (?:found|detected)|contain(?:s|ed|ing) (?:a )?virus|infected|malware|phishing|垃圾邮件|スパム|迷惑メール/i,
  },
  {
    reason: "size",
    codes: ["5.3.4", "5.2.3", "4.3.4"],
    outcome: "permanent",
    words:
      /(?:message|mail|size)[^.\n]{0,40}(?:too (?:large|big)|exceeds?|larger than)|exceeds? (?:the )?(?:maximum|max|fixed|size)|max(?:imum)? (?:message )?size|too (?:large|big)|(?:size|mail size|message size) limit exceeded/i,
  },
  {
    reason: "route",
    codes: [
      "5.4.4",
      "5.1.2",
      "5.4.6",
      "4.4.4",
      "5.4.0",
      "5.4.1",
      "4.4.1",
      "4.4.2",
      "4.4.6",
      "5.4.14",
      "4.4.3",
      "5.4.3",
      "4.4.0",
    ],
    outcome: "permanent",
    words:
      /host (?:or domain name )?(?:unknown|not found|name lookup)|domain (?:name )?(?:\([^)\n]{1,100}\) )?(?:not found|does not (?:exist|appear)|unknown|has no|doesn't|is not registered)|no (?:mx|route|such host|relevant answers|a record)|name or service not known|nxdomain|unknown (?:host|domain|mail host)|mail loop|loops? back|too many hops|hop count|dns (?:error|failure|lookup|server)|couldn't find any host|name server/i,
  },
  {
    reason: "unknown",
    codes: ["5.1.1", "5.1.0", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1", "5.4.310"],
    outcome: "permanent",
    elsewhere: new RegExp(deliveryWords("unknown"), "i"),
    words:
      /(?:user|recipient|mailbox|address|account|addressee|inbox|alias|name)\b[^.\n]{0,50}\b(?:unknown|not found|does ?n[o']t exist|not exist|invalid|unavailable|disabled|inactive|no longer|not (?:listed|known|active|local|our customer|available|recognized)|rejected|suspended|discontinued|is dead|undeliverable|couldn't be found|terminated|expired)|(?:unknown|no such|invalid|bad|not a (?:valid|known)|nonexistent|non-existent|unrouteable|unrouted|undeliverable|incorrect|illegal|ambiguous|inactive|disabled|deactivated) (?:local |virtual |destination |email |e-mail |mail |final |delivery |to )*(?:user|recipient|mailbox|address|account|alias|name|local.?part|person|addressee)|no (?:mailbox|account|user|one) (?:here|by that|by this|with)|doesn't have an? |does not have an? |user doesn't|this (?:user|account|address) (?:is|has|does)|not our customer|unknown user|user unknown|not listed in (?:public|domino|the)|is not (?:a )?(?:valid|known) |did not (?:exactly )?match|recipnotfound|not found by smtp address lookup|no longer (?:valid|available|in use|works?|with|exist|accept|employed)|unable to relay|relay access denied|relaying denied|no such (?:person|user|domain)|access to (?:this|the) (?:mailbox|account)|can't (?:create|find)|group you tried to contact/i,
  },
  {
    reason: "expired",
    codes: ["4.4.7", "5.4.7"],
    outcome: "transient",
    words:
      /expired|timed? ?out|time-?out|too long|been in (?:the )?queue|retry (?:limit|time(?:out)?)|could not be delivered (?:for|within)|giving up|connection refused|no route to host|could ?n[o']t connect|unable to connect|network (?:is )?unreachable|connection (?:failed|lost|reset|dropped)|delivery time|undelivered for|not responding|unreachable|not be able to (?:connect|reach)/i,
  },
  {
    reason: "policy",
    codes: ["5.7.", "4.7.", "5.6.", "5.5.7"],
    outcome: "permanent",
    words:
      /polic(?:y|ies)|prohibit|banned|not accepting mail|administrative|not (?:allowed|permitted|authori[sz]ed|accepted)|denied|refused|rejected|blocked|restrict|forbidden|unauthenticated|authenticat|\bspf\b|\bdkim\b|dmarc|permission|too many|rate limit|deferred|try again|greylist|grey-?listed|temporar/i,
  },
];

const enhanced = /(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.]*\d)/g;
const reply = /(?<![\d.\-/@#]|\d:)([45])[0-5]\d(?=[\s\-,:;>"'_(#)]|$)/g;

/** The most telling enhanced code in a remark: a definite one rather than x.0.0. */
export function statusIn(text: string): string | null {
  const codes = [...text.slice(0, 4000).matchAll(enhanced)].map((match) => match[0]);
  return (
    codes.find((code) => !code.endsWith(".0.0") && !code.startsWith("2")) ??
    codes.find((code) => !code.startsWith("2")) ??
    codes[0] ??
    null
  );
}

/** The class told by a plain SMTP reply code: `550`, `421`. */
export function replyClassIn(text: string): "4" | "5" | null {
  const match = [...text.slice(0, 4000).matchAll(reply)][0];
  return match === undefined ? null : match[1] === "4" ? "4" : "5";
}

/** The reason, from the words of the remote server first where they are plain, then from the code. */
export function reasonOf(status: string | null, text: string): BounceReason {
  const words = text.slice(0, 4000);
  const byWords = plainlySaid(words);
  const byCode =
    status === null
      ? undefined
      : reasonRows.find((row) =>
          row.codes.some((code) => (code.endsWith(".") ? status.startsWith(code) : status === code)),
        );
  if (byCode !== undefined && byCode.reason !== "route") {
    if (byCode.reason === "policy" && byWords?.reason === "spam") return "spam";
    // Some refuse strangers and people who are not there with one code.
    if (byCode.reason === "policy" && nobodyThere.test(words) && !/spam|block|list/i.test(words))
      return "unknown";
    if (byCode.reason === "unknown" && byWords?.reason === "full") return "full";
    return byCode.reason;
  }
  if (byWords !== undefined) return byWords.reason;
  const waited = reasonRows.find((row) => row.reason === "expired")?.words.test(words) === true;
  if (byCode !== undefined) return waited ? "expired" : byCode.reason;
  return reasonRows.find((row) => row.words.test(words))?.reason ?? "other";
}

const nobodyThere =
  /no such (?:user|recipient|mailbox|person)|(?:user|recipient|mailbox)(?: is)? (?:unknown|not found)|unknown (?:user|recipient)|(?:user|mailbox|account|address|recipient) does ?n[o']t exist/i;

function plainlySaid(words: string): ReasonRow | undefined {
  const plain = reasonRows.filter((row) => row.reason !== "policy" && row.reason !== "expired");
  return (
    plain.find((row) => row.words.test(words)) ?? plain.find((row) => row.elsewhere?.test(words) === true)
  );
}

/**
 * `delayed` is no failure. A full mailbox and a wait that ran out are transient whatever their code says; then the
 * enhanced code's first digit decides, then the SMTP reply's, then what the words usually mean.
 */
export function outcomeOf(
  action: string,
  status: string | null,
  reason: BounceReason,
  text: string,
): BounceOutcome {
  if (action.startsWith("delayed")) return "delayed";
  if (reason === "full") return "transient";
  const digit = status?.[0] === "4" || status?.[0] === "5" ? status[0] : replyClassIn(text);
  const smtp = replyClassIn(text);
  if (digit === "4") return "transient";
  if (digit === "5" && status?.endsWith(".0.0") === true && smtp === "4") return "transient";
  if (digit === "5") return "permanent";
  if (/temporar|will (?:be )?retr(?:y|ied)|try again later|greylist/i.test(text)) return "transient";
  return reasonRows.find((row) => row.reason === reason)?.outcome ?? "permanent";
}

/** What the server itself said, with no leniency: a full mailbox refused with 5.2.2 lost this letter for good. */
export function statedClass(
  action: string,
  status: string | null,
  reason: BounceReason,
  text: string,
): "permanent" | "transient" {
  const outcome = outcomeOf(action, status, reason, text);
  if (outcome === "delayed") return "transient";
  if (reason !== "full") return outcome;
  const digit = status?.[0] === "4" || status?.[0] === "5" ? status[0] : replyClassIn(text);
  return digit === "4" || (digit === null && /retry time/i.test(text)) ? "transient" : "permanent";
}
