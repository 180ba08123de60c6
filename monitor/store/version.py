"""What a database of ours says of itself; known without loading the migrations."""

APPLICATION_ID = 0x6E657773  # "news": how a database of ours is told from any other
SCHEMA = 5  # how many migrations there are; each new one in `schema` counts this up
