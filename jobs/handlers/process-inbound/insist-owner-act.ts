import { now } from "#app/lib/clock.ts";
import { Rejection } from "#app/models/rejection.ts";
import { dayNumber } from "#emails/writing/token-bytes.ts";
import type { Letter } from "#jobs/handlers/process-inbound/open-letter.ts";

/** A letter that asks for a decision is not decided by who finds it in an old mailbox. */
const FRESH_DAYS = 14;

/**
 * Acts on others' things, by mail, need more than words in one's own name do: a sender whom their domain (or a mail
 * server of ours) stands by, the address of the letter that asked, and that letter of the last two weeks. Nobody lets
 * such a message pass in another's name either.
 * @throws Rejection "act-unproven", "act-stale"
 */
export function insistOwnerAct({ address, reading, released }: Letter): void {
  const verdict = reading.authentication?.verdict ?? "unchecked";
  if (released || (verdict !== "aligned" && verdict !== "unchecked")) throw new Rejection("act-unproven");
  const issuedDay = address?.kind === "token" ? address.claim.issuedDay : 0;
  if (dayNumber(now()) - issuedDay > FRESH_DAYS) throw new Rejection("act-stale");
}
