import { createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";

import fc from "fast-check";
import type { DKIMResult } from "mailauth";
import { dkimVerify } from "mailauth/lib/dkim/verify.js";
import { describe, expect, it } from "vitest";

import { hashBody } from "#emails/writing/dkim/body-hash.ts";
import { signLetter, type SigningKey } from "#emails/writing/dkim/sign-letter.ts";
import { sampleLetters } from "#emails/templates/contact-sheet.ts";
import { LETTER_KINDS, mannersOf } from "#emails/writing/manners.ts";
import { writeMessage } from "#emails/writing/mime.ts";

const domain = "letters.example";
const at = new Date("2026-05-06T06:00:00Z");
const letters = await sampleLetters("en");
const rsa = aKey("rl20260501", generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey);
const ed25519 = aKey("rl20260501e", generateKeyPairSync("ed25519").privateKey);

describe("the signature of a letter", () => {
  it.each(LETTER_KINDS)("of kind %s is found good by another program", async (kind) => {
    const letter = letters.find((one) => one.kind === kind)?.letter;
    if (!letter) throw new Error(`No sample of ${kind}`);
    const raw = writeMessage(letter);

    const [seen] = await verify(Buffer.concat([await signLetter(raw, [rsa], at), raw]));

    expect(seen).toMatchObject({ result: "pass", domain, selector: "rl20260501", aligned: domain });
    const covers = [
      "from",
      "to",
      "subject",
      "date",
      "message-id",
      "mime-version",
      "content-type",
      "feedback-id",
    ];
    if (mannersOf(kind).list) covers.push("list-id", "list-unsubscribe", "list-unsubscribe-post");
    if (letter.replyTo !== null) covers.push("reply-to");
    expect(seen?.covered).toEqual(expect.arrayContaining(covers));
  });

  it("may be made by two keys at once, an old kind and a new", async () => {
    const raw = aLetter();

    const seen = await verify(Buffer.concat([await signLetter(raw, [rsa, ed25519], at), raw]));

    expect(seen.map(({ algorithm, result }) => `${algorithm} ${result}`).sort()).toEqual([
      "ed25519-sha256 pass",
      "rsa-sha256 pass",
    ]);
  });

  it("is the same whether the letter comes whole or in pieces, cut anywhere", async () => {
    const raw = aLetter();
    const whole = await signLetter(raw, [rsa], at);

    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(raw.length), { minLength: 1, maxLength: 6 }), async (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), raw.length];
        const pieces = places.slice(1).map((end, index) => raw.subarray(places[index], end));
        expect(await signLetter(pieces, [rsa], at)).toEqual(whole);
      }),
      { numRuns: 30 },
    );
  });

  it("breaks when a word is changed, a sender is added, or the way to leave is exchanged", async () => {
    const raw = aLetter();
    const signed = Buffer.concat([await signLetter(raw, [rsa], at), raw]).toString("latin1");
    const verdict = async (changed: string) => (await verify(Buffer.from(changed, "latin1")))[0]?.result;

    expect(await verdict(signed)).toBe("pass");
    expect(await verdict(signed.replace("Glaze tests", "Glaze fests"))).not.toBe("pass");
    expect(await verdict(signed.replace("\r\nFrom:", "\r\nFrom: Eve <eve@home.example>\r\nFrom:"))).not.toBe(
      "pass",
    );
    expect(await verdict(`From: Eve <eve@home.example>\r\n${signed}`)).not.toBe("pass");
    expect(await verdict(`Subject: Another\r\n${signed}`)).not.toBe("pass");
    const exchanged = signed.replace(/^(List-Unsubscribe:\s+<https:\/\/)letters/m, "$1leavers");
    expect(exchanged).not.toBe(signed);
    expect(await verdict(exchanged)).not.toBe("pass");
  });

  it("survives servers that fold headers anew and trim the ends of lines", async () => {
    const raw = aLetter();
    const signed = Buffer.concat([await signLetter(raw, [rsa], at), raw]).toString("latin1");
    const relayed = `Received: by relay.example; Wed, 6 May 2026 06:00:01 +0000\r\n${signed
      .replace(/^(Subject: \S+) /m, "$1\r\n  ")
      .replace(/^Message-ID:/m, "Message-Id:  ")}\r\n\r\n`;

    expect((await verify(Buffer.from(relayed, "latin1")))[0]?.result).toBe("pass");
  });

  it("has lines that every server passes on", async () => {
    const header = (await signLetter(aLetter(), [rsa, ed25519], at)).toString("latin1");

    for (const line of header.trimEnd().split("\r\n")) expect(line.length).toBeLessThanOrEqual(78);
    expect(header).toMatch(/^DKIM-Signature: v=1; a=rsa-sha256; c=relaxed\/relaxed;\r\n/);
  });
});

describe("the hash of a body", () => {
  /** RFC 6376, 3.4.5: what remains of an odd body. */
  it("is taken of its relaxed form", () => {
    const of = (text: string) => hashBody([Buffer.from(text)]);

    expect(of(" C \r\nD \t E\r\n\r\n\r\n")).toBe(of(" C\r\nD E\r\n"));
    expect(of("a")).toBe(of("a\r\n"));
    expect(of("\r\n\r\na\r\n")).not.toBe(of("a\r\n"));
    expect(of("")).toBe("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    expect(of("\r\n\r\n")).toBe(of(""));
  });
});

function aKey(selector: string, privateKey: KeyObject): SigningKey {
  return { domain, selector, privateKey };
}

function aLetter(): Buffer {
  const found = letters.find(({ kind, sample }) => kind === "digest" && sample === "everyday");
  if (!found) throw new Error("No sample");
  return writeMessage(found.letter);
}

/** What a receiver's server would say; DNS has our two records. */
async function verify(raw: Buffer) {
  const { results } = await dkimVerify(raw, { resolver: lookUp, curTime: at });
  // Its types tell less than it gives.
  return (results as (DKIMResult & { algo: string; signingHeaders?: { keys: string } })[]).map(
    ({ status, signingDomain, selector, algo, signingHeaders }) => ({
      result: status.result,
      aligned: status.aligned,
      domain: signingDomain,
      selector,
      algorithm: algo,
      covered: signingHeaders?.keys.toLowerCase().split(/[:\s]+/) ?? [],
    }),
  );
}

function lookUp(name: string): Promise<string[][]> {
  const key = [rsa, ed25519].find(({ selector }) => name === `${selector}._domainkey.${domain}`);
  if (!key) throw Object.assign(new Error(`queryTxt ENOTFOUND ${name}`), { code: "ENOTFOUND" });
  const der = createPublicKey(key.privateKey).export({ type: "spki", format: "der" });
  const value =
    key === rsa
      ? `v=DKIM1; k=rsa; p=${der.toString("base64")}`
      : `v=DKIM1; k=ed25519; p=${der.subarray(-32).toString("base64")}`;
  return Promise.resolve([value.match(/.{1,255}/g) ?? []]);
}
