import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { db } from "#app/db/client.ts";
import { aCommunity, aMember, anOwner, aPost, aThread } from "#tests/support/circle.ts";
import { roundletter } from "./running.ts";

/** Each command is a process of its own; a busy machine takes its time. */
const patience = 120_000;

describe("for whoever asks wrongly", () => {
  test("help is help, and a slip is told with the code for usage", { timeout: patience }, async () => {
    const help = await roundletter(["ingest", "--help"]);
    expect(help).toMatchObject({ code: 0, errors: "" });
    expect(help.output).toContain("--to <address>");
    const slip = await roundletter(["ingest"]);
    expect(slip.code).toBe(64);
    expect(slip.errors).toContain("--to <address>");
  });

  test(
    "a database that does not answer is told in words, without a stack",
    { timeout: patience },
    async () => {
      const ended = await roundletter(["status"], {
        env: { DATABASE_URL: "postgresql://nobody@127.0.0.1:1/nothing" },
      });
      expect(ended.code).toBe(78);
      expect(ended.errors).toMatch(/does not answer.*\n {2}- Check DATABASE_URL/);
      expect(ended.errors).not.toContain("    at ");
    },
  );
});

describe("what it does", () => {
  test(
    "a community is made, somebody is invited, and the status tells",
    { timeout: patience * 2 },
    async () => {
      const made = await roundletter([
        ...[
          "community",
          "create",
          "bakers",
          "--name",
          "The Bakers",
          "--owner-name",
          "Ida",
          "--owner-address",
          "ida@example.org",
        ],
        ...["--time-zone", "Europe/Berlin", "--json"],
      ]);
      expect(made).toMatchObject({ code: 0, errors: "" });
      expect(JSON.parse(made.output)).toMatchObject({ slug: "bakers", address: "bakers@roundletter.test" });

      const again = await roundletter([
        "community",
        "create",
        "bakers",
        "--name",
        "B",
        "--owner-name",
        "Ida",
        "--owner-address",
        "ida@example.org",
      ]);
      expect(again).toMatchObject({ code: 1, errors: "Another community has this address already.\n" });

      const invited = await roundletter(["invite", "bakers", "ben@example.org", "--name", "Ben", "--json"]);
      expect(invited.code).toBe(0);
      expect(await db().invitation.count({ where: { address: "ben@example.org" } })).toBe(1);

      const status = await roundletter(["status", "--json"]);
      expect(JSON.parse(status.output)).toMatchObject({
        database: "ready",
        queues: { engine: "PostgreSQL" },
        deliveries: { prepared: 1 },
      });
    },
  );

  test("a digest is sent, once", { timeout: patience }, async () => {
    const community = await aCommunity();
    const [owner, ana] = [await anOwner(community), await aMember(community)];
    await aPost(await aThread(community, { by: ana }), ana);
    const sent = await roundletter(["digest", "send", community.slug, "--json"]);
    expect(JSON.parse(sent.output)).toMatchObject({ issue: 1, audience: { prepared: 1 } });
    expect(await db().delivery.count({ where: { membershipId: owner.id, kind: "digest" } })).toBe(1);

    expect(await roundletter(["digest", "send", community.slug])).toMatchObject({
      code: 1,
      errors: "There is nothing new to send.\n",
    });
    expect(await roundletter(["digest", "send", "nowhere"])).toMatchObject({ code: 65 });
  });
});

describe("ingest", () => {
  const mail = (from: string) =>
    `From: ${from}\r\nSubject: By pipe\r\nMessage-ID: <pipe@example.org>\r\n\r\nHello from a pipe.\r\n`;

  test(
    "takes a message from standard input, once, and can read it at once",
    { timeout: patience * 2 },
    async () => {
      const community = await aCommunity();
      const ana = await aMember(community);
      const args = [
        "ingest",
        "--to",
        `${community.slug}@roundletter.test`,
        "--from",
        ana.address,
        "--now",
        "--json",
      ];
      const first = await roundletter(args, { input: mail(ana.address) });
      expect(JSON.parse(first.output)).toMatchObject({ status: "accepted", duplicate: false });
      const second = await roundletter(args, { input: mail(ana.address) });
      expect(JSON.parse(second.output)).toMatchObject({ duplicate: true });
      expect(await db().post.count({ where: { communityId: community.id } })).toBe(1);
    },
  );

  test("tells a mail server what to do", { timeout: patience * 2 }, async () => {
    const nobody = await roundletter(["ingest", "--to", "nobody-here@roundletter.test"], {
      input: mail("a@example.org"),
    });
    expect(nobody.code).toBe(67);
    const empty = await roundletter(["ingest", "--to", "nobody-here@roundletter.test"]);
    expect(empty.code).toBe(66);
    const away = await roundletter(["ingest", "--to", "x@roundletter.test"], {
      input: mail("a@example.org"),
      env: { DATABASE_URL: "postgresql://nobody@127.0.0.1:1/nothing" },
    });
    expect(away.code).toBe(75);
  });
});

