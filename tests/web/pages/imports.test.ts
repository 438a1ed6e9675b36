import iconv from "iconv-lite";
import { beforeAll, expect, it } from "vitest";
import { db } from "#app/db/client.ts";
import { now, setClock } from "#app/lib/clock.ts";
import { inviteByAddress } from "#app/models/invitation.ts";
import { startSession } from "#app/models/session.ts";
import {
  beginImport,
  forgetImports,
  importProgress,
  previewImport,
  startImport,
  undoImport,
} from "#app/models/people-import.ts";
import { importPeople } from "#app/models/people-import/run.ts";
import { action as begin, loader as openList } from "#app/routes/console.$slug.imports._index.tsx";
import { action, loader } from "#app/routes/console.$slug.imports.$id.tsx";
import { loader as leftOut } from "#app/routes/console.$slug.imports.$id_.left-out[.]csv.ts";
import type { Community } from "#prisma/generated/client.ts";
import { actorOf, aCommunity, aMember, anOwner, type MemberOfTest } from "#tests/support/circle.ts";
import { openPage, press } from "#tests/support/pages.ts";

let community: Community;
let owner: MemberOfTest;
let cookie: string;

beforeAll(async () => {
  community = await aCommunity();
  owner = await anOwner(community);
  cookie = await signedIn(owner);
});

async function signedIn({ personId }: MemberOfTest): Promise<string> {
  return `session=${(await startSession(db(), personId, "test")).token}`;
}

const me = () => actorOf(owner, community);
const preview = async (text: string) => previewImport(await beginImport(me(), { text }));
const peopleIn = async (text: string) =>
  (await preview(text)).lines.map(({ name, address, outcome }) => [name, address, outcome]);

it.each([
  [
    "commas and heads",
    "Name,E-Mail\r\nAna Novak,ana.n@example.net\r\n",
    [["Ana Novak", "ana.n@example.net"]],
  ],
  [
    "semicolons",
    "ben@example.net;Ben Ortega\nc@example.net;Cleo",
    [
      ["Ben Ortega", "ben@example.net"],
      ["Cleo", "c@example.net"],
    ],
  ],
  ["tabs", "Vorname\tNachname\tE-Mail\nMei\tChen\tmei@example.net", [["Mei Chen", "mei@example.net"]]],
  ["a mark and sep=", "\uFEFFsep=|\nNom|Courriel\nZoé|zoe@example.net", [["Zoé", "zoe@example.net"]]],
  [
    "bare addresses",
    "one@example.net\n\ntwo@example.net\n",
    [
      ["", "one@example.net"],
      ["", "two@example.net"],
    ],
  ],
  [
    "addresses with names",
    'Omar Haddad <omar@example.net>\n"Li, Wei" <wei@example.net>',
    [
      ["Omar Haddad", "omar@example.net"],
      ["Li, Wei", "wei@example.net"],
    ],
  ],
  [
    "quoted cells",
    'name,mail\n"Ruiz, Eva",eva@example.net\n"two\nlines",l@example.net',
    [
      ["Ruiz, Eva", "eva@example.net"],
      ["two\nlines", "l@example.net"],
    ],
  ],
])("a list with %s is read as it was meant", async (_kind, text, expected) => {
  expect((await peopleIn(text)).map(([name, address]) => [name, address])).toEqual(expected);
});

it.each(["utf8", "utf16le", "windows-1252"])("Excel's %s is read", async (encoding) => {
  const text = "Name;E-Mail\r\nJürgen Größe;juergen@example.net\r\nAndré Müller;andre@example.net\r\n";
  const bytes = iconv.encode(text, encoding, { addBOM: encoding !== "windows-1252" });
  const { lines } = await previewImport(await beginImport(me(), { filename: "people.csv", bytes }));
  expect(lines.map(({ name }) => name)).toEqual(["Jürgen Größe", "André Müller"]);
});

it("who left, was removed, complained or asked for rest is never written to, and each line is told why", async () => {
  const circle = await aCommunity();
  const ana = await anOwner(circle);
  const actor = actorOf(ana, circle);
  const [left, removed, member, follower] = await Promise.all([
    aMember(circle, { status: "left", address: "left@example.org" }),
    aMember(circle, { status: "removed", address: "removed@example.org" }),
    aMember(circle, { address: "member@example.org" }),
    aMember(circle, { role: "follower", address: "follower@example.org" }),
  ]);
  await db().emailAddress.create({
    data: { personId: left.personId, address: "left.too@example.org", isPrimary: false },
  });
  for (const [address, reason] of [
    ["complained@example.org", "complaint"],
    ["enough@example.org", "unsubscribed"],
    ["gone@example.org", "hard_bounce"],
  ] as const)
    await db().suppression.create({ data: { communityId: circle.id, address, reason } });
  await inviteByAddress(actor, { address: "asked@example.org" });
  const list = [
    ...[left.address, "LEFT.TOO@example.org", removed.address, member.address, follower.address],
    ...["complained@example.org", "enough@example.org", "gone@example.org", "asked@example.org"],
    ...["new@example.org", "New@Example.org", "nobody", `${circle.slug}@roundletter.test`],
  ];

  const { id } = await beginImport(actor, { text: list.join("\n") });
  const found = await db().peopleImport.findUniqueOrThrow({ where: { id } });
  expect((await previewImport(found)).lines.map(({ outcome }) => outcome)).toEqual([
    ...["left", "twice", "removed", "already-member", "already-follower"],
    ...[
      "complained",
      "unsubscribed",
      "stopped",
      "already-invited",
      "invited",
      "twice",
      "address-odd",
      "our-own",
    ],
  ]);

  await startImport(actor, id, "");
  await importPeople(id);
  expect(
    await db().invitation.findMany({
      where: { communityId: circle.id },
      select: { address: true },
      orderBy: { number: "asc" },
    }),
  ).toEqual([{ address: "asked@example.org" }, { address: "new@example.org" }]);
  expect(await db().membership.count({ where: { communityId: circle.id } })).toBe(5);
});

