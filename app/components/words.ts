/** "1 post", "3 posts"; another plural where an s is not enough. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

/** "Ana", "Ana and Ben", "Ana, Ben and 3 more". */
export function listNames(names: readonly string[], most = 3): string {
  const shown = names.slice(0, most);
  const rest = names.length - shown.length;
  const parts = rest > 0 ? [...shown, `${rest} more`] : shown;
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1) ?? ""}`;
}

export const roleWords = {
  owner: "owner",
  moderator: "moderator",
  member: "member",
  follower: "follower",
} as const;

export const roleOptions = [
  ["owner", "Owner"],
  ["moderator", "Moderator"],
  ["member", "Member"],
  ["follower", "Follower"],
] as const;

export const weekdays = [
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
  "Sunday",
] as const;

export type RhythmWords = { digestRhythm: string; digestWeekday: number; digestHour: number };

/** "every Friday at 7:00", "every day at 7:00", "the first Monday of a month at 18:00". */
export function rhythmWords({ digestRhythm, digestWeekday, digestHour }: RhythmWords): string {
  const day = weekdays[digestWeekday - 1] ?? "Monday";
  const hour = `${String(digestHour)}:00`;
  if (digestRhythm === "daily") return `every day at ${hour}`;
  if (digestRhythm === "weekly") return `every ${day} at ${hour}`;
  if (digestRhythm === "monthly") return `the first ${day} of a month at ${hour}`;
  if (digestRhythm === "on_publish") return "whenever a digest is sent by hand";
  return "no digest";
}

export const rhythmOptions = [
  ["daily", "Every day"],
  ["weekly", "Every week"],
  ["monthly", "Every month, on its first such day"],
  ["on_publish", "Only when one is sent by hand"],
  ["off", "No digest"],
] as const;

export const weekdayOptions = weekdays.map((name, index) => [String(index + 1), name] as const);

export const hourOptions = Array.from(
  { length: 24 },
  (_, hour) => [String(hour), `${String(hour)}:00`] as const,
);
