import { expect, test } from "vitest";
import { safeHtml } from "#app/models/post/safe-html.ts";

test.each([
  ["<p>Warm <b>clay</b></p><script>alert(1)</script>", "<p>Warm <b>clay</b></p>"],
  ['<p onclick="alert(1)" style="position:fixed">Hello</p>', "<p>Hello</p>"],
  ['<a href="javascript:alert(1)">a link</a>', '<a rel="nofollow noopener noreferrer">a link</a>'],
  ['<p>seen</p><img src="https://elsewhere.example/pixel.gif">', "<p>seen</p>"],
  ["<svg><a xlink:href='javascript:alert(1)'>x</a></svg>", '<a rel="nofollow noopener noreferrer">x</a>'],
  ["<p>a &lt;b&gt; c</p>", "<p>a &lt;b&gt; c</p>"],
])("%s is shown as prose only", (written, shown) => {
  expect(safeHtml(written)).toBe(shown);
});

test("what has no words left is no HTML at all", () => {
  expect(safeHtml('<img src="cid:logo">')).toBeNull();
});
