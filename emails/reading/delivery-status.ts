import { decodeText } from "#emails/reading/decode-text.ts";
import { decodeHeader, readAddresses, readMessageIds } from "#emails/reading/header-values.ts";
import {
  outcomeOf,
  statedClass,
  reasonOf,
  statusIn,
  type BounceOutcome,
  type BounceReason,
} from "#emails/reading/delivery-reasons.ts";
import { deliveryWords } from "#emails/reading/delivery-words.ts";
import { readNotice } from "#emails/reading/delivery-notice.ts";
import { allParts, partHeader, readMimeTree, type MimePart } from "#emails/reading/mime-tree.ts";
import { partsOf, type ReadMessage } from "#emails/reading/parse-message.ts";

export interface ReportedRecipient {
  /** Whom the refusing server names (Final-Recipient, or the text). */
  address: string | null;
  /** Whom we wrote to, where it differs (Original-Recipient, or the returned message). */
  originalAddress: string | null;
  /** What to make of it: a full mailbox and a wait that ran out are transient, whatever was said. */
  outcome: BounceOutcome;
  /** What the server said: whether this letter is lost for good. */
  stated: "permanent" | "transient";
  /** Enhanced status code, RFC 3463. */
  status: string | null;
  reason: BounceReason;
  remoteText: string;
}

export interface DeliveryReport {
  recipients: ReportedRecipient[];
  /** Message-ID of the letter that was returned. */
  returnedMessageId: string | null;
  /** Its To address. */
  returnedTo: string | null;
  /** Its Return-Path: with VERP the surest name of the letter. */
  returnedPath: string | null;
}

/**
 * A delivery status notification (RFC 3464), or one of the many that follow no standard. Null when the message is no
 * report of a failure or a delay: reports of success count as nothing. `raw` is needed only for a message that was not
 * read by `parseMessage`.
 */
export function readDeliveryReport(message: ReadMessage, raw?: Uint8Array): DeliveryReport | null {
  const root = partsOf(message) ?? (raw === undefined ? null : readMimeTree(raw, []));
  if (root === null) return null;
  const returned = returnedHeaders(root);
  const machine = looksLikeNotice(message, root);
  const own = statusGroups(reportParts(root));
  // Gateways wrap a whole report into another message, or paste it into its text.
  const groups =
    own.length > 0 || !machine ? own : [...statusGroups(allParts(root)), ...pastedGroups(message.text ?? "")];
  const notice = groups.length > 0 || machine ? readNotice(message, root, returned.to) : null;

  let recipients = groups.flatMap((group) => recipientOf(group, notice?.text ?? ""));
  if (groups.length > 0 && recipients.length === 0 && groups.some((group) => isSuccess(group))) return null;
  if (recipients.every((each) => each.address === null && each.originalAddress === null)) {
    recipients = mergeUnaddressed(recipients, notice?.recipients ?? [], returned.to);
  }
  if (recipients.length === 0) return null;
  const returnedTo = returned.to ?? notice?.returnedTo ?? null;
  return {
    recipients: withOriginal(once(recipients), returnedTo),
    returnedMessageId: returned.messageId ?? notice?.returnedMessageId ?? null,
    returnedTo,
    returnedPath: returned.path ?? notice?.returnedPath ?? null,
  };
}

/** Our letters have one receiver each: who is named in its place was forwarded to. */
function withOriginal(recipients: ReportedRecipient[], returnedTo: string | null): ReportedRecipient[] {
  const [only] = recipients;
  if (only === undefined || recipients.length > 1 || returnedTo === null) return recipients;
  return only.originalAddress === null && only.address !== returnedTo
    ? [{ ...only, originalAddress: returnedTo }]
    : recipients;
}

type Group = Map<string, string>;

/** The fields of every message/delivery-status part that is not itself enclosed in what was returned. */
function statusGroups(among: MimePart[]): Group[] {
  const parts = among.filter(
    (part) =>
      /^message\/(?:global-)?delivery-status$/.test(part.mediaType) ||
      (part.mediaType === "text/plain" &&
        /^\s*Reporting-MTA\s*:/i.test(part.body.slice(0, 200)) &&
        /^Final-Recipient\s*:/im.test(part.body.slice(0, 20000))),
  );
  return parts.flatMap((part) => readGroups(decodeText(part.body, null))).filter(isRecipient);
}

