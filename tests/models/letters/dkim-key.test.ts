import { dkimVerify } from "mailauth/lib/dkim/verify.js";
import { beforeEach, describe, expect, it } from "vitest";

import { db } from "#app/db/client.ts";
import { setClock } from "#app/lib/clock.ts";
import { amendConfig, config } from "#app/lib/config.ts";
import { activateDkimKey, listDkimKeys, prepareDkimKey } from "#app/models/dkim-key.ts";
import { currentSigner, forgetSigners } from "#app/models/dkim-key/signer.ts";

const monday = new Date("2026-11-23T09:00:00Z");
const letter = Buffer.from(
  "From: Kiln <kiln@letters.example>\r\nTo: sam@home.example\r\nSubject: Clay\r\nMessage-ID: <1@letters.example>\r\n\r\nHello  Sam\r\n",
);

let nth = 0;
const aDomain = () => `d${(nth += 1)}.letters.example`;
const rsaOf = (domain: string) => ({ domain, algorithm: "rsa" as const });
const published = (records: { name: string; value: string }[]) => (name: string) =>
  Promise.resolve(
    records.filter((one) => one.name === name).map(({ value }) => value.match(/.{1,255}/g) ?? []),
  );

beforeEach(() => {
  setClock(monday);
  forgetSigners();
});

async function verdict(domain: string): Promise<string[]> {
  const signer = await currentSigner(domain);
  if (!signer) return ["unsigned"];
  const signed = Buffer.concat([await signer.sign(letter), letter]);
  const records = (await listDkimKeys(domain)).map(({ record }) => record);
  const { results } = await dkimVerify(signed, { resolver: published(records), curTime: monday });
  return results.map(({ status, selector }) => `${selector} ${status.result}`);
}

describe("a domain's key", () => {
  it("signs nothing until its record is published and it is activated", async () => {
    const domain = aDomain();
    expect(await verdict(domain)).toEqual(["unsigned"]);

    const { record, selector, state } = await prepareDkimKey(rsaOf(domain));
    expect({ selector, state }).toEqual({ selector: "rl20261123", state: "pending" });
    expect(record.name).toBe(`rl20261123._domainkey.${domain}`);
    expect(
      record.zoneFile
        .match(/"[^"]*"/g)
        ?.map((part) => part.slice(1, -1))
        .join(""),
    ).toBe(record.value);
    expect(await verdict(domain)).toEqual(["unsigned"]);

    await expect(activateDkimKey(rsaOf(domain), published([]))).rejects.toThrow("DNS does not have");
    await expect(
      activateDkimKey(rsaOf(domain), published([{ name: record.name, value: "v=DKIM1; k=rsa; p=AAAA" }])),
    ).rejects.toThrow("DNS does not have");
    const spaced = {
      name: record.name,
      value: record.value.replace("v=DKIM1; k=rsa; ", "v=DKIM1;k=rsa;t=s; "),
    };
    await activateDkimKey(rsaOf(domain), published([spaced]));
    expect(await verdict(domain)).toEqual(["rl20261123 pass"]);
  });

  it("is asked for twice and made once, also at the same moment", async () => {
    const domain = aDomain();
    const made = await Promise.all([1, 2, 3].map(() => prepareDkimKey(rsaOf(domain))));

    expect(new Set(made.map(({ record }) => record.value)).size).toBe(1);
    expect(await listDkimKeys(domain)).toHaveLength(1);
  });

  it("gives way to the next one, and its record stays for a week", async () => {
    const domain = aDomain();
    const first = await prepareDkimKey(rsaOf(domain));
    await activateDkimKey(rsaOf(domain), null);
    const second = await prepareDkimKey(rsaOf(domain));
    expect(second.selector).toBe("rl20261123-2");
    expect(await verdict(domain)).toEqual([`${first.selector} pass`]);

    await activateDkimKey(rsaOf(domain), null);

    expect(await verdict(domain)).toEqual([`${second.selector} pass`]);
    const retired = (await listDkimKeys(domain)).find(({ state }) => state === "retired");
    expect(retired?.record).toEqual(first.record);
    expect(retired?.recordUntil).toEqual(new Date("2026-11-30T09:00:00Z"));
    const row = await db().dkimKey.findFirstOrThrow({ where: { domain, state: "retired" } });
    expect(row.privateKey).toBeNull();
  });

  it("may have an Ed25519 key beside it; then both sign", async () => {
    const domain = aDomain();
    for (const algorithm of ["rsa", "ed25519"] as const) {
      await prepareDkimKey({ domain, algorithm });
      await activateDkimKey({ domain, algorithm }, null);
    }
    expect((await verdict(domain)).sort()).toEqual(["rl20261123 pass", "rl20261123e pass"]);
  });

  it("is another for each domain, and nothing to activate is said", async () => {
    const domain = aDomain();
    await prepareDkimKey(rsaOf(domain));
    await activateDkimKey(rsaOf(domain), null);

    expect(await verdict(aDomain())).toEqual(["unsigned"]);
    await expect(activateDkimKey(rsaOf(domain), null)).rejects.toThrow("No key waits");
  });

  it("lies in the database sealed: with another SECRET_KEY it does not open, and letters go unsigned", async () => {
    const domain = aDomain();
    await prepareDkimKey(rsaOf(domain));
    await activateDkimKey(rsaOf(domain), null);
    const { privateKey } = await db().dkimKey.findFirstOrThrow({ where: { domain } });
    expect(privateKey).not.toContain("PRIVATE KEY");

    const { secretKey } = config();
    amendConfig({ secretKey: "another-key-for-tests-that-is-long-enough-987654" });
    forgetSigners();
    expect(await verdict(domain)).toEqual(["unsigned"]);
    amendConfig({ secretKey });
    forgetSigners();
    expect(await verdict(domain)).toEqual(["rl20261123 pass"]);
  });

  it("is read again after a minute, when another process changed it", async () => {
    const domain = aDomain();
    await prepareDkimKey(rsaOf(domain));
    expect(await verdict(domain)).toEqual(["unsigned"]);
    await db().dkimKey.updateMany({ where: { domain }, data: { state: "active" } });

    expect(await verdict(domain)).toEqual(["unsigned"]);
    setClock(new Date(monday.getTime() + 61_000));
    expect(await verdict(domain)).toEqual(["rl20261123 pass"]);
  });
});