describe("inspect", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "inspect-"));
    await writeFile(
      join(folder, "reply.txt"),
      "From the river.\n\nOn Tue, Nov 24, 2026 at 9:00 AM Ana <ana@example.org> wrote:\n> Where from?\n",
    );
    await writeFile(
      join(folder, "reply.eml"),
      "From: Ben <ben@example.org>\r\nSubject: Re: Clay\r\n\r\nFrom the river.\r\n\r\n-- \r\nBen\r\n",
    );
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test(
    "answers lines with lines, whatever they say, and needs no database",
    { timeout: patience },
    async () => {
      const lines = [
        { id: "a", kind: "text-reply", path: join(folder, "reply.txt") },
        { id: "b", kind: "text-reply", path: join(folder, "missing.txt") },
        { id: "c", kind: "something-else", path: join(folder, "reply.txt") },
      ];
      const input = `${lines.map((line) => JSON.stringify(line)).join("\n")}\nnot JSON\n`;
      const ended = await roundletter(["inspect"], { input, env: { DATABASE_URL: "" } });
      const answers = ended.output
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(ended.code).toBe(0);
      expect(answers[0]).toEqual({ id: "a", reply: "From the river." });
      expect(answers[1]).toMatchObject({ id: "b", error: expect.stringContaining("ENOENT") as string });
      expect(answers[2]).toEqual({ id: "c", unsupported: true });
      expect(answers[3]).toMatchObject({ id: null });
    },
  );

  test("shows a person what is new and what is folded", { timeout: patience }, async () => {
    const { code, output } = await roundletter(["inspect", join(folder, "reply.eml")]);
    expect(code).toBe(0);
    expect(output).toMatch(/^Kind +person\n/);
    expect(output).toContain("        new │ From the river.\n");
    expect(output).toContain("  signature │ --\n            │ Ben\n");
    expect(output).not.toContain("\u001b");
  });

  test("tells whom a letter did not reach, and who comes", { timeout: patience * 2 }, async () => {
    await writeFile(
      join(folder, "returned.eml"),
      [
        "From: MAILER-DAEMON@mx.example",
        "Subject: Undelivered Mail Returned to Sender",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
        "",
        "--b",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; mx.example",
        "",
        "Final-Recipient: rfc822; bo@lind.example",
        "Action: failed",
        "Status: 5.1.1",
        "Diagnostic-Code: smtp; 550 5.1.1 User unknown",
        "--b--",
      ].join("\r\n"),
    );
    const returned = await roundletter(["inspect", join(folder, "returned.eml")]);
    expect(returned.output).toContain("Returned   bo@lind.example: permanent, unknown, 5.1.1\n");
    expect(returned.output).toContain("Said       550 5.1.1 User unknown\n");

    await writeFile(
      join(folder, "accepted.eml"),
      "From: Bo <bo@lind.example>\r\nContent-Type: text/calendar; method=REPLY\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:event-7@kiln.example\r\nATTENDEE;PARTSTAT=ACCEPTED;X-NUM-GUESTS=1:mailto:bo@lind.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    );
    const accepted = await roundletter(["inspect", join(folder, "accepted.eml"), "--json"]);
    expect(JSON.parse(accepted.output)).toMatchObject({
      kind: { kind: "calendar", reply: { answer: "yes", guests: 1, attendee: "bo@lind.example" } },
    });
  });

  test("splits an answer to a digest, when it is given the digest", { timeout: patience * 2 }, async () => {
    await writeFile(
      join(folder, "digest.json"),
      JSON.stringify({
        text: "[1] Spoons\n\nCarved from cherry wood, ten of them.\n\n[2] Clay\n\nTwenty kilos from the river bank.\n",
        items: [
          { number: 1, title: "Spoons", text: "Carved from cherry wood, ten of them." },
          { number: 2, title: "Clay", text: "Twenty kilos from the river bank." },
        ],
      }),
    );
    await writeFile(
      join(folder, "answer.eml"),
      "From: Bo <bo@lind.example>\r\nSubject: Re: Digest\r\n\r\n2: I take ten kilos.\r\n",
    );
    const answered = await roundletter([
      "inspect",
      join(folder, "answer.eml"),
      "--digest",
      join(folder, "digest.json"),
    ]);
    expect(answered.output).toMatch(/answers item 2 .*\n(?:2: )?I take ten kilos\./);
    const wrong = await roundletter([
      "inspect",
      join(folder, "answer.eml"),
      "--digest",
      join(folder, "answer.eml"),
    ]);
    expect(wrong.code).toBe(65);
    expect(wrong.errors).toContain("is no digest");
  });
});