function isRecipient(group: Group): boolean {
  return group.has("final-recipient") || group.has("original-recipient") || group.has("action");
}

function pastedGroups(text: string): Group[] {
  const start = text.search(/^[> ]{0,4}(?:Final|Original)-Recipient[ \t]{0,3}:/im);
  if (start < 0) return [];
  return readGroups(text.slice(start, start + 20_000).replace(/^[> ]{1,4}/gm, "")).filter(
    (group) => isRecipient(group) && group.has("action"),
  );
}

function reportParts(part: MimePart): MimePart[] {
  if (part.mediaType === "message/rfc822") return [];
  return [part, ...part.parts.flatMap(reportParts)];
}

/** Of recipients in one report. */
const mostGroups = 500;

function readGroups(body: string): Group[] {
  const groups: Group[] = [];
  let group: Group = new Map();
  let name = "";
  for (const line of body.split(/\r?\n/, 20_000)) {
    if (groups.length >= mostGroups) return groups;
    if (line.trim() === "") {
      if (group.size > 0) groups.push(group);
      group = new Map();
      name = "";
      continue;
    }
    const field = /^([A-Za-z][A-Za-z-]{1,50})\s{0,5}:(.*)$/.exec(line);
    if (/^\s/.test(line) || field === null) {
      const value = group.get(name) ?? "";
      if (name !== "" && value.length < 8000) group.set(name, `${value} ${line.trim()}`);
      continue;
    }
    name = (field[1] ?? "").toLowerCase();
    // Some servers leave out the blank line between two recipients.
    if (name === "final-recipient" && group.has("final-recipient")) {
      groups.push(group);
      group = new Map();
    }
    if (!group.has(name)) group.set(name, (field[2] ?? "").trim());
    else name = "";
  }
  if (group.size > 0) groups.push(group);
  return groups;
}

function recipientOf(group: Group, notice: string): ReportedRecipient[] {
  const action = (group.get("action") ?? "").toLowerCase();
  if (/^(?:delivered|relayed|expanded|deliverable)/.test(action)) return [];
  const diagnostic = decodeHeader(
    group.get("diagnostic-code") ?? group.get("x-supplementary-info") ?? "",
  ).replace(/^\s*(?:smtp|x-[\w-]+|local)\s*;\s*/i, "");
  const stated = statusIn(group.get("status") ?? "");
  const inside = statusIn(diagnostic);
  const status = stated === null || (/\.0\.0$/.test(stated) && inside !== null) ? (inside ?? stated) : stated;
  if (status?.startsWith("2") === true && action === "") return [];
  const final = addressIn(group.get("final-recipient") ?? "");
  const original =
    addressIn(group.get("original-recipient") ?? "") ?? addressIn(group.get("x-actual-recipient") ?? "");
  const text = diagnostic === "" ? notice.slice(0, 1000) : diagnostic;
  const reason = reasonOf(status, text);
  return [
    {
      address: final ?? original,
      originalAddress: original !== null && original !== final ? original : null,
      outcome: outcomeOf(action, status, reason, diagnostic),
      stated: statedClass(action, status, reason, diagnostic),
      status,
      reason,
      remoteText: diagnostic.slice(0, 1000),
    },
  ];
}

function isSuccess(group: Group): boolean {
  return (
    /^(?:delivered|relayed|expanded)/i.test(group.get("action") ?? "") || /^2/.test(group.get("status") ?? "")
  );
}

function addressIn(value: string): string | null {
  const bare = value.replace(/^\s*[\w-]{1,20}\s*;/, "").trim();
  return readAddresses(bare).find((each) => each.address.includes("@"))?.address ?? null;
}

/** A report that names nobody: the text, or the letter that came back, may. */
function mergeUnaddressed(
  reported: ReportedRecipient[],
  noticed: ReportedRecipient[],
  returnedTo: string | null,
): ReportedRecipient[] {
  const [first] = reported;
  if (first === undefined) return noticed;
  if (noticed.length > 0)
    return noticed.map((each) => ({
      ...first,
      address: each.address,
      originalAddress: each.originalAddress,
    }));
  return [{ ...first, address: returnedTo }];
}

