import { useEffect, useState } from "react";

import { ExchangeError } from "../core/exchangeError";

interface Loaded<Content> {
  call: () => Promise<Content>;
  content: Content | null;
  refusal: ExchangeError | null;
}

/** What a call answers, null until then; asked again when the call is another one. */
export function useLoaded<Content>(call: () => Promise<Content>): Loaded<Content> {
  const [loaded, setLoaded] = useState<Loaded<Content>>({ call, content: null, refusal: null });
  useEffect(() => {
    let over = false;
    const take = (content: Content | null, refusal: ExchangeError | null): void => {
      if (!over) setLoaded({ call, content, refusal });
    };
    call().then(
      (content) => take(content, null),
      (error: unknown) => {
        if (error instanceof ExchangeError) take(null, error);
        else throw error;
      },
    );
    return () => {
      over = true;
    };
  }, [call]);
  return loaded.call === call ? loaded : { call, content: null, refusal: null };
}
