/** It answers a message that is not here yet: thrown while its place is sought, and caught where it is decided. */
export class ParentMissing extends Error {
  /** The Message-ID that it answers. */
  readonly parent: string;

  constructor(parent: string) {
    super("the message that it answers is not here yet");
    this.name = "ParentMissing";
    this.parent = parent;
  }
}