function once(recipients: ReportedRecipient[]): ReportedRecipient[] {
  const seen = new Map<string, ReportedRecipient>();
  for (const each of recipients) {
    const key = each.address ?? "";
    if (!seen.has(key) || seen.get(key)?.outcome === "delayed") seen.set(key, each);
  }
  return [...seen.values()];
}

function returnedHeaders(root: MimePart): ReturnedHead {
  for (const part of allParts(root)) {
    if (part === root) continue;
    const isEnclosed = part.mediaType === "message/rfc822" || part.mediaType === "message/global";
    const isHeaders =
      /^(?:text|message)\/(?:rfc822|global)-?headers$/.test(part.mediaType) ||
      part.mediaType === "message/partial";
    const inner = isEnclosed
      ? part.parts[0]
      : isHeaders
        ? readMimeTree(Buffer.from(part.body, "latin1"), [])
        : undefined;
    if (inner === undefined) continue;
    return {
      messageId: readMessageIds(partHeader(inner, "message-id") ?? "")[0] ?? null,
      to: addressIn(decodeHeader(partHeader(inner, "to") ?? "")),
      path: addressIn(partHeader(inner, "return-path") ?? ""),
    };
  }
  return { messageId: null, to: null, path: null };
}

interface ReturnedHead {
  messageId: string | null;
  to: string | null;
  path: string | null;
}

/** Names that only mail servers bear, and names that people may bear too. */
const machineSender =
  /mailer-?daemon|post-?master|mail-?daemon|maildaemon|mail[ ._-]?delivery|mail[ ._-]?administrator|mailadmin|mdaemon|mail[ ._-]?system|mail[ ._-]?security|content-?filter|mail[ ._-]?service|delivery[ ._-]?(?:agent|system|subsystem)|mail server|mailserver|majordomo|microsoftexchange|system administrator|^mta\b|autonotify/i;
const perhapsMachine = /^(?:bounces?|smtp)(?![a-z])/i;
const failureSubject =
  /undeliver|not deliver|non-?deliver|deliver(?:y|ed|ing)?[^a-z]{0,3}(?:status|fail|report|problem|notif|error|delay|attempt)|fail(?:ed|ure)?[^a-z]{0,3}(?:notice|deliver|mail|notif)|returned (?:mail|message|to sender)|mail (?:could not|status|system error|failed|delivery|returned|undeliv)|unable to deliver|could not (?:be delivered|send)|message (?:status|not delivered|delayed|could not|undeliv|you sent|delivery)|^nondeliv|bounce|warning: (?:could not|message)|user unknown|zustellung|error (?:sending|delivering)|problem|notification d'état|rejected|ndn:|blocked|quota/i;

const surelyFailed =
  /could not be delivered|was not delivered|undeliver|not been delivered|delivery (?:has )?failed|permanent(?: fatal)? error|user unknown/i;

const elsewhere = new RegExp(`${deliveryWords("failed")}|${deliveryWords("delayed")}|配信`, "i");
const ownFullness = /quota|full|voll|plein|llen[oa]|pien[oa]|cheia|vol\b/i;

/** Who may write a report that follows no standard. */
function looksLikeNotice(message: ReadMessage, root: MimePart): boolean {
  if (message.header("x-failed-recipients") !== null) return true;
  if (root.mediaType === "multipart/report" && root.parameters["report-type"] === "delivery-status")
    return true;
  const from = message.from[0];
  const name = from === undefined ? "" : `${from.name.slice(0, 200)} ${from.address.split("@")[0] ?? ""}`;
  const fromMachine = from === undefined || machineSender.test(name);
  const nullSender = message.returnPath === "" || machineSender.test(message.returnPath ?? "");
  const title = message.subject.slice(0, 500);
  const subject = failureSubject.test(title) || elsewhere.test(title);
  const automatic = (message.header("auto-submitted") ?? "no") !== "no";
  const words = nullSender && surelyFailed.test((message.text ?? "").slice(0, 2000));
  return (
    (fromMachine && message.from.length > 0) ||
    (nullSender && (subject || fromMachine || words)) ||
    (subject && (automatic || perhapsMachine.test(from?.address ?? ""))) ||
    (automatic && ownFullness.test(title)) ||
    /^(?:undelivered mail returned|undeliverable(?: mail| message)?:|delivery status notification|returned mail: |failure notice$|mail delivery (?:failed|failure|system)|nondeliverable mail)/i.test(
      title,
    )
  );
}
