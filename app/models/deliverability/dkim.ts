import { textsOf } from "#app/lib/name-lookup.ts";
import { listDkimKeys } from "../dkim-key.ts";
import { isPublished } from "../dkim-key/record.ts";
import type { Finding } from "../deliverability.ts";

/** Each key that signs, or is going to, must stand in DNS (RFC 6376, 3.6). */
export async function checkDkim(domain: string): Promise<Finding> {
  const keys = (await listDkimKeys(domain)).filter(({ state }) => state !== "retired");
  if (keys.length === 0)
    return {
      state: "wrong",
      words:
        "Letters are not signed, so nobody can tell them from forged ones. Whoever runs this makes a key: roundletter dkim --rotate",
      records: [],
    };
  const looked = await Promise.all(
    keys.map(async ({ record, state }) => ({
      record,
      state,
      isThere: await isPublished(record, textStrings),
    })),
  );
  const missing = looked.filter(({ isThere }) => !isThere);
  const records = missing.map(({ record: { name, type, value } }) => ({ name, type, value }));
  if (missing.some(({ state }) => state === "active"))
    return {
      state: "wrong",
      words:
        "Letters are signed with a key that the domain does not show: their signature counts for nothing.",
      records,
    };
  if (!looked.some(({ state }) => state === "active"))
    return {
      state: "wrong",
      words:
        missing.length > 0
          ? "A key is made. When its record stands in DNS, it begins to sign: roundletter dkim --activate"
          : "The key stands in DNS, and may begin to sign: roundletter dkim --activate",
      records,
    };
  return missing.length > 0
    ? { state: "advice", words: "Letters are signed. The next key’s record is still to be pasted.", records }
    : { state: "well", words: "Letters are signed, and the domain shows the key.", records: [] };
}

async function textStrings(name: string): Promise<string[][]> {
  const found = await textsOf(name);
  return found.kind === "found" ? found.answers.map((text) => [text]) : [];
}
