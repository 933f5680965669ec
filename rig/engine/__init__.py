"""From newtons to holds, metrics, scores and coaching cues: pure values and functions."""
