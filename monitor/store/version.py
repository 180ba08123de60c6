"""What a database of ours says of itself, and what opening it takes; known without any library."""

APPLICATION_ID = 0x6E657773  # "news": how a database of ours is told from any other
SCHEMA = 6  # how many migrations there are; each new one in `schema` counts this up
PATIENCE = 5.0  # seconds to wait for another writer; ours hold the file for milliseconds
OLDEST_SQLITE = (3, 37)  # STRICT tables
