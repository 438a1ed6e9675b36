import type { MailKind } from "#emails/reading/sort-mail.ts";

type Row = [name: string, words: string];
type Show<Kind extends MailKind["kind"]> = (kind: Extract<MailKind, { kind: Kind }>) => Row[];

/** What a machine's mail tells, row by row. */
export function showFinding(kind: MailKind): Row[] {
  const show = shows[kind.kind] as Show<MailKind["kind"]>;
  return show(kind).filter(([, words]) => words !== "");
}

const nothing = () => [];

const shows: { [Kind in MailKind["kind"]]: Show<Kind> } = {
  bounce: ({ report }) => [
    ...report.recipients.flatMap((each): Row[] => [
      [
        "Returned",
        `${each.address ?? "nobody named"}: ${each.outcome}, ${each.reason}, ${each.status ?? "no code"}`,
      ],
      ["Written to", each.originalAddress ?? ""],
      ["Said", each.remoteText.replace(/\s+/g, " ").slice(0, 300)],
    ]),
    ["Letter", [report.returnedMessageId, report.returnedTo, report.returnedPath].filter(Boolean).join(", ")],
  ],
  complaint: ({ report }) => [
    ["Complaint", report.type],
    ["Of", report.originalRecipient ?? "nobody named"],
    ["Letter", [report.returnedMessageId, report.originalPath].filter(Boolean).join(", ")],
  ],
  receipt: ({ receipt }) => [
    ["Receipt", `${receipt.disposition ?? "not told"}${receipt.automatic ? ", by a program" : ""}`],
    ["Letter", receipt.originalMessageId ?? ""],
  ],
  calendar: ({ reply }) => [
    [
      "Calendar",
      `${reply.method}, ${reply.answer ?? "no answer"}${reply.guests > 0 ? `, and ${reply.guests} more` : ""}`,
    ],
    ["Attendee", reply.attendee ?? ""],
    ["Event", [reply.uid, reply.recurrenceId ?? reply.start, reply.timeZone].filter(Boolean).join(", ")],
    ["Comment", reply.comment ?? ""],
  ],
  "auto-reply": ({ until }) => [["Until", until ?? ""]],
  list: nothing,
  loop: nothing,
  "own-mail": nothing,
  person: nothing,
};
