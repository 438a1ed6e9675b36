import { EmptyState } from "#app/components/empty-state.tsx";

export default function NoLetterOpen() {
  return (
    <EmptyState>
      Every letter that Roundletter sends arrives here, as its receiver would see it. Open one, and answer it.
    </EmptyState>
  );
}
