"""Hold figures against the floors they must keep. Reads and writes one JSON file.

What goes in: figures by bench and name, and the floors. What comes out: what fell below. A floor is a value, the
direction that is better, and the reasons of every time it was lowered.
"""

import json
from pathlib import Path
from typing import Any

from generator.errors import ConfigError
from generator.evaluate.figures import Figure

Results = dict[str, dict[str, Figure]]
Floors = dict[str, dict[str, dict[str, Any]]]
# The better they are, the smaller they are.
SMALLER = frozenset({"none wrongly typed", "score mean absolute error"})


def read(path: Path) -> Floors:
    """Read floors; an absent file holds none.

    Raises:
        ConfigError: the file is no JSON object.
    """
    if not path.is_file():
        return {}
    try:
        floors = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ConfigError(f"config: {path}: no JSON: {error}: correct it or take it from version control") from error
    if not isinstance(floors, dict):
        raise ConfigError(f"config: {path}: no JSON object: take it from version control")
    return floors


def below(results: Results, floors: Floors) -> list[str]:
    """Return one line for every figure that fell below its floor; benches that were not run are skipped."""
    lines = []
    for bench, rows in sorted(floors.items()):
        for name, floor in sorted(rows.items()) if bench in results else ():
            found, due = (
                results[bench].get(name),
                f"{'at most' if name in SMALLER else 'at least'} {floor['value']:.3f} due",
            )
            if found is None:
                lines.append(f"{bench}: {name}: not measured any more; {due}")
            elif _worse(name, found.value, floor["value"]):
                lines.append(f"{bench}: {name}: {found.value:.3f}; {due}")
    return lines


def raised(results: Results, floors: Floors, *, lower: str | None) -> Floors:
    """Return floors moved to the figures measured, a little slack left below them.

    Args:
        results: what was measured.
        floors: what stands.
        lower: the reason for which floors may also sink; None moves them up only.

    Raises:
        ConfigError: a floor would sink and no reason was given.
    """
    sinking = below(results, floors)
    if sinking and not lower:
        raise ConfigError(
            f"config: --update: {sinking[0]}: floors are not lowered silently: find what broke, or say --lower 'reason'"
        )
    moved: Floors = {bench: dict(rows) for bench, rows in floors.items()}
    for bench, rows in results.items():
        for name, one in rows.items():
            old = moved.setdefault(bench, {}).get(name, {})
            value = _with_slack(name, one.value)
            if not old or _worse(name, old["value"], value):
                moved[bench][name] = {**old, "value": value}
            elif _worse(name, one.value, old["value"]):
                lowered = [*old.get("lowered", []), {"from": old["value"], "to": value, "reason": lower}]
                moved[bench][name] = {"value": value, "lowered": lowered}
    return moved


def write(path: Path, floors: Floors) -> None:
    """Write floors, sorted, so that a change shows as what it is."""
    path.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def _worse(name: str, value: float, floor: float) -> bool:
    return value > floor if name in SMALLER else value < floor


def _with_slack(name: str, value: float) -> float:
    """Leave a hundredth of room, or of a point of the score a tenth: sums differ a little between machines."""
    slack = 0.1 if name == "score mean absolute error" else 0.01
    return round(value + slack, 3) if name in SMALLER else round(max(0.0, value - slack), 3)
