export {
  compileDigest,
  type CompiledDigest,
  composeDigest,
  digestMessageId,
  writeDigestMessage,
} from "#emails/templates/digest/compile-digest.ts";
export type {
  DigestEdition,
  DigestItemView,
  DigestPostView,
  DigestRecipient,
} from "#emails/templates/digest-views.ts";
