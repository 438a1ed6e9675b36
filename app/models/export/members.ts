import Papa from "papaparse";
import { db } from "#app/db/client.ts";
import type { Community } from "#prisma/generated/client.ts";

const PAGE = 500;
const HEADS = [
  "name",
  "address",
  "other addresses",
  "role",
  "status",
  "makes",
  "place",
  "links",
  "digest",
  "time zone",
  "joined",
  "left",
  "invited by",
];

/**
 * Everybody who is, was or waits to be a member, one a line, by when they came. UTF-8 with a byte order mark, so that
 * Excel reads names as they are; what a table program would take for a formula is disarmed.
 */
export async function* membersAsCsv({ id: communityId }: Pick<Community, "id">): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`\uFEFF${line([HEADS])}`);
  for await (const members of pagesOfMembers(communityId)) {
    const rows = members.map(({ person, invitedBy, ...member }) => {
      const [first, ...others] = person.addresses.map(({ address }) => address);
      return [
        ...[
          member.name,
          first ?? "",
          others.join(" "),
          member.role,
          member.status,
          member.makes,
          member.place,
        ],
        ...[member.links.join(" "), member.digestRhythm, member.timeZone],
        ...[day(member.joinedAt), day(member.endedAt), invitedBy?.name ?? ""],
      ];
    });
    yield Buffer.from(line(rows));
  }
}

export async function* pagesOfMembers(communityId: string) {
  let after: string | undefined;
  for (;;) {
    const members = await db().membership.findMany({
      where: { communityId },
      include: {
        person: { include: { addresses: { orderBy: [{ isPrimary: "desc" }, { createdAt: "asc" }] } } },
        invitedBy: { select: { name: true } },
      },
      orderBy: { id: "asc" },
      take: PAGE,
      ...(after === undefined ? {} : { cursor: { id: after }, skip: 1 }),
    });
    if (members.length > 0) yield members;
    if (members.length < PAGE) return;
    after = members.at(-1)?.id;
  }
}

function line(rows: string[][]): string {
  return `${Papa.unparse(rows, { newline: "\r\n", escapeFormulae: true })}\r\n`;
}

function day(at: Date | null): string {
  return at?.toISOString().slice(0, 10) ?? "";
}
