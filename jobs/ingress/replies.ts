/** What the door says no with (RFC 5321 codes, RFC 3463 enhanced ones). 4xx: come again; 5xx: do not. */
const replies = {
  "unknown-recipient": { code: 550, words: "5.1.1 Nobody lives at this address" },
  "too-many-recipients": { code: 452, words: "4.5.3 Too many recipients, send the others separately" },
  "too-large": { code: 552, words: "5.3.4 A message may have 25 MB at most" },
  "too-many-connections": { code: 421, words: "4.7.0 Too many connections from your address, come again later" },
  "too-many-messages": { code: 450, words: "4.7.1 Too many messages from your address, come again later" },
  "too-many-mistakes": { code: 421, words: "4.7.0 Too many unknown recipients, come again later" },
  "come-again": { code: 451, words: "4.3.0 It cannot be kept safely just now, come again later" },
} as const satisfies Record<string, { code: number; words: string }>;

export interface Reply extends Error {
  responseCode: number;
}

export function reply(name: keyof typeof replies): Reply {
  const { code, words } = replies[name];
  return Object.assign(new Error(words), { responseCode: code });
}
