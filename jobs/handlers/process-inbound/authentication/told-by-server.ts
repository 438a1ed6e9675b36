/** What a mail server in front of us found out, in the header it put on top (RFC 8601). */
export interface ToldByServer {
  verdict: "aligned" | "failed" | null;
  words: string;
}

/**
 * Only the topmost header of that server counts for a sender: whatever stands below may have been written by the sender
 * himself. Against a sender each counts: a forger who writes such a header can but harm his own.
 */
export function toldByServer(headers: readonly string[], authservId: string): ToldByServer | null {
  const theirs = headers.filter((value) => serverOf(value) === authservId.toLowerCase());
  const against = theirs.find(
    (value) => /\bdmarc\s*=\s*fail\b/i.test(value) && !/\bp(?:olicy)?\s*=\s*none\b/i.test(value),
  );
  if (against !== undefined) return { verdict: "failed", words: methodsIn(against) };

  const [top] = headers;
  if (top === undefined || serverOf(top) !== authservId.toLowerCase()) return null;
  return { verdict: /\bdmarc\s*=\s*pass\b/i.test(top) ? "aligned" : null, words: methodsIn(top) };
}

function serverOf(value: string): string {
  return /^\s*([^\s;]+)/.exec(value)?.[1]?.toLowerCase() ?? "";
}

function methodsIn(value: string): string {
  const found = value.match(/\b(?:spf|dkim|dmarc|arc)\s*=\s*[a-z]{1,12}/gi) ?? [];
  return [...new Set(found.map((each) => each.toLowerCase().replaceAll(/\s/g, "")))].slice(0, 8).join(", ");
}
