import { rejection } from "#emails/templates/rejection.ts";
import type { LetterCommunity } from "#app/models/delivery/facts.ts";
import { letterProps } from "./letter.ts";

interface Foreseen {
  receivedAt: Date;
  subject: string;
  reason: string;
  advice: string | null;
  written: string;
}

/** The notice as its receiver would read it, before anybody decides to send it. */
export function previewRejection(
  community: LetterCommunity,
  foreseen: Foreseen,
): { subject: string; text: string } {
  const { subject, text } = rejection({ ...letterProps({ community, member: null }), ...foreseen });
  return { subject, text };
}
