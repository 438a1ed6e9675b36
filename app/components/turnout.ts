import { count } from "./words.ts";

export interface ShownTurnout {
  yes: number;
  maybe: number;
  no: number;
  waiting: number;
  seatsTaken: number;
  seatsWaiting: number;
}

/** "9 of 12 seats taken, 2 perhaps, 1 waiting". */
export function turnoutWords(
  { seatsTaken, maybe, seatsWaiting }: ShownTurnout,
  capacity: number | null,
): string {
  if (seatsTaken + maybe + seatsWaiting === 0)
    return capacity === null ? "no answer yet" : `${count(capacity, "seat")}, no answer yet`;
  const taken =
    capacity === null
      ? count(seatsTaken, "person comes", "people come")
      : `${seatsTaken} of ${count(capacity, "seat")} taken`;
  return [taken, maybe > 0 && `${maybe} perhaps`, seatsWaiting > 0 && `${seatsWaiting} waiting`]
    .filter(Boolean)
    .join(", ");
}
