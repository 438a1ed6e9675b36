/**
 * RFC 3676: soft line breaks (a space before the break) are taken back, within the same quote depth. With `delSp` the
 * space itself goes too. Signature delimiters stay as they are.
 */
export function unflow(text: string, delSp: boolean): string {
  const out: string[] = [];
  let open: { depth: number; pieces: string[] } | null = null;
  const close = () => {
    if (open !== null) out.push(quoteMark(open.depth) + open.pieces.join(""));
    open = null;
  };
  for (const line of text.split("\n")) {
    const depth = /^>*/.exec(line)?.[0].length ?? 0;
    const stuffed = line.slice(depth);
    const content = stuffed.startsWith(" ") ? stuffed.slice(1) : stuffed;
    const soft = content.endsWith(" ") && content !== "-- ";
    if (open !== null && (open as { depth: number }).depth !== depth) close();
    if (content === "-- ") close();
    open ??= { depth, pieces: [] };
    (open as { pieces: string[] }).pieces.push(soft && delSp ? content.slice(0, -1) : content);
    if (!soft) close();
  }
  close();
  return out.join("\n");
}

function quoteMark(depth: number): string {
  return depth === 0 ? "" : `${">".repeat(depth)} `;
}
