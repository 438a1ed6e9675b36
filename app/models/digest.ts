export { readAudience, type Audience, type Exclusion } from "./digest/audience.ts";
export { draftOf, editDraft, type DraftChange, type DraftItem, type DraftPreview } from "./digest/draft.ts";
export { ensureDraft } from "./digest/draft-row.ts";
export { issueDueDigests, publishDigest, type IssuedRun } from "./digest/issue.ts";
export { digestById, listDigests, type ListedDigest } from "./digest/list.ts";
export { digestAsSent, type DigestAsSent, type SentItem } from "./digest/sent.ts";
