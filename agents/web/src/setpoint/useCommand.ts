import { useState } from "react";

import type { Command } from "../core/command";
import type { CommandRequest } from "../core/exchange";
import { ExchangeError } from "../core/exchangeError";
import { useObservable } from "../live/useObservable";
import { useTwin } from "../live/twinContext";

interface Followed {
  /** The command as far as it has come; undefined before its first stage. */
  command: Command | undefined;
  /** What was sent; null before, and again after the exchange has refused it. */
  sent: CommandRequest | null;
  refusal: ExchangeError | null;
  send: (request: CommandRequest) => Promise<void>;
}

/** Sends one command and follows it to its end. */
export function useCommand(): Followed {
  const { twin } = useTwin();
  const [requestId, setRequestId] = useState<string | null>(null);
  const [sent, setSent] = useState<CommandRequest | null>(null);
  const [refusal, setRefusal] = useState<ExchangeError | null>(null);
  const log = useObservable(twin.commands);

  const send = async (request: CommandRequest): Promise<void> => {
    setSent(request);
    setRefusal(null);
    try {
      setRequestId(await twin.exchange.command(request));
    } catch (error) {
      setSent(null);
      if (!(error instanceof ExchangeError)) throw error;
      setRefusal(error);
    }
  };
  const command = log.find((each) => each.request_id === requestId);
  return { command, sent, refusal, send };
}
