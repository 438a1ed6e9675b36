/** One field of a machine-readable part: the first of that name, its folded lines joined; null when there is none. */
export function fieldOf(body: string, name: string): string | null {
  const start = new RegExp(`^${name}[ \\t]{0,5}:`, "im").exec(body);
  if (start === null) return null;
  const lines = body.slice(start.index + start[0].length, start.index + 4000).split(/\r?\n/);
  let value = lines[0] ?? "";
  for (let i = 1; /^[ \t]/.test(lines[i] ?? ""); i++) value += ` ${(lines[i] ?? "").trim()}`;
  return value.trim() === "" ? null : value.trim().slice(0, 2000);
}
