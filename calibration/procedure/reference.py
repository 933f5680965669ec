"""Forces that are known: masses, local gravity and the buoyancy of air."""

import math
from dataclasses import dataclass
from typing import Final

from calibration.errors import GravityError, MassSetError

# Dry air at 20 degrees, sea level; 20 % off changes a steel weight by 0.003 %.
AIR_KG_PER_M3: Final = 1.2
STEEL_KG_PER_M3: Final = 7850.0
# Local gravity differs from the formula by anomalies of up to 50 mGal.
FORMULA_U_M_PER_S2: Final = 3e-4
GRAVITY_SPAN_M_PER_S2: Final = (9.76, 9.84)

# OIML R 111: largest error as a share of the nominal, from 100 g upwards. Below 100 g the limit of
# 100 g is taken, which is more than the class allows. Check against the standard before quoting.
CLASS_LIMIT_FRAC: Final = {
    "E2": 1.6e-6,
    "F1": 5e-6,
    "F2": 1.6e-5,
    "M1": 5e-5,
    "M2": 1.6e-4,
    "M3": 5e-4,
}
CLASS_FROM_KG: Final = 0.1


@dataclass(frozen=True, slots=True)
class Mass:
    """One weight.

    Attributes:
        id: what is written on it, for example `2 kg`.
        kg: its mass by certificate or scale, else the nominal.
        u_kg: standard uncertainty (k = 1).
        accuracy_class: OIML class, `weighed`, or empty.
        certificate: number of the certificate or of the scale that weighed it; empty without.
        for_check: kept out of the fit, to check it independently.
        density_kg_per_m3: for buoyancy.
    """

    id: str
    kg: float
    u_kg: float
    accuracy_class: str
    certificate: str
    for_check: bool = False
    density_kg_per_m3: float = STEEL_KG_PER_M3


@dataclass(frozen=True, slots=True)
class Gravity:
    """Acceleration of free fall where the weights hang, and how it was obtained."""

    m_per_s2: float
    u_m_per_s2: float
    how: str


@dataclass(frozen=True, slots=True)
class KnownForce:
    """A force with its standard uncertainty."""

    n: float
    u_n: float


def class_mass(
    mass_id: str, kg: float, accuracy_class: str, certificate: str, *, for_check: bool = False
) -> Mass:
    """A weight known only by its OIML class: the limit as a rectangle, u = limit / sqrt(3).

    Raises:
        MassSetError: the class is not known.
    """
    if accuracy_class not in CLASS_LIMIT_FRAC:
        known = ", ".join(CLASS_LIMIT_FRAC)
        raise MassSetError(
            f"mass {mass_id}: the class {accuracy_class!r} is not known",
            f"choose one of {known}, or weigh it and give its uncertainty",
        )
    limit_kg = CLASS_LIMIT_FRAC[accuracy_class] * max(kg, CLASS_FROM_KG)
    return Mass(mass_id, kg, limit_kg / math.sqrt(3.0), accuracy_class, certificate, for_check)


def gravity_at(latitude_deg: float, height_m: float) -> Gravity:
    """Gravity of the 1967 formula: 9.780318 (1 + 0.0053024 s^2 - 0.0000058 s2^2) - 3.085e-6 h.

    Args:
        latitude_deg: -90 to 90.
        height_m: above sea level.

    Raises:
        GravityError: no such place.
    """
    if not -90.0 <= latitude_deg <= 90.0:
        raise GravityError(f"latitude {latitude_deg:g} is not between -90 and 90 degrees")
    if not -500.0 <= height_m <= 9000.0:
        raise GravityError(f"height {height_m:g} m is not between -500 and 9000 m")
    sine, sine_double = (math.sin(n * math.radians(latitude_deg)) for n in (1, 2))
    value = 9.780318 * (1.0 + 0.0053024 * sine**2 - 0.0000058 * sine_double**2)
    return Gravity(
        value - 3.085e-6 * height_m,
        FORMULA_U_M_PER_S2,
        f"computed for latitude {latitude_deg:g} degrees, height {height_m:g} m",
    )


def given_gravity(m_per_s2: float, u_m_per_s2: float, source: str) -> Gravity:
    """Gravity as measured or published for the place.

    Raises:
        GravityError: nowhere on Earth.
    """
    low, high = GRAVITY_SPAN_M_PER_S2
    if not low <= m_per_s2 <= high:
        raise GravityError(
            f"gravity {m_per_s2:g} m/s2 is found nowhere on Earth ({low} to {high}); "
            "give latitude and height instead"
        )
    return Gravity(m_per_s2, u_m_per_s2, f"given: {source}")


def known_force(
    masses: tuple[Mass, ...], gravity: Gravity, air_kg_per_m3: float = AIR_KG_PER_M3
) -> KnownForce:
    """F = m g (1 - air / density) of a stack of weights.

    Uncertainties of weights add up without a root: those of one set share their reference.

    Args:
        masses: what lies on the pad; none gives no force.
        gravity: where it lies.
        air_kg_per_m3: density of the air.
    """
    shares = [1.0 - air_kg_per_m3 / mass.density_kg_per_m3 for mass in masses]
    force_kg = math.fsum(mass.kg * share for mass, share in zip(masses, shares, strict=True))
    u_mass_n = math.fsum(mass.u_kg for mass in masses) * gravity.m_per_s2
    return KnownForce(
        force_kg * gravity.m_per_s2, math.hypot(u_mass_n, force_kg * gravity.u_m_per_s2)
    )
