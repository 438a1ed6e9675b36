import { describe, expect, it } from "vitest";
import { splitDigestAnswers, type SentDigest } from "#emails/reading/digest-answers.ts";
import { readMessage } from "#emails/reading/parse-message.ts";

/* One test for each rule of the room's README, in its order. */

const items = [
  item(1, "Spoons from cherry wood", "They took me most of the winter, and two of them cracked."),
  item(2, "Who has a spare shelf?", "Ours broke, and the firing is on Saturday already."),
  item(3, "Three-legged stool in walnut", "Three legs never wobble, whatever the floor does."),
  item(4, "Spoons, second batch", "This time from plum, with longer handles than before."),
];

function item(number: number, title: string, text: string) {
  return {
    number,
    code: `${number}`,
    title,
    text,
    addresses: [`r${number}x@kiln.example`],
    htmlId: `item-${number}`,
  };
}

const block = (number: number) => {
  const { title, text, addresses } = items[number - 1] ?? item(0, "", "");
  return `[${number}] ${title}\n\n${text}\n\nAnswer this: ${addresses[0] ?? ""}`;
};
const opening = "Dear all, spring is late and the clay is cold.";
const heading = "Things to buy and to give away";
const footer = "You get this letter because you joined in May.";
const sent: SentDigest = {
  items,
  text: [opening, block(1), block(2), heading, block(3), block(4), `-- \n${footer}`].join("\n\n"),
};

const quote = (text: string) =>
  text
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");
const attribution = "On Tue, May 5, 2026 at 9:14 AM Kiln Circle <kiln@kiln.example> wrote:";

function read(body: string, headers: string[] = []) {
  const raw = ["From: Bo <bo@lind.example>", ...headers, "", body].join("\n");
  return splitDigestAnswers(readMessage(Buffer.from(raw)), sent);
}

function targets(body: string, headers: string[] = []) {
  return read(body, headers).map(({ target, text }) => [
    target.kind === "item" ? target.number : target.kind === "ask" ? target.candidates : "digest",
    text,
  ]);
}

const whole = quote(sent.text);

describe("1. what names an item belongs to it", () => {
  it.each([
    ["2: you can have ours", 2],
    ["#3 yes, two please", 3],
    ["[4] how long are they?", 4],
    ["Item 2, we have one", 2],
    ["Nr. 3: wunderbar", 3],
    ["zu 2: ihr könnt unseres haben", 2],
    ["re the stool: how high is it?", 3],
    ["À propos de shelf : nous en avons une", 2],
    ["Three-legged stool in walnut: how high is it?", 3],
    ["3: 2 pieces please", 3],
  ])("%s", (words, number) => {
    expect(targets(`${words}\n\n${attribution}\n${whole}`)).toEqual([[number, words]]);
  });

  it("and several of them, each in its own line", () => {
    expect(targets(`1: lovely\n3: how high?\n\n${attribution}\n${whole}`)).toEqual([
      [1, "1: lovely"],
      [3, "3: how high?"],
    ]);
  });

  it("up to the next empty line: what follows is asked", () => {
    expect(
      targets(`2: we have one\nin the cellar\n\nAnd I come on Saturday.\n\n${attribution}\n${whole}`),
    ).toEqual([
      [2, "2: we have one\nin the cellar"],
      [[2], "And I come on Saturday."],
    ]);
  });

  it("unless the name stood alone on its line", () => {
    expect(targets(`#2\n\nWe have one.\n\n${attribution}\n${whole}`)).toEqual([[2, "#2\n\nWe have one."]]);
  });

  it("words of several titles name none of them surely", () => {
    expect(targets(`re the spoons: lovely\n\n${attribution}\n${whole}`)).toEqual([
      [[1, 4], "re the spoons: lovely"],
    ]);
  });

  it.each([
    "3 of them please",
    "On 3 May I come",
    "For 2 of us, please",
    "No 3 people agree",
    "2:30 suits me",
    "Am 3. Mai komme ich",
    "3. Mai passt mir",
    "for the record: I said so",
    "on Saturday: I can not",
    "To 2 friends I gave one",
  ])("“%s” names none", (words) => {
    expect(targets(`${words}\n\n${attribution}\n${whole}`)).toEqual([["digest", words]]);
  });

  it("numbers that go up with gaps are answers; a list from one upwards is asked, in one piece", () => {
    expect(targets(`2. we have one\n4. how long?\n\n${attribution}\n${whole}`)).toEqual([
      [2, "2. we have one"],
      [4, "4. how long?"],
    ]);
    expect(targets(`1. I come\n2. I bring bread\n3. I stay\n\n${attribution}\n${whole}`)).toEqual([
      [[1, 2, 3], "1. I come\n2. I bring bread\n3. I stay"],
    ]);
  });

  it("a list below an item is what was said about it", () => {
    const list = "Two things:\n1. how high?\n2. how much?";
    expect(targets(`${attribution}\n${quote(block(3))}\n\n${list}\n\n${quote(block(4))}`)).toEqual([
      [3, list],
    ]);
  });

  it("a footnote names nothing surely", () => {
    const words = "As I said [2], they crack.\n\n[2] https://wood.example/cracks";
    expect(targets(`${words}\n\n${attribution}\n${whole}`)).toEqual([
      ["digest", "As I said [2], they crack."],
      [[2], "[2] https://wood.example/cracks"],
    ]);
  });
});

