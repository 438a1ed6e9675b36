import type { Delivery } from "#app/models/delivery.ts";
import { questionsForLetters } from "#app/models/delivery/questions.ts";
import { question } from "#emails/templates/question.ts";
import { composeForMembers, factId } from "./compose-each.ts";
import { type Composition, finishLetter, letterProps, replyAddress } from "./letter.ts";
import { questionChoices } from "./question-choices.ts";

/** "Which one did you mean?" Facts: `{ questionId }`. Not asked when it was answered meanwhile. */
export async function composeQuestions(deliveries: readonly Delivery[]): Promise<Map<string, Composition>> {
  const questions = await questionsForLetters(deliveries.map((delivery) => factId(delivery, "questionId")));

  return composeForMembers(deliveries, (facts) => {
    const { community, member, delivery } = facts;
    const asked = questions.get(factId(delivery, "questionId"));
    if (!asked || asked.answeredAt) return { cancelled: "the question was answered" };

    const props = letterProps(facts);
    const replyTo = replyAddress(community, member, "question", asked.number);
    const draft = question({
      ...props,
      subject: asked.subject,
      written: asked.text,
      choices: questionChoices(asked.candidates, props.locale),
      url: null,
    });
    return finishLetter(facts, draft, { replyTo });
  });
}
