import { describe, expect, it } from "vitest";

import { composeLetter } from "#emails/templates/compose.ts";
import { compileDigest, composeDigest } from "#emails/templates/digest.ts";
import { instantPost, samples } from "#emails/templates/instant-post.ts";
import { samples as digests } from "#emails/templates/samples/digest-world.ts";
import { instants, replyAddress } from "#emails/templates/samples/world.ts";
import { writeMessageId } from "#emails/writing/message-id.ts";
import { writeMessage } from "#emails/writing/mime.ts";
import { placeInThread } from "#emails/writing/threading.ts";
import { programs, readThreaded, type Threaded } from "#tests/support/mail-threading.ts";

const domain = "letters.example";
const root = writeMessageId("thread:1", "root", domain);
const idOf = (post: number) => writeMessageId(`post:${post}`, "sam@home.example", domain);

/** The letter of a post to Sam, who has these of the thread; read again as Sam's program reads it. */
async function letterOf(
  post: number,
  has: { earlier?: string[]; answers?: number; digest?: Threaded; title?: string } = {},
): Promise<Threaded> {
  const sample = samples.reply;
  if (!sample) throw new Error("No sample");
  const draft = instantPost({
    ...sample,
    isFirst: post === 1,
    thread: { url: null, title: has.title ?? "Glaze tests" },
    digestSubject: has.digest?.subject ?? null,
  });
  const letter = await composeLetter(draft, {
    to: { name: "Sam", address: "sam@home.example" },
    replyTo: replyAddress("t"),
    envelopeFrom: replyAddress("b"),
    messageId: idOf(post),
    date: instants.monday,
    ...placeInThread({
      root,
      digest: has.digest?.id ?? null,
      earlier: has.earlier ?? [],
      parent: idOf(has.answers ?? 0),
    }),
  });
  return readThreaded(writeMessage(letter));
}

const aLetter = (id: string, subject: string, references: string[] = []): Threaded => ({
  id,
  subject,
  references,
});

describe.each(Object.keys(programs))("in %s", (name) => {
  const conversations = (mailbox: Threaded[]) => new Set(programs[name]?.(mailbox)).size;

  it("the letters of a thread are one conversation, in whatever order they came", async () => {
    const letters = [
      await letterOf(1),
      await letterOf(2, { earlier: [idOf(1)], answers: 1 }),
      await letterOf(3, { earlier: [idOf(1), idOf(2)], answers: 1 }),
    ];
    expect(conversations(letters)).toBe(1);
    expect(conversations(letters.toReversed())).toBe(1);
  });

  it("so they are for who came late, and has neither the first nor the one that is answered", async () => {
    expect(conversations([await letterOf(5, { answers: 1 }), await letterOf(6, { answers: 2 })])).toBe(1);
  });

  it("what Sam wrote to begin it, from Sam's own program, stands above the answers", async () => {
    const own = aLetter("<CAB1@mail.home.example>", "Glaze tests");
    const answer = await letterOf(2, { earlier: [own.id] });

    expect(conversations([own, answer])).toBe(1);
  });

  it("Sam's answer, and the answer to that, belong to it too", async () => {
    const first = await letterOf(1);
    const own = aLetter("<CAB2@mail.home.example>", "Re: Glaze tests", [...first.references, first.id]);
    const next = await letterOf(3, { earlier: [first.id, own.id], answers: 2 });

    expect(conversations([first, own, next])).toBe(1);
  });

  it("two threads are two conversations, also under the same subject", async () => {
    const other = aLetter(writeMessageId("post:9", "sam", domain), "Glaze tests", [
      writeMessageId("thread:2", "root", domain),
    ]);
    expect(conversations([await letterOf(1), other])).toBe(2);
  });
});

describe.each(Object.keys(programs))("in %s", (name) => {
  it("what is said about a digest hangs under it", async () => {
    const sample = digests.everyday;
    if (!sample) throw new Error("No sample");
    const compiled = await compileDigest(sample.edition, ["en"]);
    const digest = await readThreaded(
      writeMessage(composeDigest(compiled, sample.recipient, instants.monday)),
    );
    const own = aLetter("<CAB3@mail.home.example>", `Re: ${digest.subject}`, [digest.id]);
    const remark = await letterOf(7, { digest, title: "Letter no. 12" });
    const next = await letterOf(8, {
      digest,
      earlier: [own.id, remark.id],
      title: "Letter no. 12",
    });

    expect(new Set(programs[name]?.([digest, own, remark, next])).size).toBe(1);
  });
});

describe("a place in a thread", () => {
  it("is the letter that is answered, if they have it, else the latest, else the thread's own id", () => {
    const place = (earlier: string[], parent = idOf(0)) =>
      placeInThread({ root, digest: null, earlier, parent }).inReplyTo;

    expect(place([idOf(1), idOf(2)], idOf(1))).toBe(idOf(1));
    expect(place([idOf(1), idOf(2)])).toBe(idOf(2));
    expect(place([])).toBe(root);
  });

  it("is told in twenty ids at most, the root first and the answered one last", () => {
    const earlier = Array.from({ length: 60 }, (_, at) => idOf(at + 1));
    const { references } = placeInThread({ root, digest: null, earlier, parent: idOf(7) });

    expect(references).toHaveLength(20);
    expect(references[0]).toBe(root);
    expect(references.at(-1)).toBe(idOf(7));
  });

  it("takes no id that could break a header", () => {
    const odd = ["<a@b>\r\nBcc: all@home.example", "no id", "<a b@c>", `<${"a".repeat(900)}@b>`];
    expect(placeInThread({ root, digest: null, earlier: odd, parent: odd[0] ?? "" })).toEqual({
      inReplyTo: root,
      references: [root],
    });
  });
});
