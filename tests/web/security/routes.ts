import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface WalkedRoute {
  file: string;
  /** `/console/$slug/members/$id` */
  path: string;
  /** Names of what its path leaves open: slug, id, token … */
  params: string[];
  source: string;
  module: Record<string, unknown>;
}

const folder = join(process.cwd(), "app/routes");

/** Every route there is, from the folder itself: none can be forgotten. */
export function allRoutes(): Promise<WalkedRoute[]> {
  return Promise.all(
    readdirSync(folder)
      .filter((file) => /\.tsx?$/.test(file))
      .map(async (file) => {
        const path = pathOf(file);
        return {
          file,
          path,
          params: [...path.matchAll(/\$(\w+)/g)].map(([, name = ""]) => name),
          source: readFileSync(join(folder, file), "utf8"),
          module: (await import(join(folder, file))) as Record<string, unknown>,
        };
      }),
  );
}

/** `$slug_.follow.$token.tsx` answers `/$slug/follow/$token`; what stands in brackets is as it is. */
function pathOf(file: string): string {
  const name = file
    .replace(/\.tsx?$/, "")
    .replaceAll(/\[(.+?)\]/g, (_, literal: string) => literal.replaceAll(".", "\0"));
  const parts = name.split(".").filter((part) => part !== "_index");
  return `/${parts.map((part) => part.replace(/_$/, "").replaceAll("\0", ".")).join("/")}`;
}
