import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitDigestAnswers, type DigestAnswer } from "#emails/reading/digest-answers.ts";
import { readMessage } from "#emails/reading/parse-message.ts";
import {
  dialects,
  isKnowable,
  renderReply,
  replyArbitrary,
  type MadeAnswer,
  type Reply,
} from "#tests/emails/reading/digest-dialects.ts";

const squash = (text: string) => text.replace(/\s+/g, "");

/** Where an answer may land: its item or a question; a remark above or below everything also in the digest's thread. */
export function mayLandIn(reply: Reply, answer: MadeAnswer, found: DigestAnswer): boolean {
  const { target } = found;
  if (target.kind === "ask") return true;
  if (answer.named !== null) return target.kind === "item" && target.number === answer.named;
  if (answer.place > 0) return target.kind === "item" && target.number === answer.place;
  return target.kind === "digest";
}

export function judge(reply: Reply): { lost: string[]; wrong: string[]; leaked: string[]; asked: string[] } {
  const found = splitDigestAnswers(readMessage(renderReply(reply)), reply.digest.digest);
  const verdict = {
    lost: [] as string[],
    wrong: [] as string[],
    leaked: [] as string[],
    asked: [] as string[],
  };
  const all = found.map((each) => squash(each.text));
  let rest = all.join("\n");
  for (const answer of [...reply.answers].sort((a, b) => b.words.length - a.words.length)) {
    const words = squash(answer.words);
    const at = found.filter((_, i) => all[i]?.includes(words) === true);
    if (at.length === 0) verdict.lost.push(answer.words);
    else if (!at.some((each) => mayLandIn(reply, answer, each)))
      verdict.wrong.push(
        `${answer.words} (${answer.place}) → ${JSON.stringify(at.map((each) => each.target))}`,
      );
    else if (at.every((each) => each.target.kind === "ask") && isKnowable(reply, answer))
      verdict.asked.push(`${answer.words} (${answer.place}): ${at[0]?.why ?? ""}`);
    rest = rest.replace(words, "");
  }
  if (rest.trim() !== "") verdict.leaked.push(rest.trim());
  return verdict;
}

describe("an answer to the digest, in every program's dialect", () => {
  it.each(dialects)("%s: nothing lost, nothing doubled, nothing in a wrong thread", (dialect) => {
    fc.assert(
      fc.property(replyArbitrary, (reply) => {
        const { lost, wrong, leaked } = judge({ ...reply, dialect });
        expect({ lost, wrong, leaked }).toEqual({ lost: [], wrong: [], leaked: [] });
      }),
      { numRuns: 60, seed: 20260505 },
    );
  });
});

it("a picture of the digest, quoted without marks, is no answer to its item", () => {
  const raw = [
    "From: Kofi <kofi@example.org>",
    "X-Mailer: Microsoft Outlook 16.0",
    "Content-Type: text/html; charset=utf-8",
    "",
    '<div class="WordSection1"><p class="MsoNormal">Lovely, all of it.</p><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in"><p class="MsoNormal"><b>From:</b> Kiln Circle &lt;kiln@letters.example&gt;<br><b>Sent:</b> Tuesday, November 24, 2026 10:53 AM<br><b>To:</b> Kofi<br><b>Subject:</b> Letter 5</p></div>',
    "<p>Dear all, nothing happens in this quarter.</p><p>[1] Three-legged stool in walnut</p>",
    '<img src="https://letters.example/photos/abc/640" alt="A round stool, and on it a cup with a green sprig" width="500">',
    "<p>Three legs never wobble, whatever the floor does.</p></div>",
  ].join("\r\n");
  const title = "Three-legged stool in walnut";
  const story = "Three legs never wobble, whatever the floor does.";
  const item = { number: 1, code: "1", title, text: story, addresses: [], htmlId: "" };
  const text = `Dear all, nothing happens in this quarter.\n\n[1] ${title}\n\n${story}`;

  expect(splitDigestAnswers(readMessage(Buffer.from(raw)), { text, items: [item] })).toMatchObject([
    { target: { kind: "digest" }, text: "Lovely, all of it." },
  ]);
});