it("two workers, one of which dies half-way, invite each once; an undo withdraws what nobody has accepted", async () => {
  const list = Array.from({ length: 90 }, (_, at) => `person${at}@example.com`).join("\n");
  const { id } = await beginImport(me(), { text: list });
  const pressed = await Promise.allSettled([1, 2].map(() => startImport(me(), id, "Come and see")));
  expect(pressed.filter(({ status }) => status === "fulfilled")).toHaveLength(1);

  await Promise.all([importPeople(id), importPeople(id)]);
  await db().outboxJob.deleteMany({ where: { name: "import-people" } });
  const half = await importProgress(id);
  expect(half.waiting).toBeGreaterThan(0);
  while ((await importProgress(id)).waiting > 0) await Promise.all([importPeople(id), importPeople(id)]);

  expect(await importProgress(id)).toMatchObject({ total: 90, invited: 90, waiting: 0 });
  expect(await db().peopleImport.findUnique({ where: { id } })).toMatchObject({ status: "done" });
  const letters = { kind: "invitation", address: { endsWith: "@example.com" } } as const;
  expect(await db().delivery.count({ where: letters })).toBe(90);
  await db().invitation.updateMany({
    where: { communityId: community.id, address: "person7@example.com" },
    data: { acceptedAt: now(), seatsTaken: 1 },
  });

  expect(await undoImport(me(), id)).toBe(89);
  expect(
    await db().invitation.count({ where: { communityId: community.id, revokedAt: { not: null } } }),
  ).toBe(89);
  expect(await db().delivery.count({ where: { ...letters, status: "prepared" } })).toBe(1);
  await expect(undoImport(me(), id)).rejects.toMatchObject({ reason: "already-settled" });
});

it("on the page: a list is read, its columns are changed, it runs, and what was left out comes as a file", async () => {
  const list = `/console/${community.slug}/imports`;
  const slug = { slug: community.slug };
  expect(await press(begin, list, { intent: "read", list: " " }, { cookie, params: slug })).toMatchObject({
    status: 400,
    page: { errors: { list: expect.any(String) as string } },
  });
  const text = "who,where\nNora Lind,nora@example.net\n=cmd(),not an address\n";
  const begun = await press(begin, list, { intent: "read", list: text }, { cookie, params: slug });
  const here = begun.location ?? "";
  const params = { ...slug, id: here.split("/").at(-1) ?? "" };
  const asked = { cookie, params };

  expect(await openPage(loader, here, asked)).toMatchObject({
    page: { kind: "draft", draft: { columns: { hasHead: true, address: 1, name: 0 }, invited: 1, total: 2 } },
  });
  await press(
    action,
    here,
    { intent: "columns", hasHead: "yes", address: "1", name: "", firstName: "", lastName: "" },
    asked,
  );
  expect(await openPage(loader, here, asked)).toMatchObject({ page: { draft: { columns: { name: null } } } });
  expect((await press(action, here, { intent: "start", note: "" }, asked)).status).toBe(302);
  await importPeople(params.id);

  expect(await openPage(loader, here, asked)).toMatchObject({
    page: { kind: "run", run: { status: "done", invited: 1, total: 2, hasErrorFile: true } },
  });
  const file = await openPage(leftOut, `${here}/left-out.csv`, asked);
  expect(await file.response?.text()).toContain("not an address,This does not look like an email address.");
  expect(await openPage(openList, list, { cookie, params: slug })).toMatchObject({ status: 200 });

  setClock(new Date(now().getTime() + 31 * 86_400_000));
  await forgetImports();
  expect(await db().peopleImport.findUnique({ where: { id: params.id } })).toMatchObject({ source: "" });
});

it("only owners bring lists, and only of their own community", async () => {
  const moderator = await signedIn(await aMember(community, { role: "moderator" }));
  const other = await anOwner(await aCommunity());
  const { id } = await beginImport(me(), { text: "x@example.net" });
  const params = { slug: community.slug, id };
  expect(await openPage(loader, "/", { cookie: moderator, params })).toMatchObject({ status: 403 });
  expect(await openPage(loader, "/", { cookie: await signedIn(other), params })).toMatchObject({
    status: 404,
  });
});
