import { ModelValues } from "./modelValues";
import { StillTwin } from "./stillTwin";
import type { Twin } from "./twin";

/** The model of a twin as a twin of its own beside it. Nothing is done through it. */
export class ModelTwin extends StillTwin {
  override readonly values: ModelValues;

  constructor(of: Twin) {
    super(of, ["read"], of.exchange);
    this.values = new ModelValues(of.values);
  }
}
