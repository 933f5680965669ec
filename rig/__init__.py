"""Newtons turned into holds, metrics, scores, coaching and recordings."""
