import { z } from "zod";

const checked = z
  .literal("yes")
  .optional()
  .transform((value) => value === "yes");
const hour = z.coerce.number().int().min(0).max(23);

/** What components/quiet-fields.tsx asks for. */
export const quietForm = z.object({
  quietHours: checked,
  quietFrom: hour,
  quietUntil: hour,
  followsOwn: checked,
  eventReminders: checked,
});
