/** Answers that are asked for again and again, of which few change from one time to the next. */

/** Where answers are asked for by name. */
export interface Memory<Answer> {
  /**
   * The answer of last time if the same facts were there, else a new one.
   *
   * @param facts all that the answer depends on
   */
  answer(name: string, facts: () => readonly number[], find: () => Answer): Answer;
}

/** Of what is asked for once nothing is kept. */
export class Unremembered<Answer> implements Memory<Answer> {
  answer(_name: string, _facts: () => readonly number[], find: () => Answer): Answer {
    return find();
  }
}

/** Remembers by name the last answer, and the numbers that it follows from. */
export class Remembered<Answer> implements Memory<Answer> {
  private readonly known = new Map<string, { facts: readonly number[]; answer: Answer }>();

  answer(name: string, factsOf: () => readonly number[], find: () => Answer): Answer {
    const last = this.known.get(name);
    const facts = factsOf();
    if (last !== undefined && areSame(last.facts, facts)) return last.answer;
    const answer = find();
    this.known.set(name, { facts, answer });
    return answer;
  }
}

function areSame(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((fact, place) => fact === other[place]);
}
