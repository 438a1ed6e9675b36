import { slotHtml } from "#emails/writing/html.ts";
import { slot } from "#emails/writing/slots.ts";

/**
 * What differs from member to member within an edition. The same slots and groups stand in HTML and text, so one
 * filling serves both. "@" keeps them apart from the slots of the frame, which are filled once for the edition.
 */
export const SLOTS = {
  subject: "@subject",
  preheader: "@preheader",
  issue: "@issue",
  greeting: "@greeting",
  reason: "@reason",
  /** The same, wrapped for the text part. */
  greetingText: "@greeting-text",
  reasonText: "@reason-text",
  preferences: "@preferences",
  unsubscribe: "@unsubscribe",
  /** Of an item. */
  number: "@number",
  address: "@address",
  answerUrl: "@answer",
  rsvpUrl: "@rsvp",
  rsvpLabel: "@rsvp-label",
  day: "@day",
  clock: "@clock",
  leafMonth: "@leaf-month",
  leafDay: "@leaf-day",
  rest: "@rest",
  moreCode: "@more",
  restText: "@rest-text",
  /** Of a post. */
  at: "@at",
} as const;

export const GROUPS = {
  opening: "opening",
  introduction: "introduction",
  items: "items",
  posts: "posts",
  rest: "rest",
  rsvp: "rsvp",
} as const;

type SlotName = keyof typeof SLOTS;

export const textSlot = (name: SlotName): string => slot(SLOTS[name]);
export const htmlSlot = (name: SlotName): ReturnType<typeof slotHtml> => slotHtml(SLOTS[name]);

/** Variants: an opening, an item in full, an item as a headline, a post; by their place in the edition. */
export const oneOpening = (at: number): string => `o${at}`;
export const fullItem = (at: number): string => `i${at}`;
export const headlineItem = (at: number): string => `h${at}`;
export const isHeadline = (variant: string): boolean => variant.startsWith("h");
export const onePost = (at: number): string => `p${at}`;
export const SOME = "some";
