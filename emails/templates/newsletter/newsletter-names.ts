import { slotHtml } from "#emails/writing/html.ts";
import { slot } from "#emails/writing/slots.ts";

/** What differs from follower to follower; the same slots stand in HTML and text. */
export const SLOTS = {
  reason: "@reason",
  /** The same, wrapped for the text part. */
  reasonText: "@reason-text",
  preferences: "@preferences",
  unsubscribe: "@unsubscribe",
} as const;

type SlotName = keyof typeof SLOTS;

export const textSlot = (name: SlotName): string => slot(SLOTS[name]);
export const htmlSlot = (name: SlotName): ReturnType<typeof slotHtml> => slotHtml(SLOTS[name]);
