import { makePrivate, makePublic, type Markable } from "#app/models/public-mark.ts";
import type { Actor } from "#app/models/roles.ts";
import type { Deed } from "./intents.ts";
import { redirectWithToast } from "./toast.ts";

/** The two acts of components/public-switch.tsx, for a page about one thing. */
export function publicDeeds(
  actor: Actor,
  { kind, id, here }: { kind: Markable; id: string; here: string },
): Record<"make-public" | "make-private", Deed> {
  return {
    "make-public": async () => {
      await makePublic(actor, kind, id);
      return redirectWithToast(here, {
        words: "Everybody may see it now. The next newsletter tells of it.",
        undo: { path: here, fields: { intent: "make-private" } },
      });
    },
    "make-private": async () => {
      await makePrivate(actor, kind, id);
      return redirectWithToast(here, {
        words: "Only members see it now. Pages and feed have it no longer.",
        undo: { path: here, fields: { intent: "make-public" } },
      });
    },
  };
}
