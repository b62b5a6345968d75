from .maps import apply_map, maps
from .overview import country, overview, overview_sheet

__all__ = ["apply_map", "country", "maps", "overview", "overview_sheet"]
