"""An isothermal gas tank as FMI 3.0: made into an FMU by the tests."""

from pythonfmu3 import Float64, Fmi3Causality, Fmi3Slave, Fmi3Variability
from pythonfmu3.unit import Unit

MOLAR_MASS, GAS_CONSTANT, TEMPERATURE = 0.0280134, 8.314462618, 298.15


class Tank3(Fmi3Slave):
    def __init__(self, **given):
        super().__init__(**given)
        self.volume, self.w_in, self.w_out, self.limit = 2.0, 0.0, 0.0, 1e9
        self.held = 3e5 * self.volume * MOLAR_MASS / (GAS_CONSTANT * TEMPERATURE)
        self.time = 0.0
        self.register_units([
            Unit("bar", factor=1e5, kg=1, m=-1, s=-2),
            Unit("kg/s", kg=1, s=-1),
            Unit("t/h", factor=1 / 3.6, kg=1, s=-1),
            Unit("m3", m=3),
            Unit("s", s=1),
        ])
        for name, unit in (("w_in", "kg/s"), ("w_out", "t/h")):
            self.register_variable(
                Float64(
                    name,
                    unit=unit,
                    causality=Fmi3Causality.input,
                    variability=Fmi3Variability.continuous,
                )
            )
        for name, unit in (("volume", "m3"), ("limit", "bar")):
            self.register_variable(
                Float64(
                    name,
                    unit=unit,
                    causality=Fmi3Causality.parameter,
                    variability=Fmi3Variability.tunable,
                )
            )
        self.register_variable(
            Float64(
                "p",
                unit="bar",
                causality=Fmi3Causality.output,
                variability=Fmi3Variability.continuous,
                getter=self.pressure,
            )
        )
        self.register_variable(
            Float64(
                "time",
                unit="s",
                causality=Fmi3Causality.independent,
                variability=Fmi3Variability.continuous,
            )
        )

    def pressure(self):
        return self.held * GAS_CONSTANT * TEMPERATURE / (MOLAR_MASS * self.volume) / 1e5

    def do_step(self, current_time, step_size):
        self.held += step_size * (self.w_in - self.w_out / 3.6)
        self.time = current_time + step_size
        if self.pressure() > self.limit:
            raise RuntimeError("the tank has burst")
        return True

    def _get_fmu_state(self):
        return {name: getattr(self, name) for name in ("held", "time", "w_in", "w_out", "volume")}

    def _set_fmu_state(self, state):
        self.__dict__.update(state)
