import { afterAll, beforeAll, expect, it } from "vitest";
import { amendConfig, config } from "#app/lib/config.ts";
import { resolveAt } from "#app/lib/name-lookup.ts";
import { parseWaysOut } from "#app/lib/ways-out.ts";
import { type Check, checkDeliverability } from "#app/models/deliverability.ts";
import { prepareDkimKey } from "#app/models/dkim-key.ts";
import { type NameServer, startNameServer } from "#tests/support/name-server.ts";

let names: NameServer;
const zone: Parameters<typeof startNameServer>[0] = {
  "TXT sound.example": ["v=spf1 a:relay.sound.example -all"],
  "A relay.sound.example": ["192.0.2.7"],
  "PTR 7.2.0.192.in-addr.arpa": ["relay.sound.example"],
  "TXT _dmarc.sound.example": ["v=DMARC1; p=reject"],
  "MX sound.example": ["mail.sound.example"],
  "A mail.sound.example": ["192.0.2.8"],
  "TXT odd.example": ["v=spf1 ip4:198.51.100.1 -all"],
  "TXT _dmarc.odd.example": ["v=DMARC1; p=none"],
  "MX odd.example": ["nowhere.odd.example"],
  "TXT open.example": ["v=spf1 +all"],
};

beforeAll(async () => {
  names = await startNameServer(zone);
  resolveAt([names.address]);
  const { ways } = parseWaysOut("smtp://relay.sound.example:587");
  amendConfig({ waysOut: ways, inboundSmtpPort: 9 });
});

afterAll(async () => {
  resolveAt(null);
  amendConfig({ waysOut: [], inboundSmtpPort: 2525 });
  await names.close();
});

const look = async (domain: string) =>
  new Map((await checkDeliverability(domain)).map((check) => [check.key, check] as [string, Check]));

it("a sound domain: everything is well but what is not there yet", async () => {
  const { record } = await prepareDkimKey({ domain: "sound.example", algorithm: "ed25519" });
  zone[`TXT ${record.name}`] = [record.value];
  const found = await look("sound.example");
  for (const key of ["spf", "dmarc", "mx", "ptr"])
    expect(found.get(key)).toMatchObject({ state: "well", records: [] });
  expect(found.get("dkim")?.words).toContain("may begin to sign");
  expect(found.get("tls")).toMatchObject({ state: "unknown" });
});

it("a domain that says nothing: each check tells what comes of it and what to paste", async () => {
  const found = await look("bare.example");
  expect(found.get("spf")).toMatchObject({
    state: "wrong",
    records: [{ type: "TXT", name: "bare.example", value: "v=spf1 a:relay.sound.example ~all" }],
  });
  expect(found.get("dmarc")?.records[0]?.name).toBe("_dmarc.bare.example");
  expect(found.get("mx")?.records[0]?.value).toBe(`10 ${new URL(config().appUrl).hostname}`);
  expect(found.get("dkim")).toMatchObject({ state: "wrong", records: [] });
});

it("what is there but wrong is mended, not replaced", async () => {
  const odd = await look("odd.example");
  expect(odd.get("spf")).toMatchObject({
    state: "wrong",
    records: [{ value: "v=spf1 ip4:198.51.100.1 a:relay.sound.example -all" }],
  });
  expect(odd.get("dmarc")).toMatchObject({ state: "advice", records: [{ value: "v=DMARC1; p=quarantine" }] });
  expect(odd.get("mx")?.words).toContain("has no address");
  const open = await look("open.example");
  expect(open.get("spf")?.records).toMatchObject([{ value: "v=spf1 ~all" }]);
});

it("a name server that says nothing is not taken for a missing record", async () => {
  names.silence("quiet.example");
  const found = await look("quiet.example");
  expect(found.get("spf")).toMatchObject({ state: "unknown", records: [] });
});
