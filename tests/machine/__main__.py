"""Print which planted fault is caught by whom: ``python -m tests.machine``; the tests of this folder prove it."""

# ruff: noqa: T201 - a table is printed
from tests.machine import planted_files, planted_npm, planted_records, planted_sites

CHECK = "python -m generator check"


def main() -> None:
    """Print the table."""
    rows = [(fault.name, "story file", CHECK) for fault in planted_records.FAULTS]
    rows += [(name, "story file", CHECK) for name in planted_records.TWICE]
    rows += [
        (fault.name, "site", f"{fault.checker.__module__.rpartition('.')[2]}.{fault.checker.__name__}")
        for fault in (*planted_sites.ALL, *planted_files.ALL, *planted_npm.FAULTS)
    ]
    print(f"{len(rows)} faults\n\n| fault | planted in | caught by |\n| --- | --- | --- |")
    print("\n".join(f"| {name} | {where} | {checker} |" for name, where, checker in rows))


if __name__ == "__main__":
    main()
