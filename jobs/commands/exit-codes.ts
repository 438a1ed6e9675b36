/** What the shell and mail servers understand (sysexits.h). */
export const exitCodes = {
  ok: 0,
  refused: 1,
  usage: 64,
  data: 65,
  noInput: 66,
  noUser: 67,
  software: 70,
  tempFail: 75,
  config: 78,
} as const;

/** A command ends with this code and these words, without a stack. */
export class Ending extends Error {
  readonly code: number;

  constructor(name: keyof typeof exitCodes, words: string) {
    super(words);
    this.name = "Ending";
    this.code = exitCodes[name];
  }
}
