/**
 * RFC 3676: soft line breaks (a space before the break) are taken back, within the same quote depth. With `delSp` the
 * space itself goes too. Signature delimiters stay as they are.
 */
export function unflow(text: string, delSp: boolean): string {
  const out: string[] = [];
  let pieces: string[] = [];
  let open = -1;
  const close = () => {
    if (open >= 0) out.push(quoteMark(open) + pieces.join(""));
    pieces = [];
    open = -1;
  };
  for (const line of text.split("\n")) {
    const depth = depthOf(line);
    const content = line.charCodeAt(depth) === space ? line.slice(depth + 1) : line.slice(depth);
    const isDelimiter = content === "-- ";
    const soft = content.charCodeAt(content.length - 1) === space && !isDelimiter;
    if (open >= 0 && (open !== depth || isDelimiter)) close();
    if (!soft && open < 0) {
      out.push(depth === 0 ? content : quoteMark(depth) + content);
      continue;
    }
    open = depth;
    pieces.push(soft && delSp ? content.slice(0, -1) : content);
    if (!soft) close();
  }
  close();
  return out.join("\n");
}

const space = 0x20;
const greater = 0x3e;

function depthOf(line: string): number {
  let depth = 0;
  while (line.charCodeAt(depth) === greater) depth++;
  return depth;
}

function quoteMark(depth: number): string {
  return depth === 0 ? "" : `${">".repeat(depth)} `;
}
