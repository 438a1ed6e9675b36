import { Link, useNavigation } from "@remix-run/react";
import type { ButtonHTMLAttributes, ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names.ts";

/** primary: the one act of a screen. plain: beside it. quiet: in rows. danger: what cannot be undone. */
export type ButtonLook = "primary" | "plain" | "quiet" | "danger";

const looks: Record<ButtonLook, string> = {
  primary:
    "bg-fill text-on-fill border-transparent hover:bg-[color-mix(in_srgb,var(--color-fill)_88%,var(--color-ink))]",
  plain: "bg-sheet text-ink border-line-strong hover:border-quiet hover:bg-shade",
  quiet: "text-soft border-transparent hover:text-ink hover:bg-shade",
  danger: "bg-transparent text-bad border-bad/50 hover:bg-bad-tint",
};

function buttonClasses(look: ButtonLook, small: boolean): string {
  return classNames(
    "inline-flex max-w-full items-center justify-center wrap-break-word gap-2 rounded-base border font-semibold text-center no-underline transition-colors",
    "disabled:opacity-60",
    small ? "min-h-9 px-3 py-1 text-sm" : "min-h-11 px-5 py-2 text-base",
    looks[look],
  );
}

type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "className"> & {
  look?: ButtonLook;
  small?: boolean;
  /** Fills the line on a phone. */
  wide?: boolean;
  children: ReactNode;
};

/** Presses once: it rests while its own form is on its way. */
export function Button({ look = "plain", small = false, wide = false, ...button }: ButtonProps) {
  const busy = useIsOnItsWay(button.name, button.value);
  return (
    <button
      type="submit"
      {...button}
      disabled={button.disabled === true || busy}
      aria-busy={busy || undefined}
      className={classNames(buttonClasses(look, small), wide && "w-full sm:w-auto")}
    />
  );
}

type ButtonLinkProps = Omit<ComponentProps<typeof Link>, "className"> & {
  look?: ButtonLook;
  small?: boolean;
};

export function ButtonLink({ look = "plain", small = false, ...link }: ButtonLinkProps) {
  return <Link {...link} className={buttonClasses(look, small)} />;
}

/** A `summary` that looks like a button: opens what needs a second thought. */
export function ButtonSummary({
  look = "plain",
  small = false,
  children,
}: Pick<ButtonProps, "look" | "small" | "children">) {
  return (
    <summary
      className={classNames(
        buttonClasses(look, small),
        "select-none group-open:border-line-strong group-open:bg-sheet group-open:text-ink",
      )}
    >
      {children}
    </summary>
  );
}

function useIsOnItsWay(name: string | undefined, value: unknown): boolean {
  const navigation = useNavigation();
  if (navigation.state === "idle" || !navigation.formData || name === undefined) return false;
  return navigation.formData.get(name) === value;
}
