import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { authenticate, dkimSign } from "mailauth";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { db } from "#app/db/client.ts";
import { addIngress } from "#app/models/ingress.ts";
import { receiveInboundMessage } from "#app/models/inbound-message.ts";
import { reasons } from "#app/models/rejection/reasons.ts";
import { processInbound } from "#jobs/handlers/process-inbound.ts";
import {
  acceptance,
  type Decision,
  type Sender,
  type Token,
} from "#jobs/handlers/process-inbound/acceptance.ts";
import { type Verdict, verdicts } from "#jobs/handlers/process-inbound/authentication.ts";
import { lookUpName, resolveAt } from "#jobs/handlers/process-inbound/authentication/names.ts";
import type { Community, InboundMessage } from "#prisma/generated/client.ts";
import { aCommunity, aMember, aThread, type MemberOfTest } from "#tests/support/circle.ts";
import { type NameServer, startNameServer, type Zone } from "#tests/support/name-server.ts";
import { addressOf, replyAddressOf, writeMail } from "./arriving.ts";

const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
const privateKey = keys.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const publicKey = keys.publicKey.export({ type: "spki", format: "der" }).toString("base64");
const published = `v=DKIM1; k=rsa; p=${publicKey}`;

/** Their own server is 192.0.2.10; example.org and strict.example say so, silent.example says nothing at all. */
const zone: Zone = {
  "TXT example.org": ["v=spf1 ip4:192.0.2.10 -all"],
  "TXT s1._domainkey.example.org": [published],
  "TXT strict.example": ["v=spf1 ip4:192.0.2.10 -all"],
  "TXT _dmarc.strict.example": ["v=DMARC1; p=reject"],
  "TXT s1._domainkey.strict.example": [published],
  "TXT elsewhere.example": ["v=spf1 ip4:192.0.2.99 -all"],
  "TXT s1._domainkey.elsewhere.example": [published],
  "TXT s1._domainkey.google.com": [published],
  "TXT s1._domainkey.forwarder.example": [published],
};

const theirServer = "192.0.2.10";
const stranger = "198.51.100.7";
let names: NameServer;
let community: Community;
let thread: { id: string; number: number };

beforeAll(async () => {
  names = await startNameServer(zone);
  resolveAt([names.address]);
});

afterAll(async () => {
  resolveAt(null);
  await names.close();
});

beforeEach(async () => {
  community = await aCommunity();
  thread = await aThread(community);
});

async function someoneAt(domain: string): Promise<MemberOfTest> {
  const member = await aMember(community);
  const address = `m${member.number}@${domain}`;
  await db().emailAddress.updateMany({ where: { personId: member.personId }, data: { address } });
  return { ...member, address };
}

interface Sent {
  from: string;
  to: string;
  by?: string;
  ingress?: string;
  envelopeFrom?: string;
  sign?: string;
  headers?: Record<string, string>;
  change?: (raw: Buffer) => Promise<Buffer>;
}

async function arrive({
  from,
  to,
  by = stranger,
  ingress = "smtp",
  envelopeFrom = from,
  sign,
  headers = {},
  change,
}: Sent): Promise<InboundMessage> {
  let raw = writeMail({ from, to, subject: "Clay", text: "The river clay is dry.", headers });
  if (sign !== undefined) raw = await signed(raw, sign);
  if (change) raw = await change(raw);
  const { id } = await receiveInboundMessage({ ingress, envelopeFrom, recipient: to, remoteHost: by, raw });
  await processInbound({ inboundMessageId: id });
  return db().inboundMessage.findUniqueOrThrow({ where: { id } });
}

async function signed(raw: Buffer, domain: string): Promise<Buffer> {
  const by = { signingDomain: domain, selector: "s1", privateKey, algorithm: "rsa-sha256" };
  const { signatures } = await dkimSign(raw, {
    ...by,
    canonicalization: "relaxed/relaxed",
    signatureData: [by],
  });
  return Buffer.concat([Buffer.from(signatures), raw]);
}

/** What a forwarder does: changes the message (its signature breaks) and seals what it had found before. */
function forwardedBy(domain: string) {
  return async (raw: Buffer): Promise<Buffer> => {
    const sealed = await authenticate(raw, {
      ip: theirServer,
      helo: "mx.strict.example",
      sender: "someone@strict.example",
      mta: `mx.${domain}`,
      resolver: lookUpName,
      disableBimi: true,
      seal: { signingDomain: domain, selector: "s1", privateKey, algorithm: "rsa-sha256" },
    });
    return Buffer.concat([Buffer.from(sealed.headers), raw]);
  };
}

