import { DomUtils, parseDocument } from "htmlparser2";

const { isTag, isText } = DomUtils;

export type Tree = ReturnType<typeof parseDocument>;
type Child = Tree["children"][number];
export type Element = Extract<Child, { attribs: unknown }>;
type Parent = Tree | Element;

export function readTree(html: string): Tree {
  return parseDocument(html);
}

export function elementsOf(node: Parent): Element[] {
  return node.children.flatMap((child) => (isTag(child) ? [child, ...elementsOf(child)] : []));
}

/** Pieces of text that are shown, with the element that they stand in. */
export function shownText(node: Parent): { text: string; within: Element }[] {
  return node.children.flatMap((child) => {
    if (isText(child)) return textPiece(child);
    return isTag(child) && !isHidden(child) ? shownText(child) : [];
  });
}

export function textOf(node: Parent): string {
  return node.children
    .map((child) => (isText(child) ? child.data : isTag(child) ? textOf(child) : ""))
    .join("");
}

export function classesOf(element: Element): string[] {
  return (element.attribs.class ?? "").split(/\s+/);
}

/** The element and all that it stands in, from the inside out. */
export function lineage(element: Element): Element[] {
  const { parent } = element;
  return parent && isTag(parent) ? [element, ...lineage(parent)] : [element];
}

/** Whether an element is part of what somebody wrote. */
export function isSaid(element: Element): boolean {
  return lineage(element).some((one) => classesOf(one).includes("words"));
}

function textPiece(
  node: Pick<Extract<Child, { data: string }>, "data" | "parent">,
): { text: string; within: Element }[] {
  const { parent } = node;
  return node.data.trim() !== "" && parent && isTag(parent)
    ? [{ text: node.data.trim(), within: parent }]
    : [];
}

function isHidden({ name, attribs }: Element): boolean {
  return ["style", "title", "head", "script"].includes(name) || /display:\s*none/.test(attribs.style ?? "");
}
