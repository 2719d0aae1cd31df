"""What was last measured of each analyzer, kept beside the floors. Reads and writes one JSON file.

What goes in: evaluations, one analyzer at a time. What comes out: a table with a row for every analyzer there is; one
that was never measured says so.
"""

import json
from pathlib import Path
from typing import Any, Final

from generator.analyze import ANALYZERS
from generator.errors import ConfigError
from generator.evaluate import Evaluation

# The figures that a reader compares analyzers by: bench, name.
COMPARED: Final = (
    ("spin_gold", "primary macro F1"),
    ("spin_gold", "score Spearman"),
    ("spin_gold", "score mean absolute error"),
    ("spin_gold", "loaded spans overlap F1"),
    ("typed_gold", "primary macro F1"),
)
NOT_MEASURED: Final = "not measured"

Standing = dict[str, dict[str, Any]]


def read(path: Path) -> Standing:
    """Return what was measured, by analyzer; an absent file holds nothing.

    Raises:
        ConfigError: the file is no JSON object.
    """
    if not path.is_file():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ConfigError(f"config: {path}: no JSON: {error}: take it from version control") from error
    if not isinstance(found, dict):
        raise ConfigError(f"config: {path}: no JSON object: take it from version control")
    return found


def renewed(standing: Standing, found: Evaluation) -> Standing:
    """Return what was measured with one analyzer's figures in place of its earlier ones.

    Raises:
        ConfigError: nothing was measured that analyzers which ask models are compared by.
    """
    results = found.results
    figures = {
        f"{bench}: {name}": results[bench][name]._asdict() for bench, name in COMPARED if name in results.get(bench, {})
    }
    if not figures and found.model is None:
        return standing
    if not figures:
        benches = " nor ".join(dict.fromkeys(bench for bench, _ in COMPARED))
        raise ConfigError(
            f"config: --update: neither {benches} was measured, and the accuracy page compares "
            "analyzers by these: leave --update out, or name a --bench that holds them"
        )
    return standing | {found.analyzer: {"model": found.model, "figures": figures}}


def write(path: Path, standing: Standing) -> None:
    """Write what was measured, sorted, so that a change shows as what it is."""
    path.write_text(json.dumps(standing, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def rows(standing: Standing) -> list[list[str]]:
    """Return a row per analyzer: name, model, then each compared figure with interval and cases."""
    return [[name, _model(name, standing), *(_cell(name, pair, standing) for pair in COMPARED)] for name in ANALYZERS]


def _model(name: str, standing: Standing) -> str:
    if ANALYZERS[name] == name:
        return "none"
    return str(standing.get(name, {}).get("model") or NOT_MEASURED)


def _cell(name: str, pair: tuple[str, str], standing: Standing) -> str:
    figure = standing.get(name, {}).get("figures", {}).get(": ".join(pair))
    if figure is None:
        return NOT_MEASURED
    digits = 1 if pair[1] == "score mean absolute error" else 2
    value, low, high = (f"{figure[key]:.{digits}f}" for key in ("value", "low", "high"))
    return f"{value} ({low} to {high}), n = {figure['n']}"
