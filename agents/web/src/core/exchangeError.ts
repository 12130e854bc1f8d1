/** A refusal by the exchange, or the exchange being out of reach (`status` 0). */
export class ExchangeError extends Error {
  /**
   * @param status HTTP status, 0 when nothing answered
   * @param hint what the user can do next
   */
  constructor(
    readonly status: number,
    message: string,
    readonly hint: string,
  ) {
    super(message);
    this.name = "ExchangeError";
  }
}
