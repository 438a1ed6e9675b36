import type { LetterKind } from "#emails/writing/manners.ts";

/** A broken rule, where, and what was found there. */
export interface Violation {
  rule: string;
  place: string;
  found: string;
}

export interface LintContext {
  kind: LetterKind;
  /** The domain that letters are sent from. */
  domain: string;
  /** Hosts of our own, whose addresses stand on lines of their own; the domain by default. */
  webHosts?: readonly string[];
  /** The return path, if the caller knows it. */
  envelopeFrom?: string;
  /** How large a picture of ours is, if the caller can look; null: there is none. */
  imageOctets?: (url: string) => number | null;
}

/** Collects what is wrong. */
export type Report = (rule: string, place: string, found: string | number) => void;
