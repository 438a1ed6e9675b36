import { Form, Link } from "@remix-run/react";
import { Button } from "./button.tsx";

interface PublicSwitchProps {
  isPublic: boolean;
  /** Its page for everybody; null while there is none (it is a draft, or the community shows itself to nobody). */
  to: string | null;
}

/** Who may see it, in a line, and the act that changes it. */
export function PublicSwitch({ isPublic, to }: PublicSwitchProps) {
  return (
    <Form
      method="post"
      preventScrollReset
      className="mb-8 flex flex-wrap items-center gap-x-4 gap-y-2 text-sm"
    >
      <p className="text-soft">
        {isPublic ? (
          <>
            <span className="font-semibold text-ink">Everybody</span> may see it
            {to ? (
              <>
                {" "}
                on{" "}
                <Link className="link" to={to}>
                  its public page
                </Link>
              </>
            ) : (
              ", once it has a public page"
            )}
            .
          </>
        ) : (
          <>
            <span className="font-semibold text-ink">Only members</span> see it.
          </>
        )}
      </p>
      <Button look="quiet" small name="intent" value={isPublic ? "make-private" : "make-public"}>
        {isPublic ? "Only for members" : "Show it to everybody"}
      </Button>
    </Form>
  );
}
