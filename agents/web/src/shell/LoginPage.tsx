import { useState, type FormEvent } from "react";

import { login, type Login } from "../core/exchange";
import { ExchangeError } from "../core/exchangeError";
import { refusalOf } from "../core/singleSignOn";
import { useProvider, useReturn } from "./useSingleSignOn";

const FIELDS = {
  username: { label: "User", type: "text", autoComplete: "username", autoFocus: true },
  password: { label: "Password", type: "password", autoComplete: "current-password" },
};

interface TextFieldProps {
  name: keyof typeof FIELDS;
  text: string;
  onText: (text: string) => void;
}

function TextField({ name, text, onText }: TextFieldProps) {
  const { label, ...attributes } = FIELDS[name];
  return (
    <label className="field">
      {label}
      <input
        {...attributes}
        name={name}
        required
        value={text}
        onChange={(event) => onText(event.target.value)}
        data-testid={`login-${name}`}
      />
    </label>
  );
}

/** The way through the identity provider, where there is one. */
function ProviderLink() {
  const provider = useProvider();
  if (provider === null) return null;
  return (
    <a className="button wide" href={provider.url} data-testid="login-provider">
      Log in with {provider.name}
    </a>
  );
}

function LoginRefusal({ refusal }: { refusal: ExchangeError }) {
  return (
    <p role="alert" className="refusal" data-testid="login-error">
      <b>{refusal.message}</b> {refusal.hint}
    </p>
  );
}

/** Name and password, or the identity provider; `onLogin` receives the token. */
export function LoginPage({ onLogin }: { onLogin: (login: Login) => void }) {
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [refusal, setRefusal] = useState(() => refusalOf(window.location.hash));
  const [waiting, setWaiting] = useState(false);

  useReturn(onLogin, setRefusal);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setWaiting(true);
    try {
      onLogin(await login(username, password));
    } catch (error) {
      setWaiting(false);
      if (!(error instanceof ExchangeError)) throw error;
      setRefusal(error);
    }
  };
  return (
    <main className="login">
      <form onSubmit={(event) => void submit(event)} aria-label="Log in">
        <h1>twinbus</h1>
        <p className="soft">Digital twin of a process plant</p>
        <TextField name="username" text={username} onText={setUsername} />
        <TextField name="password" text={password} onText={setPassword} />
        <button
          type="submit"
          className="primary wide"
          disabled={waiting}
          data-testid="login-submit"
        >
          Log in
        </button>
        <ProviderLink />
        {refusal !== null && <LoginRefusal refusal={refusal} />}
      </form>
    </main>
  );
}
