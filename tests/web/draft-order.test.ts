import { expect, test } from "vitest";
import { arranged } from "#app/web/draft-order.ts";

const items = [
  { key: "event:a", pinned: true },
  { key: "thread:b", pinned: false },
  { key: "thread:c", pinned: false },
];
const keys = (order: readonly { key: string }[]) => order.map(({ key }) => key);

test("an item moves past its neighbour", () => {
  expect(keys(arranged(items, "thread:c", { kind: "move", by: -1 }))).toEqual([
    "event:a",
    "thread:c",
    "thread:b",
  ]);
});

test("nothing moves past what is pinned, or over the edge", () => {
  expect(keys(arranged(items, "thread:b", { kind: "move", by: -1 }))).toEqual(keys(items));
  expect(keys(arranged(items, "thread:c", { kind: "move", by: 1 }))).toEqual(keys(items));
});

test("only the item that is meant is left out, pinned or given a line", () => {
  expect(arranged(items, "thread:b", { kind: "drop", dropped: true })).toEqual([
    { key: "event:a" },
    { key: "thread:b", dropped: true },
    { key: "thread:c" },
  ]);
  expect(arranged(items, "thread:b", { kind: "note", note: "Soup." })[1]).toEqual({
    key: "thread:b",
    note: "Soup.",
  });
});

test("dragged items take the order that is wished; pinned ones stay before, and what came meanwhile stands behind", () => {
  const four = ["a", "b", "c", "d"].map((key) => ({ key, pinned: key === "b" }));
  const dragged = arranged(four, "", { kind: "order", keys: ["d", "b", "a"] });
  expect(keys(dragged)).toEqual(["b", "d", "a", "c"]);
});
