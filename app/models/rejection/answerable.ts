import type { ReadMessage } from "#emails/reading/parse-message.ts";

const MACHINE_NAMES =
  /^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|donotreply|bounces?|notifications?|daemon)(?:[+._-]|@)/i;

/**
 * Whether a letter of ours may answer this one: never a machine (RFC 3834, 2). A null sender, an automatic message,
 * bulk mail and lists are answered by nobody, or two machines write to each other for ever.
 */
export function mayBeAnswered(message: ReadMessage, envelopeFrom: string): boolean {
  const sender = message.from[0]?.address ?? "";
  return (
    envelopeFrom !== "" &&
    sender !== "" &&
    !MACHINE_NAMES.test(sender) &&
    !MACHINE_NAMES.test(envelopeFrom) &&
    /^(?:|no)$/i.test(firstWord(message.header("auto-submitted"))) &&
    !/^(?:bulk|junk|list|auto_reply)$/i.test(firstWord(message.header("precedence"))) &&
    !/\b(?:all|oof|autoreply)\b/i.test(message.header("x-auto-response-suppress") ?? "") &&
    message.header("list-id") === null &&
    message.header("x-autoreply") === null &&
    message.header("x-autorespond") === null
  );
}

function firstWord(value: string | null): string {
  return (value ?? "").trim().split(/[\s;]/, 1)[0] ?? "";
}
