"""What a province loads for its maps: where its units lie, and their boundaries."""

from .map_versions import MapVersion

__all__ = ["MapVersion"]
