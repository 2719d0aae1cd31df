"""Pages -> a site on disk: the MkDocs plugin and the search bundles beside its pages."""

from generator.site.plugin import SpinReports

__all__ = ["SpinReports"]
