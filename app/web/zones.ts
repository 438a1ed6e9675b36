/** Every zone there is, as a select has them; the kept one first found even under an older name. */
export function zoneOptions(kept: string): (readonly [value: string, words: string])[] {
  const zones = Intl.supportedValuesOf("timeZone").filter((zone) => zone.includes("/"));
  const all = zones.includes(kept) || kept === "UTC" ? ["UTC", ...zones] : [kept, "UTC", ...zones];
  return all.map((zone) => [zone, zone.replaceAll("_", " ").replaceAll("/", " / ")] as const);
}
