"""Work that goes on beside the pages: claimed, run, tried again; each task calls one operation."""
