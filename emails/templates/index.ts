import * as bounceNotice from "#emails/templates/bounce-notice.ts";
import * as closing from "#emails/templates/closing.ts";
import * as confirm from "#emails/templates/confirm.ts";
import type { Draft } from "#emails/templates/draft.ts";
import * as eventInvitation from "#emails/templates/event-invitation.ts";
import * as exportReady from "#emails/templates/export-ready.ts";
import * as following from "#emails/templates/following.ts";
import * as heldNotice from "#emails/templates/held-notice.ts";
import * as held from "#emails/templates/held.ts";
import * as inquiry from "#emails/templates/inquiry.ts";
import * as instantPost from "#emails/templates/instant-post.ts";
import * as invitation from "#emails/templates/invitation.ts";
import type { LetterProps } from "#emails/templates/letter-props.ts";
import * as proof from "#emails/templates/proof.ts";
import * as question from "#emails/templates/question.ts";
import * as receipt from "#emails/templates/receipt.ts";
import * as rejection from "#emails/templates/rejection.ts";
import * as seatOffered from "#emails/templates/seat-offered.ts";
import * as showcaseCard from "#emails/templates/showcase-card.ts";
import * as signIn from "#emails/templates/sign-in.ts";
import * as threadLetter from "#emails/templates/thread-letter.ts";
import * as waitingList from "#emails/templates/waiting-list.ts";
import * as welcome from "#emails/templates/welcome.ts";
import type { Locale } from "#emails/writing/locale.ts";
import type { LetterKind } from "#emails/writing/manners.ts";

/** A kind's samples by name, each drawn in the language that is asked for. */
export type SampleDrafts = Record<string, (locale: Locale) => Draft>;

/** Every template but the digest's and the newsletter's, which have ways of their own. A kind without samples does not compile. */
export const templateSamples: Record<Exclude<LetterKind, "digest" | "newsletter">, SampleDrafts> = {
  "instant-post": inLocales(instantPost.instantPost, instantPost.samples),
  invitation: inLocales(invitation.invitation, invitation.samples),
  "confirm-join": inLocales(confirm.confirm, confirm.joinSamples),
  "confirm-follow": inLocales(confirm.confirm, confirm.followSamples),
  "confirm-inquiry": inLocales(confirm.confirm, confirm.inquirySamples),
  following: inLocales(following.following, following.samples),
  welcome: inLocales(welcome.welcome, welcome.samples),
  "waiting-list": inLocales(waitingList.waitingList, waitingList.samples),
  "seat-offered": inLocales(seatOffered.seatOffered, seatOffered.samples),
  "sign-in": inLocales(signIn.signIn, signIn.samples),
  rejection: inLocales(rejection.rejection, rejection.samples),
  held: inLocales(held.held, held.samples),
  "held-notice": inLocales(heldNotice.heldNotice, heldNotice.samples),
  question: inLocales(question.question, question.samples),
  receipt: inLocales(receipt.receipt, receipt.samples),
  "event-invitation": inLocales(eventInvitation.eventInvitation, eventInvitation.samples),
  "showcase-card": inLocales(showcaseCard.showcaseCard, showcaseCard.samples),
  "thread-letter": inLocales(threadLetter.threadLetter, threadLetter.samples),
  proof: inLocales(proof.proof, proof.samples),
  "bounce-notice": inLocales(bounceNotice.bounceNotice, bounceNotice.samples),
  inquiry: inLocales(inquiry.inquiry, inquiry.samples),
  closing: inLocales(closing.closing, closing.samples),
  "export-ready": inLocales(exportReady.exportReady, exportReady.samples),
};

function inLocales<Props extends LetterProps>(
  draw: (props: Props) => Draft,
  samples: Record<string, Props>,
): SampleDrafts {
  const drafts = Object.entries(samples).map(
    ([name, props]) => [name, (locale: Locale) => draw({ ...props, locale })] as const,
  );
  return Object.fromEntries(drafts);
}
