/** What the door says no with (RFC 5321; smtp-server adds RFC 3463's codes). 4xx: come again; 5xx: do not. */
const replies = {
  "unknown-recipient": { code: 550, words: "Nobody lives at this address" },
  "address-expired": {
    code: 550,
    words: "This address is not good any more: write to the community itself, or answer a newer letter",
  },
  "too-large": { code: 552, words: "A message may have 25 MB at most" },
  "too-many-connections": { code: 421, words: "Too many connections from your address, come again later" },
  "too-many-messages": { code: 450, words: "Too many messages from your address, come again later" },
  "too-many-mistakes": { code: 421, words: "Too many unknown recipients, come again later" },
  "come-again": { code: 451, words: "It cannot be kept safely just now, come again later" },
} as const satisfies Record<string, { code: number; words: string }>;

export interface Reply extends Error {
  responseCode: number;
}

export function reply(name: keyof typeof replies): Reply {
  const { code, words } = replies[name];
  return Object.assign(new Error(words), { responseCode: code });
}
