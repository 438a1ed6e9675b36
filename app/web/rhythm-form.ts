import { z } from "zod";
import { isTimeZone } from "#app/lib/local-time.ts";

export const digestRhythmFields = {
  digestRhythm: z.enum(["daily", "weekly", "monthly", "on_publish", "off"]),
  digestWeekday: z.coerce.number().int().min(1).max(7),
  digestHour: z.coerce.number().int().min(0).max(23),
};

/** How a member wants their mail, as components/rhythm-fields.tsx asks for it. */
export const rhythmForm = z.object({
  ...digestRhythmFields,
  timeZone: z.string().refine(isTimeZone, "This zone is not known."),
  instantPosts: z
    .literal("yes")
    .optional()
    .transform((checked) => checked === "yes"),
});
