export { readAudience, type Audience, type Exclusion } from "./digest/audience.ts";
export {
  draftFor,
  draftOf,
  editDraft,
  type DraftChange,
  type DraftItem,
  type DraftPreview,
} from "./digest/draft.ts";
export { ensureDraft } from "./digest/draft-row.ts";
export { issueDueDigests, publishDigest, type IssuedRun, type Publishing } from "./digest/issue.ts";
export { digestById, listDigests, type ListedDigest } from "./digest/list.ts";
export { approveProof, sendProof, withdrawOk, type Approval } from "./digest/proof.ts";
export { changeDigestRules, type DigestRules } from "./digest/rules.ts";
export { holdDraft, releaseDraft, scheduleDraft, unscheduleDraft, type Schedule } from "./digest/schedule.ts";
export { letDigestGo, pauseDigest, resumeDigest, stopDigest, type Stopped } from "./digest/sending.ts";
export { digestAsSent, type DigestAsSent, type SentItem } from "./digest/sent.ts";
export { skipRound, unskipRound } from "./digest/skipping.ts";
