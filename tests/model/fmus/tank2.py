"""The same tank as FMI 2.0, without units and without a state to save."""

from pythonfmu import Fmi2Causality, Fmi2Slave, Fmi2Variability, Real

MOLAR_MASS, GAS_CONSTANT, TEMPERATURE = 0.0280134, 8.314462618, 298.15


class Tank2(Fmi2Slave):
    def __init__(self, **given):
        super().__init__(**given)
        self.volume, self.w_in, self.w_out = 2.0, 0.0, 0.0
        self.held = 3e5 * self.volume * MOLAR_MASS / (GAS_CONSTANT * TEMPERATURE)
        for name in ("w_in", "w_out"):
            self.register_variable(
                Real(name, causality=Fmi2Causality.input, variability=Fmi2Variability.continuous)
            )
        self.register_variable(
            Real("volume", causality=Fmi2Causality.parameter, variability=Fmi2Variability.tunable)
        )
        self.register_variable(
            Real(
                "p",
                causality=Fmi2Causality.output,
                variability=Fmi2Variability.continuous,
                getter=self.pressure,
            )
        )

    def pressure(self):
        return self.held * GAS_CONSTANT * TEMPERATURE / (MOLAR_MASS * self.volume)

    def do_step(self, current_time, step_size):
        self.held += step_size * (self.w_in - self.w_out)
        return True
