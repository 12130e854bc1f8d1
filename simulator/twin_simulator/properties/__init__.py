"""Thermodynamic properties: pure functions in SI, of floats or CasADi symbols."""
