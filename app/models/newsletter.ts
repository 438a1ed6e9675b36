export {
  newsletterArchive,
  newsletterByIssue,
  newsletterForLetters,
  newsletterNeighbours,
  type PublicNewsletter,
} from "./newsletter/archive.ts";
export {
  changeNewsletterRhythm,
  newsletterDraft,
  type NewsletterDraft,
  writeNewsletterOpening,
} from "./newsletter/draft.ts";
export {
  type IssuedNewsletter,
  issueDueNewsletters,
  newsletterKey,
  publishNewsletter,
} from "./newsletter/issue.ts";
export type { NewsletterItem } from "./newsletter/items.ts";
export { type ListedNewsletter, listNewsletters, newsletterReport } from "./newsletter/report.ts";
export { stopNewsletter } from "./newsletter/stop.ts";
