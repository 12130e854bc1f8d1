import "./style/page.css";
import "./style/diagram.css";
import "./style/drawing.css";
import "./style/panel.css";
import "./style/alarm.css";
import "./style/elsewhere.css";
import "./style/time.css";
import "./style/training.css";
import "./style/whatif.css";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { App } from "./shell/App";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
