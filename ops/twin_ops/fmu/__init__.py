"""Plants as FMUs (https://fmi-standard.org): how they are written, read and checked."""
