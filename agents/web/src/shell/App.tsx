import { useEffect, useMemo, useState } from "react";

import type { Login } from "../core/exchange";
import { storedLogin, storeLogin } from "../core/session";
import { Twin } from "../core/twin";
import { TwinContext } from "../live/twinContext";
import { useObservable } from "../live/useObservable";
import { LoginPage } from "./LoginPage";
import { MainScreen } from "./MainScreen";
import { browserSocket } from "./browserSocket";

function connect(login: Login, onDenied: () => void): Twin {
  return new Twin(login, {
    openSocket: browserSocket,
    monotonic: () => performance.now(),
    nextFrame: (run) => requestAnimationFrame(run),
    onDenied,
  });
}

function Connected({ twin, onLogout }: { twin: Twin; onLogout: () => void }) {
  const plant = useObservable(twin.plant);
  const problem = useObservable(twin.problem);
  const live = useMemo(() => (plant === null ? null : { twin, plant }), [twin, plant]);
  if (live !== null)
    return (
      <TwinContext.Provider value={live}>
        <MainScreen onLogout={onLogout} />
      </TwinContext.Provider>
    );
  return (
    <main className="login">
      <p role="status">{problem === "" ? "Loading the plant …" : problem}</p>
      <button type="button" onClick={onLogout}>
        Log out
      </button>
    </main>
  );
}

/** One login's connection, opened once and closed with the page or at log-out. */
function Session({ login, onLogout }: { login: Login; onLogout: () => void }) {
  const [twin] = useState(() => connect(login, onLogout));
  useEffect(() => {
    void twin.start();
    return () => twin.close();
  }, [twin]);
  const leave = (): void => {
    // Whoever can not reach the exchange is logged out here all the same.
    void twin.exchange.logout().catch(() => undefined);
    onLogout();
  };
  return <Connected twin={twin} onLogout={leave} />;
}

/** The page: log in, then the plant. */
export function App() {
  const [login, setLogin] = useState(() => storedLogin(sessionStorage, Date.now()));
  const change = (next: Login | null): void => {
    storeLogin(sessionStorage, next);
    setLogin(next);
  };
  if (login === null) return <LoginPage onLogin={change} />;
  return <Session key={login.token} login={login} onLogout={() => change(null)} />;
}