describe("2. what stands above every quote is a remark on the digest", () => {
  it("when it names none", () => {
    expect(targets(`What a letter!\n\n${attribution}\n${whole}`)).toEqual([["digest", "What a letter!"]]);
  });

  it("when nothing is quoted", () => {
    expect(targets("What a letter!")).toEqual([["digest", "What a letter!"]]);
  });

  it("when only one item was left quoted, it is asked", () => {
    expect(targets(`I want it!\n\n${attribution}\n${quote(block(3))}`)).toEqual([[[3], "I want it!"]]);
  });
});

describe("3. what stands below quoted words", () => {
  it("of an item belongs to it, also in the middle of it", () => {
    const [first = "", rest = ""] = block(3).split(/\n\n(?=Answer)/);
    expect(
      targets(`${attribution}\n${quote(first)}\n\nHow high?\n\n${quote(`${rest}\n\n${block(4)}`)}`),
    ).toEqual([[3, "How high?"]]);
  });

  it("of several items, with more quoted below it, belongs to the nearest", () => {
    const body = `${attribution}\n${quote(`${block(1)}\n\n${block(2)}`)}\n\nWe have one.\n\n${quote(block(3))}`;
    expect(targets(body)).toEqual([[2, "We have one."]]);
  });

  it("of the opening, or of the footer, is a remark on the digest", () => {
    expect(targets(`${attribution}\n${quote(opening)}\n\nWarm here!\n\n${quote(block(1))}`)).toEqual([
      ["digest", "Warm here!"],
    ]);
    expect(targets(`${attribution}\n${whole}\n\nSee you.`)).toEqual([["digest", "See you."]]);
  });

  it("of the last one of several answered ones belongs to that one", () => {
    const body = `${attribution}\n${quote(block(1))}\n\nLovely.\n\n${quote(`${block(2)}\n\n${block(3)}`)}\n\nHow high?`;
    expect(targets(body)).toEqual([
      [1, "Lovely."],
      [3, "How high?"],
    ]);
  });
});

it("4. below several items at the very end, with no other answer between quotes, it is asked", () => {
  const body = `${attribution}\n${quote(`${block(2)}\n\n${block(3)}`)}\n\nYes please!`;
  expect(targets(body)).toEqual([[[2, 3], "Yes please!"]]);
});

describe("5. what cannot be known is asked", () => {
  it("under the heading of a section", () => {
    const body = `${attribution}\n${quote(`${block(2)}\n\n${heading}`)}\n\nNice ones.\n\n${quote(block(3))}`;
    expect(targets(body)).toEqual([[[2], "Nice ones."]]);
  });

  it("below words that the digest does not hold", () => {
    const other = "Somebody else wrote these words in another letter long ago.";
    expect(targets(`${attribution}\n${quote(other)}\n\nIndeed.`)).toEqual([[[], "Indeed."]]);
  });

  it("below words that several items hold, and nothing else is left to tell them apart", () => {
    const same = "The first batch sold within an hour, and four are left.";
    const twins = [item(1, "Spoons", same), item(2, "Bowls", same)];
    const text = twins
      .map(({ title, number }) => `[${number}] ${title}\n\n${same}\n\nAnswer: r${number}x@kiln.example`)
      .join("\n\n");
    const raw = `From: Bo <bo@lind.example>\n\n${attribution}\n${quote(same)}\n\nOne for me!`;
    const [answer] = splitDigestAnswers(readMessage(Buffer.from(raw)), { items: twins, text });
    expect(answer?.target.kind).toBe("ask");
  });

  it("naming one item below another", () => {
    const body = `${attribution}\n${quote(block(1))}\n\n3: how high?\n\n${quote(block(2))}`;
    expect(targets(body)).toEqual([[[1, 3], "3: how high?"]]);
  });
});

