/** A visitor asks a maker, and they talk by mail without seeing each other's address. */
export { askMaker, confirmInquiry, type Question } from "./inquiry/asking.ts";
export { inquiriesById, inquiryMessagesById, type LetterInquiry } from "./inquiry/for-letters.ts";
export { inquiryByLink, inquiryToken, inquiryUrl, type LinkedInquiry } from "./inquiry/links.ts";
export { listInquiries, type InquiryFilter, type ListedInquiry } from "./inquiry/list.ts";
export { finishInquiry, blockInquiry, reportInquiry } from "./inquiry/ending.ts";
export { passOn, type Said } from "./inquiry/passing-on.ts";
export { forgetInquiries } from "./inquiry/forgetting.ts";