describe("the table", () => {
  test("has an answer for every case, and the same in the documentation", () => {
    const shown = readFileSync("docs/security.md", "utf8");
    const rows = Object.entries(acceptance).flatMap(([token, senders]) =>
      Object.entries(senders).map(([sender, row]) => ({ token, sender, row })),
    );
    for (const { token, sender, row } of rows) {
      expect(Object.keys(row).toSorted()).toEqual([...verdicts].toSorted());
      const line = verdicts.map((verdict) => row[verdict]).join(" | ");
      expect(shown.replaceAll(/ +/g, " ")).toContain(`| ${token} | ${sender} | ${line} |`);
    }
  });

  test("nobody is believed whom their own domain disowns, and nobody unknown is ever accepted", () => {
    for (const senders of Object.values(acceptance)) {
      expect(Object.values(senders.unknown)).not.toContain("accept");
      for (const row of Object.values(senders)) expect(row.failed).not.toBe("accept");
    }
  });
});

/** A message of each kind, really sent, from a server that really is or is not the domain's. */
const ways: Record<Verdict, { domain: string; sent: Partial<Sent> }> = {
  aligned: { domain: "example.org", sent: { by: theirServer } },
  unaligned: {
    domain: "silent.example",
    sent: { by: "192.0.2.99", envelopeFrom: "bounce@elsewhere.example" },
  },
  none: { domain: "silent.example", sent: {} },
  unchecked: { domain: "silent.example", sent: { ingress: "lmtp", by: "127.0.0.1" } },
  failed: { domain: "strict.example", sent: {} },
};

describe("each cell, by a message that really comes", () => {
  const cells = (Object.keys(acceptance) as Token[]).flatMap((token) =>
    (["known", "unknown"] as const)
      .filter((sender) => !(token === "theirs" && sender === "unknown"))
      .flatMap((sender) =>
        verdicts.map((verdict) => [token, sender, verdict, acceptance[token][sender][verdict]] as const),
      ),
  );

  test.each(cells)(
    "token %s, sender %s, %s: %s",
    async (token: Token, sender: Sender, verdict: Verdict, decision: Decision) => {
      const { domain, sent } = ways[verdict];
      const author = await someoneAt(domain);
      const other = await aMember(community);
      const to = {
        theirs: () => replyAddressOf(community, author, "thread", thread.number),
        anothers: () => replyAddressOf(community, other, "thread", thread.number),
        none: () => addressOf(community),
        invalid: () =>
          replyAddressOf(
            community,
            { ...author, person: { ...author.person, keyVersion: 7 } },
            "thread",
            thread.number,
          ),
      }[token]();
      const from = sender === "known" ? author.address : `stranger@${domain}`;
      const inbound = await arrive({ from, to, ...sent });

      const accepted = decision === "accept";
      const fate = accepted ? null : reasons[decision].fate;
      expect(inbound.status).toBe(accepted ? "accepted" : fate === "silence" ? "ignored" : "held");
      expect(inbound.reason).toBe(accepted ? null : decision);
      expect(await db().post.count({ where: { communityId: community.id } })).toBe(accepted ? 1 : 0);
      if (verdict !== "unchecked") expect(inbound.authentication).toMatchObject({ verdict });
    },
  );
});

