"""From a station to the screens: ring, frames, live socket."""
