import {
  outcomeOf,
  statedClass,
  reasonOf,
  reasonRows,
  statusIn,
  replyClassIn,
} from "#emails/reading/delivery-reasons.ts";
import { deliveryWords } from "#emails/reading/delivery-words.ts";
import type { ReportedRecipient } from "#emails/reading/delivery-status.ts";
import { readHtmlText } from "#emails/reading/html-lines.ts";
import { decodeHeader, readAddresses } from "#emails/reading/header-values.ts";
import { allParts, type MimePart } from "#emails/reading/mime-tree.ts";
import type { ReadMessage } from "#emails/reading/parse-message.ts";

export interface Notice {
  text: string;
  recipients: ReportedRecipient[];
  returnedMessageId: string | null;
  returnedTo: string | null;
  returnedPath: string | null;
}

interface Candidate {
  address: string;
  line: number;
  /** Higher is surer. */
  rank: number;
}

const mostLines = 400;
const longestLine = 2000;
const mostInLine = 20;
const mostRecipients = 100;

/**
 * A report in plain words, from whatever program. Shape first: an address alone on its line, before a colon or inside an
 * SMTP dialogue, near words of failure. Addresses of the report itself and of the letter's author do not count.
 */
export function readNotice(message: ReadMessage, root: MimePart, returnedTo: string | null): Notice {
  const { lines, below } = noticeLines(message, root);
  const text = lines.join("\n");
  const header = headersIn(below);
  const named = failedRecipients(message);
  const excluded = excludedAddresses(message, header.from);
  const to = returnedTo ?? header.to;

  let candidates =
    named.length > 0
      ? named.map((address) => ({ address, line: lineOf(lines, address), rank: 9 }))
      : best(findCandidates(lines, excluded));
  const failed = isFailure(message, text);
  if (candidates.length === 0 && failed && to !== null && !excluded.has(to))
    candidates = [{ address: to, line: lines.length, rank: 0 }];
  if (candidates.length === 0 && failed) candidates = bareNames(lines, message);
  if (candidates.length === 0 && failed) candidates = ownAddress(message);
  if (candidates.length === 0 && failed && looksSure(message, text)) {
    const weak = looseAddresses(lines, excluded);
    candidates = weak.slice(0, 1);
  }
  if (!failed && named.length === 0) candidates = [];
  const whole = text.slice(0, 8000);
  const delayed = isDelay(`${message.subject.slice(0, 500)}\n${whole.slice(0, 1500)}`);
  const recipients = candidates.map((candidate, i) =>
    judge(candidate, candidates[i + 1], { lines, whole, delayed, to }),
  );
  return { text, recipients, returnedMessageId: header.messageId, returnedTo: to, returnedPath: header.path };
}

/** The words of the notice, cut where the returned letter begins, and the lines below. */
function noticeLines(message: ReadMessage, root: MimePart): { lines: string[]; below: string[] } {
  const first = allParts(root).find(
    (part) => part.mediaType === "text/plain" && part.body.trim() !== "" && part.parts.length === 0,
  );
  const text =
    message.text !== null && message.text.trim() !== ""
      ? message.text
      : message.html !== null
        ? readHtmlText(message.html)
        : (first?.body ?? "");
  const all = text.split("\n", 5000).map((line) => line.slice(0, longestLine).trimEnd());
  let end = all.findIndex((line, i) => i > 0 && (isCopyMark(line) || isReturnedHeader(all, i)));
  if (end < 0) end = all.length;
  return { lines: all.slice(0, Math.min(end, mostLines)), below: all.slice(end, end + 400) };
}

