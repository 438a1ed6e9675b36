import { Form } from "@remix-run/react";
import { Button } from "../button.tsx";

/** Addresses that somebody else said are theirs: they alone know. */
export function VouchedAddresses({ addresses }: { addresses: readonly { id: string; address: string }[] }) {
  return (
    <ul className="space-y-3">
      {addresses.map(({ id, address }) => (
        <li key={id} className="border-l-2 border-accent pl-4">
          <p className="[overflow-wrap:anywhere]">
            Is <strong>{address}</strong> yours too? Mail from there is taken for yours already.
          </p>
          <Form method="post" className="mt-2 flex flex-wrap gap-2">
            <input type="hidden" name="id" value={id} />
            <Button small name="intent" value="confirm-address">
              Yes, it is mine
            </Button>
            <Button small look="quiet" name="intent" value="disown-address">
              No, it is not
            </Button>
          </Form>
        </li>
      ))}
    </ul>
  );
}
