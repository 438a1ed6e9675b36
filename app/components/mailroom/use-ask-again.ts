import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";

const EVERY = 1000;

/** Asks the server again each second, for as long as there is something to wait for and somebody who looks. */
export function useAskAgain(waiting: boolean): void {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (!waiting || state !== "idle") return;
    const timer = setTimeout(() => {
      if (document.visibilityState === "visible") revalidate();
    }, EVERY);
    return () => clearTimeout(timer);
  }, [waiting, state, revalidate]);
}
