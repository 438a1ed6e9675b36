import { describe, expect, it } from "vitest";
import { shareAttachments } from "#emails/reading/answer-attachments.ts";
import type { AnswerTarget } from "#emails/reading/digest-answers.ts";
import type { ReadAttachment } from "#emails/reading/parse-message.ts";

const file = (filename: string, cid: string | null = null): ReadAttachment => ({
  filename,
  mediaType: "image/jpeg",
  content: new Uint8Array([1]),
  cid,
  inline: cid !== null,
});
const answer = (text: string, pictures: string[] = [], asked = false) => ({
  text,
  pictures,
  target: (asked ? { kind: "ask", candidates: [] } : { kind: "digest" }) as AnswerTarget,
});

describe("what was sent along with several answers", () => {
  it("goes with the words among which it stands", () => {
    const answers = [answer("Yes."), answer("Ours: ![](cid:a@b)", ["a@b"])];
    expect(shareAttachments([file("a.jpg", "a@b")], answers, '<img src="cid:a@b">')).toEqual([1]);
  });

  it("goes with the words that call it by its name, or that speak of a picture", () => {
    const answers = [answer("Yes."), answer("see shelf-plan.pdf"), answer("Anbei ein Foto.")];
    expect(shareAttachments([file("shelf-plan.pdf"), file("IMG_1.jpg")], answers, "")).toEqual([1, 2]);
  });

  it("goes with the first answer that has a place, when none or several speak of it", () => {
    expect(shareAttachments([file("IMG_1.jpg")], [answer("What?", [], true), answer("Yes.")], "")).toEqual([
      1,
    ]);
    expect(shareAttachments([file("IMG_1.jpg")], [answer("A photo."), answer("Another photo.")], "")).toEqual(
      [0],
    );
    expect(shareAttachments([file("IMG_1.jpg")], [answer("What?", [], true)], "")).toEqual([0]);
  });

  it("goes nowhere when it stands only in what was folded: a signature's logo", () => {
    expect(
      shareAttachments([file("logo.png", "logo@b")], [answer("Yes.")], '<img src="cid:logo@b">'),
    ).toEqual([null]);
  });

  it("is not lost when it is marked as inline, and stands nowhere", () => {
    expect(shareAttachments([file("IMG_1.jpg", "x@b")], [answer("Yes.")], "<p>Yes.</p>")).toEqual([0]);
  });
});
