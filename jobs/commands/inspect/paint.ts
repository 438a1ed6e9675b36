import { styleText } from "node:util";

export interface Paint {
  dim: (text: string) => string;
  bold: (text: string) => string;
}

const plain = (text: string) => text;

/** Terminal colours, or none. */
export function paintWith(inColour: boolean): Paint {
  if (!inColour) return { dim: plain, bold: plain };
  const style = (name: "dim" | "bold") => (text: string) => (text === "" ? "" : styleText(name, text));
  return { dim: style("dim"), bold: style("bold") };
}