describe("what stands by a sender", () => {
  test("a signature of their domain, wherever it comes from", async () => {
    const ana = await someoneAt("strict.example");
    const inbound = await arrive({ from: ana.address, to: addressOf(community), sign: "strict.example" });
    expect(inbound).toMatchObject({ status: "accepted", authentication: { verdict: "aligned" } });
  });

  test("a signature of another's domain does not", async () => {
    const ana = await someoneAt("silent.example");
    const inbound = await arrive({ from: ana.address, to: addressOf(community), sign: "elsewhere.example" });
    expect(inbound).toMatchObject({
      status: "held",
      reason: "unproven-sender",
      authentication: { verdict: "unaligned" },
    });
    const [asked] = await db().delivery.findMany({ where: { communityId: community.id, kind: "held" } });
    expect(asked).toMatchObject({ address: ana.address });
  });

  test("nor does one that no longer fits what was written", async () => {
    const ana = await someoneAt("strict.example");
    const change = (raw: Buffer) =>
      Promise.resolve(Buffer.from(raw.toString().replace("river clay", "money")));
    const inbound = await arrive({
      from: ana.address,
      to: addressOf(community),
      sign: "strict.example",
      change,
    });
    expect(inbound).toMatchObject({ status: "held", reason: "forged-sender" });
  });

  test("a signature counts behind a server of ours too", async () => {
    const ana = await someoneAt("example.org");
    const inbound = await arrive({
      from: ana.address,
      to: addressOf(community),
      sign: "example.org",
      ingress: "lmtp",
      by: "127.0.0.1",
    });
    expect(inbound).toMatchObject({ status: "accepted", authentication: { verdict: "aligned" } });
  });

  test("forwarded by someone we trust to have looked, its person is asked rather than called a forger", async () => {
    const ana = await someoneAt("strict.example");
    const break_ = (raw: Buffer) => Buffer.from(raw.toString().replace("The river", "[list] The river"));
    const through = (domain: string) => async (raw: Buffer) => {
      // Sealed as it left the forwarder, whose own change broke the first signature.
      return forwardedBy(domain)(await Promise.resolve(break_(raw)));
    };
    const trusted = await arrive({
      from: ana.address,
      to: addressOf(community),
      change: through("google.com"),
    });
    expect(trusted).toMatchObject({ reason: "unproven-sender", authentication: { verdict: "unaligned" } });
    const unknown = await arrive({
      from: ana.address,
      to: addressOf(community),
      change: through("forwarder.example"),
    });
    expect(unknown).toMatchObject({ reason: "forged-sender", authentication: { verdict: "failed" } });
  });

  test("two senders in one From are no sender", async () => {
    const ana = await someoneAt("example.org");
    const from = `${ana.address}, other@example.org`;
    const inbound = await arrive({
      from,
      to: addressOf(community),
      by: theirServer,
      envelopeFrom: ana.address,
    });
    expect(inbound).toMatchObject({ status: "held", reason: "unproven-sender" });
  });

  test("a domain that does not answer in time proves nothing, and nothing hangs", async () => {
    const ana = await someoneAt("slow.example");
    names.silence("slow.example");
    names.silence("_dmarc.slow.example");
    const began = performance.now();
    const inbound = await arrive({
      from: ana.address,
      to: replyAddressOf(community, ana, "thread", thread.number),
    });
    expect(inbound.status).toBe("accepted");
    expect(performance.now() - began).toBeLessThan(12_000);
  });
});

describe("an address that nobody here knew", () => {
  async function saysYes(
    from: string,
    sent: Partial<Sent>,
  ): Promise<{ member: MemberOfTest; again: InboundMessage }> {
    const member = await someoneAt("example.org");
    const to = replyAddressOf(community, member, "thread", thread.number);
    const held = await arrive({ from, to, ...sent });
    expect(held).toMatchObject({ status: "held", reason: "another-sender" });
    const answer = replyAddressOf(community, member, "held", held.number);
    const yes = writeMail({ from: member.address, to: answer, text: "Yes" });
    const { id } = await receiveInboundMessage({
      ingress: "smtp",
      envelopeFrom: member.address,
      recipient: answer,
      remoteHost: theirServer,
      raw: yes,
    });
    await processInbound({ inboundMessageId: id });
    return { member, again: await arrive({ from, to, ...sent, headers: { "X-Again": "1" } }) };
  }

  test("becomes theirs when its domain stood by it and they say yes", async () => {
    const from = `ana.at.work.${community.slug}@elsewhere.example`;
    const { member, again } = await saysYes(from, { by: "192.0.2.99" });
    expect(again.status).toBe("accepted");
    expect(await db().emailAddress.findUnique({ where: { address: from } })).toMatchObject({
      personId: member.personId,
      isPrimary: false,
    });
  });

  test("stays unknown when nothing proved it: yes lets only that one message pass", async () => {
    const from = `somebody.${community.slug}@silent.example`;
    const { again } = await saysYes(from, {});
    expect(again).toMatchObject({ status: "held", reason: "another-sender" });
    expect(await db().emailAddress.findUnique({ where: { address: from } })).toBeNull();
  });
});

describe("what a mail server before us says", () => {
  const pass = (server: string) => ({
    "Authentication-Results": `${server}; dmarc=pass header.from=silent.example`,
  });

  test("counts where it stands on top and its name is the one that was configured", async () => {
    const ana = await someoneAt("silent.example");
    const door = await addIngress("lmtp", "Postfix", { port: 2424, authservId: "mx.ours.example" });
    const by = {
      from: ana.address,
      to: addressOf(community),
      by: "127.0.0.1",
      ingress: `lmtp:${door.number}`,
    };
    expect(await arrive({ ...by, headers: pass("mx.ours.example") })).toMatchObject({
      authentication: { verdict: "aligned" },
    });
    expect(await arrive({ ...by, headers: pass("mx.evil.example") })).toMatchObject({ authentication: null });
  });

  test("does not count when the sender wrote it himself", async () => {
    const ana = await someoneAt("silent.example");
    const inbound = await arrive({
      from: ana.address,
      to: addressOf(community),
      headers: pass("roundletter.test"),
    });
    expect(inbound).toMatchObject({ status: "held", authentication: { verdict: "none" } });
  });
});