describe("what an answer keeps", () => {
  it("its own HTML: lists, links and its own pictures, and where it stood", () => {
    const html = `<div dir="ltr"><p>2: we have <b>one</b> <img src="cid:shelf@bo" alt="the shelf"></p><p>3: <a href="https://wood.example/">how high?</a></p></div>
      <div class="gmail_quote"><div class="gmail_attr">${attribution.replace(/[<>]/g, "")}<br></div><blockquote><p>${sent.text.replaceAll("\n\n", "</p><p>")}</p></blockquote></div>`;
    const answers = read(html, ["Content-Type: text/html; charset=utf-8"]);
    expect(answers).toMatchObject([
      { target: { number: 2 }, pictures: ["shelf@bo"], span: [{ from: 0, to: 1 }] },
      { target: { number: 3 }, pictures: [] },
    ]);
    expect(answers[0]?.html).toContain("<b>one</b>");
    expect(answers[0]?.html).not.toContain("how high?");
    expect(answers[1]?.html).toContain('<a href="https://wood.example/"');
  });

  it("its words inside the letter's own tables, where a program could not part the quote", () => {
    const rows = sent.text.split("\n\n").map((words) => `<tr><td>${words}</td></tr>`);
    rows[6] = rows[6]?.replace("</td>", "<div><br></div><div>We have one, <i>look</i>.</div></td>") ?? "";
    const html = `<div dir="ltr"></div><div class="gmail_quote"><div class="gmail_attr">${attribution.replace(/[<>]/g, "")}</div><blockquote class="gmail_quote"><table>${rows.join("")}</table></blockquote></div>`;
    const answers = read(html, ["Content-Type: text/html; charset=utf-8"]);
    expect(answers).toMatchObject([{ target: { number: 2 }, text: "We have one, look." }]);
  });
});

it("a picture of the digest, quoted without marks, is no answer to its item", () => {
  const html =
    '<div class="WordSection1"><p class="MsoNormal">Lovely, all of it.</p><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in"><p class="MsoNormal"><b>From:</b> Kiln Circle &lt;kiln@letters.example&gt;<br><b>Sent:</b> Tuesday, November 24, 2026 10:53 AM<br><b>To:</b> Kofi<br><b>Subject:</b> Letter 5</p></div>' +
    `<p>${opening}</p><p>[3] Three-legged stool in walnut</p>` +
    '<img src="https://letters.example/photos/abc/640" alt="A round stool, and on it a cup with a green sprig" width="500">' +
    "<p>Three legs never wobble, whatever the floor does.</p></div>";
  expect(
    targets(html, ["X-Mailer: Microsoft Outlook 16.0", "Content-Type: text/html; charset=utf-8"]),
  ).toEqual([[[3], "Lovely, all of it."]]);
});

it("words above an item's number, inside the letter's own HTML, are the author's", () => {
  const html = `<p>Lovely.</p><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Kiln &lt;kiln@kiln.example&gt;<br><b>Sent:</b> 5 May 2026 09:14<br><b>To:</b> Bo<br><b>Subject:</b> Kiln</div>${items
    .map(
      ({ number, title, text, addresses }) =>
        `<div id="x_item-${number}">${number === 2 ? "<div>Written above the number.</div>" : ""}<p>[${number}] ${title}</p><p>${text}</p><p>Answer this: ${addresses[0] ?? ""}</p></div>`,
    )
    .join("")}`;
  const [, ...others] = read(html, ["Content-Type: text/html; charset=utf-8"]);
  expect(others).toMatchObject([{ text: "Written above the number.", target: { number: 1 } }]);
});
