/**
 * French sets a space before tall punctuation and inside its quotation marks, at which no line may break. It is written
 * as an ordinary space in the table, where it can be seen, and made unbreakable in all that the table says.
 */
export function withFrenchSpaces<Table extends object>(table: Table): Table {
  const entries = Object.entries(table).map(([name, value]) => [name, spaced(value)] as const);
  return Object.fromEntries(entries) as Table;
}

function spaced(value: unknown): unknown {
  if (typeof value === "string") return spacedText(value);
  if (typeof value === "function")
    return (...facts: unknown[]): unknown => spaced(Reflect.apply(value, null, facts));
  return typeof value === "object" && value !== null ? withFrenchSpaces(value) : value;
}

function spacedText(text: string): string {
  return text.replace(/ ([:;?!»])/g, "\u00a0$1").replace(/« /g, "«\u00a0");
}
