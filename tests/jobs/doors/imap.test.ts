import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ImapFlow } from "imapflow";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { db } from "#app/db/client.ts";
import { addIngress, listIngresses } from "#app/models/ingress.ts";
import { type Mailbox, watchMailbox } from "#jobs/ingress/imap.ts";
import { credentialsOf } from "#jobs/ingress/imap/sign-in.ts";
import type { ImapIngress } from "#jobs/ingress/imap/take-folder.ts";
import type { Community } from "#prisma/generated/client.ts";
import { aCommunity } from "#tests/support/circle.ts";
import { type Dovecot, hasDovecot, startDovecot } from "#tests/support/dovecot.ts";
import { eventually } from "#tests/support/house.ts";
import { addressOf, writeMail } from "../inbound/arriving.ts";

describe.skipIf(!hasDovecot)("a mailbox", () => {
  let server: Dovecot;
  let client: ImapFlow;
  let community: Community;
  let watching: Mailbox | null = null;

  beforeEach(async () => {
    server = await startDovecot();
    client = await signIn();
    community = await aCommunity();
  });

  afterEach(async () => {
    await watching?.close();
    watching = null;
    client.close();
    await server.stop();
  });

  async function signIn(): Promise<ImapFlow> {
    const { port, account, password } = server;
    const opened = new ImapFlow({
      host: "127.0.0.1",
      port,
      secure: false,
      auth: { user: account, pass: password },
      logger: false,
    });
    opened.on("error", () => undefined);
    await opened.connect();
    return opened;
  }

  async function put(
    text: string,
    { folder = "INBOX", to = addressOf(community), seen = false } = {},
  ): Promise<void> {
    await client.append(
      folder,
      writeMail({ from: "Ana <ana@example.org>", to, text }),
      seen ? ["\\Seen"] : [],
    );
  }

  async function aDoor(settings: object = {}): Promise<ImapIngress> {
    const { port, account, password } = server;
    const added = await addIngress("imap", "Club mailbox", {
      host: "127.0.0.1",
      port,
      secure: false,
      account,
      signIn: { password },
      folders: ["INBOX"],
      taken: "seen",
      everySeconds: 5,
      ...settings,
    });
    return added as ImapIngress;
  }

  async function again({ id }: ImapIngress): Promise<ImapIngress> {
    return (await listIngresses()).find((each) => each.id === id) as ImapIngress;
  }

  async function texts(): Promise<string[]> {
    const rows = await db().inboundMessage.findMany({
      where: { communityId: community.id },
      orderBy: { receivedAt: "asc" },
    });
    return rows.map(({ raw }) => /\r\n\r\n(.*)\r\n/.exec(Buffer.from(raw).toString())?.[1] ?? "");
  }

  async function flagsIn(folder: string): Promise<string[][]> {
    const lock = await client.getMailboxLock(folder);
    try {
      const all = await client.fetchAll("1:*", { flags: true });
      return all.map(({ flags }) => [...(flags ?? [])].filter((flag) => flag !== "\\Recent"));
    } finally {
      lock.release();
    }
  }

  test("gives us what is unread and what comes; what is others' stays as it is", async () => {
    await put("From years ago", { seen: true });
    await put("Somebody else's", { to: "someone@elsewhere.test" });
    await put("Waiting");
    watching = watchMailbox(await aDoor());
    await eventually(async () => expect(await texts()).toEqual(["Waiting"]));

    await put("Just come");
    await eventually(async () => expect(await texts()).toEqual(["Waiting", "Just come"]));
    await eventually(async () =>
      expect(await flagsIn("INBOX")).toEqual([["\\Seen"], [], ["\\Seen"], ["\\Seen"]]),
    );
  });

  test("in several folders, and what was taken is put away", async () => {
    await client.mailboxCreate("Spam");
    await client.mailboxCreate("Taken");
    await put("In the inbox");
    await put("In spam", { folder: "Spam" });
    watching = watchMailbox(await aDoor({ folders: ["INBOX", "Spam"], taken: { moveTo: "Taken" } }));
    await eventually(async () => expect((await texts()).toSorted()).toEqual(["In spam", "In the inbox"]));
    await eventually(async () => expect(await flagsIn("Taken")).toHaveLength(2));
    expect(await flagsIn("INBOX")).toEqual([]);
  });

  test("goes on where it was after a stop, and deletes only when told to", async () => {
    const door = await aDoor({ taken: "deleted" });
    await put("First");
    watching = watchMailbox(door);
    await eventually(async () => expect(await texts()).toEqual(["First"]));
    await eventually(async () => expect(await flagsIn("INBOX")).toEqual([]));
    await watching.close();

    // Read by somebody before we came back: it is still ours to take.
    await put("Second", { seen: true });
    watching = watchMailbox(await again(door));
    await eventually(async () => expect(await texts()).toEqual(["First", "Second"]));
  });

  test("a folder that was numbered anew is looked through, and nothing is filed twice", async () => {
    const door = await aDoor();
    await put("Once");
    watching = watchMailbox(door);
    await eventually(async () => expect(await texts()).toEqual(["Once"]));
    await watching.close();

    await db().ingress.update({
      where: { id: door.id },
      data: { cursor: { INBOX: { uidValidity: "1", uid: 4_000_000 } } },
    });
    await put("And another");
    watching = watchMailbox(await again(door));
    await eventually(async () => expect(await texts()).toEqual(["Once", "And another"]));
  });

  test("a server that goes away is told of, and found again", async () => {
    const door = await aDoor({ signIn: { password: "not-the-password" } });
    watching = watchMailbox(door);
    await eventually(async () =>
      expect((await db().ingress.findUniqueOrThrow({ where: { id: door.id } })).trouble).not.toBeNull(),
    );
  });
});

describe("an account with OAuth", () => {
  let tokens: Server;
  const seen: string[] = [];

  beforeAll(async () => {
    tokens = createServer((request, response) => {
      let body = "";
      request.on("data", (bytes: Buffer) => (body += bytes.toString()));
      request.on("end", () => {
        seen.push(body);
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify({ access_token: "fresh-token", expires_in: 3599, token_type: "Bearer" }));
      });
    });
    await new Promise<void>((resolve) => tokens.listen(0, "127.0.0.1", resolve));
  });

  afterAll(() => tokens.close());

  test("asks for a fresh token each time", async () => {
    const tokenUrl = `http://127.0.0.1:${(tokens.address() as AddressInfo).port}/token`;
    const signIn = { tokenUrl, clientId: "us", clientSecret: "ours", refreshToken: "long-lived" };
    expect(await credentialsOf("box@example.org", signIn)).toEqual({
      user: "box@example.org",
      accessToken: "fresh-token",
    });
    expect(new URLSearchParams(seen[0])).toEqual(
      new URLSearchParams({
        grant_type: "refresh_token",
        client_id: "us",
        client_secret: "ours",
        refresh_token: "long-lived",
      }),
    );
  });
});
