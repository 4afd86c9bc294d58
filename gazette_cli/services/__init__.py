"""Where two rooms meet: parsing and fetching with the library."""