const copyMark =
  /(?:below (?:this line )?is (?:a )?copy|(?:this is|here is) (?:a|the) copy of|original (?:message|mail)(?: (?:follows|below|text|header|headers))?|(?:the )?(?:headers?|text|body|first .{1,20} lines) of (?:the|your) (?:original |returned )?(?:message|mail)|returned (?:message|mail)(?: (?:follows|below))?|unsent message|message (?:header|headers|follows|text|contents)|undelivered (?:message|mail) ?(?:follows)?|your (?:original )?message (?:follows|reads|was|is)|copy of (?:your|the|original) message|start of (?:returned|original)|included is|mail (?:is )?(?:returned|attached)|ursprüngliche nachricht|message d'origine)/i;

function isCopyMark(line: string): boolean {
  if (
    line.length > 120 ||
    !copyMark.test(line) ||
    /addresses|recipients|did not|could not|transcript/i.test(line)
  )
    return false;
  return (
    /^[-_=*#>\s]*-{2,}|-{3,}\s*$/.test(line) || /:\s*$/.test(line) || /follows|below this line/i.test(line)
  );
}

function isReturnedHeader(lines: string[], at: number): boolean {
  const header = (line: string | undefined) =>
    /^\s{0,4}>?\s?(?:received|return-path|from|to|subject|date|message-id|mime-version|content-type|delivered-to|x-[\w-]+|reply-to|dkim-signature|authentication-results|sender)\s*:\s/i.test(
      line ?? "",
    );
  if (
    !/^\s{0,4}>?\s?(?:received: (?:from|by|\()|return-path: ?<|dkim-signature|message-id: ?<|from: .*@|date: .*\d:\d\d|mime-version)/i.test(
      lines[at] ?? "",
    )
  )
    return false;
  let count = 0;
  for (let i = at; i < lines.length && i < at + 14; i++) if (header(lines[i])) count++;
  return count >= 3;
}

interface ReturnedHead {
  from: string | null;
  to: string | null;
  path: string | null;
  messageId: string | null;
}

function headersIn(below: string[]): ReturnedHead {
  const find = (name: RegExp) =>
    below.find((line) => name.test(line))?.replace(/^[\s>]*[\w-]+\s*:/, "") ?? null;
  const address = (value: string | null) =>
    value === null
      ? null
      : (readAddresses(value).find((each) => each.address.includes("@"))?.address ?? null);
  return {
    from: address(find(/^[\s>]{0,6}from\s*:/i)),
    to: address(find(/^[\s>]{0,6}to\s*:/i)),
    path: address(find(/^[\s>]{0,6}return-path\s*:/i)),
    messageId: /<[^<>\s]{3,998}>/.exec(find(/^[\s>]{0,6}message-id\s*:/i) ?? "")?.[0] ?? null,
  };
}

function failedRecipients(message: ReadMessage): string[] {
  return message
    .headers("x-failed-recipients")
    .flatMap(readAddresses)
    .map((each) => each.address)
    .filter((each) => each.includes("@"))
    .slice(0, mostRecipients);
}

function excludedAddresses(message: ReadMessage, returnedFrom: string | null): Set<string> {
  const own = [...message.from, ...message.to, ...message.cc, ...message.replyTo].map((each) => each.address);
  return new Set([...own, ...(returnedFrom === null ? [] : [returnedFrom])]);
}

const anAddress = /[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,128}@[A-Za-z0-9.-]{1,190}[A-Za-z0-9]/g;
const failure = new RegExp(
  reasonRows.map((row) => row.words.source).join("|") +
    "|fail|could ?n[o']t|cannot|can't|unable|undeliver|not deliver|error|bounce|return|problem|fatal|permanent|did not reach|delayed|stopped|blocked",
  "i",
);
const failureElsewhere = new RegExp(
  (["failed", "delayed", "unknown", "full"] as const).map(deliveryWords).join("|"),
  "i",
);
const speaksOfFailure = (text: string) => failure.test(text) || failureElsewhere.test(text);

function findCandidates(lines: string[], excluded: Set<string>): Candidate[] {
  const found: Candidate[] = [];
  lines.forEach((line, index) => {
    if (!line.includes("@") || !speaksOfFailure(around(lines, index))) return;
    for (const match of [...line.matchAll(anAddress)].slice(0, mostInLine)) {
      const address = match[0].toLowerCase().replace(/^['=]+|^mailto:/g, "");
      const rank = rankOf(line, match[0], excluded.has(address));
      if (rank > 0 && !(isService(address) && rank < 5) && !/^(?:mailer-daemon|postmaster)@/.test(address))
        found.push({ address, line: index, rank });
    }
  });
  return found;
}

function around(lines: string[], index: number): string {
  return lines
    .slice(Math.max(0, index - 6), index + 7)
    .join("\n")
    .slice(0, 3000);
}

/** Who can be written to for help is not who could not be reached. */
function isService(address: string): boolean {
  return /^(?:mailer-daemon|postmaster|abuse|support|help(?:desk)?|noc|hostmaster|webmaster|admin(?:istrator)?|postfix|bounce[\w.+-]*)@/.test(
    address,
  );
}

function rankOf(line: string, address: string, excluded: boolean): number {
  const plain = line.trim().replace(/^>\s?/, "");
  const bare = plain.replace(/[<>()[\]"',;:.*\s-]/g, "");
  if (/(?:final|original|failed|bad|intended)[- ]recipients?|rcpt to\s*:/i.test(plain))
    return excluded ? 3 : 8;
  const at = plain.indexOf(address);
  const before = plain.slice(0, Math.max(at, 0));
  const after = plain.slice(at + address.length);
  if (
    /(?:from|sender|contact|write to|reply to|sent by|by|mail from)\W{0,4}$/i.test(before) ||
    /\b(?:mail from|message-id|references|in-reply-to)\b/i.test(before)
  )
    return /\((?:expanded|generated) from:?\s?<?$/i.test(before) ? 2 : 0;
  const alone =
    bare.toLowerCase() === address.replace(/[<>()[\]"',;:.*\s-]/g, "").toLowerCase() ||
    (/^(?:smtp|rfc822|to|recipient|e-?mail|an|à|para|user|local|alias)?[\s:;<>("'=-]{0,6}$/i.test(before) &&
      /^[\s>)"';:,.]{0,6}$/.test(after));
  if (alone) return excluded ? 2 : 6;
  if (/^[\s<"'(*-]{0,6}$/.test(before) && /^[>"')]{0,2}\s{0,3}(?::|\.\.\.|,|;|-|\(|\s)/.test(after))
    return excluded ? 1 : 5;
  if (/^[^@]{1,40}[:：][\s<(["']{0,4}$/.test(before) && /^[\s>)\]"']{0,4}$/.test(after))
    return excluded ? 1 : 4;
  if (/(?<!\d)[45]\d\d[\s-]/.test(plain) && speaksOfFailure(plain)) return excluded ? 1 : 4;
  if (speaksOfFailure(plain)) return excluded ? 0 : 3;
  if (/(?:to|for|recipient|address|user|mailbox)\W{0,6}$/i.test(before)) return excluded ? 0 : 2;
  return 0;
}

/** The surest kind of place wins; each address once. */
function best(candidates: Candidate[]): Candidate[] {
  const top = Math.max(0, ...candidates.map((each) => each.rank));
  const surest = top >= 5 ? 5 : top;
  const seen = new Set<string>();
  return candidates
    .filter((each) => each.rank >= surest && !seen.has(each.address) && seen.add(each.address))
    .slice(0, mostRecipients);
}

/** A name alone on its line below "the following recipients …:", without the domain that the report came from. */
function bareNames(lines: string[], message: ReadMessage): Candidate[] {
  const domain = message.from[0]?.address.split("@")[1] ?? "";
  const heading = lines.findIndex((line) =>
    /(?:recipients?|following|addresses)\b.*:\s*$/i.test(line.slice(0, 500)),
  );
  if (domain === "" || heading < 0) return [];
  const found: Candidate[] = [];
  for (let i = heading + 1; i < Math.min(lines.length, heading + 40); i++) {
    const name = /^\s{1,8}([\w.+-]{2,64})\s{0,8}$/.exec(lines[i] ?? "")?.[1];
    if (name !== undefined) found.push({ address: `${name.toLowerCase()}@${domain}`, line: i, rank: 2 });
    else if ((lines[i] ?? "").trim() !== "") break;
  }
  return found;
}

/** A mailbox that answers for itself that it is full. */
function ownAddress(message: ReadMessage): Candidate[] {
  const from = message.from[0]?.address ?? "";
  const tells = /^auto-replied/i.test(message.header("auto-submitted") ?? "") && !isService(from);
  return tells && from.includes("@") ? [{ address: from, line: 0, rank: 1 }] : [];
}

function looseAddresses(lines: string[], excluded: Set<string>): Candidate[] {
  return lines
    .flatMap((line, index) =>
      [
        ...line
          .slice(0, 2000)
          .replace(/\bfrom:?\s{1,3}\S{1,300}/gi, "")
          .matchAll(anAddress),
      ].map((match) => ({
        address: match[0].toLowerCase(),
        line: index,
        rank: 1,
      })),
    )
    .filter((each) => !excluded.has(each.address) && !isService(each.address));
}

function lineOf(lines: string[], address: string): number {
  const at = lines.findIndex((line) => line.toLowerCase().includes(address));
  return at < 0 ? lines.length : at;
}

const failureNotice =
  /undeliver|(?:could|can|was|were|has|have|did|has been)(?: ?n[o']t|not| not)(?: yet)?(?: been| be)? (?:able to )?(?:successfully )?(?:deliver|reach|send|sent|relay|accept|process|route)|not (?:be )?(?:deliver|reach)|deliver(?:y|ed|ing)?[^.\n]{0,60}(?:fail|delay|problem|error|unsuccess|abort|impossible|suspend|was not)|fail(?:ed|ure|s)?[^.\n]{0,60}(?:deliver|recipient|address|send|notice)|returned (?:to sender|mail|message|by)|(?:permanent|fatal|transient|temporary|persistent) (?:fatal )?error|bounce|user unknown|unable to (?:deliver|send|relay|process|reach)|cannot be (?:reached|delivered)|rejected|delivery[^.\n]{0,60}(?:stopped|blocked|refused)|did not (?:exactly )?match|disabled|mailbox|quota|no such|unknown|delayed|temporary (?:problem|failure)|transcript of session|not accepting|did not (?:reach|receive)/i;

function isFailure(message: ReadMessage, text: string): boolean {
  const sample = `${message.subject.slice(0, 500)}\n${text.slice(0, 8000)}`;
  if (
    /^(?:automatic reply|auto(?:mated)?[ -]?(?:reply|response)|out of (?:the )?office|abwesen|vacation)/i.test(
      message.subject,
    )
  )
    return false;
  if (
    !/daemon|postmaster|delivery/i.test(message.from[0]?.address ?? "") &&
    /^auto-replied/i.test(message.header("auto-submitted") ?? "") &&
    !/undeliver|fail|return/i.test(message.subject)
  )
    return statusIn(text) !== null || /quota|full/i.test(message.subject);
  return failureNotice.test(sample) || failureElsewhere.test(sample);
}

function looksSure(message: ReadMessage, text: string): boolean {
  return (
    /undeliver|fail|return|bounce|deliver/i.test(decodeHeader(message.subject)) &&
    (statusIn(text) !== null || replyClassIn(text) !== null || failureNotice.test(text.slice(0, 4000)))
  );
}

const delayNotice =
  /delayed|temporary problem|temporary failure|delivery incomplete|will retry|will (?:be retried|keep trying|continue|retry|try again)|not yet been|warning(?: only|: (?:message|could not|mail))|still (?:being )?(?:tr(?:y|ied)|queued)|do(?:es)? not need to (?:resend|re-send)|no action is required|keep trying/i;
const delayElsewhere = new RegExp(deliveryWords("delayed"), "i");
const finalNotice =
  /giving up|fail(?:ed|ure) permanently|permanent (?:fatal )?error|no further|will not be retried|undeliverable|returned mail|failure notice|could not be delivered|undelivered mail returned/i;

/** What is the same for all whom a notice names. */
interface Situation {
  lines: string[];
  whole: string;
  delayed: boolean;
  /** Whom the returned letter was for. */
  to: string | null;
}

function judge(
  candidate: Candidate,
  next: Candidate | undefined,
  { lines, whole, delayed, to }: Situation,
): ReportedRecipient {
  const end = Math.min(
    next !== undefined && next.line > candidate.line ? next.line : lines.length,
    candidate.line + 14,
  );
  const near = lines.slice(candidate.line, end).join("\n").slice(0, 3000);
  const above = lines
    .slice(Math.max(0, candidate.line - 8), candidate.line)
    .join("\n")
    .slice(-3000);
  const told =
    statusIn(near) !== null || replyClassIn(near) !== null
      ? near
      : statusIn(above) !== null || replyClassIn(above) !== null
        ? `${above}\n${near}`
        : whole;
  const status = statusIn(told);
  const local = reasonOf(status, near);
  const reason = local === "other" || local === "policy" ? reasonOf(status, told) : local;
  return {
    address: candidate.address,
    originalAddress: originalOf(near, candidate.address) ?? (to === candidate.address ? null : to),
    stated: statedClass(delayed ? "delayed" : "failed", status, reason, told),
    outcome: delayed ? "delayed" : outcomeOf("failed", status, reason, told),
    status,
    reason,
    remoteText: near.replace(/\s+/g, " ").trim().slice(0, 1000),
  };
}

function isDelay(opening: string): boolean {
  if (finalNotice.test(opening)) return false;
  return delayNotice.test(opening) || (delayElsewhere.test(opening) && !/[45]\.\d\.\d/.test(opening));
}

/** An alias is told in brackets below or behind the address: "(expanded from <bo@lind.example>)". */
function originalOf(near: string, address: string): string | null {
  const told =
    /\((?:expanded|generated|forwarded) from:?\s{0,3}<?([^\s<>()]{1,128}@[^\s<>()]{1,190})>?\)/i.exec(
      near,
    )?.[1];
  const original = told?.toLowerCase() ?? null;
  return original === address ? null : original;
}
