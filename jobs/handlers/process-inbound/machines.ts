import { Rejection, type RejectionReason } from "#app/models/rejection.ts";
import type { MailKind } from "#emails/reading/sort-mail.ts";
import { takeBounce } from "#jobs/handlers/process-inbound/take-bounce.ts";
import { takeCalendarReply } from "#jobs/handlers/process-inbound/take-calendar-reply.ts";
import { takeComplaint } from "#jobs/handlers/process-inbound/take-complaint.ts";
import type { Letter } from "#jobs/handlers/process-inbound/open-letter.ts";
import type { Placed } from "#jobs/handlers/process-inbound/placed.ts";

type Machine<Kind extends MailKind["kind"]> = (
  letter: Letter,
  kind: Extract<MailKind, { kind: Kind }>,
) => Promise<Placed | null>;

/** What becomes of each kind of mail; null: a person wrote it after all. None of these is ever answered. */
const machines: { [Kind in MailKind["kind"]]: Machine<Kind> } = {
  bounce: takeBounce,
  complaint: takeComplaint,
  calendar: takeCalendarReply,
  "auto-reply": (_letter, { why }) => ignore(why.startsWith("challenge") ? "challenge" : "auto-reply"),
  receipt: () => ignore("read-receipt"),
  list: () => ignore("mailing-list"),
  loop: () => ignore("loop"),
  "own-mail": () => ignore("own-mail"),
  person: notByNobody,
};

export function fromMachine(letter: Letter): Promise<Placed | null> {
  const machine = machines[letter.kind.kind] as Machine<MailKind["kind"]>;
  return machine(letter, letter.kind);
}

/** People have a return path; what has none and is no report that we can read is a machine's all the same. */
function notByNobody({ inbound, released }: Letter): Promise<null> {
  return inbound.envelopeFrom === "" && !released ? ignore("machine-mail") : Promise.resolve(null);
}

function ignore(reason: RejectionReason): Promise<never> {
  return Promise.reject(new Rejection(reason));
}
